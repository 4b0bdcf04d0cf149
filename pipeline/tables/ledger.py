"""The table of numerals: the ledger in which every printed numeral is accounted for once."""

from pipeline.rules import Wording
from pipeline.tables.figures import FIGURE_ID, SHA256
from pipeline.tables.model import Table, column, note

NUMERALS = Table(
    "numerals",
    Wording("Numerals", "数词总账"),
    Wording(
        "Every numeral token that the report prints, with the figure that records it or the reason why it is none.",
        "报告所印的每个数词，及记录它的数字或排除的理由。",
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
            ("The numeral, white space dropped.", "数词，去除空白。"),
            required=True,
        ),
        column(
            "sentence_sha256",
            ("Sentence fingerprint", "句子指纹"),
            ("SHA-256 of the normalised sentence.", "规范化句子的 SHA-256。"),
            required=True,
            pattern=SHA256,
        ),
        column(
            "figure",
            ("Figure", "数字编号"),
            ("The figure that records it.", "记录该数词的数字。"),
            pattern=FIGURE_ID,
            refers_to="figures.figure_id",
        ),
        column(
            "reason",
            ("Reason", "理由"),
            ("Why it is no figure.", "不构成数字的理由。"),
            refers_to="exclusions.reason",
        ),
        note(),
    ),
    ("section", "paragraph", "sentence", "ordinal"),
)
