"""Nothing that a program proposed reaches a package before people have confirmed it."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli.draft import confirm_command, draft_command
from pipeline.cli.edit import begin_report
from pipeline.filesystem import UnsafePathError
from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import InvalidRawError, build_package
from pipeline.package.metadata.package_model import VERSION
from pipeline.paths import Paths
from pipeline.tools.draft.unconfirmed import ConfirmationError, read_table
from pipeline.validation import validate_report
from tests.project import CHECKOUT
from tests.small_report import NAME, WITHOUT, fill_in

Rows = list[dict[str, str]]

TEXT = "一、小型章节题名\n\n2020年我国社会消费品零售总额超过40万亿元，同比增长3.5%。\n"
OPEN = {"1-001": {"indicator": "retail_sales"}, "1-002": {"indicator": "retail_sales_growth"}}
KEYED = {
    "1-001": {"hedge": "超过", "number": "40", "multiplier": "万亿", "unit": "CNY"},
    "1-002": {"number": "3.5", "unit": "percent"},
}
READING = "R1,2026-11-23,0.1.0,page;printed;hedge;number;number_high;multiplier;unit,2,14\n"


def read(path: Path) -> Rows:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change(path: Path, edit: Callable[[Rows], object]) -> None:
    """Write a file again with edited rows."""
    rows = read(path)
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


class Drafted:
    """A report of one section without figures, and the unconfirmed rows that its text yields."""

    def __init__(self, root: Path, text: str = TEXT) -> None:
        shutil.copytree(CHECKOUT / "raw" / "vocabulary", root / "raw" / "vocabulary")
        self.paths = Paths(root)
        begin_report(self.paths, NAME)
        self.folder = root / "raw" / NAME
        fill_in(self.folder)
        (root / "text.md").write_text(text, encoding="utf-8")
        into = {"replace": False, "into_raw": True}
        assert draft_command(self.paths, NAME, root / "text.md", None, **into) == 0
        self.proposed = self.folder / "unconfirmed" / "1"
        self.sheet = root / "drafts" / NAME / "keying.csv"

    def complete(self) -> None:
        """Fill in what the program left open, as an editor does; the text has no pages."""

        def figures(rows: Rows) -> None:
            for row in rows:
                row |= {**OPEN[row["id"]], "page": "1"}

        change(self.proposed / "figures.csv", figures)
        change(self.proposed / "numerals.csv", lambda rows: [r.update(page="1") for r in rows])

    def key(self, **other: str) -> None:
        """Fill in the keying sheet; `other` cells are those of the first figure."""
        cells = KEYED | {"1-001": KEYED["1-001"] | other}
        change(self.sheet, lambda rows: [row.update(cells[row["figure"]]) for row in rows])

    def add_reading(self, line: str) -> None:
        """Record a second reading."""
        facts = self.folder / "report.yaml"
        without = WITHOUT.replace("second_readings; ", "")
        facts.write_text(facts.read_text(encoding="utf-8").replace(WITHOUT, without), "utf-8")
        with (self.folder / "second_readings.csv").open("a", encoding="utf-8") as file:
            file.write(line)

    def state(self, way: str) -> None:
        """State in report.yaml how proposed rows are confirmed."""
        facts = self.folder / "report.yaml"
        text = facts.read_text(encoding="utf-8")
        facts.write_text(text.replace("# confirmation:", f"confirmation: {way}"), "utf-8")

    def confirm(self, reading: str = "") -> int:
        """Confirm the section by the sheet or by a reading."""
        keyed = None if reading else self.sheet
        return confirm_command(self.paths, NAME, "1", keyed=keyed, reading=reading)

    def codes(self) -> list[str]:
        """The errors that `check` reports, with their places."""
        found = validate_report(load_reports(self.paths)[NAME])
        return [f"{e.code} {e.location}" for e in found if e.is_error]

    def contents(self) -> dict[Path, bytes]:
        """The bytes of each file of the report."""
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


@pytest.fixture
def drafted(tmp_path: Path) -> Drafted:
    """The report, drafted."""
    return Drafted(tmp_path)


def test_unconfirmed_rows_are_one_error_a_section_and_no_package(drafted: Drafted) -> None:
    """Neither a draft nor a complete report is packaged with them, whatever the folder contains."""
    facts = drafted.folder / "report.yaml"
    facts.write_text("draft: true\n" + facts.read_text(encoding="utf-8"), encoding="utf-8")
    place = f"raw/{NAME}/unconfirmed"
    assert drafted.codes() == [f"E129 {place}/1"]
    with pytest.raises(InvalidRawError):
        build_package(load_reports(drafted.paths)[NAME])
    drafted.proposed.rename(drafted.folder / "aside")
    (drafted.folder / "unconfirmed" / "note.txt").write_text("x")
    assert drafted.codes() == [f"E129 {place}/note.txt"]
    shutil.rmtree(drafted.folder / "unconfirmed")
    (drafted.folder / "unconfirmed").symlink_to(drafted.folder / "aside")
    assert f"E129 {place}" in drafted.codes()


def test_proposed_rows_that_are_copied_by_hand_lack_what_a_person_keys(drafted: Drafted) -> None:
    """The protected cells are blank in the files, so that a copy of them does not pass."""
    drafted.complete()
    shutil.copy(drafted.proposed / "figures.csv", drafted.folder / "figures" / "1.csv")
    shutil.copy(drafted.proposed / "numerals.csv", drafted.folder / "numerals.csv")
    shutil.rmtree(drafted.folder / "unconfirmed")
    place = f"raw/{NAME}/figures/1.csv"
    found = drafted.codes()
    for row in (2, 3):
        assert any(each.startswith(f"E201 {place}:{row}") and "unit" in each for each in found)
    with pytest.raises(InvalidRawError):
        build_package(load_reports(drafted.paths)[NAME])


def nothing(drafted: Drafted) -> None:
    """The sheet is as the program wrote it."""


def without_sheet(drafted: Drafted) -> None:
    """There is no sheet."""
    drafted.sheet.unlink()


def wrong_digit(drafted: Drafted) -> None:
    """What was keyed is not what the program read."""
    drafted.key(number="41")


def no_hedge(drafted: Drafted) -> None:
    """A hedge was not keyed."""
    drafted.key(hedge="")


def open_cell(drafted: Drafted) -> None:
    """A cell is open that the program was not sure of."""
    drafted.key()
    change(drafted.proposed / "figures.csv", lambda rows: rows[0].update(indicator=""))


def undecided(drafted: Drafted) -> None:
    """A numeral has neither a figure nor a reason."""
    drafted.key()
    change(drafted.proposed / "numerals.csv", lambda rows: rows[0].update(figure="", reason=""))


def of_unknown_program(drafted: Drafted) -> None:
    """The record of the program is missing."""
    drafted.key()
    (drafted.proposed / "program.txt").unlink()


def a_column_twice(drafted: Drafted) -> None:
    """The sheet has two columns of numbers, of which a reader sees one."""
    drafted.key()
    text = drafted.sheet.read_text(encoding="utf-8")
    lines = [f"{line},{line.split(',')[6]}" for line in text.splitlines()]
    drafted.sheet.write_text("\n".join(lines), encoding="utf-8")


def a_note_that_acts(drafted: Drafted) -> None:
    """The record of the program moves the cursor of a terminal."""
    drafted.key()
    (drafted.proposed / "program.txt").write_text("\x1b[2J", encoding="utf-8")


def a_token_that_acts(drafted: Drafted) -> None:
    """A row of the ledger has a line end in it."""
    drafted.key()
    change(drafted.proposed / "numerals.csv", lambda rows: rows[0].update({"token": "2020\n年"}))


def from_elsewhere(drafted: Drafted) -> None:
    """The proposed rows are those of a link out of the checkout."""
    drafted.key()
    outside = drafted.paths.root.parent / f"{drafted.paths.root.name}-outside"
    drafted.proposed.rename(outside)
    drafted.proposed.symlink_to(outside)


def a_large_sheet(drafted: Drafted) -> None:
    """The sheet is larger than any memory."""
    with drafted.sheet.open("wb") as file:
        file.truncate(1 << 40)


def _endless(kind: str, name: str) -> Callable[[Drafted], None]:
    def spoil(drafted: Drafted) -> None:
        drafted.key()
        path = drafted.sheet if name == "sheet" else drafted.proposed / name
        path.unlink()
        if kind == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to("/dev/zero")

    spoil.__name__ = f"{kind}_{name}"
    return spoil


ENDLESS = [
    _endless(kind, name)
    for kind in ("pipe", "device")
    for name in ("sheet", "figures.csv", "numerals.csv", "program.txt")
]


def in_the_ledger(drafted: Drafted) -> None:
    """A person has already decided about a numeral."""
    drafted.key()
    shutil.copy(drafted.proposed / "numerals.csv", drafted.folder / "numerals.csv")


@pytest.mark.parametrize(
    "spoil",
    [
        nothing,
        without_sheet,
        wrong_digit,
        no_hedge,
        open_cell,
        undecided,
        of_unknown_program,
        in_the_ledger,
        a_column_twice,
        a_note_that_acts,
        a_token_that_acts,
        from_elsewhere,
        a_large_sheet,
        *ENDLESS,
    ],
    ids=lambda each: each.__name__,
)
def test_rows_that_are_not_confirmed_stay(
    drafted: Drafted, spoil: Callable[[Drafted], None]
) -> None:
    """A refused confirmation writes nothing."""
    drafted.complete()
    spoil(drafted)
    before = drafted.contents()
    assert drafted.confirm() == 1
    assert drafted.contents() == before


@pytest.mark.parametrize(
    "section", ["..", "../unconfirmed/1", "1/", "/etc", "", ".", "2", "a" * 300]
)
def test_a_section_that_the_report_does_not_have_is_refused(
    drafted: Drafted, section: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is never a path."""
    drafted.complete()
    drafted.key()
    before = drafted.contents()
    assert confirm_command(drafted.paths, NAME, section, keyed=drafted.sheet, reading="") == 1
    assert f"the report has no section {section}" in capsys.readouterr().out
    assert drafted.contents() == before


