"""What the marks mean: each drawn by the function that draws the figures, beside its explanation."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.charts.figure import drawn
from pipeline.charts.glyphs import bar
from pipeline.charts.markup import drawing, element, text
from pipeline.charts.rows import EDGE, WIDTH, Language
from pipeline.charts.scale import Scale
from pipeline.rules import Wording

_ROW: Final = 28
_SIZE: Final = 13
_TEXT: Final = 94
_SCALE: Final = Scale("linear", Decimal(-8), Decimal(10), Decimal(EDGE), Decimal(96), ())
_CELLS: Final = dict.fromkeys(
    ("value", "value_high", "lower", "upper", "lower_closed", "upper_closed"), ""
) | {"bound": "", "status": "actual"}

#: Cells of a figure that shows the mark, and what the mark says.
ENTRIES: Final = (
    ({"value": "5", "bound": "=", "lower": "4", "upper": "6"},
     Wording("as printed; whisker: its rounding", "所印数值；须线为可能的舍入区间")),
    ({"value": "5", "bound": ">", "lower": "5"},
     Wording("more than this (round end)", "高于此值，不含此值（圆端）")),
    ({"value": "5", "bound": ">=", "lower": "5", "lower_closed": "true"},
     Wording("this or more (square end)", "不低于此值，含此值（方端）")),
    ({"value": "5", "bound": "<", "upper": "5"},
     Wording("less than this", "低于此值")),
    ({"value": "5", "bound": "~"},
     Wording("about this; width is arbitrary", "约为此值；虚框宽度无含义")),
    ({"value": "5", "bound": "~<", "upper": "5"},
     Wording("just under this", "接近但未达此值")),
    ({"value": "5", "bound": "~>", "lower": "5"},
     Wording("just above this", "略高于此值")),
    ({"bound": "range", "lower": "2", "upper": "7", "lower_closed": "true", "upper_closed": "true"},
     Wording("somewhere between two ends", "介于两端之间")),
    ({"value": "5", "bound": "=", "lower": "5", "upper": "5", "status": "forecast"},
     Wording("forecast or target, not observed", "预测或目标，并非观测值")),
    ({"value": "-5", "bound": "=", "lower": "-5", "upper": "-5"},
     Wording("decline", "下降")),
    ({"value": "5", "bound": "=", "lower": "5", "upper": "5", "status": "survey"},
     Wording("survey answers", "调查结果")),
)  # fmt: skip


def _entry(number: int, cells: dict[str, str], said: str) -> str:
    y = Decimal(number * _ROW + _ROW // 2)
    marks = "".join(bar(drawn({**_CELLS, **cells}), _SCALE, y, _SCALE.at(Decimal(0))))
    return element("g", marks, aria_hidden="true") + text(said, _TEXT, y + 4, font_size=_SIZE)


def _drawing(language: Language, label: str, tag: str) -> str:
    entries = enumerate(ENTRIES)
    content = [_entry(number, cells, getattr(said, language)) for number, (cells, said) in entries]
    return drawing("".join(content), WIDTH, len(ENTRIES) * _ROW, label, tag)


def legend() -> Wording:
    """The explanation of the marks, as one drawing in each language."""
    return Wording(_drawing("en", "What the marks mean", "en"), _drawing("zh", "图形含义", "zh-CN"))
