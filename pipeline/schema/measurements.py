"""Declare the tables of measurements: the second reading, and the errors that the checks detect."""

from pipeline.rules import LocalizedText
from pipeline.schema.code_lists import code
from pipeline.schema.figures import FIGURE_ID, RAW_FIGURES, SHA256
from pipeline.schema.model import Field, TableSchema, column, defined, titled
from pipeline.schema.report_facts import both

DEPTHS = ("keyed", "printed", "ledger")

SLIPS = TableSchema(
    "slips",
    LocalizedText("Types of transcription error", "转录错误类型"),
    LocalizedText(
        "Typical transcription errors that are injected to measure which of them the checks detect.",
        "为测量核查效果而注入的典型转录错误。",
    ),
    (
        code("slip", ("Type of error", "错误类型")),
        column(
            "depth",
            ("Depth", "深度"),
            (
                "What it changes: the keyed cells only, also the printed form, or also the ledger's numeral.",
                "改动范围：仅录入单元格（keyed）、连同原文（printed）、再连同总账数词（ledger）。",
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
    ("The figure into which errors are injected.", "注入错误的数字。"),
)

_CAUGHT = (
    _slips(
        "caught_without_text",
        ("Detected without the text", "无文本即可发现"),
        (
            "Types of error that the rules detect from raw/ alone.",
            "仅凭 raw/ 即可由规则发现的错误类型。",
        ),
    ),
    _slips(
        "caught_with_text_only",
        ("Detected only with the text", "须有文本方可发现"),
        (
            "Types of error that only a comparison with the report's text detects.",
            "只有与报告文本核对才能发现的错误类型。",
        ),
    ),
    _slips(
        "caught_by_nothing",
        ("Not detected", "未被发现"),
        ("Types of error that no check detects.", "任何核查均未发现的错误类型。"),
    ),
)

_MEASURED = column(
    "measured",
    ("Measured", "是否已测量"),
    (
        "Whether the measurement was made on the present figures; if not, the other cells are blank.",
        "测量所依据的是否为当前数字；若否，其余单元格留空。",
    ),
    "boolean",
    required=True,
)


def _count(name: str, title: tuple[str, str], description: tuple[str, str], needed: bool) -> Field:
    return column(name, title, description, "integer", required=needed, minimum="1")


def _planted(needed: bool) -> Field:
    said = ("Number of injected errors, one of each type.", "注入错误的个数，每类一个。")
    return _count("planted", ("Injected", "注入数"), said, needed)


RAW_PROTECTION = TableSchema(
    "protection",
    LocalizedText("Protection", "保护程度"),
    LocalizedText(
        "For every figure, the typical transcription errors that the checks detect (measured by make mutate).",
        "每个数字的典型转录错误中，哪些可被核查发现（由 make mutate 测得）。",
    ),
    (
        column(*_FIGURE, required=True, unique=True, pattern=FIGURE_ID),
        column(
            "fingerprint",
            ("Fingerprint", "指纹"),
            (
                "SHA-256 of the keyed row and its numerals in the ledger at the time of measurement.",
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

PROTECTION = TableSchema(
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
        ("Type of error", "错误类型"),
        ("The type of error.", "错误类型。"),
        required=True,
        refers_to="slips.slip",
    ),
    column(
        "rule",
        ("Rule", "规则"),
        (
            "Code of the rule that detects it, or the kind of difference from the text.",
            "发现该错误的规则代码，或与文本不一致的类型。",
        ),
        required=True,
        pattern=r"[EW]\d{3}|[a-z-]+",
    ),
)


def _told(needed: bool) -> Field:
    said = ("Number of errors of this type that it detects.", "所发现的该类错误个数。")
    return _count("told", ("Detected", "发现数"), said, needed)


RAW_SLIP_RULES = TableSchema(
    "slip_rules",
    LocalizedText("Rules that detect errors", "发现错误的规则"),
    LocalizedText(
        "The rules that detect each type of error (measured by make mutate).",
        "各类错误由哪些规则发现（由 make mutate 测得）。",
    ),
    (
        *_RULE,
        _told(needed=True),
        column(
            "fingerprint",
            ("Fingerprint", "指纹"),
            ("SHA-256 of the fingerprints of all figures.", "全部数字指纹的 SHA-256。"),
            required=True,
            pattern=SHA256,
        ),
    ),
    ("slip", "rule"),
)

SLIP_RULES = TableSchema(
    RAW_SLIP_RULES.name,
    RAW_SLIP_RULES.title,
    RAW_SLIP_RULES.description,
    (*_RULE, _MEASURED, _told(needed=False)),
    RAW_SLIP_RULES.key,
)
#: Cells that both readers keyed; the identifier is given, and the note is not compared.
COMPARED = tuple(name for name in RAW_FIGURES.columns if name not in ("id", "note"))

READINGS = TableSchema(
    "readings",
    LocalizedText("Differences of the two readings", "两次阅读的差异"),
    LocalizedText(
        "Every cell in which two independent readings of the report differed, and the decision.",
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
                "Cell of the first reader; printed forms without white space.",
                "第一位读者录入的内容；原文去除空格。",
            ),
        ),
        column(
            "second",
            ("Second reading", "第二次阅读"),
            (
                "Cell of the second reader, who did not see the first reading.",
                "第二位读者在未见第一次结果时录入的内容。",
            ),
        ),
        column(
            "settled",
            ("Decision", "裁定"),
            ("The value according to the text.", "据文本裁定的结果。"),
        ),
        *both("reason", "Reason", "理由"),
    ),
    ("figure", "column"),
)


def agreement(figures: int, differences: int) -> str:
    """Return the share of compared cells in which the two readings agreed, in percent, two places."""
    cells = figures * len(COMPARED)
    if not cells:
        return ""
    hundredths = (2 * 10_000 * (cells - differences) + cells) // (2 * cells)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
