"""One cause is one finding: at the first place, with the number and the ranges of the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.rules import Finding, Location
from pipeline.rules.figure_rules import UnknownCode
from pipeline.rules.finding import name_places
from pipeline.validation.causes import one_for_each_cause, one_for_each_code
from tests.project import Found, Project

FIGURES, LEDGER = "figures/1.1.csv", "numerals.csv"
Rows = list[list[str]]


def rows(edit: Callable[[Rows], Rows], file: str = FIGURES) -> Callable[[Project], object]:
    """An edit of the rows below the header."""

    def edited(project: Project) -> None:
        header, *body = project.rows(file)
        project.write_rows(file, [header, *edit(body)])

    return edited


def misread(encoding: str) -> Callable[[Project], object]:
    """A file that somebody opened in another encoding and saved in UTF-8."""
    return lambda project: project.edit_bytes(
        FIGURES, lambda data: data.decode(encoding, "replace").encode()
    )


CAUSES: dict[str, tuple[Callable[[Project], object], Found, int]] = {
    "a block pasted twice": (
        rows(lambda body: body + body[:5]), ("E204", FIGURES, 26, "id"), 4
    ),
    "a block pasted twice in its place": (
        rows(lambda body: body[:3] + body), ("E204", FIGURES, 5, "id"), 2
    ),
    "a block of the ledger pasted twice": (
        rows(lambda body: body[:3] + body, LEDGER), ("E305", LEDGER, 5, "ordinal"), 2
    ),
    "every row copied": (
        rows(lambda body: [row for row in body for _ in (1, 2)]), ("E204", FIGURES, 3, "id"), 23
    ),
    "every row of the ledger copied": (
        rows(lambda body: [row for row in body for _ in (1, 2)], LEDGER),
        ("E305", LEDGER, 3, "ordinal"), -1,
    ),
    "the ledger sorted by another column": (
        rows(lambda body: sorted(body, key=lambda row: int(row[4]), reverse=True), LEDGER),
        ("E306", LEDGER, 336, "ordinal"), -1,
    ),
    "the sections in reverse order": (
        rows(lambda body: body[::-1], "sections.csv"), ("E209", "sections.csv", 2, "page"), -1
    ),
    "a code that every row misspells": (
        rows(lambda body: [[each.replace("CN", "CHN") if each == "CN" else each for each in row] for row in body]),
        ("E203", FIGURES, 2, "entity"), -1,
    ),
    "a column saved in another form": (
        rows(lambda body: [[*row[:1], f"p. {row[1]}", *row[2:]] for row in body]),
        ("E202", FIGURES, 2, "page"), 23,
    ),
    "a column left blank": (
        rows(lambda body: [[*row[:1], "", *row[2:]] for row in body]),
        ("E209", FIGURES, 2, "page"), 23,
    ),
    "cells shifted to the left": (
        rows(lambda body: [[*row[1:], ""] for row in body]), ("E208", FIGURES, 2, "basis"), -1
    ),
    "a cell more in each row": (
        rows(lambda body: [[*row, ""] for row in body]), ("E108", FIGURES, 2, ""), 23
    ),
    "blanks after each cell": (
        rows(lambda body: [[f"{each} " for each in row] for row in body]),
        ("W117", FIGURES, 2, "basis"), -1,
    ),
    "opened as ISO 8859-1": (misread("latin-1"), ("E128", FIGURES, 2, "multiplier"), -1),
    "opened as GB 18030": (misread("gb18030"), ("E128", FIGURES, 2, "hedge"), -1),
}  # fmt: skip


@pytest.mark.parametrize("name", CAUSES)
def test_one_cause_is_one_finding_that_counts_its_places(name: str, project: Project) -> None:
    """Neither each row nor what follows from it is reported apart."""
    edit, expected, others = CAUSES[name]
    edit(project)
    found = project.findings()
    assert project.found() == [expected]
    count = len(found[0].also)
    assert count == others if others >= 0 else count > 2
    assert f" {count} more places: " in found[0].message.en


def test_the_message_names_the_rows_of_a_block_as_a_range(project: Project) -> None:
    """The editor sees which rows to delete, in both languages."""
    CAUSES["a block pasted twice"][0](project)
    (finding,) = project.findings()
    assert finding.message.en.endswith("The same cause has 4 more places: 27–30.")
    assert finding.message.zh.endswith("同一原因另有 4 处：27–30。")


def test_errata_that_cannot_be_read_excuse_no_identity_and_accuse_none(project: Project) -> None:
    """Which identities contradict each other is known only with them."""
    project.edit_bytes("errata.csv", lambda data: data.replace(b",", b";"))
    assert [each.code for each in project.findings()] == ["E119"]


def test_a_key_with_a_wrong_cell_is_not_also_a_key_used_twice(project: Project) -> None:
    """The cell is the cause."""
    rows(lambda body: [[*row[:2], "", *row[3:]] for row in body], LEDGER)(project)
    assert {each.code for each in project.findings()} == {"E201"}


def unknown(file: str, row: int, value: str = "CHN") -> Finding:
    """A code that the vocabulary does not have."""
    return UnknownCode(Location(file, row, "entity"), value)


def test_separate_cells_are_separate_findings() -> None:
    """Other values in rows apart are other mistakes."""
    found = [unknown("a.csv", 2, "CHN"), unknown("a.csv", 3, "CNN"), unknown("b.csv", 2)]
    assert one_for_each_cause(found) == found


def test_a_code_of_several_files_is_one_finding_that_names_the_first() -> None:
    """A code that was deleted in the vocabulary is missing in each file; files are merged one after the other."""
    found = one_for_each_cause(unknown(file, row) for file in ("a.csv", "b.csv") for row in (2, 5))
    (merged,) = one_for_each_code(found)
    assert merged.location == Location("a.csv", 2, "entity")
    assert "3 more places: 5, b.csv:2, b.csv:5" in merged.message.en


def test_a_code_that_several_columns_lack_is_one_finding_for_each_table() -> None:
    """A row was removed from the table to which the columns refer."""
    places = (("unit", "units.unit"), ("units", "units.unit"), ("entity", "entities.entity"))
    found = [UnknownCode(Location("a.csv", 2, name), "CN", target=to) for name, to in places]
    assert [each.also for each in one_for_each_code(found)] == [
        (),
        (Location("a.csv", 2, "units"),),
    ]


def test_a_long_list_of_places_is_cut() -> None:
    """Five ranges, so that the message stays readable."""
    others = [Location("a.csv", row, "unit") for row in range(4, 40, 2)]
    assert name_places(Location("a.csv", 2, "unit"), others) == "4, 6, 8, 10, 12, …"


def test_check_reports_a_code_missing_in_the_vocabulary_once(project: Project) -> None:
    """However many figures use it, in however many files."""
    project.replace("vocabulary/entities.csv", "\nCN,", "\nCHN,")
    output = project.check().output
    assert output.count("E203 unknown-code") == len({"entity"})
