"""Errors of neighbours, and how many of them the warnings find in a composed report."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.tools.mutation_testing.neighbours import (
    TRIALS,
    as_text,
    measure_neighbours,
    warnings_of,
)
from pipeline.tools.mutation_testing.operators import MutationTarget
from pipeline.tools.mutation_testing.run import mutation_context
from tests.project import CHECKOUT
from tests.small_report import NAME, small_report

ROW = {
    "id": "1-001", "printed": "12%", "period": "2020", "basis": "", "status": "actual", "cited": "",
}  # fmt: skip
BESIDE = {**ROW, "id": "1-002", "period": "2019", "basis": "share_of:catch", "cited": "guild"}


@pytest.mark.parametrize(
    ("error_type", "cells", "expected"),
    [
        ("period of neighbour", {}, {"period": "2019"}),
        ("base year later", {"basis": "vs:2017"}, {"basis": "vs:2018"}),
        ("base year later", {"basis": "vs:@2017-12-31"}, {"basis": "vs:@2018-12-31"}),
        ("base year later", {"basis": "yoy"}, None),
        ("whole of neighbour", {"basis": "share_of:crew"}, {"basis": "share_of:catch"}),
        ("whole of neighbour", {"basis": "yoy"}, None),
        ("status", {}, {"status": "forecast"}),
        ("status", {"status": "target"}, {"status": "actual"}),
        ("status", {"status": "survey"}, None),
        ("source of neighbour", {"cited": "office"}, {"cited": "guild"}),
    ],
)
def test_an_error_takes_one_cell_from_a_neighbour(
    error_type: str, cells: dict[str, str], expected: dict[str, str] | None
) -> None:
    """Every error is fixed, and the printed form is unchanged."""
    row = {**ROW, **cells}
    made = TRIALS[error_type](MutationTarget(row, "", (row, BESIDE)))
    assert (made[0] if made else None) == expected
    assert made is None or made[1] == "12%"


def test_a_report_is_measured_with_its_text(tmp_path: Path) -> None:
    """Errors are counted by type, with and without the warnings."""
    copytree(CHECKOUT / "raw" / "vocabulary", tmp_path / "raw" / "vocabulary")
    folder = small_report(tmp_path)
    text = tmp_path / "text.txt"
    sections = (folder / "sections.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    heading = f"{sections[3]}{sections[4]}\n\n"
    text.write_text(
        f"{heading}全国社会消费品零售总额超过40万亿元。国内生产总值增长3.5%。\n", encoding="utf-8"
    )
    root = ("--root", str(tmp_path))
    upgraded = CliRunner().invoke(main, [*root, "source", "upgrade", str(text), "--report", NAME])
    assert upgraded.exit_code == 0, upgraded.output
    bench = mutation_context(tmp_path, NAME, text)
    (level, _) = bench.figures.values()
    assert warnings_of(bench, [level]) == []
    wrong = {**level, "status": "forecast"}
    assert [each.kind for each in warnings_of(bench, [wrong])] == ["status-of-a-neighbour"]
    scored = measure_neighbours(bench)
    assert (scored.figures, scored.false_alarms) == (2, ())
    counts = {each.error_type: each for each in scored.trials}
    assert (counts["status"].injected, counts["status"].with_warnings) == (2, 2)
    assert counts["yoy or pop"].injected == 1
    assert "false alarms: 0 of 2 figures (0.0%)" in as_text(scored)
