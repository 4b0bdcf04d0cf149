"""Rules about what single cells and rows mean: codes, numbers, dates, units, ranges (E2xx)."""

from pipeline.rules.finding import Finding, Wording


class EmptyCell(Finding):
    """A required cell is blank."""

    code, name = "E201", "empty-cell"
    message = Wording("The cell is empty.", "单元格为空。")
    remedy = Wording("Fill it: {expected}", "请填写。")
    bad = {"indicator": ""}


class WrongForm(Finding):
    """A cell does not have the form that its column declares."""

    code, name = "E202", "wrong-form"
    message = Wording("{value} is not {expected}.", "{value} 不符合要求：{expected}。")
    remedy = Wording("Correct it.", "请更正。")
    bad = {"page": "one"}


class UnknownCode(Finding):
    """A code must stand in the vocabulary, or no reader can look up what it means."""

    code, name = "E203", "unknown-code"
    message = Wording(
        "{value} is no known code here.{expected}", "此处没有代码 {value}。{expected}"
    )
    remedy = Wording(
        "Correct it, or add it to the vocabulary with its definition.",
        "请更正，或在词表中补充该代码及其定义。",
    )
    bad = {"unit": "kg"}


class DuplicateKey(Finding):
    """A key names one row; figure identifiers are unique across all sections and never reused."""

    code, name = "E204", "duplicate-key"
    message = Wording("{value} is used twice ({expected}).", "{value} 重复（{expected}）。")
    remedy = Wording(
        "Give this row a new one; never reuse an old one.", "请为该行换新的编号；旧编号不可复用。"
    )
    wrong = "id: 1.1-003, in two rows"
    right = "id: 1.1-003 and 1.1-026"


class WrongSection(Finding):
    """A figure's identifier begins with the section whose file it stands in."""

    code, name = "E205", "wrong-section"
    message = Wording("{value} is not in section {expected}.", "{value} 不属于章节 {expected}。")
    remedy = Wording(
        "Correct the identifier, or move the row to its section's file.",
        "请更正编号，或将该行移到相应章节的文件。",
    )
    bad = {"id": "9.9-001"}


class NotANumber(Finding):
    """Numbers are keyed as plain digits, so that nothing has to be guessed and nothing is lost."""

    code, name = "E206", "not-a-number"
    message = Wording("{value} is no plain number.", "{value} 不是普通数字。")
    remedy = Wording(
        "Key the digits as printed, without separators, exponent or full-width digits: 1300, 0.7, -6.8, 七, 1/6.",
        "请按所印数字录入，不用千位分隔、指数或全角数字：1300、0.7、-6.8、七、1/6。",
    )
    bad = {"number": "1,300"}


class NotAPeriod(Finding):
    """A period is a year, month, day, an interval of them, or an instant."""

    code, name, check = "E207", "not-a-period", "periods"
    message = Wording("{value} is no period: {expected}.", "{value} 不是时期：{expected}。")
    remedy = Wording(
        "Write 2020, 2020-08, 2020-01/2020-09, or @2020-06-30 for an instant; format spreadsheet cells as text.",
        "请写作 2020、2020-08、2020-01/2020-09，时点写作 @2020-06-30；电子表格单元格请设为文本。",
    )
    bad = {"period": "2020-13"}


class NotABasis(Finding):
    """A base of comparison is one of the vocabulary's forms."""

    code, name, check = "E208", "not-a-basis", "periods"
    message = Wording(
        "{value} is no base of comparison: {expected}.", "{value} 不是比较基础：{expected}。"
    )
    remedy = Wording(
        "Write yoy, pop, vs:2017, cagr:2017, share_of:…, gap_to:… or against_entity:….",
        "请写作 yoy、pop、vs:2017、cagr:2017、share_of:…、gap_to:… 或 against_entity:…。",
    )
    bad = {"basis": "since last year"}


class WrongPage(Finding):
    """A figure's page lies between the first page of its section and that of the next."""

    code, name = "E209", "wrong-page"
    message = Wording(
        "Page {value} is not in this section ({expected}).",
        "第 {value} 页不在该章节（{expected}）。",
    )
    remedy = Wording("Correct the page or the section.", "请更正页码或章节。")
    bad = {"page": "31"}


class WrongUnit(Finding):
    """An indicator is measured in one unit, or its figures cannot be compared."""

    code, name, check = "E210", "wrong-unit", "units"
    message = Wording(
        "The unit is {value}; the indicator's is {expected}.",
        "单位为 {value}，而该指标的单位是 {expected}。",
    )
    remedy = Wording(
        "Correct the unit or choose another indicator.", "请更正单位，或改用其他指标。"
    )
    bad = {"unit": "USD", "printed": "超 72 万亿美元"}


