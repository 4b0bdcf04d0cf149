"""Check that units, bases and periods exist, fit the measure and are in the report's years.

A figure's unit is that of its indicator, and its basis fits the measure type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.ingest import Report
from pipeline.parsing import ComparisonBase, ComparisonBaseError, ParsedFigure, Period, PeriodError
from pipeline.parsing.comparison_base import MeasureType, allows_length
from pipeline.rules import Finding, LocalizedText, Location, localized, untranslated
from pipeline.rules import figure_rules as rules
from pipeline.rules.report_rules import ObservedAfterPublication, YearOutsideReport
from pipeline.validation.keyed_figure import KeyedFigure
from pipeline.validation.schema import location_of

_PERCENTS: Final = {"percent", "percentage_point"}


def unambiguous_unit(figure: KeyedFigure) -> str:
    """Return the unit, blank if it is unknown or the printed unit word contradicts it.

    Double entry reports the contradiction.
    """
    unit, reading = figure.row["unit"], figure.reading
    printed = reading.units if isinstance(reading, ParsedFigure) else ()
    return unit if figure.unit_is_known and (not printed or unit in printed) else ""


def wrong_unit(figure: KeyedFigure) -> Iterator[Finding]:
    """Describe a unit that is not that of the indicator."""
    unit, indicator = figure.row["unit"], figure.indicator
    if indicator is not None:
        rule = rules.PercentOrPoint if {unit, indicator["unit"]} == _PERCENTS else rules.WrongUnit
        expected = LocalizedText(indicator["unit"], indicator["unit"])
        yield rule(location_of(figure.row, "unit"), unit, expected)


def basis_fits_the_measure(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that the measure allows the kind of base: a change needs one, a plain level has none."""
    basis, type_ = figure.basis, figure.measure_type
    if type_ is None or isinstance(basis, ComparisonBaseError):
        return
    measure = MeasureType.from_row(type_)
    if not measure.allows_basis(basis):
        allowed = ", ".join(measure.bases)
        name = LocalizedText(measure.code, type_["title_zh"])
        expected = localized("{measure}: {allowed}", measure=name, allowed=allowed)
        yield rules.BasisNotAllowed(place.at("basis"), figure.row["basis"], expected)


_OBSERVED = frozenset({"actual", "survey"})
_KINDS = {"instant": localized("an instant"), "duration": localized("a duration")}


def period_exists(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that the period, if keyed, is valid."""
    if isinstance(figure.period, PeriodError):
        english = f"expected {figure.period.expected}"
        reason = LocalizedText(english, localized("wrong form or date").zh)
        yield rules.NotAPeriod(place.at("period"), figure.row["period"], reason)


def basis_exists(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that the basis, if keyed, is valid and names a known indicator or entity."""
    basis = figure.basis
    if isinstance(basis, ComparisonBaseError):
        reason = LocalizedText(f"expected {basis.expected}", localized("wrong form").zh)
        yield rules.NotABasis(place.at("basis"), figure.row["basis"], reason)
    elif isinstance(basis, ComparisonBase) and basis.names in ("indicator", "entity"):
        table = {"indicator": "indicators", "entity": "entities"}[basis.names]
        known = figure.vocabulary.by_code(table)
        if table in figure.vocabulary.known and basis.argument not in known:
            yield rules.UnknownCode(place.at("basis"), basis.argument)


def period_fits_the_measure(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that a stock has an instant and a flow a duration of an allowed length."""
    period, type_, indicator = figure.period, figure.measure_type, figure.indicator
    if not isinstance(period, Period) or type_ is None or indicator is None:
        return
    keyed, at = figure.row["period"], place.at("period")
    if not MeasureType.from_row(type_).allows_period(period):
        yield rules.WrongPeriodKind(at, keyed, _KINDS[type_["period_kind"]])
    elif not allows_length(period, indicator["period_lengths"]):
        lengths = indicator["period_lengths"]
        yield rules.WrongPeriodLength(at, period.length or "", untranslated(lengths))


def _outside(period: Period | None, report: Report) -> bool:
    if period is None:
        return False
    return period.start.year < report.first_year or period.end.year > report.last_year


def is_observed_too_late(period: Period, status: str, report: Report) -> bool:
    """Return whether an observation ends after the report was published."""
    return status in _OBSERVED and period.end > Period.parse(report.published).end


def may_be_of_the_report(period: Period, status: str, report: Report) -> bool:
    """Return whether a period is one that a figure of the report may have."""
    return not _outside(period, report) and not is_observed_too_late(period, status, report)


def observations_are_of_the_past(
    figure: KeyedFigure, place: Location, report: Report | None
) -> Iterator[Finding]:
    """Check that an observation ends before the report was published."""
    period, row = figure.period, figure.row
    if report is None or not isinstance(period, Period) or _outside(period, report):
        return
    if is_observed_too_late(period, row["status"], report):
        expected = untranslated(report.published)
        yield ObservedAfterPublication(place.at("period"), row["period"], expected)


def years_are_the_reports(
    figure: KeyedFigure, place: Location, report: Report | None
) -> Iterator[Finding]:
    """Check that period and base are between the first and last year that the report covers."""
    if report is None:
        return
    years = f"{report.first_year}–{report.last_year}"
    expected = untranslated(years)
    if isinstance(figure.period, Period) and _outside(figure.period, report):
        yield YearOutsideReport(place.at("period"), figure.row["period"], expected)
    basis = figure.basis
    named = basis.base_period(None) if isinstance(basis, ComparisonBase) else None
    if _outside(named, report):
        yield YearOutsideReport(place.at("basis"), figure.row["basis"], expected)


def _misfit(figure: KeyedFigure, basis: ComparisonBase) -> LocalizedText | None:
    """Return why the argument of a base does not fit the figure, or None."""
    row, of = figure.row, (figure.indicator or {}).get("of", "")
    if basis.names == "period" and isinstance(figure.period, Period):
        base = basis.base_period(None)
        if base is not None and base.end >= figure.period.end:
            return localized("it does not end before the period {period}", period=row["period"])
    if basis.names == "entity" and basis.argument == row["entity"]:
        return localized("it is the entity itself")
    if basis.names != "indicator":
        return None
    # a share may be of the same indicator: urban in total population, by entity
    if basis.argument == row["indicator"] or (basis.kind == "gap_to" and basis.argument == of):
        return localized("it is the indicator itself")
    indicators = figure.vocabulary.by_code("indicators")
    own, other = indicators.get(of), indicators.get(basis.argument)
    if own and other and own["unit"] != other["unit"]:
        return localized(
            "its unit {unit} is not {expected}", unit=other["unit"], expected=own["unit"]
        )
    return None


def basis_fits_the_figure(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that the base is an earlier period, or another indicator in the same unit, or another entity."""
    basis, type_ = figure.basis, figure.measure_type
    if type_ is None or not isinstance(basis, ComparisonBase):
        return
    if MeasureType.from_row(type_).allows_basis(basis) and (reason := _misfit(figure, basis)):
        yield rules.BasisDoesNotFit(place.at("basis"), figure.row["basis"], reason)


PERIOD_RULES = (period_exists, basis_exists, period_fits_the_measure, basis_fits_the_figure)
RULES = (basis_fits_the_measure, *PERIOD_RULES)
