"""Define the rules about a whole report: years, regions, ledger, sections, charts, identities, errata.

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
        "Restore the lost row, or run python -m pipeline source refresh with the report's text."
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


class UnreadableExpression(Finding):
    """An identity consists of figures, decimals, + - * / ** ( ), and one relation."""

    code, name, check_name = "E320", "unreadable-expression", "identities"
    message_template = localized("{value} cannot be read: {expected}.")
    remedy_template = localized(
        "Write figures in brackets and a claim with its relation: ([1.1-006] - [1.1-005]) / 2, = [1.1-004]."
    )
    wrong = "expression: [1.1-002] minus [1.1-003]"
    right = "expression: [1.1-002] - [1.1-003]"


class UnknownTerm(Finding):
    """An identity refers only to figures of the sections."""

    code, name, check_name = "E321", "unknown-term", "identities"
    message_template = localized("Figure {value} does not exist.")
    remedy_template = localized("Correct the identifier, or restore the figure's row.")
    wrong = "expression: [1.1-999] - [1.1-003]"
    right = "expression: [1.1-002] - [1.1-003]"


class InconsistentIdentity(Finding):
    """An identity holds, unless an erratum records that the report contradicts itself."""

    code, name, check_name = "E322", "inconsistent-identity", "identities"
    message_template = localized("The claim {value} cannot be true: {expected}.")
    remedy_template = localized(
        "Compare each figure with the report; if all are as printed, record the contradiction in errata.csv."
    )
    wrong = "expression: [1.1-002] - [1.1-003], claim: = [1.1-005]"
    right = "expression: [1.1-002] - [1.1-003], claim: = [1.1-004]"


class UnreadableGuard(Finding):
    """A guard consists of two expressions with a relation between them, so that it can be checked."""

    code, name, check_name = "E323", "unreadable-guard", "errata"
    message_template = localized("{value} cannot be read: {expected}.")
    remedy_template = localized(
        "Write it as expression, relation, expression: [3.1-015] / [3.1-014] < 0.185."
    )
    wrong = "guard: [3.1-015] / [3.1-014]"
    right = "guard: [3.1-015] / [3.1-014] < 0.185"


class UnknownErratumFigure(Finding):
    """An erratum and its guard refer only to figures of the sections."""

    code, name, check_name = "E324", "unknown-erratum-figure", "errata"
    message_template = localized("Figure {value} does not exist.")
    remedy_template = localized("Correct the identifier, or restore the figure's row.")
    wrong = "figures: 3.1-999"
    right = "figures: 3.1-015"


class GuardNoLongerHolds(Finding):
    """The guard of an erratum holds; if its figures change, the erratum must be revised."""

    code, name, check_name = "E325", "guard-no-longer-holds", "errata"
    message_template = localized("The guard {value} no longer holds.")
    remedy_template = localized(
        "If a figure was corrected, remove the erratum, or describe what still applies."
    )
    wrong = localized("guard: [2.5-018] = 32000000, and the value of 2.5-018 is 3200000")
    right = localized("guard: [2.5-018] = 3200000")


class ErratumWithoutContradiction(Finding):
    """The identity that an erratum calls inconsistent is inconsistent."""

    code, name, check_name = "E326", "erratum-without-contradiction", "errata"
    message_template = localized(
        "The identity {value} is {expected}, but the erratum states that it is inconsistent."
    )
    remedy_template = localized(
        "Correct the column identity_verdict, or remove the erratum if the contradiction is resolved."
    )
    wrong = localized("identity: ID-001, which holds, identity_verdict: inconsistent")
    right = "identity: ID-001, identity_verdict: consistent"


class ErratumOfOtherFigures(Finding):
    """The identity that an erratum names uses at least one of the figures of the erratum."""

    code, name, check_name = "E327", "erratum-of-other-figures", "errata"
    message_template = localized("The identity {value} uses none of the figures {expected}.")
    remedy_template = localized(
        "Correct the column identity or the column figures, or clear identity."
    )
    wrong = localized("figures: 3.1-015, identity: ID-001, which compares 1.1-002 and 1.1-003")
    right = "figures: 1.1-002, identity: ID-001"


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
