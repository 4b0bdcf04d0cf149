"""Parts of a verdict: rows and headers of tables, files made again, and how findings are printed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.rules import Location
from pipeline.rules.package_rules import FileMissing, NotVerified
from pipeline.tools.verify.checksums import read_descriptor, report_of
from pipeline.tools.verify.provenance import PROVENANCE
from pipeline.tools.verify.tables import (
    ReceivedTables,
    as_stated,
    is_whole,
    received_capture,
    received_frames,
    received_tables,
    table_findings,
)
from pipeline.tools.verify.verify import (
    Verdict,
    as_json,
    as_text,
    header_findings,
    row_count_findings,
)
from tests.package.committed import PRESENT, made
from tests.tools.verify.corruptions import FIGURES, Files, described, table, written

UNITS = "codes/units.csv"
DECLARED = {each.name: each for each in PRESENT}


@pytest.fixture(scope="module")
def files() -> Files:
    """The package that the committed raw/ makes."""
    return dict(made().files)


@pytest.fixture(scope="module")
def received(files: Files) -> ReceivedTables:
    """Its tables."""
    return received_tables(files, DECLARED)


def test_the_number_of_rows_is_the_stated_one(files: Files, received: ReceivedTables) -> None:
    """A table that lost its last rows reads without an error."""
    assert list(row_count_findings(read_descriptor(files), received, DECLARED)) == []
    rows = len(received["units"].frame)
    for stated in (rows + 1, rows - 1, str(rows), None):

        def edit(descriptor: dict[str, object], stated: object = stated) -> None:
            for each in descriptor["resources"]:  # type: ignore[attr-defined]
                each.update({"rows": stated} if each["name"] == "units" else {})

        changed = read_descriptor(described(files, edit))
        (found,) = row_count_findings(changed, received, DECLARED)
        assert (found.code, found.location.file, found.value) == ("E508", UNITS, str(rows))


def test_columns_stand_in_the_declared_order(files: Files) -> None:
    """A reader by position gets other cells; another set of columns is found by reading the table."""
    assert list(header_findings(files, DECLARED)) == []
    rows = table(files, UNITS)
    for at in range(len(rows[0]) - 1):
        swapped = [[*row[:at], row[at + 1], row[at], *row[at + 2 :]] for row in rows]
        (found,) = header_findings(written(files, UNITS, swapped), DECLARED)
        assert (found.code, found.location.file, found.location.row) == ("E507", UNITS, 1)
    renamed = [["code", *rows[0][1:]], *rows[1:]]
    assert list(header_findings(written(files, UNITS, renamed), DECLARED)) == []
    assert list(header_findings({}, DECLARED)) == []


def test_the_tables_of_the_package_are_whole_and_break_no_rule(
    files: Files, received: ReceivedTables
) -> None:
    """And without one of them, or with a cell too few, they are not whole."""
    assert is_whole(received, DECLARED)
    assert [each for each in table_findings(received, DECLARED) if each.is_error] == []
    assert not is_whole(
        {name: each for name, each in received.items() if name != "units"}, DECLARED
    )
    rows = table(files, UNITS)
    cut = received_tables(written(files, UNITS, [rows[0], rows[1][:-1], *rows[2:]]), DECLARED)
    assert not is_whole(cut, DECLARED)


def test_frames_have_the_row_in_raw_and_findings_the_row_in_the_package(
    files: Files, received: ReceivedTables
) -> None:
    """The published place in raw/ is a cell like any other."""
    first = received["figures"].frame.iloc[0]
    assert (first["raw_file"], str(first["raw_row"])) == (FIGURES, "2")
    published = received_frames(received)["figures"].iloc[0]
    stated = dict(zip(*table(files, FIGURES)[:2], strict=True))
    stated["section"] = stated["section"].removeprefix("s")
    assert {name: str(each) for name, each in published.items()} == stated


def test_what_was_keyed_is_rebuilt_from_the_package(files: Files, received: ReceivedTables) -> None:
    """Every section with its figures, under the names of raw/."""
    report, _ = report_of(read_descriptor(files))
    assert report is not None
    capture = received_capture(received, report)
    counted = {section: len(each.frame) for section, each in capture.figures.items()}
    assert sum(counted.values()) == len(received["figures"].frame)
    assert capture.figures["1.1"].frame["id"].iloc[0] == "1.1-001"
    assert capture.tables["policies"].is_readable
    bare = replace(received["figures"], frame=received["figures"].frame.drop(columns="section"))
    assert received_capture({**received, "figures": bare}, report).figures == {}


def test_a_table_without_rows_is_a_finding_unless_the_descriptor_states_none(
    files: Files,
) -> None:
    """Whether the report may have none is for the checks of content."""
    empty = received_tables(
        written(files, "data/trends.csv", table(files, "data/trends.csv")[:1]), DECLARED
    )
    assert [each.code for each in empty["trends"].findings] == ["E104"]
    assert as_stated(empty, {"trends": 0})["trends"].findings == ()
    assert as_stated(empty, {"trends": 6}) == empty
    assert as_stated(empty, {"units": 0}) == empty


MISSING = FileMissing(Location("a.csv"), "a.csv")
OTHER = NotVerified(Location(PROVENANCE), "0.0.1")


@pytest.mark.parametrize(
    ("found", "status", "marks", "last"),
    [
        pytest.param({"files": [], "structure": []}, 0, "✓✓", "Verified against the package itself", id="sound"),
        pytest.param({"files": [OTHER], "structure": []}, 3, "✗✓", "Not verified", id="another version"),
        pytest.param({"files": [MISSING], "structure": []}, 1, "✗✓", "Do not rely", id="an error"),
        pytest.param({"files": [], "structure": None}, 3, "✓–", "Not verified", id="not checked"),
        pytest.param({"files": [OTHER, MISSING], "structure": []}, 1, "✗✓", "Do not rely", id="both"),
    ],
)  # fmt: skip
def test_a_verdict_is_valid_if_every_check_ran_and_found_no_error(
    found: dict[str, list[object] | None], status: int, marks: str, last: str
) -> None:
    """Each check has one mark; a check that could not run is not passed, and each result has its word."""
    verdict = Verdict(Path("package.zip"), "1.0.0", 7, 9, (), found)  # type: ignore[arg-type]
    assert verdict.status.exit_status == status
    assert verdict.is_valid is (status == 0)
    first, *lines = as_text(verdict).splitlines()
    assert "9 files (CSV), 7 figures" in first
    assert "".join(line[0] for line in lines[:-1] if line[0] != " ") == marks
    assert lines[-1].startswith(last)
    document = json.loads(as_json(verdict))
    assert document["sound"] is verdict.is_valid
    assert document["verdict"] == {0: "verified", 1: "wrong", 3: "not verified"}[status]


@pytest.mark.parametrize(
    ("count", "shown", "more"), [(20, 20, ""), (21, 20, "1 more"), (45, 20, "25 more")]
)
def test_many_findings_of_a_check_are_cut_in_text_and_whole_in_json(
    count: int, shown: int, more: str
) -> None:
    """A package of thousands of wrong cells must not fill a terminal."""
    found = {"files": [FileMissing(Location(f"{n}.csv"), f"{n}.csv") for n in range(count)]}
    verdict = Verdict(Path("package.zip"), "1.0.0", 7, 9, ("SQLite",), found)  # type: ignore[arg-type]
    text = as_text(verdict)
    assert text.count("E503") == shown
    assert (f"… and {more}" in text) is bool(more)
    assert text.count("… and") == bool(more)
    assert len(json.loads(as_json(verdict))["checks"]["files"]) == count
