"""Declare the tables of the consistency checks: identities, their terms, errata, the ledger of numerals."""

from __future__ import annotations

from pipeline.rules import LocalizedText
from pipeline.schema.figures import FIGURE_ID, SHA256
from pipeline.schema.model import Field, TableSchema, column, notes
from pipeline.schema.report_facts import both

IDENTITY_ID = r"[A-Za-z0-9][A-Za-z0-9_.-]*"

#: The kind of an identity that only states a plausible size.
PLAUSIBILITY = "plausibility"
KINDS = (
    "sum", "difference", "share", "ratio", "growth", "compound_growth", "earlier_level", "monotonic",
    "bound", "repeated", "duration", PLAUSIBILITY,
)  # fmt: skip
ERRATUM_KINDS = ("contradiction", "mislabelled", "misprint", "unlike_base", "not_stated")
CONFIDENCES = ("high", "medium", "low")

VERDICTS = ("consistent", "inconsistent", "undecidable")

ROLES = ("expression", "claim", "both")

RAW_IDENTITIES = TableSchema(
    "identities",
    LocalizedText("Identities", "数字关系"),
    LocalizedText(
        "Arithmetic relations that should hold between figures of the report.",
        "报告数字之间应成立的算术关系。",
    ),
    (
        column(
            "identity",
            ("Identity", "关系编号"),
            ("Stable identifier, never reused.", "固定编号，不复用。"),
            required=True,
            unique=True,
            pattern=IDENTITY_ID,
        ),
        column(
            "kind",
            ("Kind", "类别"),
            ("Kind of relation.", "关系的类别。"),
            required=True,
            enum=KINDS,
        ),
        column(
            "expression",
            ("Expression", "表达式"),
            (
                "Left side: figures in brackets, decimals, + - * / ** and parentheses.",
                "左边：方括号内的数字编号、小数、+ - * / ** 和括号。",
            ),
            required=True,
        ),
        column(
            "claim",
            ("Claim", "结论"),
            ("Relation (= > >= < <=) and right side.", "关系符（= > >= < <=）与右边。"),
            required=True,
            pattern=r"(=|>=?|<=?).*",
        ),
        *both("statement", "Statement", "说明"),
        *notes(),
    ),
    ("identity",),
)


def _interval(name: str, english: str, chinese: str) -> tuple[Field, ...]:
    def end(side: str, side_english: str, side_chinese: str) -> tuple[Field, Field]:
        return (
            column(
                f"{name}_{side}",
                (f"{english}, {side_english} end", f"{chinese}{side_chinese}界"),
                (
                    f"{side_english.capitalize()} end of the values of this side in the check; blank is unbounded.",
                    f"核查时该边取值的{side_chinese}界；空白表示无界。",
                ),
                "number",
            ),
            column(
                f"{name}_{side}_closed",
                (f"{english}, {side_english} end included", f"含{chinese}{side_chinese}界"),
                (
                    "Whether that end itself is possible; blank if unbounded.",
                    "该界本身是否可能；无界时为空。",
                ),
                "boolean",
            ),
        )

    return (*end("lower", "lower", "下"), *end("upper", "upper", "上"))


IDENTITIES = TableSchema(
    RAW_IDENTITIES.name,
    RAW_IDENTITIES.title,
    LocalizedText(
        "Arithmetic relations that should hold between figures of the report, and whether they do.",
        "报告数字之间应成立的算术关系及核查结果。",
    ),
    (
        *RAW_IDENTITIES.fields,
        column(
            "verdict",
            ("Verdict", "结论"),
            (
                "Consistent: the sides can agree and could disagree. Inconsistent: they cannot agree. Undecidable: their difference is unbounded.",
                "consistent：两边可以相符，也有可能不符；inconsistent：不可能相符；undecidable：差值无界，无法判定。",
            ),
            required=True,
            enum=VERDICTS,
        ),
        *_interval("implied", "Implied", "推算值"),
        *_interval("printed", "Printed", "原文值"),
        column(
            "slack",
            ("Slack", "余量"),
            (
                "How far the sides may shift before they disagree; if negative, the distance between them; blank if undecidable.",
                "两边仍能相符时可移动的最大距离；负数表示两边相距的距离；无法判定时为空。",
            ),
            "number",
        ),
        column(
            "vacuous",
            ("Vacuous", "无约束力"),
            (
                "Whether no change of the last digit of any one figure, up to a thousand units, would be detected.",
                "任一数字的末位改动（不超过一千个单位）是否都不会被发现。",
            ),
            "boolean",
            required=True,
        ),
        column(
            "policy_used",
            ("Policy used", "依赖核查宽度"),
            (
                "Whether the verdict depends on the widths of hedges for checks.",
                "结论是否依赖模糊词的核查宽度。",
            ),
            "boolean",
            required=True,
        ),
    ),
    RAW_IDENTITIES.key,
)


def _power(name: str, english: str, chinese: str) -> Field:
    return column(
        name,
        (f"Power, {english}", f"灵敏度（{chinese}）"),
        (
            f"Smallest number of units of the last printed digit that, if the figure is {english} by them, makes the identity inconsistent; blank if none up to a thousand.",
            f"该数字末位至少{chinese}多少个单位会使该关系不成立；一千以内均不会时为空。",
        ),
        "integer",
        minimum="1",
    )


