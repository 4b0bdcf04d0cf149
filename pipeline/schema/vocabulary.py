"""Declare the tables of the vocabulary that grow with each report: units, indicators, entities, sources."""

from pipeline.rules import LocalizedText
from pipeline.schema.code_lists import code
from pipeline.schema.model import TableSchema, column, defined, notes, titled

UNITS = TableSchema(
    "units",
    LocalizedText("Units", "单位"),
    LocalizedText("Units of measurement of the published values.", "发布数值的计量单位。"),
    (
        code("unit", ("Unit", "单位"), r"[A-Za-z][A-Za-z0-9_]*"),
        *titled(),
        *defined(),
        column(
            "words",
            ("Printed words", "原文用词"),
            ("Printed words for the unit.", "报告中表示该单位的词。"),
            required=True,
            listed=True,
        ),
        column(
            "dimension",
            ("Dimension", "量纲"),
            ("Units of one dimension can be converted.", "同一量纲的单位可换算。"),
            required=True,
        ),
        column(
            "ucum", ("UCUM", "UCUM 代码"), ("UCUM code, where there is one.", "UCUM 代码（如有）。")
        ),
        column(
            "iso_4217",
            ("ISO 4217", "ISO 4217 代码"),
            ("Currency code, where it is a currency.", "货币代码（如为货币）。"),
            pattern=r"[A-Z]{3}",
        ),
    ),
    ("unit",),
)

INDICATORS = TableSchema(
    "indicators",
    LocalizedText("Indicators", "指标"),
    LocalizedText(
        "Measured concepts: each has one measure type and one unit.",
        "所度量的概念；每个概念有一种度量类型、一个单位。",
    ),
    (
        code("indicator", ("Indicator", "指标")),
        *titled(),
        *defined(),
        column(
            "measure",
            ("Measure type", "度量类型"),
            ("Kind of number.", "数的类别。"),
            required=True,
            refers_to="measure_types.measure",
        ),
        column(
            "unit",
            ("Unit", "单位"),
            ("Unit of its values.", "数值的单位。"),
            required=True,
            refers_to="units.unit",
        ),
        column(
            "of",
            ("Of", "所属指标"),
            (
                "The indicator whose growth, share or difference this is.",
                "该指标是哪一指标的增长率、份额或差额。",
            ),
            refers_to="indicators.indicator",
        ),
        column(
            "minimum", ("Minimum", "下限"), ("Lowest plausible value.", "合理的最小值。"), "number"
        ),
        column(
            "maximum", ("Maximum", "上限"), ("Highest plausible value.", "合理的最大值。"), "number"
        ),
        column(
            "range_zh",
            ("Chinese reason for the range", "范围理由（中文）"),
            ("Reason for the range, in Chinese.", "范围的理由（中文）。"),
            required=True,
        ),
        column(
            "range_en",
            ("English reason for the range", "范围理由（英文）"),
            ("Reason for the range, in English.", "范围的理由（英文）。"),
            required=True,
        ),
        column(
            "period_lengths",
            ("Lengths of period", "时期长度"),
            (
                "ISO 8601 durations that its periods may have; blank if any length is allowed.",
                "允许的时期长度（ISO 8601）；空白表示不限。",
            ),
            listed=True,
            pattern=r"P\d+[YMD](;P\d+[YMD])*",
        ),
    ),
    ("indicator",),
)

ENTITY_KINDS = (
    "world",
    "country",
    "region",
    "company",
    "product",
    "institution",
    "population",
    "market",
    "group",
    "document",
)

ENTITIES = TableSchema(
    "entities",
    LocalizedText("Entities", "对象"),
    LocalizedText("What or whom figures describe.", "数字所描述的对象。"),
    (
        code("entity", ("Entity", "对象"), r"[A-Za-z][A-Za-z0-9_]*"),
        column(
            "kind",
            ("Kind", "类别"),
            ("Kind of entity.", "对象的类别。"),
            required=True,
            enum=ENTITY_KINDS,
        ),
        *titled(),
        column(
            "names_zh",
            ("Further Chinese names", "其他中文名称"),
            (
                "Other names in reports, separated by semicolons; one of them or the title is in the "
                "sentence unless the entity was inferred.",
                "报告中的其他名称，以分号隔开；除非对象系推断，句中必有其名称或其中之一。",
            ),
            listed=True,
        ),
        column(
            "standard",
            ("Standard", "标准"),
            ("Standard with a code for it.", "为其编码的标准。"),
            enum=("ISO 3166-1", "ISO 3166-2", "UN M49"),
        ),
        column(
            "code",
            ("Standard code", "标准代码"),
            ("Code in that standard.", "在该标准中的代码。"),
        ),
        *notes(),
    ),
    ("entity",),
)

SOURCES = TableSchema(
    "sources",
    LocalizedText("Sources", "来源"),
    LocalizedText("Institutions and works that the report credits.", "报告所注明的机构和文献。"),
    (
        code("source", ("Source", "来源")),
        column(
            "kind",
            ("Kind", "类别"),
            ("Institution or work.", "机构或文献。"),
            required=True,
            enum=("institution", "work"),
        ),
        *titled(),
        column(
            "publisher_zh",
            ("Chinese publisher", "出版者（中文）"),
            ("Publisher of the work, in Chinese.", "文献的出版者（中文）。"),
        ),
        column(
            "publisher_en",
            ("English publisher", "出版者（英文）"),
            ("Publisher of the work, in English.", "文献的出版者（英文）。"),
        ),
        column(
            "year",
            ("Year", "年份"),
            ("Year of the work, if the report states it.", "报告注明的年份。"),
            "integer",
        ),
        *notes(),
    ),
    ("source",),
)