def test_nothing_is_written_through_a_link(drafted: Drafted, tmp_path: Path) -> None:
    """Not even a folder: neither below raw/ nor in the folder of the drafts."""
    text, outside = drafted.paths.root / "text.md", tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    for folder in (drafted.folder / "unconfirmed", drafted.paths.root / "drafts"):
        shutil.rmtree(folder)
        folder.symlink_to(outside)
        with pytest.raises(UnsafePathError):
            draft_command(drafted.paths, NAME, text, None, replace=True, into_raw=True)
        assert [*outside.iterdir()] == []
        folder.unlink()
        folder.mkdir()


def test_a_reading_confirms_only_if_it_is_recorded_and_read_the_rows(drafted: Drafted) -> None:
    """An unknown reading, and one of other columns, are refused; then each row names its reading."""
    drafted.complete()
    assert drafted.confirm("R1") == 1
    drafted.add_reading(READING.replace(";number;", ";").replace("R1", "R0") + READING)
    assert drafted.confirm("R0") == 1
    assert confirm_command(drafted.paths, NAME, "1", keyed=drafted.sheet, reading="R1") == 2
    assert drafted.confirm("R1") == 0
    recorded = read(drafted.folder / "drafted_figures.csv")
    program = f"printed-figures {VERSION}"
    assert [tuple(row.values()) for row in recorded] == [
        ("1-001", program, "R1"),
        ("1-002", program, "R1"),
    ]
    assert drafted.codes() == []
    drafted.state("keying")
    place = f"raw/{NAME}/drafted_figures.csv"
    assert drafted.codes() == [f"E130 {place}:{row}:confirmed_by_reading" for row in (2, 3)]