class UnitNotAllowed(Finding):
    """The matrix of measures and units is closed: percent is not percentage point is not times."""

    code, name, check = "E211", "unit-not-allowed", "units"
    message = Wording(
        "A {expected} cannot be measured in {value}.", "{expected} 不能以 {value} 计量。"
    )
    remedy = Wording("Correct the indicator's measure or unit.", "请更正该指标的度量类型或单位。")
    wrong = "indicators.csv: poverty_incidence, unit: CNY"
    right = "indicators.csv: poverty_incidence, unit: percent"


class BasisNotAllowed(Finding):
    """A change needs a base, and a plain level has none."""

    code, name, check = "E212", "basis-not-allowed", "units"
    message = Wording(
        "The basis {value} does not go with this measure ({expected}).",
        "比较基础 {value} 与该度量类型不符（{expected}）。",
    )
    remedy = Wording(
        "Correct the basis or choose another indicator.", "请更正比较基础，或改用其他指标。"
    )
    bad = {"basis": "yoy"}


class WrongPeriodKind(Finding):
    """A stock exists at an instant; a flow adds up over a duration."""

    code, name, check = "E213", "wrong-period-kind", "periods"
    message = Wording("{value} is not {expected}.", "{value} 不是{expected}。")
    remedy = Wording(
        "Write @2020-06-30 for an instant, 2020-06 for a duration.",
        "时点写作 @2020-06-30，时段写作 2020-06。",
    )
    bad = {"period": "@2020-09-30"}


class WrongPeriodLength(Finding):
    """An indicator is published for spans of certain lengths; another length is a slip."""

    code, name, check = "E214", "wrong-period-length", "periods"
    message = Wording(
        "The period lasts {value}; allowed: {expected}.", "时期长度为 {value}，允许：{expected}。"
    )
    remedy = Wording(
        "Correct the period, or the indicator's period_lengths.",
        "请更正时期，或该指标的 period_lengths。",
    )
    bad = {"period": "2020-01/2020-02"}


class OutOfRange(Finding):
    """A value outside its indicator's plausible range is more often a slip than a fact."""

    code, name, check = "E215", "out-of-range", "ranges"
    message = Wording(
        "The value {value} is outside {expected}.", "数值 {value} 超出范围 {expected}。"
    )
    remedy = Wording(
        "Compare number and multiplier with the report; if it is as printed, widen the indicator's range and say why.",
        "请与报告核对数字和数量级；若确如所印，请放宽该指标的范围并说明理由。",
    )
    bad = {"number": "720", "printed": "超 720 万亿元"}


class ShareOutOfBounds(Finding):
    """A part of a whole lies between 0 and 100 percent."""

    code, name, check = "E216", "share-out-of-bounds", "ranges"
    message = Wording(
        "A share of {value} percent is not between 0 and 100.", "份额 {value}% 不在 0 与 100 之间。"
    )
    remedy = Wording(
        "Correct the number, or choose a growth indicator.", "请更正数字，或改用增长率指标。"
    )
    wrong = "printed: 128.2%, indicator: a share"
    right = "printed: 28.2%, indicator: a share"


class GrowthBelowMinus100(Finding):
    """What cannot be negative cannot fall by more than all of it."""

    code, name, check = "E217", "growth-below-minus-100", "ranges"
    message = Wording(
        "A fall of {value} percent: {expected} cannot be negative.",
        "下降 {value}%：{expected} 不可能为负。",
    )
    remedy = Wording("Correct the number.", "请更正数字。")
    wrong = "printed: 下降 116.4%, number: -116.4"
    right = "printed: 下降 16.4%, number: -16.4"


class CreditMismatch(Finding):
    """A credited source says how it is credited, and the other way round."""

    code, name = "E218", "credit-mismatch"
    message = Wording(
        "cited and credit must both be filled or both be blank (credit is {value}).",
        "cited 与 credit 须同时填写或同时留空（credit 为 {value}）。",
    )
    remedy = Wording("Fill or clear one of them.", "请补填或清空其中之一。")
    bad = {"credit": ""}


class InferredNotAColumn(Finding):
    """Only keyed columns that the editor can infer may be listed, each once."""

    code, name = "E219", "inferred-not-a-column"
    message = Wording(
        "{value} cannot be inferred; possible: {expected}.",
        "{value} 不能列为推断项；可用：{expected}。",
    )
    remedy = Wording("List column names separated by semicolons.", "请列出列名，用分号分隔。")
    bad = {"inferred": "colour"}


class InferredBlank(Finding):
    """A column that is said to be inferred holds the inferred value."""

    code, name = "E220", "inferred-blank"
    message = Wording(
        "{value} is listed as inferred and is blank.", "{value} 列为推断项，但其值为空。"
    )
    remedy = Wording("Fill the column, or take it off the list.", "请填写该列，或从推断项中删除。")
    bad = {"inferred": "basis"}


