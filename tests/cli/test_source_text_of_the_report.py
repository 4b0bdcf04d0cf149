"""The transcription held against the report's text, and every error found (needs a copy of the text).

The text is not part of the project. Where it is absent the tests that need it are skipped, loudly;
the ledger's rules that need no text are broken in tests/validation.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests.project import CHECKOUT, REPORT

TEXT = CHECKOUT.parent / "shared" / "source" / f"{REPORT}.md"
RAW = Path("raw") / REPORT

pytestmark = pytest.mark.skipif(
    not TEXT.is_file(), reason=f"NO COPY OF THE REPORT'S TEXT at {TEXT.name}: the proof is not run"
)

Rows = list[dict[str, str]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of raw/ to break."""
    shutil.copytree(CHECKOUT / "raw", tmp_path / "raw")
    return tmp_path


def edit(path: Path, change: Callable[[Rows], Rows]) -> None:
    """Change the rows of a CSV file as an editor would."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def run(root: Path, *arguments: str) -> Result:
    """Run the command line on a copy."""
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


def source(root: Path, action: str, text: Path = TEXT) -> Result:
    """Run an action of `source` on the report in a copy, however many there are."""
    return run(root, "source", "--report", REPORT, action, str(text))


def prove(root: Path) -> Result:
    """Hold a copy against the text."""
    return source(root, "verify")


def setting(key: str, identifier: str, **cells: str) -> Callable[[Rows], Rows]:
    """Set cells of the rows whose key has a value."""

    def change(rows: Rows) -> Rows:
        assert any(row[key] == identifier for row in rows)
        return [{**row, **cells} if row[key] == identifier else row for row in rows]

    return change


def without(key: str, identifier: str) -> Callable[[Rows], Rows]:
    """Delete the rows whose key has a value."""
    return lambda rows: [row for row in rows if row[key] != identifier]


def test_every_figure_stands_where_it_is_stated_to_stand() -> None:
    """The committed transcription is proved, figure by figure."""
    result = prove(CHECKOUT)
    assert "206 of 206 figures are at their recorded position; 0 disagreements" in result.output
    assert result.exit_code == 0


def test_the_skeleton_of_the_text_is_the_committed_ledger_without_its_decisions() -> None:
    """Anyone with the text derives the same tokens at the same places.

    The committed ledger is of version 1 of the normal form; no sentence of the report has a border.
    """
    printed = source(CHECKOUT, "scan").output.splitlines()
    skeleton = [[cell.removeprefix("v2:") for cell in row[:7]] for row in csv.reader(printed)]
    with (CHECKOUT / RAW / "numerals.csv").open(encoding="utf-8", newline="") as file:
        assert skeleton == [row[:7] for row in csv.reader(file)]


ERROR_TYPES = {
    "a figure deleted": ("figures/1.1.csv", without("id", "1.1-012"), "E303", "unknown-figure"),
    "a figure moved to another sentence": (
        "numerals.csv",
        lambda rows: [
            {**row, "figure": {"1.1-002": "1.1-006", "1.1-006": "1.1-002"}.get(row["figure"], row["figure"])}
            for row in rows
        ],
        "E310",
        "1.1-002",
    ),
    "a digit changed in print and key": (
        "figures/1.1.csv",
        setting("id", "1.1-008", printed="增长 1.3%", number="1.3"),
        "E310",
        "1.1-008",
    ),
    "a hedge dropped in print and key": (
        "figures/1.1.csv",
        setting("id", "1.1-001", printed="72 万亿元", hedge=""),
        None,
        "1.1-001",
    ),
    "a hedge after the number dropped": (
        "figures/3.1.csv",
        setting("id", "3.1-028", printed="98%", hedge=""),
        None,
        "3.1-028",
    ),
    "a numeral claimed twice": (
        "numerals.csv",
        lambda rows: [*rows, next(row for row in rows if row["figure"] == "1.1-002")],
        "E305",
        "token-not-in-text",
    ),
    "a numeral unaccounted": (
        "numerals.csv",
        setting("figure", "1.1-002", figure=""),
        "E301",
        "token-unaccounted",
    ),
    "a page changed": ("figures/1.1.csv", setting("id", "1.1-008", page="2"), "E308", None),
    "a multiplier changed in print and key": (
        "figures/1.1.csv",
        setting("id", "1.1-019", printed="新增…超过 1300 亿人", multiplier="亿"),
        "E241",
        "1.1-019",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "change", "rule", "proof"), ERROR_TYPES.values(), ids=ERROR_TYPES)
@pytest.mark.slow
def test_an_error_is_found(
    copy: Path, file: str, change: Callable[[Rows], Rows], rule: str | None, proof: str | None
) -> None:
    """By validation without the text where that is possible, and by the proof in any case."""
    edit(copy / RAW / file, change)
    checked, proved = run(copy, "check"), prove(copy)
    if rule is not None:
        assert rule in checked.output
        assert checked.exit_code == 1
    if proof is not None:
        assert proof in proved.output
        assert proved.exit_code == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "stated"),
    [
        ({"heading": "（三）"}, "headings with another label in the copy: 1.2 (二)"),
        ({"title_zh": "新发展格局"}, "headings missing in the copy: 1.2 (二)新发展格局"),
    ],
)
def test_a_heading_that_is_mistyped_is_named(
    copy: Path, cells: dict[str, str], stated: str
) -> None:
    """A title by no rule, since no figure is in it."""
    edit(copy / RAW / "sections.csv", setting("section", "1.2", **cells))
    proved = prove(copy)
    assert stated in proved.output
    assert proved.exit_code == 2


def test_stamping_changes_nothing_in_a_proved_ledger(copy: Path) -> None:
    """Stamp refreshes positions and fingerprints only, byte for byte."""
    before = (copy / RAW / "numerals.csv").read_bytes()
    assert source(copy, "refresh").exit_code == 0
    assert (copy / RAW / "numerals.csv").read_bytes() == before


def test_a_text_that_is_not_the_report_is_rejected(copy: Path, tmp_path: Path) -> None:
    """A wrong file is reported and changes nothing."""
    other = tmp_path / "other.md"
    other.write_text("# 别的文字\n\n没有章节。\n", encoding="utf-8")
    result = source(copy, "verify", other)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
