"""Define the rules about a whole report: years, regions, ledger, sections, charts.

E245 to E247 compare figures and policies with the report. E3xx check that a report
is complete and consistent. W49x concern measurements of the checks and are never errors.
"""

from pipeline.localization import localized
from pipeline.rules.finding import Finding


class YearOutsideReport(Finding):
    """A period is within the years that the report covers; another year is probably mistyped."""

    code, name, check_name = "E245", "year-outside-report", "periods"
    message_template = localized(
        "{value} is outside the years that the report covers ({expected})."
    )
    remedy_template = localized("Correct the year, or first_year or last_year in report.yaml.")
    bad = {"period": "2002"}


class ObservedAfterPublication(Finding):
    """An observation ends before the report is published; only a forecast or a target may end later."""

    code, name, check_name = "E246", "observed-after-publication", "periods"
    message_template = localized(
        "The period {value} ends after the report was published ({expected})."
    )
    remedy_template = localized(
        "Correct the period, or the status if it is a forecast or a target."
    )
    bad = {"period": "2021-01/2021-09"}


class RegionOutsideReport(Finding):
    """A policy applies in a country that the report covers; another code is probably mistyped."""

    code, name = "E247", "region-outside-report"
    message_template = localized("{value} is not in a country that the report covers ({expected}).")
    remedy_template = localized("Correct the code, or add the country to region in report.yaml.")
    wrong = "policies.csv: region: CH-SH"
    right = "policies.csv: region: CN-SH"


class UnaccountedNumeral(Finding):
    """Every printed numeral belongs to a figure or is excluded for a reason."""

    code, name, check_name = "E301", "unaccounted-numeral", "ledger"
    message_template = localized("The numeral {value} has neither a figure nor a reason.")
    remedy_template = localized("Fill the column figure or reason.")
    wrong = "numerals.csv: token: 72, figure: , reason: "
    right = "numerals.csv: token: 72, figure: 1.1-001, reason: "


class FigureAndReason(Finding):
    """A numeral that belongs to a figure is not excluded."""

    code, name, check_name = "E302", "figure-and-reason", "ledger"
    message_template = localized("The numeral has both a figure and a reason: {value}.")
    remedy_template = localized("Clear one of the two cells.")
    wrong = "numerals.csv: figure: 2.6-001, reason: name"
    right = "numerals.csv: figure: 2.6-001, reason: "


class UnknownFigure(Finding):
    """The ledger refers only to figures of the sections."""

    code, name, check_name = "E303", "unknown-figure", "ledger"
    message_template = localized("Figure {value} does not exist.")
    remedy_template = localized("Correct the identifier, or restore the figure's row.")
    wrong = "numerals.csv: figure: 2.2-999"
    right = "numerals.csv: figure: 2.2-009"


class FigureWithoutNumeral(Finding):
    """Every figure has a numeral in the ledger, which proves that it is printed."""

    code, name, check_name = "E304", "figure-without-numeral", "ledger"
    message_template = localized("The ledger has no numeral of figure {value} ({expected}).")
    remedy_template = localized(
        "Enter the figure at its numeral in numerals.csv, or remove the figure."
    )
    wrong = localized("figure 2.6-003, and no numeral with figure: 2.6-003")
    right = "numerals.csv: figure: 2.6-003"


class NumeralClaimedTwice(Finding):
    """One position of the text has one row in the ledger."""

    code, name, check_name = "E305", "numeral-claimed-twice", "ledger"
    message_template = localized("The ledger has this position more than once: {value}.")
    remedy_template = localized("Keep one row.")
    wrong = localized("numerals.csv: section 2.6, paragraph 1, sentence 2, ordinal 1, in two rows")
    right = localized("one row for each position")


class OrdinalsNotContiguous(Finding):
    """The numerals of a sentence are numbered 1, 2, 3 … in order; a gap means a lost numeral."""

    code, name, check_name = "E306", "ordinals-not-contiguous", "ledger"
    message_template = localized(
        "The numerals of this sentence are numbered {value}, not {expected}."
    )
    remedy_template = localized(
        "Restore the lost row or the order of the rows, or run python -m pipeline source refresh "
        "with the report's text."
    )
    wrong = localized("ordinals of one sentence: 1, 3")
    right = localized("ordinals of one sentence: 1, 2")


