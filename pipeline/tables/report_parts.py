"""The table of the report's chapters, sections and sub-sections, as keyed and as published."""

from pipeline.rules import Wording
from pipeline.tables.model import Field, Table, column, titled

SECTION = r"\d+(\.\d+)*"

RAW_SECTIONS = Table(
    "sections",
    Wording("Sections", "章节"),
    Wording(
        "Preface, chapters, sections and sub-sections of the report.", "报告的前言、章、节和小节。"
    ),
    (
        column(
            "section",
            ("Section", "章节"),
            ("Number of the section; 0 is the preface.", "章节号；0 为前言。"),
            required=True,
            unique=True,
            pattern=SECTION,
        ),
        column(
            "parent",
            ("Part of", "上级章节"),
            ("The section it belongs to.", "所属的上级章节。"),
            refers_to="sections.section",
        ),
        column(
            "level",
            ("Level", "层级"),
            ("Preface, chapter, section or sub-section.", "前言、章、节或小节。"),
            required=True,
            enum=("preface", "chapter", "section", "subsection"),
        ),
        column(
            "heading",
            ("Printed label", "所印标号"),
            ("Label printed before the title.", "标题前所印的标号。"),
            required=True,
        ),
        *titled(),
        column(
            "page",
            ("Page", "页码"),
            (
                "Printed page on which it begins; the preface has none.",
                "起始印刷页码；前言无页码。",
            ),
            "integer",
            minimum="1",
        ),
    ),
    ("section",),
)

COUNTED = ("figures", "policies", "initiatives", "measures")


def _count(table: str) -> Field:
    return column(
        table,
        (f"Number of {table}", f"{table} 行数"),
        (
            f"Rows of the table {table} that stand in this section itself.",
            f"表 {table} 中属于本章节的行数。",
        ),
        "integer",
        required=True,
        minimum="0",
    )


SECTIONS = Table(
    RAW_SECTIONS.name,
    RAW_SECTIONS.title,
    RAW_SECTIONS.description,
    (*RAW_SECTIONS.fields, *map(_count, COUNTED)),
    RAW_SECTIONS.key,
)
