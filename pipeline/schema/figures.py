"""Declare the table of figures, as an editor keys them in raw/ and as the package publishes them."""

from pipeline.rules import LocalizedText
from pipeline.schema.code_lists import BOUNDS
from pipeline.schema.model import Field, TableSchema, column, notes
from pipeline.schema.report_facts import SECTION

FIGURE_ID = SECTION + r"-\d{3}"
INFERABLE = ("indicator", "entity", "unit", "period", "basis", "status", "page")
SHA256 = r"[0-9a-f]{64}"

_PAGE = column(
    "page",
    ("Page", "页码"),
    (
        "Printed page of the digits; blank in the preface, whose page has no printed number.",
        "数字所在的印刷页码；前言页无页码，留空。",
    ),
    "integer",
    minimum="1",
)
_PRINTED = column(
    "printed",
    ("As printed", "原文"),
    (
        "The printed figure: direction, hedge, number, multiplier, unit. Words in 〔〕 are supplied by the editor because the sentence shares them; … marks omitted words.",
        "原文数字：方向词、模糊词、数字、数量级、单位。〔〕内为编者补充的共用词，…表示省略的词。",
    ),
    required=True,
)
_INDICATOR = column(
    "indicator",
    ("Indicator", "指标"),
    ("The concept that is measured.", "所度量的概念。"),
    required=True,
    refers_to="indicators.indicator",
)
_ENTITY = column(
    "entity",
    ("Entity", "对象"),
    ("What or whom the figure describes.", "数字所描述的对象。"),
    required=True,
    refers_to="entities.entity",
)
_HEDGE = column(
    "hedge",
    ("Hedge", "模糊词"),
    ("Hedge as printed; two words are joined by ….", "原文模糊词；两个词以…连接。"),
)
_NUMBER = column(
    "number",
    ("Number", "数字"),
    (
        "Digits as printed, trailing zeros kept, a minus sign for a printed decline; blank for a mere magnitude.",
        "原文数字，保留末尾的零，下降记负号；仅有数量级时留空。",
    ),
)
_NUMBER_HIGH = column(
    "number_high",
    ("Upper number", "上限数字"),
    ("Second number of a printed range.", "原文区间的第二个数。"),
)
_MULTIPLIER = column(
    "multiplier",
    ("Multiplier", "数量级"),
    ("Multiplier as printed.", "原文数量级。"),
    refers_to="multipliers.multiplier",
)
_UNIT = column(
    "unit",
    ("Unit", "单位"),
    ("Unit of the value.", "数值的单位。"),
    required=True,
    refers_to="units.unit",
)
_PERIOD = column(
    "period",
    ("Period", "时期"),
    (
        "Year, month, day, an interval of them, or an instant marked @; blank if the report does not state it.",
        "年、月、日或其区间，时点以 @ 标记；报告未说明时留空。",
    ),
)
_BASIS = column(
    "basis",
    ("Basis", "比较基础"),
    ("What a change, share or multiple is compared with.", "变化、份额或倍数的比较对象。"),
)
_STATUS = column(
    "status",
    ("Status", "状态"),
    (
        "Actual, estimate, forecast, target, threshold or survey.",
        "实际值、估计值、预测值、目标值、界限值或调查值。",
    ),
    required=True,
    refers_to="statuses.status",
)
_CITED = column(
    "cited",
    ("Cited source", "所引来源"),
    (
        "Institution or work that the report credits; blank if none.",
        "报告注明的机构或文献；未注明则留空。",
    ),
    refers_to="sources.source",
)
_CREDIT = column(
    "credit",
    ("Kind of credit", "注明方式"),
    ("Where the report credits the source.", "报告在何处注明来源。"),
    refers_to="credits.credit",
)
_INFERRED = column(
    "inferred",
    ("Inferred", "推断项"),
    ("Columns whose value the sentence does not state.", "句中未写明、由编者推断的列。"),
    listed=True,
)

RAW_FIGURES = TableSchema(
    "raw_figures",
    LocalizedText("Figures as keyed", "录入的数字"),
    LocalizedText(
        "One row per printed figure; a person decides every cell.",
        "每个原文数字一行，每个单元格均由人工判定。",
    ),
    (
        column(
            "id",
            ("Identifier", "编号"),
            ("Section, hyphen, three digits; never reused.", "章节号-三位序号；不可复用。"),
            required=True,
            unique=True,
            pattern=FIGURE_ID,
        ),
        _PAGE,
        _PRINTED,
        _INDICATOR,
        _ENTITY,
        _HEDGE,
        _NUMBER,
        _NUMBER_HIGH,
        _MULTIPLIER,
        _UNIT,
        _PERIOD,
        _BASIS,
        _STATUS,
        _CITED,
        _CREDIT,
        _INFERRED,
        *notes(),
    ),
    ("id",),
)


def _titles(of: str, english: str, chinese: str) -> tuple[Field, Field]:
    return (
        column(
            f"{of}_zh",
            (f"{english} (Chinese)", f"{chinese}（中文）"),
            (f"Title of the {of} in Chinese.", f"{chinese}的中文名称。"),
            required=True,
        ),
        column(
            f"{of}_en",
            (f"{english} (English)", f"{chinese}（英文）"),
            (f"Title of the {of} in English.", f"{chinese}的英文名称。"),
            required=True,
        ),
    )


