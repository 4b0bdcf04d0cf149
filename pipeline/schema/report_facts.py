"""Declare the tables of a report's sections and facts: policies, initiatives, phases and others."""

from __future__ import annotations

from pipeline.rules import LocalizedText
from pipeline.schema.model import Field, TableSchema, column, notes, titled

SECTION = r"\d+(\.\d+)*"

RAW_SECTIONS = TableSchema(
    "sections",
    LocalizedText("Sections", "章节"),
    LocalizedText(
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
            ("The section that contains it.", "所属的上级章节。"),
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
            ("Printed label", "原文标号"),
            ("Label printed before the title.", "标题前的原文标号。"),
            required=True,
        ),
        *titled(),
        column(
            "page",
            ("Page", "页码"),
            (
                "Printed page on which it begins; the page of the preface has no printed number.",
                "起始印刷页码；前言无页码。",
            ),
            "integer",
            minimum="1",
        ),
    ),
    ("section",),
)

COUNTED = ("figures", "policies", "initiatives", "recommendations")


def _count(table: str) -> Field:
    return column(
        table,
        (f"Number of {table}", f"{table} 行数"),
        (
            f"Rows of the table {table} in this section itself, without its parts.",
            f"表 {table} 中直接属于本章节（不含下级章节）的行数。",
        ),
        "integer",
        required=True,
        minimum="0",
    )


SECTIONS = TableSchema(
    RAW_SECTIONS.name,
    RAW_SECTIONS.title,
    RAW_SECTIONS.description,
    (*RAW_SECTIONS.fields, *map(_count, COUNTED)),
    RAW_SECTIONS.key,
)

DATE = r"\d{4}(-\d{2}(-\d{2})?)?"

PERIOD = rf"@?{DATE}(/{DATE})?"
#: A country of ISO 3166-1 or a part of one, of ISO 3166-2. Codes of parts of China no longer have
#: digits. The pattern does not use a look-ahead, because expressions of XML Schema do not have it.
REGION = r"(CN(-[A-Z]{2})?|([ABD-Z][A-Z]|C[A-MO-Z])(-[A-Z0-9]{1,3})?)"

SECTORS = (
    "research", "delivery", "tourism", "media", "education", "retail", "real_estate", "catering",
    "lodging", "manufacturing", "devices", "mobility", "home", "finance", "health", "government",
)  # fmt: skip


def _place(key: str, title: tuple[str, str], pattern: str) -> tuple[Field, Field, Field]:
    """Return the key of a table of facts, and the columns of the place in the report."""
    return (
        column(
            key,
            title,
            ("Stable identifier, never reused.", "固定编号，不复用。"),
            required=True,
            unique=True,
            pattern=pattern,
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
            (
                "Printed page on which the passage begins; blank in the preface.",
                "相应段落的起始印刷页码；前言留空。",
            ),
            "integer",
            minimum="1",
        ),
    )


def both(name: str, english: str, chinese: str, required: bool = True) -> tuple[Field, Field]:
    """Return a pair of columns with a text in each language, in our own words."""
    return (
        column(
            f"{name}_zh",
            (f"{english} (Chinese)", f"{chinese}（中文）"),
            (f"{english}, in Chinese, in our own words.", f"{chinese}（中文，自行撰写）。"),
            required=required,
        ),
        column(
            f"{name}_en",
            (f"{english} (English)", f"{chinese}（英文）"),
            (f"{english}, in English, in our own words.", f"{chinese}（英文，自行撰写）。"),
            required=required,
        ),
    )


POLICIES = TableSchema(
    "policies",
    LocalizedText("Policies", "政策"),
    LocalizedText(
        "Documents, laws, plans, meetings and instructions that the report names.",
        "报告提到的文件、法律、规划、会议和部署。",
    ),
    (
        *_place("policy", ("Policy", "政策编号"), r"P\d{2}"),
        *titled(),
        column(
            "kind",
            ("Kind", "类别"),
            ("Kind of policy.", "政策的类别。"),
            required=True,
            enum=(
                "law",
                "plan",
                "opinion",
                "guidance",
                "action_plan",
                "meeting",
                "instruction",
                "framework",
                "programme",
                "reform",
                "regulation",
                "campaign",
                "notice",
            ),
        ),
        *both("issuer", "Issuer", "发布者", required=False),
        column(
            "date",
            ("Date", "日期"),
            (
                "As precise as in the report; blank if the report does not state it.",
                "精度与报告一致；报告未说明则留空。",
            ),
            pattern=DATE,
            dated=True,
        ),
        column(
            "level",
            ("Level", "层级"),
            (
                "Central, ministerial or local, classified by the editor; the report has no such list.",
                "中央、部门或地方，由编者归类，报告未作分类。",
            ),
            required=True,
            enum=("central", "ministerial", "local"),
        ),
        column(
            "region",
            ("Region", "地区"),
            (
                "ISO 3166 code of the country or region in which it applies, such as CN or CN-SH. Since "
                "2017, codes of Chinese provinces in ISO 3166-2 have letters.",
                "适用地区的 ISO 3166 代码：国家（如 CN）或其下辖地区（如 CN-SH）。自 2017 年起，ISO 3166-2 "
                "以字母表示中国各省级地区。",
            ),
            required=True,
            pattern=REGION,
        ),
        *both("summary", "Summary", "摘要"),
        *notes(),
    ),
    ("policy",),
)

