"""Check declared charts: each figure has what its axis needs, and titles have numbers of the figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from pipeline.ingest import RawTable
from pipeline.parsing.numbers import LONGEST, parse_number
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.rules.report_rules import NotDrawable, NotOnThisScale, NumberNotOnChart
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


_NUMBER: Final = re.compile(r"(?<![A-Za-z\d.])\d[\d,]*(?:\.\d+)?(?![\dA-Za-z])", re.ASCII)
_YEAR_OR_MONTH: Final = re.compile("(?<![0-9])[0-9]{1,4}(?![0-9])")
_LARGE: Final = 1_000_000


def _digits(number: str) -> str:
    """Return the digits of a number without zeros at its ends, which depend on the multiplier."""
    return number.replace(".", "").strip("0")


def _numbers(figure: Row) -> Iterator[Fraction | str]:
    """Yield a figure's numbers, years and months; of a number that may be scaled, its digits."""
    for number in filter(None, (figure["number"], figure["number_high"])):
        exact = parse_number(number.lstrip("-")).exact
        yield exact
        if figure["multiplier"] or exact >= _LARGE:
            yield _digits(number if number.isascii() else str(exact))
    for name in ("period", "basis"):
        yield from map(Fraction, _YEAR_OR_MONTH.findall(figure[name]))


def title_findings(chart: Row, figures: Sequence[Row]) -> Iterator[Finding]:
    """Report each number in a title that no figure of the chart has."""
    known = {number for figure in figures for number in _numbers(figure)}
    for name in ("title_zh", "title_en"):
        for number in _NUMBER.findall(chart[name]):
            plain = number.replace(",", "")
            if len(plain) > LONGEST or not {Fraction(plain), _digits(plain)} & known:
                expected = LocalizedText(chart["chart"], chart["chart"])
                yield NumberNotOnChart(location_of(chart, name), number, expected)


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
        listed = [row for row in chosen if row["chart"] == chart["chart"]]
        own = [row for row in listed if row["figure"] in figures]
        drawn = [figures[row["figure"]] for row in own]
        if len(own) == len(listed):  # a figure that another rule reports may have the number
            yield from title_findings(chart, drawn)
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
        drawn = set(chosen.frame["figure"])
        own = (row for row in figures if row["id"] in drawn)
        sound = {row["id"]: row for row in own if is_valid_row(row, RAW_FIGURES)}
        yield from chart_findings(rows_of(charts.frame), rows_of(chosen.frame), sound)