def _end(name: str, english: str, chinese: str) -> tuple[Field, Field]:
    return (
        column(
            name,
            (f"{english} bound", f"{chinese}界"),
            (
                f"{english} end of the values that the printed words allow, in the unit; blank is unbounded.",
                f"按原文用词，数值的{chinese}界，以单位计；空白表示无界。",
            ),
            "number",
        ),
        column(
            f"{name}_closed",
            (f"{english} bound included", f"含{chinese}界"),
            (
                f"Whether the {english.lower()} bound itself is allowed; blank if unbounded.",
                f"{chinese}界本身是否包含在内；无界时为空。",
            ),
            "boolean",
        ),
    )


_LOWER, _LOWER_CLOSED = _end("lower", "Lower", "下")
_UPPER, _UPPER_CLOSED = _end("upper", "Upper", "上")

FIGURES = TableSchema(
    "figures",
    LocalizedText("Figures", "数字"),
    LocalizedText(
        "One row per printed figure, in order of printing: the printed form, its place and its meaning.",
        "每个原文数字一行，按印刷顺序排列：原文、位置与含义。",
    ),
    (
        column(
            "figure_id",
            ("Figure", "数字编号"),
            ("Stable identifier, never reused.", "固定编号，不复用。"),
            required=True,
            unique=True,
            pattern=FIGURE_ID,
        ),
        column(
            "report", ("Report", "报告"), ("Identifier of the report.", "报告标识。"), required=True
        ),
        column(
            "section",
            ("Section", "章节"),
            ("Section in which it is printed.", "所在章节。"),
            required=True,
            refers_to="sections.section",
        ),
        _PAGE,
        column(
            "paragraph",
            ("Paragraph", "段落"),
            ("Paragraph within the section; 0 is the heading.", "章节内段落序号；0 为标题。"),
            "integer",
            minimum="0",
        ),
        column(
            "sentence",
            ("Sentence", "句"),
            ("Sentence within the paragraph, from 1.", "段落内句子序号，自 1 起。"),
            "integer",
            minimum="1",
        ),
        column(
            "sentence_sha256",
            ("Sentence fingerprint", "句子指纹"),
            (
                "SHA-256 of the normalised sentence, to verify the place with a copy of the report.",
                "规范化后句子的 SHA-256，可用报告文本核对。",
            ),
            pattern=SHA256,
        ),
        _PRINTED,
        _NUMBER,
        _NUMBER_HIGH,
        _MULTIPLIER,
        _HEDGE,
        _INDICATOR,
        *_titles("indicator", "Indicator", "指标"),
        _ENTITY,
        *_titles("entity", "Entity", "对象"),
        column(
            "measure",
            ("Measure type", "度量类型"),
            ("Kind of number.", "数的类别。"),
            required=True,
            refers_to="measure_types.measure",
        ),
        _UNIT,
        column(
            "value",
            ("Value", "数值"),
            (
                "The stated number in the unit, exact; declines are negative; blank for a mere magnitude.",
                "以该单位计的精确数值；下降为负；仅有数量级时为空。",
            ),
            "number",
        ),
        column(
            "value_high",
            ("Upper value", "上限数值"),
            ("Second value of a range.", "区间的第二个数值。"),
            "number",
        ),
        column(
            "decimals",
            ("Decimals", "小数位"),
            (
                "Place of the last printed digit, as in XBRL: 1 is a tenth, -12 a million millions.",
                "原文末位数字的位置（同 XBRL）：1 为十分位，-12 为万亿位。",
            ),
            "integer",
        ),
        column(
            "bound",
            ("Bound", "界限"),
            (
                "Relation of the true value to the stated value, according to the hedge.",
                "按模糊词，真值与所述数值的关系。",
            ),
            required=True,
            enum=BOUNDS,
        ),
        _LOWER,
        _UPPER,
        _LOWER_CLOSED,
        _UPPER_CLOSED,
        _PERIOD,
        column("period_start", ("Period start", "时期起"), ("First day.", "第一天。"), "date"),
        column(
            "period_end",
            ("Period end", "时期止"),
            ("Last day, inclusive.", "最后一天（含）。"),
            "date",
        ),
        column(
            "period_kind",
            ("Kind of period", "时期类别"),
            ("Instant or duration.", "时点或时段。"),
            enum=("instant", "duration"),
        ),
        _BASIS,
        column(
            "base_start",
            ("Base start", "基期起"),
            ("First day of the base period.", "比较基期的第一天。"),
            "date",
        ),
        column(
            "base_end",
            ("Base end", "基期止"),
            ("Last day of the base period, inclusive.", "比较基期的最后一天（含）。"),
            "date",
        ),
        _STATUS,
        _CITED,
        _CREDIT,
        _INFERRED,
        *notes(),
        column(
            "raw_file",
            ("Raw file", "原始文件"),
            ("File in raw/ from which the row comes.", "该行所来自的 raw/ 文件。"),
            required=True,
        ),
        column(
            "raw_row",
            ("Raw row", "原始行"),
            ("Line of that file; the header is line 1.", "该文件中的行号；表头为第 1 行。"),
            "integer",
            required=True,
            minimum="2",
        ),
    ),
    ("figure_id",),
)