class TwoFingerprints(Finding):
    """All numerals of a sentence have the fingerprint of that sentence."""

    code, name, check_name = "E307", "two-fingerprints", "ledger"
    message_template = localized(
        "The numerals of one sentence have different fingerprints: {value}."
    )
    remedy_template = localized("Run python -m pipeline source refresh with the report's text.")
    wrong = localized("two numerals of one sentence: sentence_sha256: b6c9…, 0000…")
    right = localized("two numerals of one sentence: sentence_sha256: b6c9…, b6c9…")


class LedgerPageDiffers(Finding):
    """A figure has the page of its first numeral."""

    code, name, check_name = "E308", "ledger-page-differs", "ledger"
    message_template = localized(
        "The numeral is on page {value}; the figure is on page {expected}."
    )
    remedy_template = localized("Correct the figure's page, or the figure of the numeral.")
    wrong = localized("numerals.csv: page: 18; its figure: page: 19")
    right = localized("numerals.csv: page: 19; its figure: page: 19")


class LedgerSectionDiffers(Finding):
    """A figure's numerals are in its section."""

    code, name, check_name = "E309", "ledger-section-differs", "ledger"
    message_template = localized(
        "The numeral is in section {value}, the figure in section {expected}."
    )
    remedy_template = localized("Correct the figure of the numeral.")
    wrong = "numerals.csv: section: 2.5, figure: 2.6-006"
    right = "numerals.csv: section: 2.6, figure: 2.6-006"


class NumeralNotInPrinted(Finding):
    """The printed form of a figure contains its numerals."""

    code, name, check_name = "E310", "numeral-not-in-printed", "ledger"
    message_template = localized(
        "The numeral {value} is not in the printed form {expected} of its figure."
    )
    remedy_template = localized("Correct the printed form, or the figure of the numeral.")
    wrong = localized("numerals.csv: token: 12345, figure: 1.1-001 (超 72 万亿元)")
    right = localized("numerals.csv: token: 72, figure: 1.1-001 (超 72 万亿元)")


class SectionWithoutRows(Finding):
    """Every section has a row in some table; one without was probably forgotten."""

    code, name, check_name = "E311", "section-without-rows", "sections"
    message_template = localized("No table has a row of section {value}.")
    remedy_template = localized("Transcribe its figures and the other facts that it states.")
    wrong = localized("sections.csv: 4.6, and no table has a row of section 4.6")
    right = localized(
        "at least one figure, policy, initiative, challenge or measure of section 4.6"
    )


class NotDrawable(Finding):
    """A figure can be drawn on the axis of its chart; otherwise the page cannot be made."""

    code, name = "E312", "not-drawable"
    message_template = localized(
        "Figure {value} cannot be drawn on this chart, which needs {expected}."
    )
    remedy_template = localized(
        "Choose another kind of chart or scale, or remove the figure from the chart."
    )
    wrong = localized("chart_figures.csv: a figure without a period on a chart over time")
    right = localized("chart_figures.csv: a figure with a period")


class NotOnThisScale(Finding):
    """Bars, parts and growth have a linear axis, because they need zero and a logarithmic axis has none."""

    code, name = "E313", "not-on-this-scale"
    message_template = localized("A chart of kind {value} cannot have a logarithmic axis.")
    remedy_template = localized("Choose dots, or a linear scale.")
    wrong = "charts.csv: kind: bars, scale: log"
    right = "charts.csv: kind: bars, scale: linear"


class NumberNotOnChart(Finding):
    """A number in the title of a chart is the number, or a year or month, of a figure of the chart."""

    code, name = "E300", "number-not-on-chart"
    message_template = localized(
        "No figure of chart {expected} has the number {value} of its title."
    )
    remedy_template = localized("Correct the title, or add the figure to the chart.")
    wrong = localized("charts.csv: title_en: GDP fell by 6.9%, and the chart has 6.8% only")
    right = localized("charts.csv: title_en: GDP fell by 6.8%")


class YearNotStated(Finding):
    """The sentence prints the year of the period, unless period is listed as inferred."""

    code, name, check_name = "E314", "year-not-stated", "ledger"
    message_template = localized(
        "The sentence does not print the year of {value}; it prints {expected}."
    )
    remedy_template = localized("Correct the period, or add period to inferred.")
    wrong = localized("figures/2.1.csv: period 2018, and the sentence prints 2019")
    right = localized("figures/2.1.csv: period 2019")