INITIATIVES = TableSchema(
    "initiatives",
    LocalizedText("Initiatives", "案例"),
    LocalizedText(
        "Companies, institutions and products that the report names as examples.",
        "报告举例的企业、机构和产品。",
    ),
    (
        *_place("initiative", ("Initiative", "案例编号"), r"I\d{2}"),
        *both("organisation", "Organisation", "组织", required=False),
        column(
            "entity",
            ("Entities", "对象"),
            ("Codes of the organisations.", "组织的代码。"),
            refers_to="entities.entity",
            listed=True,
        ),
        column(
            "sector",
            ("Sector", "领域"),
            ("Field of activity.", "所属领域。"),
            required=True,
            enum=SECTORS,
        ),
        *titled(),
        *both("summary", "Summary", "摘要"),
        column(
            "period",
            ("Period", "时期"),
            ("Time, as far as the report states it.", "报告所述的时间。"),
            pattern=PERIOD,
            dated=True,
        ),
        column(
            "figures",
            ("Figures", "相关数字"),
            ("Figures that the report gives for it.", "报告就此给出的数字。"),
            refers_to="figures.figure_id",
            listed=True,
        ),
        *notes(),
    ),
    ("initiative",),
)

PHASES = TableSchema(
    "phases",
    LocalizedText("Phases", "阶段"),
    LocalizedText(
        "Phases that the report distinguishes in the development of its subject.",
        "报告所划分的发展阶段。",
    ),
    (
        *_place("phase", ("Phase", "阶段"), r"\d\.\d"),
        *titled(),
        column(
            "start",
            ("Start", "起始"),
            ("As precise as in the report.", "精度与报告一致。"),
            required=True,
            pattern=DATE,
            dated=True,
        ),
        column(
            "end",
            ("End", "结束"),
            ("Blank if none is printed.", "报告未给出则留空。"),
            pattern=DATE,
            dated=True,
        ),
        *both("trigger", "Trigger", "触发因素"),
        *both("character", "Character", "特征"),
        *both("services", "Typical services", "典型服务"),
        *both("devices", "Typical devices", "典型终端"),
        *notes(),
    ),
    ("phase",),
)

TRENDS = TableSchema(
    "trends",
    LocalizedText("Trends", "趋势"),
    LocalizedText(
        "The trends that the sections of chapter two describe.", "第二章各节所述的趋势。"
    ),
    (
        *_place("trend", ("Trend", "趋势编号"), r"T\d"),
        *titled(),
        *both("summary", "Summary", "摘要"),
    ),
    ("trend",),
)

CHALLENGES = TableSchema(
    "challenges",
    LocalizedText("Challenges", "问题"),
    LocalizedText(
        "Problems that the report names, in its three groups.", "报告指出的问题，分三组。"
    ),
    (
        *_place("challenge", ("Challenge", "问题编号"), r"C\d+(\.\d+)*-\d+"),
        column(
            "group",
            ("Group", "组别"),
            ("Demand, supply or environment.", "需求侧、供给侧或环境侧。"),
            required=True,
            enum=("demand", "supply", "environment"),
        ),
        *titled(),
        *both("summary", "Summary", "摘要"),
    ),
    ("challenge",),
)

RECOMMENDATIONS = TableSchema(
    "recommendations",
    LocalizedText("Recommendations", "建议措施"),
    LocalizedText(
        "Recommendations of the report, by section and ordinal.", "报告提出的建议，按章节和序号。"
    ),
    (
        *_place("recommendation", ("Recommendation", "措施编号"), r"M\d+(\.\d+)*-\d{2}"),
        column(
            "ordinal",
            ("Ordinal", "序号"),
            (
                "Number of the report's item, and a number within it; 0 is a principle.",
                "报告的条目序号及其下级序号；0 为原则。",
            ),
            required=True,
            pattern=r"\d+(\.\d+)?",
        ),
        *titled(),
        *both("summary", "Summary", "摘要"),
    ),
    ("recommendation",),
)

FACTS = (POLICIES, INITIATIVES, PHASES, TRENDS, CHALLENGES, RECOMMENDATIONS)