class PrintedUnreadable(Finding):
    """The grammar of printed figures cannot read the printed form."""

    code, name, check = "E221", "printed-unreadable", "double_entry"
    message = Wording(
        "The printed figure {value} cannot be read: {expected}.",
        "无法读取所印数字 {value}：{expected}。",
    )
    remedy = Wording(
        "Key the printed figure only: direction, hedge, number, multiplier, unit; supplied words in 〔〕.",
        "只录入所印数字：方向词、模糊词、数字、数量级、单位；补充的词放入〔〕。",
    )
    bad = {"printed": "超 72 万亿元元"}


class _Differs(Finding):
    """Never raised: what the rules of double entry share is their check and their message."""

    code, name, check = "E222", "printed-differs", "double_entry"
    message = Wording(
        "Keyed {value}, but the printed figure says {expected}.",
        "录入为 {value}，而所印为 {expected}。",
    )
    remedy = Wording(
        "Look at the page and correct the one that is wrong.", "请核对原页，更正有误的一方。"
    )


class NumberDiffers(_Differs):
    """The keyed number must be the printed number, digit for digit, trailing zeros included."""

    code, name = "E223", "number-differs"
    bad = {"number": "27"}


class SignDiffers(_Differs):
    """A printed decline is keyed with a minus sign, and nothing else is."""

    code, name = "E224", "sign-differs"
    bad = {"number": "-72"}


class RangeEndDiffers(_Differs):
    """Both ends of a printed range are keyed, and a single number has one end."""

    code, name = "E225", "range-end-differs"
    bad = {"number_high": "80"}


class MultiplierDiffers(_Differs):
    """万, 亿 and 万亿 are easily taken for each other."""

    code, name = "E226", "multiplier-differs"
    bad = {"multiplier": "亿"}


class HedgeDiffers(_Differs):
    """A hedge decides the bounds of a figure; it may be neither lost nor added."""

    code, name = "E227", "hedge-differs"
    bad = {"hedge": "近"}


class UnitDiffers(_Differs):
    """The keyed unit must be one that the printed unit word can mean."""

    code, name = "E228", "unit-differs"
    bad = {"printed": "超 72 万亿公里"}


class UnitNotPrinted(_Differs):
    """A unit that is not printed was inferred by the editor and must say so."""

    code, name = "E229", "unit-not-printed"
    message = Wording(
        "No unit word is printed beside the number, and unit is not listed as inferred.",
        "数字旁未印单位，而 unit 未列为推断项。",
    )
    remedy = Wording(
        "Add unit to inferred, or the shared unit word in 〔〕.",
        "请在 inferred 中加入 unit，或用〔〕补充共用的单位词。",
    )
    bad = {"printed": "超 72 万亿"}


class IncreaseOrRatio(_Differs):
    """增长 N 倍 adds N times the base; 是…的 N 倍 is N times the base."""

    code, name = "E230", "increase-or-ratio"
    message = Wording(
        "The indicator's measure is {value}; the printed words say {expected}.",
        "该指标的度量类型为 {value}，而所印的词表示 {expected}。",
    )
    remedy = Wording("Choose the indicator that the words describe.", "请选择与用词相符的指标。")
    wrong = "printed: 是…的 20 倍, indicator: an increase_multiple"
    right = "printed: 增长了 20 倍, indicator: an increase_multiple"


class TenThousandSlip(Finding):
    """A level a thousand times or more outside its range is a lost or doubled 万 or 亿."""

    code, name, check = "E241", "ten-thousand-slip", "ranges"
    message = Wording(
        "The value {value} is a thousand times or more outside {expected}.",
        "数值 {value} 超出范围 {expected} 千倍以上。",
    )
    remedy = Wording("Look at the multiplier: 万, 亿 or 万亿?", "请核对数量级：万、亿还是万亿？")
    bad = {"multiplier": "万", "printed": "超 72 万元"}


class PercentAsFraction(Finding):
    """Percentages are keyed as printed: 12.8 and never 0.128."""

    code, name, check = "E242", "percent-as-fraction", "ranges"
    message = Wording(
        "{value} percent looks like a fraction; {expected}.", "{value}% 疑似小数；{expected}。"
    )
    remedy = Wording("Key the percentage as printed.", "请按所印百分数录入。")
    wrong = "number: 0.604, unit: percent"
    right = "number: 60.4, unit: percent"


class PercentOrPoint(Finding):
    """A difference of two percentages is in percentage points, a rate of change in percent."""

    code, name, check = "E244", "percent-or-point", "units"
    message = Wording(
        "The unit is {value}, the indicator is measured in {expected}.",
        "单位为 {value}，而该指标以 {expected} 计量。",
    )
    remedy = Wording(
        "Is 个百分点 printed? Then use the indicator of the difference.",
        "是否印有“个百分点”？如是，请用差值指标。",
    )
    wrong = "printed: 高于…10 个百分点, unit: percent"
    right = "printed: 高于…10 个百分点, unit: percentage_point"
