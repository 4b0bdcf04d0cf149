"""Declare the tables that measure the data: second reading, and what the checks catch."""

from pipeline.rules import Wording
from pipeline.schema.code_lists import code
from pipeline.schema.figures import FIGURE_ID, RAW_FIGURES, SHA256
from pipeline.schema.model import Field, Table, column, defined, titled
from pipeline.schema.report_facts import both

DEPTHS = ("keyed", "printed", "ledger")

SLIPS = Table(
    "slips",
    Wording("Classes of slips", "转录错误类别"),
    Wording(
        "Typical slips of a transcriber that are planted to measure what the checks catch.",
        "为衡量核查效力而植入的典型转录错误。",
    ),
    (
        code("slip", ("Class of slips", "错误类别")),
        column(
            "depth",
            ("Depth", "深度"),
            (
                "How far it goes: the keyed cells, the printed form too, or the ledger's numeral as well.",
                "波及的范围：仅录入单元格（keyed）、连同所印形式（printed）、再连同总账数词（ledger）。",
            ),
            required=True,
            enum=DEPTHS,
        ),
        *titled(),
        *defined(),
    ),
    ("slip",),
)


def _slips(name: str, title: tuple[str, str], description: tuple[str, str]) -> Field:
    return column(name, title, description, refers_to="slips.slip", listed=True)


_FIGURE = (
    "figure",
    ("Figure", "数字编号"),
    ("The figure in which slips were planted.", "被植入错误的数字。"),
)

_CAUGHT = (
    _slips(
        "caught_without_text",
        ("Caught without the text", "无文本即可发现"),
        (
            "Classes of slips that the rules tell from raw/ alone.",
            "仅凭 raw/ 即被规则发现的错误类别。",
        ),
    ),
    _slips(
        "caught_with_text_only",
        ("Caught only with the text", "须有文本方可发现"),
        (
            "Classes that only a comparison with the report's text tells.",
            "只有与报告文本核对才能发现的错误类别。",
        ),
    ),
    _slips(
        "caught_by_nothing",
        ("Caught by nothing", "未被发现"),
        ("Classes that nothing tells.", "任何核查均未发现的错误类别。"),
    ),
)

_MEASURED = column(
    "measured",
    ("Measured", "是否已测量"),
    (
        "Whether the measurement was made on the figures as they stand now; blank cells if not.",
        "测量所依据的是否为现有数字；若否，其余单元格留空。",
    ),
    "boolean",
    required=True,
)


def _count(name: str, title: tuple[str, str], description: tuple[str, str], needed: bool) -> Field:
    return column(name, title, description, "integer", required=needed, minimum="1")


def _planted(needed: bool) -> Field:
    said = ("How many slips were planted, one of each class.", "植入错误的个数，每类一个。")
    return _count("planted", ("Planted", "植入数"), said, needed)


RAW_PROTECTION = Table(
    "protection",
    Wording("Protection", "保护程度"),
    Wording(
        "For every figure, which typical slips the checks would catch (measured by make mutate).",
        "每个数字的典型转录错误中，哪些会被核查发现（由 make mutate 测得）。",
    ),
    (
        column(*_FIGURE, required=True, unique=True, pattern=FIGURE_ID),
        column(
            "fingerprint",
            ("Fingerprint", "指纹"),
            (
                "SHA-256 of the keyed row and its numerals in the ledger when it was measured.",
                "测量时录入行及其总账数词的 SHA-256。",
            ),
            required=True,
            pattern=SHA256,
        ),
        _planted(needed=True),
        *_CAUGHT,
    ),
    ("figure",),
)

PROTECTION = Table(
    RAW_PROTECTION.name,
    RAW_PROTECTION.title,
    RAW_PROTECTION.description,
    (
        column(*_FIGURE, required=True, unique=True, refers_to="figures.figure_id"),
        _MEASURED,
        _planted(needed=False),
        *_CAUGHT,
    ),
    RAW_PROTECTION.key,
)

_RULE = (
    column(
        "slip",
        ("Class of slips", "错误类别"),
        ("The class of slips.", "错误类别。"),
        required=True,
        refers_to="slips.slip",
    ),
    column(
        "rule",
        ("Rule", "规则"),
        (
            "Code of the rule that told it, or the kind of disagreement with the text.",
            "发现它的规则代码，或与文本不一致的类型。",
        ),
        required=True,
        pattern=r"[EW]\d{3}|[a-z-]+",
    ),
)


def _told(needed: bool) -> Field:
    said = ("How many slips of the class it told.", "所发现的该类错误个数。")
    return _count("told", ("Told", "发现数"), said, needed)


RAW_SLIP_RULES = Table(
    "slip_rules",
    Wording("Rules that catch slips", "发现错误的规则"),
    Wording(
        "Which rules told the slips of each class (measured by make mutate).",
        "各类错误由哪些规则发现（由 make mutate 测得）。",
    ),
    (
        *_RULE,
        _told(needed=True),
        column(
            "fingerprint",
            ("Fingerprint", "指纹"),
            ("SHA-256 of all figures' fingerprints.", "全部数字指纹的 SHA-256。"),
            required=True,
            pattern=SHA256,
        ),
    ),
    ("slip", "rule"),
)

SLIP_RULES = Table(
    RAW_SLIP_RULES.name,
    RAW_SLIP_RULES.title,
    RAW_SLIP_RULES.description,
    (*_RULE, _MEASURED, _told(needed=False)),
    RAW_SLIP_RULES.key,
)
#: Cells that both readers keyed; the identifier is given and the note is free.
COMPARED = tuple(name for name in RAW_FIGURES.columns if name not in ("id", "note"))

READINGS = Table(
    "readings",
    Wording("Differences of the two readings", "两次阅读的差异"),
    Wording(
        "Every cell on which two independent readings of the report differed, and how it was settled.",
        "两次独立阅读中不一致的每个单元格及其裁定。",
    ),
    (
        column(
            "figure",
            ("Figure", "数字编号"),
            ("The figure.", "相关数字。"),
            required=True,
            refers_to="figures.figure_id",
        ),
        column(
            "column",
            ("Column", "列"),
            ("The keyed column.", "录入的列。"),
            required=True,
            enum=COMPARED,
        ),
        column(
            "first",
            ("First reading", "第一次阅读"),
            (
                "What the first reader keyed; white space dropped in printed forms.",
                "第一位读者所录；所印形式去除空格。",
            ),
        ),
        column(
            "second",
            ("Second reading", "第二次阅读"),
            (
                "What the second reader keyed without seeing the first.",
                "第二位读者在未见第一次结果时所录。",
            ),
        ),
        column("settled", ("Settled", "裁定"), ("What the text decides.", "据文本裁定的结果。")),
        *both("reason", "Reason", "理由"),
    ),
    ("figure", "column"),
)


def agreement(figures: int, differences: int) -> str:
    """The share of compared cells on which the first two readings agreed, in percent, two places."""
    cells = figures * len(COMPARED)
    if not cells:
        return ""
    hundredths = (2 * 10_000 * (cells - differences) + cells) // (2 * cells)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
