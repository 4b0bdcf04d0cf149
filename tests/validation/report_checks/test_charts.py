"""What a chart with a logarithmic axis makes of numbers that are not plain digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.validation.report_checks.charts import chart_findings
from tests.project import REPORT, Project

CHART_FIGURES = "chart_figures.csv"
ON_A_LOGARITHMIC_AXIS = {
    "a fraction": ("3.3.1-020", True),
    "a Chinese numeral": ("3.3.3-001", True),
    "a mere magnitude": ("1.2-016", True),
    "a decline": ("1.1-005", False),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("figure", "can_stand"), ON_A_LOGARITHMIC_AXIS.values(), ids=ON_A_LOGARITHMIC_AXIS
)
def test_a_logarithmic_axis_takes_every_number_above_zero(
    figure: str, can_stand: bool, tmp_path: Path
) -> None:
    """A chart of any kept figure is answered, and rejected only where it has no place."""
    project = Project.copied(tmp_path)
    rows = project.rows(CHART_FIGURES)
    project.write_rows(CHART_FIGURES, [*rows, ["markets", figure]])
    reported = [("E312", CHART_FIGURES, len(rows) + 1, "figure")]
    assert project.found() == ([] if can_stand else reported)


def chart_row(**cells: str) -> dict[str, str]:
    """A chart of dots on a linear axis, unless the cells state otherwise."""
    place = {"raw_file": f"raw/{REPORT}/charts.csv", "raw_row": "2"}
    titles = {"title_zh": "", "title_en": ""}
    return {"chart": "one", "kind": "dots", "scale": "linear", **titles, **place, **cells}


def chosen_rows(*figures: str) -> list[dict[str, str]]:
    """The figures of that chart, from the second line of their file on."""
    file = f"raw/{REPORT}/{CHART_FIGURES}"
    return [
        {"chart": "one", "figure": each, "raw_file": file, "raw_row": str(row)}
        for row, each in enumerate(figures, 2)
    ]


def drawn(number: str = "5", **cells: str) -> dict[str, str]:
    """A keyed figure."""
    blank = {
        "number_high": "", "hedge": "", "period": "2020", "unit": "percent", "multiplier": "",
        "basis": "",
    }  # fmt: skip
    return {"number": number, **blank, **cells}


LOG, PERIODS = chart_row(scale="log"), chart_row(kind="periods")
DRAWN = {
    "numbers on a linear axis": (chart_row(), [drawn(), drawn("-5"), drawn("0")], []),
    "a logarithmic axis of bars": (chart_row(kind="bars", scale="log"), [], ["E313 scale"]),
    "a linear axis of bars": (chart_row(kind="bars"), [drawn("-5")], []),
    "numbers above zero on a logarithmic axis": (
        LOG, [drawn(), drawn("0.01"), drawn("1/6"), drawn("七")], []
    ),
    "a mere magnitude on a logarithmic axis": (LOG, [drawn("")], []),
    "zero on a logarithmic axis": (LOG, [drawn(), drawn("0")], ["E312 3"]),
    "a decline on a logarithmic axis": (LOG, [drawn("-5"), drawn()], ["E312 2"]),
    "figures over time": (PERIODS, [drawn(), drawn("-5", period="2019")], []),
    "a figure without a period": (PERIODS, [drawn(), drawn(period="")], ["E312 3"]),
    "a hedge over time": (PERIODS, [drawn(), drawn(hedge="近")], ["E312 3"]),
    "a range over time": (PERIODS, [drawn(), drawn(number_high="6")], ["E312 3"]),
    "another unit than that of the first": (
        PERIODS, [drawn(), drawn(unit="times"), drawn()], ["E312 3"]
    ),
    "units and hedges on an axis that takes them": (
        chart_row(), [drawn(hedge="近"), drawn(unit="times", period="")], []
    ),
    "several needs at once": (
        PERIODS, [drawn(), drawn(period="", hedge="近")], ["E312 3", "E312 3"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_that_its_chart_cannot_show_is_reported(name: str) -> None:
    """At its row in the list of the chart's figures; an unsuitable scale at the chart itself."""
    chart, figures, expected = DRAWN[name]
    known = {f"1-{number:03}": each for number, each in enumerate(figures, 1)}
    found = [*chart_findings([chart], chosen_rows(*known), known)]
    shown = [(each.code, each.location.column, each.location.row) for each in found]
    assert [f"{code} {row if at == 'figure' else at}" for code, at, row in shown] == expected


def test_a_figure_that_is_not_known_or_of_another_chart_is_left_out() -> None:
    """A rule of its own reports it; the others are compared with the first that is known."""
    known = {"1-002": drawn(), "1-003": drawn(unit="times")}
    chosen = chosen_rows("1-001", "1-002", "1-003")
    assert [each.location.row for each in chart_findings([PERIODS], chosen, known)] == [4]
    assert [*chart_findings([{**PERIODS, "chart": "two"}], chosen, known)] == []


TITLES = {
    "its numbers, of either sign": ("GDP fell by 6.8% in 2020", ""),
    "a slip of a digit": ("GDP fell by 6.9% in 2020", "6.9"),
    "a slip of the point": ("GDP fell by 68%", "68"),
    "another year": ("GDP fell by 6.8% in 2019", "2019"),
    "the same digits in another scale": ("Sales of 528 million yuan", ""),
    "other digits in another scale": ("Sales of 582 million yuan", "582"),
    "a name with a digit": ("Phones with 5G and 100Mbps", ""),
}


@pytest.mark.parametrize("column", ["title_zh", "title_en"])
@pytest.mark.parametrize(("title", "wrong"), TITLES.values(), ids=TITLES)
def test_a_number_in_a_title_is_one_of_the_chart(title: str, wrong: str, column: str) -> None:
    """A finding that its own chart does not show would be believed; each language is checked."""
    known = {"1-001": drawn("-6.8"), "1-002": drawn("5.28", multiplier="\u4ebf")}
    chart, chosen = chart_row(**{column: title}), chosen_rows(*known)
    found = [*chart_findings([chart], chosen, known)]
    assert [*chart_findings([chart], [*chosen, *chosen_rows("1-003")], known)] == []
    shown = [(each.code, each.location.column, each.value) for each in found]
    assert shown == ([("E300", column, wrong)] if wrong else [])
