"""Define the rules about the meaning of single cells and rows (E2xx)."""

from pipeline.rules.finding import Finding, LocalizedText


class EmptyCell(Finding):
    """A required cell is blank."""

    code, name = "E201", "empty-cell"
    message_template = LocalizedText("The cell is empty.", "单元格为空。")
    remedy_template = LocalizedText("Fill it: {expected}", "请填写。")
    bad = {"indicator": ""}


class WrongForm(Finding):
    """A cell does not have the form that its column declares."""

    code, name = "E202", "wrong-form"
    message_template = LocalizedText(
        "{value} is not {expected}.", "{value} 不符合要求：{expected}。"
    )
    remedy_template = LocalizedText("Correct it.", "请更正。")
    bad = {"page": "one"}


class UnknownCode(Finding):
    """A code must be defined in the vocabulary, so that readers can look up its meaning."""

    code, name = "E203", "unknown-code"
    message_template = LocalizedText(
        "{value} is not a known code for this column.{expected}", "该列没有代码 {value}。{expected}"
    )
    remedy_template = LocalizedText(
        "Correct it, or add it to the vocabulary with its definition.",
        "请更正，或在词表中补充该代码及其定义。",
    )
    bad = {"unit": "kg"}


class DuplicateKey(Finding):
    """A key identifies one row; figure identifiers are unique across all sections and never reused."""

    code, name = "E204", "duplicate-key"
    message_template = LocalizedText(
        "{value} is used twice ({expected}).", "{value} 重复（{expected}）。"
    )
    remedy_template = LocalizedText(
        "Give this row a new identifier; never reuse an old one.",
        "请为该行换新的编号；旧编号不可复用。",
    )
    wrong = "id: 1.1-003, in two rows"
    right = "id: 1.1-003 and 1.1-026"


class WrongSection(Finding):
    """A figure's identifier begins with the section of its file."""

    code, name = "E205", "wrong-section"
    message_template = LocalizedText(
        "{value} is not in section {expected}.", "{value} 不属于章节 {expected}。"
    )
    remedy_template = LocalizedText(
        "Correct the identifier, or move the row to its section's file.",
        "请更正编号，或将该行移到相应章节的文件。",
    )
    bad = {"id": "9.9-001"}


class NotANumber(Finding):
    """Numbers are keyed as plain digits, so that no digit is guessed or lost."""

    code, name = "E206", "not-a-number"
    message_template = LocalizedText(
        "{value} is not a plain number.", "{value} 不是规范的数字写法。"
    )
    remedy_template = LocalizedText(
        "Key the digits as printed, without separators, exponent or full-width digits: 1300, 0.7, -6.8, 七, 1/6.",
        "请按原文数字录入，不用千位分隔符、指数或全角数字：1300、0.7、-6.8、七、1/6。",
    )
    bad = {"number": "1,300"}


class NotAPeriod(Finding):
    """A period is a year, month, day, an interval of them, or an instant."""

    code, name, check_name = "E207", "not-a-period", "periods"
    message_template = LocalizedText(
        "{value} is not a period: {expected}.", "{value} 不是有效的时期：{expected}。"
    )
    remedy_template = LocalizedText(
        "Write 2020, 2020-08, 2020-01/2020-09, or @2020-06-30 for an instant; format spreadsheet cells as text.",
        "请写作 2020、2020-08、2020-01/2020-09，时点写作 @2020-06-30；电子表格单元格请设为文本。",
    )
    bad = {"period": "2020-13"}


class NotABasis(Finding):
    """A base of comparison has one of the forms in the vocabulary."""

    code, name, check_name = "E208", "not-a-basis", "periods"
    message_template = LocalizedText(
        "{value} is not a base of comparison: {expected}.",
        "{value} 不是有效的比较基础：{expected}。",
    )
    remedy_template = LocalizedText(
        "Write yoy, pop, vs:2017, cagr:2017, share_of:…, gap_to:… or against_entity:….",
        "请写作 yoy、pop、vs:2017、cagr:2017、share_of:…、gap_to:… 或 against_entity:…。",
    )
    bad = {"basis": "since last year"}


class WrongPage(Finding):
    """A figure's page is between the first page of its section and that of the next."""

    code, name = "E209", "wrong-page"
    message_template = LocalizedText(
        "Page {value} is not in this section ({expected}).",
        "第 {value} 页不在该章节（{expected}）。",
    )
    remedy_template = LocalizedText("Correct the page or the section.", "请更正页码或章节。")
    bad = {"page": "31"}


