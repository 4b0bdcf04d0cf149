"""Define the rules about the meaning of single cells and rows (E2xx)."""

from dataclasses import dataclass

from pipeline.localization import localized
from pipeline.rules.finding import Finding


class EmptyCell(Finding):
    """A required cell is blank."""

    code, name = "E201", "empty-cell"
    message_template = localized("The cell is empty.")
    remedy_template = localized("Fill it: {expected}")
    bad = {"indicator": ""}


class WrongForm(Finding):
    """A cell does not have the form that its column declares."""

    code, name = "E202", "wrong-form"
    message_template = localized("{value} is not {expected}.")
    remedy_template = localized("Correct it.")
    bad = {"page": "one"}


@dataclass(frozen=True)
class UnknownCode(Finding):
    """A code must be defined in the vocabulary, so that readers can look up its meaning."""

    target: str = ""

    code, name = "E203", "unknown-code"
    message_template = localized("{value} is not a known code for this column.{expected}")
    remedy_template = localized("Correct it, or add it to the vocabulary with its definition.")
    bad = {"unit": "furlong"}


class DuplicateKey(Finding):
    """A key identifies one row; figure identifiers are unique across all sections and never reused."""

    code, name = "E204", "duplicate-key"
    message_template = localized("{value} is used twice ({expected}).")
    remedy_template = localized("Give this row a new identifier; never reuse an old one.")
    wrong = localized("id: 1.1-003, in two rows")
    right = localized("id: 1.1-003 and 1.1-026")


class WrongSection(Finding):
    """A figure's identifier begins with the section of its file."""

    code, name = "E205", "wrong-section"
    message_template = localized("{value} is not in section {expected}.")
    remedy_template = localized("Correct the identifier, or move the row to its section's file.")
    bad = {"id": "9.9-001"}


class NotANumber(Finding):
    """Numbers are keyed as plain digits, so that no digit is guessed or lost."""

    code, name = "E206", "not-a-number"
    message_template = localized("{value} is not a plain number.")
    remedy_template = localized(
        "Key the digits as printed, without separators, exponent or full-width digits: 1300, 0.7, -6.8, 七, 1/6."
    )
    bad = {"number": "1,300"}


class NotAPeriod(Finding):
    """A period is a year, month, day, an interval of them, or an instant."""

    code, name, check_name = "E207", "not-a-period", "periods"
    message_template = localized("{value} is not a period: {expected}.")
    remedy_template = localized(
        "Write 2020, 2020-08, 2020-01/2020-09, or @2020-06-30 for an instant; format spreadsheet cells as text."
    )
    bad = {"period": "2020-13"}


class NotABasis(Finding):
    """A base of comparison has one of the forms in the vocabulary."""

    code, name, check_name = "E208", "not-a-basis", "periods"
    message_template = localized("{value} is not a base of comparison: {expected}.")
    remedy_template = localized(
        "Write yoy, pop, vs:2017, cagr:2017, share_of:…, gap_to:… or against_entity:…."
    )
    bad = {"basis": "since last year"}


class WrongPage(Finding):
    """A figure's page is between the first page of its section and that of the next."""

    code, name = "E209", "wrong-page"
    message_template = localized("Page {value} is not in this section ({expected}).")
    remedy_template = localized("Correct the page or the section.")
    bad = {"page": "31"}


class WrongUnit(Finding):
    """An indicator is measured in one unit, so that its figures can be compared."""

    code, name, check_name = "E210", "wrong-unit", "units"
    message_template = localized("The unit is {value}; the unit of the indicator is {expected}.")
    remedy_template = localized("Correct the unit or choose another indicator.")
    bad = {"unit": "USD", "printed": "超 72 万亿美元"}


class UnitNotAllowed(Finding):
    """Each measure type allows certain units only: percent, percentage point and times are different units."""

    code, name, check_name = "E211", "unit-not-allowed", "units"
    message_template = localized("The measure {expected} cannot have the unit {value}.")
    remedy_template = localized("Correct the indicator's measure or unit.")
    wrong = "indicators.csv: poverty_incidence, unit: CNY"
    right = "indicators.csv: poverty_incidence, unit: percent"


class BasisNotAllowed(Finding):
    """A change needs a base of comparison; a plain level has none."""

    code, name, check_name = "E212", "basis-not-allowed", "units"
    message_template = localized("The basis {value} is not allowed for this measure ({expected}).")
    remedy_template = localized("Correct the basis or choose another indicator.")
    bad = {"basis": "yoy"}


class WrongPeriodKind(Finding):
    """A stock is measured at an instant, a flow over a duration."""

    code, name, check_name = "E213", "wrong-period-kind", "periods"
    message_template = localized("{value} is not of the required form: {expected}.")
    remedy_template = localized("Write @2020-06-30 for an instant, 2020-06 for a duration.")
    bad = {"period": "@2020-09-30"}


class WrongPeriodLength(Finding):
    """An indicator is published for periods of certain lengths; another length is an error."""

    code, name, check_name = "E214", "wrong-period-length", "periods"
    message_template = localized("The period lasts {value}; allowed: {expected}.")
    remedy_template = localized("Correct the period, or the indicator's period_lengths.")
    bad = {"period": "2020-01/2020-02"}


class OutOfRange(Finding):
    """A value outside its indicator's plausible range is probably an error."""

    code, name, check_name = "E215", "out-of-range", "ranges"
    message_template = localized("The value {value} is outside {expected}.")
    remedy_template = localized(
        "Compare number and multiplier with the report; if they are as printed, widen the indicator's range and state why."
    )
    bad = {"number": "720", "printed": "超 720 万亿元"}


