"""Declare the tables of measurements: the second reading, and the errors that the checks detect."""

from pipeline.rules import LocalizedText
from pipeline.schema.code_lists import code
from pipeline.schema.figures import FIGURE_ID, RAW_FIGURES, SHA256
from pipeline.schema.model import NOTES, Field, TableSchema, column, defined, titled
from pipeline.schema.report_facts import both

DEPTHS = ("keyed", "printed", "ledger")

ERROR_TYPES = TableSchema(
    "error_types",
    LocalizedText("Types of transcription error", "转录错误类型"),
    LocalizedText(
        "Typical transcription errors that are injected to measure which of them the checks detect.",
        "为测量核查效果而注入的典型转录错误。",
    ),
    (
        code("error_type", ("Type of error", "错误类型")),
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
    ("error_type",),
)


def _error_types(name: str, title: tuple[str, str], description: tuple[str, str]) -> Field:
    return column(name, title, description, refers_to="error_types.error_type", listed=True)


_FIGURE = (
    "figure",
    ("Figure", "数字编号"),
    ("The figure into which errors are injected.", "注入错误的数字。"),
)

_DETECTED = (
    _error_types(
        "detected_without_text",
        ("Detected without the text", "无文本即可发现"),
        (
            "Types of error that the rules detect from raw/ alone.",
            "仅凭 raw/ 即可由规则发现的错误类型。",
        ),
    ),
    _error_types(
        "detected_with_text_only",
        ("Detected only with the text", "须有文本方可发现"),
        (
            "Types of error that only a comparison with the report's text detects.",
            "只有与报告文本核对才能发现的错误类型。",
        ),
    ),
    _error_types(
        "not_detected",
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


def _injected(needed: bool) -> Field:
    text = ("Number of injected errors, one of each type.", "注入错误的个数，每类一个。")
    return _count("injected", ("Injected", "注入数"), text, needed)


RAW_CHECK_COVERAGE = TableSchema(
    "check_coverage",
    LocalizedText("Check coverage", "核查覆盖情况"),
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
        _injected(needed=True),
        *_DETECTED,
    ),
    ("figure",),
)

CHECK_COVERAGE = TableSchema(
    RAW_CHECK_COVERAGE.name,
    RAW_CHECK_COVERAGE.title,
    RAW_CHECK_COVERAGE.description,
    (
        column(*_FIGURE, required=True, unique=True, refers_to="figures.figure_id"),
        _MEASURED,
        _injected(needed=False),
        *_DETECTED,
    ),
    RAW_CHECK_COVERAGE.key,
)

_RULE = (
    column(
        "error_type",
        ("Type of error", "错误类型"),
        ("The type of error.", "错误类型。"),
        required=True,
        refers_to="error_types.error_type",
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


def _count_detected(needed: bool) -> Field:
    text = ("Number of errors of this type that it detects.", "所发现的该类错误个数。")
    return _count("detected", ("Detected", "发现数"), text, needed)


RAW_ERROR_DETECTION = TableSchema(
    "error_detection",
    LocalizedText("Rules that detect errors", "发现错误的规则"),
    LocalizedText(
        "The rules that detect each type of error (measured by make mutate).",
        "各类错误由哪些规则发现（由 make mutate 测得）。",
    ),
    (
        *_RULE,
        _count_detected(needed=True),
        column(
            "fingerprint",
            ("Fingerprint", "指纹"),
            ("SHA-256 of the fingerprints of all figures.", "全部数字指纹的 SHA-256。"),
            required=True,
            pattern=SHA256,
        ),
    ),
    ("error_type", "rule"),
)

ERROR_DETECTION = TableSchema(
    RAW_ERROR_DETECTION.name,
    RAW_ERROR_DETECTION.title,
    RAW_ERROR_DETECTION.description,
    (*_RULE, _MEASURED, _count_detected(needed=False)),
    RAW_ERROR_DETECTION.key,
)
#: Cells that both readers keyed; the identifier is given, the note and columns added later are not
#: compared.
COMPARED = tuple(
    field.name
    for field in RAW_FIGURES.fields
    if field.name not in ("id", *NOTES) and not field.may_be_absent
)

SECOND_READING = TableSchema(
    "second_reading_differences",
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
            "decision",
            ("Decision", "裁定"),
            ("The value according to the text.", "据文本裁定的结果。"),
        ),
        *both("reason", "Reason", "理由"),
    ),
    ("figure", "column"),
)


def agreement(cells: int, differences: int) -> str:
    """Return the share of compared cells in which the two readings agreed, in percent, two places."""
    if not cells:
        return ""
    hundredths = (2 * 10_000 * (cells - differences) + cells) // (2 * cells)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
