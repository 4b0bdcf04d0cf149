"""The mutation score is that of the rules themselves: a shortcut may not change what they state."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.rules.report_rules import NotDrawable
from pipeline.tools.mutation_testing.operators import ERROR_TYPES, Mutant, MutationScope
from pipeline.tools.mutation_testing.report import score
from pipeline.tools.mutation_testing.run import (
    MutantResult,
    MutationContext,
    mutant_results,
    mutation_context,
    section_rows,
)
from tests.project import CHECKOUT, REPORT, Project
from tests.tools.mutation_testing.measured import TEXT, measured

SAMPLE = "1.1-003"


@pytest.fixture(scope="module")
def bench() -> MutationContext:
    """The committed report, without its text."""
    return mutation_context(CHECKOUT, REPORT, None)


def of_figure(bench: MutationContext, figure: str) -> list[Mutant]:
    """Every mutant of one figure."""
    section = figure.rpartition("-")[0]
    row = next(row for row in bench.sections[section] if row["id"] == figure)
    return list(bench.mutants(section, row))


def edit(project: Project, bench: MutationContext, mutant: Mutant) -> None:
    """Make the mutant's error in the files, as a transcriber would have."""
    section = mutant.figure.rpartition("-")[0]
    name = f"figures/{section}.csv"
    header = project.rows(name)[0]
    rows = section_rows(mutant, bench.sections[section])
    project.write_rows(name, [header, *([row[column] for column in header] for row in rows)])
    numerals = [row["figure"] for row in bench.tables["numerals"]]
    at = [line for line, figure in enumerate(numerals, 2) if figure == mutant.figure]
    for line, token in zip(at, mutant.numerals or (), strict=False):
        project.set_cells("numerals.csv", line, token=token)


def first_of_each_class(bench: MutationContext) -> Iterator[Mutant]:
    """For every class and depth one mutant, of a figure that an identity names where there is one."""
    named = " ".join(row["expression"] + row["claim"] for row in bench.tables["identities"])
    rows = [row for rows in bench.sections.values() for row in rows]
    rows.sort(key=lambda row: row["id"] not in named)
    seen: set[tuple[str, MutationScope]] = set()
    for row in rows:
        for mutant in of_figure(bench, row["id"]):
            if (mutant.error_type, mutant.depth) not in seen:
                seen.add((mutant.error_type, mutant.depth))
                yield mutant


def assert_same(bench: MutationContext, mutant: Mutant, folder: Path) -> MutantResult:
    """The trial of a mutant reports the codes that a validation of the edited files reports."""
    project = Project.copied(folder)
    edit(project, bench, mutant)
    (tried,) = mutant_results(bench, mutant.figure.rpartition("-")[0], [mutant])
    assert tried.rules == tuple(sorted({each.code for each in project.findings()})), mutant
    return tried


@pytest.mark.parametrize(
    ("error_type", "depth"),
    [
        ("sign", MutationScope.PRINTED),
        ("row deleted", MutationScope.KEYED),
        ("row duplicated", MutationScope.KEYED),
    ],
    ids=["sign", "deleted", "duplicated"],
)
@pytest.mark.slow
def test_an_error_is_reported_as_in_the_files(
    bench: MutationContext, tmp_path: Path, error_type: str, depth: MutationScope
) -> None:
    """One of each way through the rules: a row changed, lost, doubled."""
    mutant = next(
        m for m in of_figure(bench, SAMPLE) if (m.error_type, m.depth) == (error_type, depth)
    )
    assert assert_same(bench, mutant, tmp_path).rules


@pytest.mark.slow
def test_an_error_that_takes_a_figure_off_its_chart_is_reported_as_in_the_files(
    bench: MutationContext, tmp_path: Path
) -> None:
    """Charts are built upon figures as identities are; other units have no place on one axis."""
    error_type = ("percent or point", MutationScope.PRINTED)
    mutant = next(m for m in of_figure(bench, "1.1-002") if (m.error_type, m.depth) == error_type)
    assert NotDrawable.code in assert_same(bench, mutant, tmp_path).rules


@pytest.mark.slow
def test_every_class_is_reported_as_in_the_files(bench: MutationContext, tmp_path: Path) -> None:
    """What a change can reach is narrowed; nothing it reaches may be left out."""
    for number, mutant in enumerate(first_of_each_class(bench)):
        assert_same(bench, mutant, tmp_path / str(number))


def test_a_rule_switched_off_lowers_the_score(bench: MutationContext) -> None:
    """Otherwise the score would measure nothing."""
    tried = mutant_results(bench, "1.1", of_figure(bench, SAMPLE))
    before, after = score(tried), score(tried, without={"E223"})
    assert after.disagreeing[0] < before.disagreeing[0]
    assert after.disagreeing[1] == before.disagreeing[1]


@pytest.mark.slow
def test_what_can_be_detected_is_detected() -> None:
    """Without the text nearly all that is keyed otherwise than printed; with it all misprints."""
    tried = measured()
    scored = score(tried)
    detected, injected = scored.disagreeing
    assert detected * 100 >= injected * 95
    assert {line.error_type for line in scored.lines} == set(ERROR_TYPES)
    if not TEXT.exists():
        pytest.skip("NOT PROVED with the text: the report's text is not beside the checkout")
    altered = {
        (each.figure, each.error_type, each.depth)
        for each in tried
        if each.depth != MutationScope.KEYED
    }
    assert altered & set(scored.open) == set()