class WrongUnit(Finding):
    """An indicator is measured in one unit, so that its figures can be compared."""

    code, name, check_name = "E210", "wrong-unit", "units"
    message_template = LocalizedText(
        "The unit is {value}; the unit of the indicator is {expected}.",
        "单位为 {value}，而该指标的单位是 {expected}。",
    )
    remedy_template = LocalizedText(
        "Correct the unit or choose another indicator.", "请更正单位，或改用其他指标。"
    )
    bad = {"unit": "USD", "printed": "超 72 万亿美元"}


class UnitNotAllowed(Finding):
    """Each measure type allows certain units only: percent, percentage point and times are different units."""

    code, name, check_name = "E211", "unit-not-allowed", "units"
    message_template = LocalizedText(
        "The measure {expected} cannot have the unit {value}.", "{expected} 不能以 {value} 计量。"
    )
    remedy_template = LocalizedText(
        "Correct the indicator's measure or unit.", "请更正该指标的度量类型或单位。"
    )
    wrong = "indicators.csv: poverty_incidence, unit: CNY"
    right = "indicators.csv: poverty_incidence, unit: percent"


class BasisNotAllowed(Finding):
    """A change needs a base of comparison; a plain level has none."""

    code, name, check_name = "E212", "basis-not-allowed", "units"
    message_template = LocalizedText(
        "The basis {value} is not allowed for this measure ({expected}).",
        "该度量类型不能用比较基础 {value}（{expected}）。",
    )
    remedy_template = LocalizedText(
        "Correct the basis or choose another indicator.", "请更正比较基础，或改用其他指标。"
    )
    bad = {"basis": "yoy"}


class WrongPeriodKind(Finding):
    """A stock is measured at an instant, a flow over a duration."""

    code, name, check_name = "E213", "wrong-period-kind", "periods"
    message_template = LocalizedText("{value} is not {expected}.", "{value} 不是{expected}。")
    remedy_template = LocalizedText(
        "Write @2020-06-30 for an instant, 2020-06 for a duration.",
        "时点写作 @2020-06-30，时段写作 2020-06。",
    )
    bad = {"period": "@2020-09-30"}


class WrongPeriodLength(Finding):
    """An indicator is published for periods of certain lengths; another length is an error."""

    code, name, check_name = "E214", "wrong-period-length", "periods"
    message_template = LocalizedText(
        "The period lasts {value}; allowed: {expected}.", "时期长度为 {value}，允许：{expected}。"
    )
    remedy_template = LocalizedText(
        "Correct the period, or the indicator's period_lengths.",
        "请更正时期，或该指标的 period_lengths。",
    )
    bad = {"period": "2020-01/2020-02"}


class OutOfRange(Finding):
    """A value outside its indicator's plausible range is probably an error."""

    code, name, check_name = "E215", "out-of-range", "ranges"
    message_template = LocalizedText(
        "The value {value} is outside {expected}.", "数值 {value} 超出范围 {expected}。"
    )
    remedy_template = LocalizedText(
        "Compare number and multiplier with the report; if they are as printed, widen the indicator's range and state why.",
        "请与报告核对数字和数量级；若与原文相符，请放宽该指标的范围并说明理由。",
    )
    bad = {"number": "720", "printed": "超 720 万亿元"}


class ShareOutOfBounds(Finding):
    """A share of a whole is between 0 and 100 percent."""

    code, name, check_name = "E216", "share-out-of-bounds", "ranges"
    message_template = LocalizedText(
        "The share {value} percent is not between 0 and 100.", "份额 {value}% 不在 0 与 100 之间。"
    )
    remedy_template = LocalizedText(
        "Correct the number, or choose a growth indicator.", "请更正数字，或改用增长率指标。"
    )
    wrong = "printed: 128.2%, indicator: a share"
    right = "printed: 28.2%, indicator: a share"


class GrowthBelowMinus100(Finding):
    """A value that cannot be negative cannot fall by more than 100 percent."""

    code, name, check_name = "E217", "growth-below-minus-100", "ranges"
    message_template = LocalizedText(
        "A fall of {value} percent is impossible: {expected} cannot be negative.",
        "不可能下降 {value}%：{expected}不可能为负。",
    )
    remedy_template = LocalizedText("Correct the number.", "请更正数字。")
    wrong = "printed: 下降 116.4%, number: -116.4"
    right = "printed: 下降 16.4%, number: -16.4"