class ShareOutOfBounds(Finding):
    """A share of a whole is between 0 and 100 percent."""

    code, name, check_name = "E216", "share-out-of-bounds", "ranges"
    message_template = localized("The share {value} percent is not between 0 and 100.")
    remedy_template = localized("Correct the number, or choose a growth indicator.")
    wrong = localized("printed: 128.2%, indicator: a share")
    right = localized("printed: 28.2%, indicator: a share")


class GrowthBelowMinus100(Finding):
    """A value that cannot be negative cannot fall by more than 100 percent."""

    code, name, check_name = "E217", "growth-below-minus-100", "ranges"
    message_template = localized(
        "A fall of {value} percent is impossible: {expected} cannot be negative."
    )
    remedy_template = localized("Correct the number.")
    wrong = "printed: 下降 116.4%, number: -116.4"
    right = "printed: 下降 16.4%, number: -16.4"


class CreditMismatch(Finding):
    """A source and the way in which it is credited are keyed together."""

    code, name = "E218", "credit-mismatch"
    message_template = localized(
        "cited and credit must both be filled or both be blank (credit is {value})."
    )
    remedy_template = localized("Fill or clear one of them.")
    bad = {"credit": ""}


class InferredNotAColumn(Finding):
    """Only columns that an editor may infer are listed, each once."""

    code, name = "E219", "inferred-not-a-column"
    message_template = localized("{value} cannot be inferred; possible: {expected}.")
    remedy_template = localized("List column names separated by semicolons.")
    bad = {"inferred": "colour"}


class InferredBlank(Finding):
    """A column that is listed as inferred has the inferred value."""

    code, name = "E220", "inferred-blank"
    message_template = localized("{value} is listed as inferred but is blank.")
    remedy_template = localized("Fill the column, or remove it from the list.")
    bad = {"inferred": "basis"}


class TenThousandError(Finding):
    """A level a thousand times or more outside its range has probably lost or gained a 万 or 亿."""

    code, name, check_name = "E241", "ten-thousand-error", "ranges"
    message_template = localized(
        "The value {value} is a thousand times or more outside {expected}."
    )
    remedy_template = localized("Check the multiplier: 万, 亿 or 万亿?")
    bad = {"multiplier": "万", "printed": "超 72 万元"}


class TextInOneLanguage(Finding):
    """A text that a row may lack, such as a note, is written in both languages or in none."""

    code, name = "E231", "text-in-one-language"
    message_template = localized("The text is written in the other language only.")
    remedy_template = localized("Write the same text in this column.")
    bad = {"note_zh": "按可比价格", "note_en": ""}


class PercentAsFraction(Finding):
    """Percentages are keyed as printed: 12.8, not 0.128."""

    code, name, check_name = "E242", "percent-as-fraction", "ranges"
    message_template = localized("{value} percent is probably a fraction; {expected}.")
    remedy_template = localized("Key the percentage as printed.")
    wrong = "number: 0.604, unit: percent"
    right = "number: 60.4, unit: percent"


class PercentOrPoint(Finding):
    """A difference of two percentages is in percentage points, a rate of change in percent."""

    code, name, check_name = "E244", "percent-or-point", "units"
    message_template = localized("The unit is {value}; the indicator is measured in {expected}.")
    remedy_template = localized(
        "If 个百分点 is printed, use the indicator of the difference; otherwise correct the unit."
    )
    wrong = "printed: 高于…10 个百分点, unit: percent"
    right = "printed: 高于…10 个百分点, unit: percentage_point"


class PowerOfTenDifference(Finding):
    """Two figures about one thing that differ by a power of ten are probably an error in one of them."""

    code, name, check_name = "W243", "power-of-ten-difference", "ranges"
    message_template = localized("{value} and {expected} differ only by a power of ten.")
    remedy_template = localized("Compare both with the report.")
    wrong = localized("number: 0.266 in one row, 26.6 of the same indicator in another")
    right = localized("number: 26.6 in both rows")


class WordWithoutBound(Finding):
    """A word that does not bound the number has no check width."""

    code, name = "E248", "word-without-bound"
    message_template = localized("The bound {value} does not agree with check_width {expected}.")
    remedy_template = localized("Correct the bound, or set check_width to none.")
    wrong = "hedges.csv: hedge: 超, bound: =, check_width: one_leading_unit"
    right = "hedges.csv: hedge: 超, bound: >, check_width: one_leading_unit"


class IndicatorOfItself(Finding):
    """The column `of` leads to another indicator and never back to the same one."""

    code, name = "E249", "indicator-of-itself"
    message_template = localized("The column of leads back to {value}.")
    remedy_template = localized(
        "Name the indicator whose growth, share or difference this is, or clear the cell."
    )
    wrong = "indicators.csv: indicator: gdp_growth, of: gdp_growth"
    right = "indicators.csv: indicator: gdp_growth, of: gdp"


class BasisDoesNotFit(Finding):
    """A base of comparison is another thing than the figure: an earlier period, another indicator or entity."""

    code, name, check_name = "E250", "basis-does-not-fit", "periods"
    message_template = localized("The basis {value} does not fit: {expected}.")
    remedy_template = localized("Correct the basis, or the cell with which it is compared.")
    bad = {
        "indicator": "retail_sales_increase", "printed": "增加 11 万亿元", "hedge": "",
        "number": "11", "period": "2019", "basis": "vs:2019",
    }  # fmt: skip


class RankShared(Finding):
    """Two entities have different ranks in one order; an equal rank is probably an error."""

    code, name, check_name = "W251", "rank-shared", "ranges"
    message_template = localized("The rank {value} is also that of {expected}.")
    remedy_template = localized("Compare both ranks with the report.")
    wrong = localized("rank 2 of Guangdong and of Jiangsu, same indicator and period")
    right = localized("rank 1 of Guangdong, rank 2 of Jiangsu")
