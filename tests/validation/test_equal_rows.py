"""Rows with equal cells are checked once, and have the findings that each of them would have alone."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import load_reports
from pipeline.paths import Paths
from pipeline.rules import Location
from pipeline.validation import Vocabulary, keyed_figure, schema, validate_report
from pipeline.validation import report as whole
from pipeline.validation.figure_checks import cells, double_entry, measures
from pipeline.validation.keyed_figure import PLACES, KeyedFigure
from pipeline.validation.report import keyed_figures
from tests.project import CHECKOUT, REPORT, Project
from tests.small_report import FIGURES, NAME, SECTION, append, numeral, small_report

EQUAL = 6
#: The position of the first row that is edited, and how many rows are.
FIRST, EDITED = 2, 3
EDITS: Mapping[str, Mapping[str, str]] = {
    "valid": {},
    "unit": {"unit": "percentage_point"},
    "number": {"number": "9.9"},
    "printed": {"printed": "增长 3.5 什么"},
    "period": {"period": "2020-13"},
    "year": {"period": "1900"},
    "page": {"page": "x"},
    "inferred page": {"page": ""},
    "base": {"basis": "vs:2030"},
    "entity": {"entity": "nowhere"},
    "key": {"id": "1-003"},
    "section": {"id": "2-003"},
    "one language": {"note_zh": "注"},
    "blank": {"status": ""},
    "contradiction": {"printed": "增长 4.5%", "number": "4.5"},
    "magnitude": {"printed": "增长 0.035%", "number": "0.035"},
}


class Stated:
    """A cell of which only whether it is blank may be read."""


def report(folder: Path, edit: Mapping[str, str]) -> RawReport:
    """Return the small report with figures of equal cells, some of which are edited in the same way."""
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", folder / "raw" / "vocabulary")
    path = small_report(folder)
    inferred = {"inferred": "entity;page"}
    rows = [{**FIGURES[1], **inferred, "id": f"1-{each:03}"} for each in range(3, EQUAL + 3)]
    edited = range(FIRST, FIRST + EDITED)
    append(path / SECTION, [row | edit if at in edited else row for at, row in enumerate(rows)])
    append(path / "numerals.csv", [numeral(row, each) for each, row in enumerate(rows, 3)])
    return load_reports(Paths(folder))[NAME]


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_findings_are_those_of_each_row_alone(
    edit: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in the same order; pandera then reads distinct cells, as it does in a large table."""
    capture = report(tmp_path, edit)
    monkeypatch.setattr(schema, "MANY_ROWS", 1)
    once = [(str(each), each.location) for each in validate_report(capture)]
    monkeypatch.undo()
    for module in (whole, keyed_figure):
        monkeypatch.setattr(module, "meaning_of", id)
    monkeypatch.setattr(whole, "once_for_equal", lambda rows, _, rules: (f for r in rows for f in rules(r)))  # fmt: skip
    assert [(str(each), each.location) for each in validate_report(capture)] == once
    places = [place for each in validate_report(capture) for place in (each.location, *each.also)]
    rows = {int(each.row) for each in places if each.file.endswith(SECTION)}
    below_the_header = 2 + len(FIGURES)
    assert not edit or len(rows.intersection(range(below_the_header, 99))) >= EDITED - 1


def test_rules_about_the_meaning_read_no_place() -> None:
    """A rule that reads the identifier or the page of a figure may not be run once for equal cells."""
    capture = load_reports(Project(CHECKOUT).paths)[REPORT]
    vocabulary = Vocabulary.of(capture.vocabulary)
    for row in keyed_figures(capture):
        for edit in EDITS.values():
            kept: Any = {k: cell for k, cell in {**row, **edit}.items() if k not in PLACES}
            figure = KeyedFigure({**kept, "page": Stated()}, vocabulary)
            for rule in (*cells.RULES, *double_entry.RULES, *measures.RULES):
                list(rule(figure, Location("figures.csv", 2)))
            list(measures.years_are_the_reports(figure, Location("figures.csv"), capture.report))
            list(measures.observations_are_of_the_past(figure, Location("x"), capture.report))
