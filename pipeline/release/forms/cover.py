"""What the workbook's first sheet says, in both languages: what it is, how to read and cite it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.capture import Report

_READING = (
    "每张工作表为一个表；各列含义见 dictionary 表。figures 表每行一个所印数字。 / Each sheet is a table; "
    "the sheet dictionary says what the columns mean. The sheet figures has one row per printed figure.",
    "value 为以 unit 计的所述数值；bound、lower、upper 为模糊词所允许的范围，空白为无界。 / value is the "
    "stated number in unit; bound, lower and upper say what the hedge allows, blank is unbounded.",
    "预测、目标和界限值不是观测值，见 status。 / Forecasts, targets and thresholds are no observations: see status.",
    "超过 15 位有效数字的数以文本存放，以免舍入；所印数字（printed、number）一律为文本。 / A number of more "
    "than 15 significant digits is kept as text, so that it is not rounded; what was printed is always text.",
    "本工作簿不含公式；规范形式为数据包中的 CSV 文件。 / The workbook holds no formula; the canonical form is "
    "the CSV files of the package.",
)


def cover_lines(report: Report) -> Iterator[tuple[str, bool]]:
    """The lines of the cover, and whether each is a heading."""
    yield f"{report.title_zh}——所印数字", True
    yield f"{report.title_en} — printed figures", True
    yield f"版本 / version {report.version}, {report.released}", False
    yield "如何阅读 / How to read it", True
    yield from ((text, False) for text in _READING)
    yield "引用与许可 / Citation and licence", True
    yield (
        f"{report.publisher_zh}：《{report.title_zh}》，{report.published}。数据整理：printed-figures，"
        f"版本 {report.version}，{report.released}。",
        False,
    )
    yield (
        f"{report.publisher_en}: {report.title_en}, {report.published}. Data compiled by "
        f"printed-figures, version {report.version}, {report.released}.",
        False,
    )
    yield f"CC BY 4.0。{report.attribution_zh} / {report.attribution_en}", False