def test_keyed_rows_become_figures_and_the_package_states_that_they_were_drafted(
    drafted: Drafted,
) -> None:
    """The sheet shows places only; the figures are those of the person."""
    assert all(not row["number"] and not row["unit"] for row in read(drafted.sheet))
    drafted.complete()
    drafted.key()
    assert drafted.confirm() == 0
    assert drafted.codes() == []
    assert not (drafted.folder / "unconfirmed").exists()
    row, _ = read(drafted.folder / "figures" / "1.csv")
    assert (row["printed"], row["number"], row["period"]) == ("超过 40 万亿元", "40", "2020")
    files = build_package(load_reports(drafted.paths)[NAME]).files
    table = files["evidence/drafted_figures.csv"].decode("utf-8-sig")
    program = f"printed-figures {VERSION}"
    assert table.splitlines()[1:] == [f"1-001,{program},", f"1-002,{program},"]
    counts = json.loads(files["datapackage.json"])["quality"]["drafted"]
    assert (counts["confirmed_by_keying"], counts["programs"]) == (2, {program: 2})
    assert f"{program} proposed 2 of the rows" in files["EVIDENCE.md"].decode()
    assert '<a href="#fig-1-002">1-002</a>' in files["index.html"].decode()
    nodes = {n["id"]: n for n in json.loads(files["provenance.jsonld"])["@graph"] if "id" in n}
    row = nodes["index.html#fig-1-001"]["wasDerivedFrom"]
    proposal = nodes[row["wasDerivedFrom"]["wasGeneratedBy"]]
    assert proposal["wasAssociatedWith"] == "#pipeline"
    assert nodes[row["wasGeneratedBy"]]["wasInformedBy"] == [proposal["id"]]
    assert row["wasGeneratedBy"] == "#confirmation-keying"
    assert row["wasGeneratedBy"] in nodes["#validation"]["wasInformedBy"]


@pytest.mark.parametrize(("stated", "reading"), [("reading", ""), ("keying", "R1")])
def test_the_report_chooses_the_way_to_confirm(drafted: Drafted, stated: str, reading: str) -> None:
    """Rows that are confirmed in the other way stay where they are."""
    drafted.complete()
    drafted.key()
    drafted.add_reading(READING)
    drafted.state(stated)
    before = drafted.contents()
    assert drafted.confirm(reading) == 1
    assert drafted.contents() == before
    assert drafted.confirm("" if reading else "R1") == 0
    assert drafted.codes() == []


def test_a_file_beside_the_proposed_rows_is_not_removed(drafted: Drafted) -> None:
    """A note of the editor stays, and the folder of the section with it."""
    note = drafted.proposed / "note.txt"
    note.write_text("第 2 段待查", encoding="utf-8")
    drafted.complete()
    drafted.key()
    assert drafted.confirm() == 0
    assert [path.name for path in drafted.proposed.iterdir()] == ["note.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("rows", [b"1,\n" * 10_000_000, b"1\n" * 20_000_000])
def test_a_sheet_without_end_is_not_read(rows: bytes, tmp_path: Path) -> None:
    """Rows of a table, and of none: they would take gigabytes of memory."""
    path = tmp_path / "keyed.csv"
    path.write_bytes(b"figure,page\n" + rows)
    with pytest.raises(ConfirmationError) as raised:
        read_table(path, ("figure", "page"))
    assert str(raised.value) == "keyed.csv: it exceeds the budget of 256 MiB of memory"
