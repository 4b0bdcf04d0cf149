"""One thing that was mended: where, what stood there, what stands there now, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.rules import Place, Wording
from pipeline.rules.finding import shown

BLANKS: Final = Wording("blanks around a value", "值前后的空格")
FULL_WIDTH: Final = Wording("full-width digits", "全角数字")
BYTE_ORDER_MARK: Final = Wording("a byte order mark", "字节顺序标记（BOM）")
LINE_ENDS: Final = Wording("line ends", "换行符")
BLANK_LINES: Final = Wording("blank lines", "空行")
QUOTES: Final = Wording("needless quotation marks", "多余的引号")
COLUMN_ORDER: Final = Wording("order of the columns", "列的顺序")
ROW_ORDER: Final = Wording("order of the rows", "行的顺序")


@dataclass(frozen=True)
class Change:
    """One change of form; `before` and `after` are blank where it is about the whole file."""

    place: Place
    why: Wording
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        cells = f": {shown(self.before)} → {shown(self.after)}" if self.before else ""
        return f"{self.place} {self.why}{cells}"
