"""Declare the short code lists of the vocabulary: meanings of words in printed figures and of codes."""

from pipeline.rules import LocalizedText
from pipeline.schema.model import Field, TableSchema, column, defined, titled

CODE = r"[a-z0-9][a-z0-9_]*"

BOUNDS = ("=", ">", ">=", "<", "<=", "~<", "~>", "~", "range", "magnitude")


def code(name: str, title: tuple[str, str], pattern: str = CODE) -> Field:
    """Return the code column of a code list."""
    return column(
        name,
        title,
        ("Code, unique and stable.", "代码，唯一且不变。"),
        required=True,
        unique=True,
        pattern=pattern,
    )


MULTIPLIERS = TableSchema(
    "multipliers",
    LocalizedText("Multipliers", "数量级"),
    LocalizedText(
        "Chinese multiplier words and their powers of ten.", "中文数量级词及其对应的十的幂次。"
    ),
    (
        code("multiplier", ("Multiplier", "数量级"), r"[十百千万亿成]+"),
        column(
            "exponent",
            ("Exponent", "指数"),
            ("Power of ten.", "十的幂次。"),
            "integer",
            required=True,
        ),
        column(
            "title_en",
            ("English title", "英文名称"),
            ("Name in English.", "英文名称。"),
            required=True,
        ),
        column(
            "unit_mult",
            ("SDMX code", "SDMX 代码"),
            (
                "Code in SDMX CL_UNIT_MULT 1.1, where there is one.",
                "SDMX CL_UNIT_MULT 1.1 代码（如有）。",
            ),
            "integer",
        ),
    ),
    ("multiplier",),
)

HEDGES = TableSchema(
    "hedges",
    LocalizedText("Hedges", "模糊词"),
    LocalizedText(
        "Words that qualify a number, and what each states about the true value.",
        "限定数字的词，及其所表示的真值范围。",
    ),
    (
        code("hedge", ("Hedge", "模糊词"), r"[\u4e00-\u9fff]+"),
        column(
            "position",
            ("Position", "位置"),
            (
                "Position relative to the number: before, inside or after it.",
                "在数字之前、之中或之后。",
            ),
            required=True,
            enum=("before", "inside", "after"),
        ),
        column(
            "kind",
            ("Kind", "类别"),
            (
                "A hedge changes what the number states; a tone word does not.",
                "hedge 改变数字的含义，tone 只表示语气。",
            ),
            required=True,
            enum=("hedge", "tone"),
        ),
        column(
            "bound",
            ("Bound", "界限"),
            ("Relation of the true value to the number.", "真值与所给数字的关系。"),
            required=True,
            enum=BOUNDS,
        ),
        column(
            "reach",
            ("Reach", "幅度"),
            ("Extent of the bound, where it is limited.", "界限的范围（如有限）。"),
            enum=("last_nonzero_digit", "digit", "floor", "order"),
        ),
        column(
            "meaning_zh",
            ("Chinese meaning", "中文释义"),
            ("Meaning in Chinese.", "中文释义。"),
            required=True,
        ),
        column(
            "meaning_en",
            ("English meaning", "英文释义"),
            ("Meaning in English.", "英文释义。"),
            required=True,
        ),
        column(
            "authority",
            ("Authority", "依据"),
            ("Source of the meaning.", "释义的依据。"),
            required=True,
        ),
        column(
            "check_width",
            ("Width for checks", "核查宽度"),
            (
                "Width for plausibility checks only; never part of the data.",
                "仅用于合理性核查的宽度，不属于数据。",
            ),
            required=True,
            enum=("none", "one_leading_unit", "ten_percent", "five_percent_or_one_unit"),
        ),
    ),
    ("hedge",),
)