class CreditMismatch(Finding):
    """A source and the way in which it is credited are keyed together."""

    code, name = "E218", "credit-mismatch"
    message_template = LocalizedText(
        "cited and credit must both be filled or both be blank (credit is {value}).",
        "cited 与 credit 须同时填写或同时留空（credit 为 {value}）。",
    )
    remedy_template = LocalizedText("Fill or clear one of them.", "请补填或清空其中之一。")
    bad = {"credit": ""}


class InferredNotAColumn(Finding):
    """Only columns that an editor may infer are listed, each once."""

    code, name = "E219", "inferred-not-a-column"
    message_template = LocalizedText(
        "{value} cannot be inferred; possible: {expected}.",
        "{value} 不能列为推断项；可用：{expected}。",
    )
    remedy_template = LocalizedText(
        "List column names separated by semicolons.", "请列出列名，用分号分隔。"
    )
    bad = {"inferred": "colour"}


class InferredBlank(Finding):
    """A column that is listed as inferred has the inferred value."""

    code, name = "E220", "inferred-blank"
    message_template = LocalizedText(
        "{value} is listed as inferred but is blank.", "{value} 列为推断项，但其值为空。"
    )
    remedy_template = LocalizedText(
        "Fill the column, or remove it from the list.", "请填写该列，或从推断项中删除。"
    )
    bad = {"inferred": "basis"}


class TenThousandError(Finding):
    """A level a thousand times or more outside its range has probably lost or gained a 万 or 亿."""

    code, name, check_name = "E241", "ten-thousand-error", "ranges"
    message_template = LocalizedText(
        "The value {value} is a thousand times or more outside {expected}.",
        "数值 {value} 超出范围 {expected} 千倍以上。",
    )
    remedy_template = LocalizedText(
        "Check the multiplier: 万, 亿 or 万亿?", "请核对数量级：万、亿还是万亿？"
    )
    bad = {"multiplier": "万", "printed": "超 72 万元"}


class NoteInOneLanguage(Finding):
    """An editor's note is written in both languages, or there is none."""

    code, name = "E231", "note-in-one-language"
    message_template = LocalizedText(
        "The note is written in the other language only.", "附注只写了另一种语言。"
    )
    remedy_template = LocalizedText(
        "Write the same note in this column.", "请在本列以该语言写出同一附注。"
    )
    bad = {"note_zh": "按可比价格", "note_en": ""}


class PercentAsFraction(Finding):
    """Percentages are keyed as printed: 12.8, not 0.128."""

    code, name, check_name = "E242", "percent-as-fraction", "ranges"
    message_template = LocalizedText(
        "{value} percent is probably a fraction; {expected}.", "{value}% 疑为小数形式；{expected}。"
    )
    remedy_template = LocalizedText("Key the percentage as printed.", "请按原文百分数录入。")
    wrong = "number: 0.604, unit: percent"
    right = "number: 60.4, unit: percent"


class PercentOrPoint(Finding):
    """A difference of two percentages is in percentage points, a rate of change in percent."""

    code, name, check_name = "E244", "percent-or-point", "units"
    message_template = LocalizedText(
        "The unit is {value}; the indicator is measured in {expected}.",
        "单位为 {value}，而该指标以 {expected} 计量。",
    )
    remedy_template = LocalizedText(
        "If 个百分点 is printed, use the indicator of the difference; otherwise correct the unit.",
        "若原文为“个百分点”，请用差值指标；否则请更正单位。",
    )
    wrong = "printed: 高于…10 个百分点, unit: percent"
    right = "printed: 高于…10 个百分点, unit: percentage_point"


class PowerOfTenDifference(Finding):
    """Two figures about one thing that differ by a power of ten are probably an error in one of them."""

    code, name, check_name = "W243", "power-of-ten-difference", "ranges"
    message_template = LocalizedText(
        "{value} and {expected} differ only by a power of ten.",
        "{value} 与 {expected} 仅相差十的整数次幂。",
    )
    remedy_template = LocalizedText("Compare both with the report.", "请将两处与报告核对。")
    wrong = "number: 0.266 in one row, 26.6 of the same indicator in another"
    right = "number: 26.6 in both rows"