class InferredYearNowhere(Finding):
    """An inferred year comes from the paragraph, the report's reference period or a comparison."""

    code, name, check_name = "E315", "inferred-year-nowhere", "ledger"
    message_template = localized(
        "The year of {value} is not printed near the figure; the years near it are {expected}."
    )
    remedy_template = localized(
        "Correct the period: use a year of the paragraph, that of reference_period in report.yaml, or the base of a comparison in the sentence."
    )
    wrong = localized(
        "figures/2.5.csv: period 2018-01/2018-06, inferred period, and the paragraph does not print 2018"
    )
    right = localized(
        "figures/2.5.csv: period 2020-01/2020-06, inferred period, the year of reference_period"
    )


class ParentDiffers(Finding):
    """The parent of a section is the section whose number its own number begins with."""

    code, name, check_name = "E316", "parent-differs", "sections"
    message_template = localized("The parent is {value}, not {expected}.")
    remedy_template = localized("Correct the column parent, or the number of the section.")
    wrong = "sections.csv: section: 2.1, parent: 1"
    right = "sections.csv: section: 2.1, parent: 2"


class FiguresContradict(Finding):
    """Two figures of one indicator, entity, period, basis, source and status can be equal as printed."""

    code, name, check_name = "E317", "figures-contradict", "ranges"
    message_template = localized(
        "The figure {value} cannot be equal to {expected}, which states the same."
    )
    remedy_template = localized(
        "Correct the cell that distinguishes them (often the period); if both are as printed, record an erratum with both figures."
    )
    wrong = localized("two figures with equal indicator, entity, period and basis: 12.8% and 13.4%")
    right = localized("their periods differ, or errata.csv names both figures")


class PartAboveWhole(Finding):
    """A part is not larger than the whole of which a figure states its share."""

    code, name, check_name = "E318", "part-above-whole", "ranges"
    message_template = localized("The part {value} is larger than the whole {expected}.")
    remedy_template = localized(
        "Correct the indicator, the multiplier or the period; if both are as printed, record an erratum with both figures."
    )
    wrong = localized("phone_shipments 2.52 亿部, smartphone_shipments 25.1 亿部, same period")
    right = localized("phone_shipments 2.52 亿部, smartphone_shipments 2.51 亿部, same period")


class RegionAboveWhole(Finding):
    """A quantity of a region is not larger than that of the country, or of the world, around it."""

    code, name, check_name = "E253", "region-above-whole", "ranges"
    message_template = localized(
        "The figure {value} of a region is larger than {expected}, of the area around it."
    )
    remedy_template = localized(
        "Correct the entity, the multiplier or the period; if both are as printed, record an erratum with both figures."
    )
    wrong = localized("phone_shipments of CN 25.2 亿部, of world 12.9 亿部, same period")
    right = localized("phone_shipments of CN 2.52 亿部, of world 12.9 亿部, same period")


class CumulativeFalls(Finding):
    """A quantity accumulated from the same day is not smaller over a longer period."""

    code, name, check_name = "E319", "cumulative-falls", "ranges"
    message_template = localized(
        "The figure {value} is smaller than {expected}, over a shorter period from the same day."
    )
    remedy_template = localized(
        "Correct the period or the number; if both are as printed, record an erratum with both figures."
    )
    wrong = localized("sales of 2020-01/2020-06: 5 万亿元, of 2020-01/2020-09: 4 万亿元")
    right = localized("sales of 2020-01/2020-06: 4 万亿元, of 2020-01/2020-09: 5 万亿元")


class ChangeContradictsLevels(Finding):
    """A change agrees with the levels of both periods, and a rate with the level and the difference."""

    code, name, check_name = "W252", "change-contradicts-levels", "ranges"
    message_template = localized(
        "The change {value} does not follow from the level and {expected}."
    )
    remedy_template = localized(
        "Compare both with the report: the indicator, the period, the base, the direction, the multiplier; levels may be revised later."
    )
    wrong = localized("price 22.3 in 2017 and 4.1 in 2020, and a growth of -19.2% against 2017")
    right = localized("price 22.3 in 2017 and 4.1 in 2020, and a growth of -81.8% against 2017")


class CoverageNotMeasured(Finding):
    """A measurement of check coverage belongs to the present state of its figure; otherwise it is not published."""

    code, name, check_name = "W490", "check-coverage-not-measured", "check_coverage"
    message_template = localized(
        "The check coverage of {value} is not measured for its present state and is published blank."
    )
    remedy_template = localized(
        "Run make mutate with the report's text and commit the files that it writes."
    )
    wrong = localized("figures/1.1.csv: number changed, check_coverage.csv unchanged")
    right = localized("figures/1.1.csv: number changed, check_coverage.csv written by make mutate")