DIRECTIONS = TableSchema(
    "directions",
    LocalizedText("Direction words", "方向词"),
    LocalizedText(
        "Words that state whether a printed number is a rise, a fall, a gap or a level.",
        "说明原文数字是上升、下降、差距还是水平的词。",
    ),
    (
        code("direction", ("Direction word", "方向词"), r"[\u4e00-\u9fff]+"),
        column(
            "sign",
            ("Sign", "符号"),
            ("Sign that the word gives to the number.", "该词赋予数字的正负号。"),
            "integer",
            required=True,
            enum=("1", "-1"),
        ),
        column(
            "kind",
            ("Kind", "类别"),
            ("What the number is: a change, a gap or a level.", "数字的性质：变化量、差距或水平。"),
            required=True,
            enum=("change", "gap", "level"),
        ),
        column(
            "meaning_zh",
            ("Chinese meaning", "中文释义"),
            ("Meaning in Chinese.", "中文释义。"),
            required=True,
        ),
        column(
            "meaning_en",
            ("English meaning", "英文释义"),
            ("Meaning in English.", "英文释义。"),
            required=True,
        ),
    ),
    ("direction",),
)

MEASURE_TYPES = TableSchema(
    "measure_types",
    LocalizedText("Measure types", "度量类型"),
    LocalizedText(
        "Kinds of indicator, and the units, bases of comparison and periods that each allows.",
        "指标的类型，以及各类型可用的单位、比较基础和时期。",
    ),
    (
        code("measure", ("Measure type", "度量类型")),
        *titled(),
        *defined(),
        column(
            "units",
            ("Units", "单位"),
            ("Units that it may have.", "可用的单位。"),
            required=True,
            refers_to="units.unit",
            listed=True,
        ),
        column(
            "bases",
            ("Bases", "比较基础"),
            (
                "Bases of comparison that it may have; none is a figure without one.",
                "可用的比较基础；none 表示无。",
            ),
            required=True,
            listed=True,
        ),
        column(
            "period_kind",
            ("Kind of period", "时期类别"),
            ("Whether it needs an instant or a duration.", "须为时点或时段；any 表示不限。"),
            required=True,
            enum=("instant", "duration", "any"),
        ),
    ),
    ("measure",),
)

BASES = TableSchema(
    "bases",
    LocalizedText("Bases of comparison", "比较基础"),
    LocalizedText(
        "What a change, share or multiple is compared with.", "变化、份额或倍数的比较对象。"
    ),
    (
        code("basis", ("Basis", "比较基础")),
        column(
            "argument",
            ("Argument", "参数"),
            ("The part after the colon.", "冒号后的内容。"),
            required=True,
            enum=("none", "period", "indicator", "entity"),
        ),
        *titled(),
        column(
            "words_zh",
            ("Chinese words", "中文用词"),
            (
                "Words for it, separated by semicolons; one of them is in the sentence unless the "
                "basis was inferred. Blank if it has no fixed words.",
                "表示该比较基础的词，以分号隔开；除非系推断，句中必有其一。无固定用词时留空。",
            ),
            listed=True,
        ),
        *defined(),
        column(
            "sdmx_time_transformation",
            ("SDMX code", "SDMX 代码"),
            ("Code in SDMX CL_TIMETRANS, where there is one.", "SDMX CL_TIMETRANS 代码（如有）。"),
        ),
    ),
    ("basis",),
)

STATUSES = TableSchema(
    "statuses",
    LocalizedText("Statuses", "状态"),
    LocalizedText(
        "Whether a figure is an observation, an expectation or a target.",
        "数字是观测值、预期值还是目标值。",
    ),
    (
        code("status", ("Status", "状态")),
        *titled(),
        *defined(),
        column(
            "sdmx_obs_status",
            ("SDMX code", "SDMX 代码"),
            (
                "Code in SDMX CL_OBS_STATUS, where there is one.",
                "SDMX CL_OBS_STATUS 代码（如有）。",
            ),
        ),
    ),
    ("status",),
)

CREDITS = TableSchema(
    "credits",
    LocalizedText("Kinds of credit", "注明方式"),
    LocalizedText("How the report credits a source for a figure.", "报告如何注明数字来源。"),
    (code("credit", ("Credit", "注明方式")), *titled(), *defined()),
    ("credit",),
)

EXCLUSIONS = TableSchema(
    "exclusions",
    LocalizedText("Reasons for exclusion", "排除理由"),
    LocalizedText("Why a printed numeral is not a figure.", "原文数词不作为数字收录的理由。"),
    (code("reason", ("Reason", "理由")), *titled(), *defined()),
    ("reason",),
)