IDENTITY_TERMS = TableSchema(
    "identity_terms",
    LocalizedText("Terms of identities", "关系中的数字"),
    LocalizedText(
        "The figures of each identity, and the smallest change of each that would be detected.",
        "每个关系所含数字，以及各数字可被发现的最小改动。",
    ),
    (
        column(
            "identity",
            ("Identity", "关系编号"),
            ("The identity.", "所属关系。"),
            required=True,
            refers_to="identities.identity",
        ),
        column(
            "ordinal",
            ("Ordinal", "序号"),
            ("In order of first mention, from 1.", "按首次出现的顺序，自 1 起。"),
            "integer",
            required=True,
            minimum="1",
        ),
        column(
            "figure",
            ("Figure", "数字编号"),
            ("The figure.", "数字编号。"),
            required=True,
            pattern=FIGURE_ID,
            refers_to="figures.figure_id",
        ),
        column(
            "role",
            ("Role", "位置"),
            (
                "Whether it is in the expression, in the claim or in both.",
                "位于表达式、结论或两者之中。",
            ),
            required=True,
            enum=ROLES,
        ),
        _power("power_up", "raised", "上调"),
        _power("power_down", "lowered", "下调"),
    ),
    ("identity", "ordinal"),
)

ERRATA = TableSchema(
    "errata",
    LocalizedText("Errata", "勘误"),
    LocalizedText(
        "Places where the report contradicts itself or is mislabelled; the figures are kept as printed.",
        "报告自相矛盾或标注有误之处；数字按原文保留。",
    ),
    (
        column(
            "erratum",
            ("Erratum", "勘误编号"),
            ("Stable identifier, never reused.", "固定编号，不复用。"),
            required=True,
            unique=True,
            pattern=IDENTITY_ID,
        ),
        column(
            "section",
            ("Section", "章节"),
            ("Section in which it is.", "所在章节。"),
            required=True,
            refers_to="sections.section",
        ),
        column(
            "page",
            ("Page", "页码"),
            ("Printed page; blank in the preface.", "印刷页码；前言留空。"),
            "integer",
            minimum="1",
        ),
        column(
            "figures",
            ("Figures", "相关数字"),
            ("Figures that it concerns.", "涉及的数字。"),
            required=True,
            refers_to="figures.figure_id",
            listed=True,
        ),
        column(
            "identity",
            ("Identity", "关系编号"),
            (
                "The identity that shows the contradiction, if one does.",
                "显示该矛盾的关系（如有）。",
            ),
            refers_to="identities.identity",
        ),
        column(
            "kind",
            ("Kind", "类别"),
            ("Kind of error.", "错误的类别。"),
            required=True,
            enum=ERRATUM_KINDS,
        ),
        *both("description", "What is wrong", "问题"),
        *both("reason", "Why it must be wrong", "理由"),
        *both("reading", "Our reading", "我们的理解"),
        column(
            "confidence",
            ("Confidence", "把握"),
            ("How certain our reading is.", "对该理解的把握程度。"),
            required=True,
            enum=CONFIDENCES,
        ),
        column(
            "guard",
            ("Guard", "校验条件"),
            (
                "Comparison that holds as long as the figures are as described.",
                "数字与描述一致时成立的比较式。",
            ),
            required=True,
        ),
        column(
            "outside_source",
            ("Outside source", "外部来源"),
            (
                "Source of information from outside the report, if any.",
                "所用报告以外信息的来源（如有）。",
            ),
        ),
    ),
    ("erratum",),
)

NUMERALS = TableSchema(
    "numerals",
    LocalizedText("Numerals", "数词总账"),
    LocalizedText(
        "Every numeral that the report prints, with its figure or the reason why it is not a figure.",
        "报告中的每个数词，及其对应的数字或排除理由。",
    ),
    (
        column(
            "section",
            ("Section", "章节"),
            ("Section in which it is printed.", "所在章节。"),
            required=True,
            refers_to="sections.section",
        ),
        column(
            "page",
            ("Page", "页码"),
            ("Printed page; blank in the preface.", "印刷页码；前言留空。"),
            "integer",
            minimum="1",
        ),
        column(
            "paragraph",
            ("Paragraph", "段落"),
            ("Paragraph within the section; 0 is the heading.", "章节内段落序号；0 为标题。"),
            "integer",
            required=True,
            minimum="0",
        ),
        column(
            "sentence",
            ("Sentence", "句"),
            ("Sentence within the paragraph, from 1.", "段落内句子序号，自 1 起。"),
            "integer",
            required=True,
            minimum="1",
        ),
        column(
            "ordinal",
            ("Ordinal", "序号"),
            ("Token within the sentence, from 1.", "句内数词序号，自 1 起。"),
            "integer",
            required=True,
            minimum="1",
        ),
        column(
            "token",
            ("Token", "数词"),
            ("The numeral, without white space.", "数词，去除空白。"),
            required=True,
        ),
        column(
            "sentence_sha256",
            ("Sentence fingerprint", "句子指纹"),
            ("SHA-256 of the normalised sentence.", "规范化后句子的 SHA-256。"),
            required=True,
            pattern=SHA256,
        ),
        column(
            "figure",
            ("Figure", "数字编号"),
            ("The figure of the numeral.", "该数词对应的数字。"),
            pattern=FIGURE_ID,
            refers_to="figures.figure_id",
        ),
        column(
            "reason",
            ("Reason", "理由"),
            ("Why it is not a figure.", "不作为数字收录的理由。"),
            refers_to="exclusions.reason",
        ),
        *notes(),
    ),
    ("section", "paragraph", "sentence", "ordinal"),
)
