"""Check that every declared chart can be drawn: each figure has what its axis needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final

from pipeline.ingest import RawTable
from pipeline.parsing.numbers import parse_number
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.rules.report_rules import NotDrawable, NotOnThisScale
from pipeline.schema import CHART_FIGURES, CHARTS, RAW_FIGURES
from pipeline.validation.schema import Row, has_valid_rows, is_valid_row, location_of, rows_of

Need = Callable[[Row], bool]


def _is_positive(figure: Row) -> bool:
    keyed = figure["number"]
    if not keyed or keyed.startswith("-"):
        return not keyed  # a mere magnitude (数百) is above zero
    return parse_number(keyed).exact > 0  # double entry agrees, so the number can be read


def _has_period(figure: Row) -> bool:
    return bool(figure["period"])


def _is_unhedged(figure: Row) -> bool:
    return not (figure["hedge"] or figure["number_high"])


_POSITIVE: Final = localized("a number above zero")
_DATED: Final = localized("a period")
_UNHEDGED: Final = localized("a number without hedge")
_SAME_UNIT: Final = localized("the unit of the chart's first figure")


def _needs(chart: Row, figures: Sequence[Row]) -> Iterator[tuple[LocalizedText, Need]]:
    """Yield each condition of this chart for a figure, with its description in a finding."""
    if chart["scale"] == "log":
        yield _POSITIVE, _is_positive
    if chart["kind"] == "periods":
        yield _DATED, _has_period
        yield _UNHEDGED, _is_unhedged
        yield _SAME_UNIT, lambda figure: figure["unit"] == figures[0]["unit"]


def chart_findings(
    charts: Sequence[Row], chosen: Sequence[Row], figures: Mapping[str, Row]
) -> Iterator[Finding]:
    """Report each chart with an unsuitable scale and each figure that its chart cannot show.

    Args:
        charts: rows of `charts`.
        chosen: rows of `chart_figures`.
        figures: keyed figures by identifier, only those for which double entry agrees.
    """
    for chart in charts:
        if chart["scale"] == "log" and chart["kind"] != "dots":
            yield NotOnThisScale(location_of(chart, "scale"), chart["kind"])
        own = [row for row in chosen if row["chart"] == chart["chart"] and row["figure"] in figures]
        drawn = [figures[row["figure"]] for row in own]
        for expected, is_met in _needs(chart, drawn):
            for row, figure in zip(own, drawn, strict=True):
                if not is_met(figure):
                    yield NotDrawable(location_of(row, "figure"), row["figure"], expected)


def tables_chart_findings(
    tables: Mapping[str, RawTable], figures: Collection[Row]
) -> Iterator[Finding]:
    """Report the findings about a report's charts, if both tables of charts are valid."""
    charts, chosen = tables[CHARTS.name], tables[CHART_FIGURES.name]
    if has_valid_rows(charts, CHARTS) and has_valid_rows(chosen, CHART_FIGURES):
        sound = {row["id"]: row for row in figures if is_valid_row(row, RAW_FIGURES)}
        yield from chart_findings(rows_of(charts.frame), rows_of(chosen.frame), sound)
