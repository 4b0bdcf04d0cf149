"""Constructed changes of the committed raw data: what each is called, what follows, what it costs."""

from dataclasses import replace
from functools import cache

import pytest

from pipeline.schema import FIGURES
from pipeline.tools.diff import DatasetDiff, compare
from pipeline.tools.diff.dataset import Dataset, KeyedTable
from pipeline.tools.diff.diff import GROUPS, group
from pipeline.tools.diff.rows import LINES, Severity, severity_of
from tests.tools.diff.cases import CASES
from tests.tools.diff.sides import baseline, differing, published, with_rows

#: Changes that stand for their neighbours every day.
EVERYDAY = {
    "another number", "another hedge", "another unit", "typography", "a figure removed",
    "a figure added", "a number that breaks an identity", "the meaning of a unit",
    "another order", "a mixture",
}  # fmt: skip
named = pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=[pytest.mark.slow] * (each not in EVERYDAY)) for each in CASES],
)


@cache
def difference(name: str) -> DatasetDiff:
    """The difference that a case makes, once."""
    return differing(CASES[name].edit)


@named
def test_a_change_is_called_what_it_is(name: str) -> None:
    """The group decides where a reviewer meets it; nothing else may be called changed."""
    reported = {
        (group(change), change.table, "/".join(change.key))
        for change in difference(name).changes
        if change.severity is not Severity.DERIVED
    }
    assert reported == CASES[name].changes


@named
def test_a_changed_row_names_every_class_of_its_cells(name: str) -> None:
    """A figure can change in several ways at once; a row that comes, goes or moves in none."""
    (first, *_) = difference(name).changes
    assert tuple(each.code for each in first.severities) == CASES[name].classes


@named
def test_what_follows_from_a_change_is_reported(name: str) -> None:
    """Identities, check coverage and references are what a reviewer cannot see in the lines."""
    reported = {(str(effect.kind), effect.key[0]) for effect in difference(name).impacts}
    assert reported == CASES[name].effects


@named
def test_a_change_calls_for_its_version_step(name: str) -> None:
    """Breaking, addition or correction, as the Data Package recipe states."""
    assert difference(name).version.step is CASES[name].step


def test_values_come_before_readings_and_those_before_typography() -> None:
    """Whatever the order of the edits, the reviewer reads the gravest first."""
    edits = [
        CASES[name].edit for name in ("a note", "typography", "another unit", "another number")
    ]
    reported = [group(change) for change in differing(*edits).changes]
    assert reported == sorted(reported, key=GROUPS.index)
    assert differing(*edits).changes == differing(*reversed(edits)).changes


def test_every_column_of_figures_has_its_class() -> None:
    """A new column must not fall silently under readings."""
    from pipeline.tools.diff import rows as classes

    classed = set().union(*classes._FIGURES.values())
    assert set(FIGURES.columns) - {*FIGURES.key} - LINES <= classed
    assert severity_of("figures", "value") is Severity.VALUE


def test_the_same_data_has_no_difference() -> None:
    """Also if one side was validated and resolved as a whole and the other row by row."""
    reported = compare(published(), baseline())
    assert [change for change in reported.changes if change.table in baseline().tables] == []
    assert reported.is_empty


def test_a_row_on_another_line_is_not_a_change() -> None:
    """A line inserted above moves every row below it in the file, and nothing in the data."""
    moved = with_rows(published(), "figures", lambda row: row.update(raw_row="99"))
    reported = compare(published(), moved)
    assert reported.is_empty
    assert reported.line_shifts == len(published().rows("figures"))


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("consistent", "inconsistent", "identity_inconsistent"),
        ("consistent", "undecidable", "identity_undecidable"),
        ("undecidable", "consistent", "identity_decided"),
        ("undecidable", "inconsistent", "identity_inconsistent"),
        ("inconsistent", "consistent", "identity_resolved"),
        ("inconsistent", "undecidable", "identity_undecidable"),
    ],
)
def test_another_verdict_is_reported_for_what_it_means(old: str, new: str, effect: str) -> None:
    """Each way from one verdict to another is good news, bad news, or the loss of a check."""

    def verdict(text: str) -> object:
        return lambda row: row.update(verdict=text) if row["identity"] == "ID-001" else None

    before, after = (with_rows(published(), "identities", verdict(each)) for each in (old, new))  # type: ignore[arg-type]
    assert [str(each.kind) for each in compare(before, after).impacts] == [effect]


def test_a_table_or_column_that_one_side_lacks_is_reported() -> None:
    """An older release may know less; the rest is compared and the lack is stated."""
    fewer = {name: each for name, each in published().tables.items() if name != "trends"}
    older = replace(published(), tables=fewer, descriptor={})
    reported = compare(older, published())
    assert reported.is_empty
    assert ["trends" in note.en for note in reported.notes] == [True]


def test_coverage_that_is_lost_is_reported() -> None:
    """An error that the rules detected before and do not now is named with its figure."""

    def weaker(row: dict[str, str]) -> None:
        if row["figure"] == "1.1-001":
            detected = row["detected_without_text"].split(";")
            row["detected_without_text"] = ";".join(detected[1:])

    reported = compare(published(), with_rows(published(), "check_coverage", weaker)).impacts
    assert [(str(each.kind), each.key, each.count) for each in reported] == [
        ("coverage_lost", ("1.1-001",), 1)
    ]


def small(**tables: dict[str, dict[str, str]]) -> Dataset:
    """A side with these rows by key, of these tables."""
    keyed = {
        name: KeyedTable(name, ("key",), {(key,): row for key, row in rows.items()})
        for name, rows in tables.items()
    }
    return Dataset("side", "1.2.3", "", keyed)


def test_rows_of_a_group_stand_in_natural_order() -> None:
    """1-010 after 1-009, and section 1.10 after 1.9."""
    keys = ["1.9-001", "1.10-002", "1.10-010", "1.10-009", "1-002", "words"]
    old, new = ({key: {"value": text} for key in keys} for text in "12")
    changes = compare(small(figures=old), small(figures=new)).changes
    assert [each.key[0] for each in changes] == [
        "1-002", "1.9-001", "1.10-002", "1.10-009", "1.10-010", "words",
    ]  # fmt: skip


@pytest.mark.parametrize(("unit", "step"), [("CNY", "2.0.0"), ("USD", "1.2.4")])
def test_another_meaning_of_a_code_breaks_if_a_row_uses_it(unit: str, step: str) -> None:
    """Numbers in the unit now state something else."""
    figures = {"1-001": {"figure_id": "1-001", "unit": unit}}
    old, new = (
        small(figures=figures, units={"CNY": {"unit": "CNY", "dimension": text}}) for text in "ab"
    )
    assert compare(old, new).version.expected == step
