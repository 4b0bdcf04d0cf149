"""Format published figures for charts: exact numbers, open ends, and values, ticks and periods as text.

Digits come from exact decimals, never floats.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from pipeline.rules import LocalizedText, localized
from pipeline.validation.schema import Row

Hedge = Literal["rounded", "above", "below", "about", "near", "between"]
#: The side of the number on which the value of a `near` is: above it for a decline of nearly that much.
NEAR: Final = {"~<": -1, "~>": 1}
HOLLOW = frozenset({"forecast", "target", "threshold"})


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


@dataclass(frozen=True)
class ChartFigure:
    """Hold one figure to be drawn; `row` is its row in the published table."""

    row: Row
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None

    @property
    def id(self) -> str:
        """Return the figure's identifier."""
        return self.row["figure_id"]

    @property
    def hedge(self) -> Hedge:
        """Return what is known of the value, which decides the mark on the chart."""
        bound, ends = self.row["bound"], (self.lower is not None, self.upper is not None)
        if bound == "=":
            return "rounded"
        if bound in NEAR:
            return "near"
        if ends == (True, True):
            return "between"
        return {(True, False): "above", (False, True): "below"}.get(ends, "about")  # type: ignore[return-value]

    @property
    def direction(self) -> int:
        """Return on which side of the number the value is: 1 above, -1 below, 0 unknown."""
        sides = {"above": 1, "below": -1}
        return NEAR.get(self.row["bound"], sides.get(self.hedge, 0))

    @property
    def anchor(self) -> Decimal:
        """Return the number at which a bar ends: the value, or the end that is nearer to zero."""
        known = [end for end in (self.value, self.lower, self.upper) if end is not None]
        return known[0] if self.value is not None else min(known, key=abs)

    @property
    def extent(self) -> tuple[Decimal, ...]:
        """Return every number that the axis must include."""
        return tuple(end for end in (self.value, self.lower, self.upper) if end is not None)

    @property
    def is_hollow(self) -> bool:
        """Return whether the number is not an observation."""
        return self.row["status"] in HOLLOW

    @property
    def is_drawable(self) -> bool:
        """Return whether the figure has any number."""
        return bool(self.extent)


def chart_figure(row: Row) -> ChartFigure:
    """Return the figure of a row of the published table."""
    return ChartFigure(row, _number(row["value"]), _number(row["lower"]), _number(row["upper"]))


_NONE: Final = LocalizedText("", "")
#: The words before a number, by its bound.
HEDGES: Final[Mapping[str, LocalizedText]] = {
    "=": _NONE, "range": _NONE, "magnitude": _NONE,
    ">": localized("more than "),
    ">=": localized("at least "),
    "<": localized("less than "),
    "<=": localized("at most "),
    "~<": localized("nearly "),
    "~>": localized("just over "),
    "~": localized("about "),
}  # fmt: skip
_AFTER: Final = {"percent": "%", "percentage_point": " pp", "times": "×", "km": " km"}
_BEFORE: Final = {"CNY": "CNY ", "USD": "USD "}
_ENGLISH: Final = ((12, " trillion"), (9, " billion"), (6, " million"))
_CHINESE: Final = ((12, "万亿"), (8, "亿"), (4, "万"))
_SHORT: Final = ((12, "tn"), (9, "bn"), (6, "m"), (3, "k"))
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def grouped(number: Decimal, separator: str = ",") -> str:
    """Format all digits of a decimal, with grouped thousands and a true minus sign."""
    return f"{number:,f}".replace(",", separator).replace("-", "−")


def _digits(number: Decimal, separator: str = ",") -> str:
    """Format a number without trailing zeros."""
    whole = number.to_integral_value()
    return grouped(whole if number == whole else number.normalize(), separator)


def _unit(number: Decimal, names: tuple[tuple[int, str], ...]) -> tuple[int, str]:
    """Return the largest named power of ten that leaves a digit before the point."""
    return next((each for each in names if number and number.adjusted() >= each[0]), (0, ""))


def _english(number: Decimal, figure: ChartFigure) -> str:
    """Format a number with an English word of magnitude; keep the printed zeros after the point."""
    power, name = _unit(number, _ENGLISH)
    if "." not in figure.row["number"]:
        return _digits(number.scaleb(-power)) + name
    places = max(power + int(figure.row["decimals"]), 0)
    exact = number.scaleb(-power).quantize(Decimal(1).scaleb(-places))
    return grouped(exact) + name


def _open_side(figure: ChartFigure) -> str:
    """Return the words before the only end of a figure that has no value: `more than 2 million`."""
    end, sign = ("lower", ">") if figure.upper is None else ("upper", "<")
    return HEDGES[sign + "=" * (figure.row[f"{end}_closed"] == "true")].en


def _english_number(figure: ChartFigure) -> str:
    if figure.value is None and None in (figure.lower, figure.upper):
        return _open_side(figure) + _english(figure.extent[0], figure)
    if figure.value is None or figure.row["value_high"]:
        return " to ".join(_english(end, figure) for end in figure.extent if end != figure.value)
    return _english(figure.value, figure)


def value(figure: ChartFigure) -> LocalizedText:
    """Return the figure's label on a chart: as printed in Chinese, in English in short."""
    row = figure.row
    printed = row["printed"].replace("〔", "").replace("〕", "")
    by = "by " if row["measure"] == "increase_multiple" else ""
    before = by + HEDGES[row["bound"]].en + _BEFORE.get(row["unit"], "")
    return LocalizedText(before + _english_number(figure) + _AFTER.get(row["unit"], ""), printed)


def tick(number: Decimal) -> LocalizedText:
    """Return the label of a value on an axis."""
    (short, english), (power, chinese) = _unit(number, _SHORT), _unit(number, _CHINESE)
    return LocalizedText(
        _digits(number.scaleb(-short)) + english, _digits(number.scaleb(-power), "") + chinese
    )


def period(cell: str) -> LocalizedText:
    """Format a period for readers; blank stays blank."""
    first, _, last = cell.lstrip("@").partition("/")
    if not first:
        return LocalizedText("", "")
    start, end = first.split("-"), (last or first).split("-")
    return LocalizedText(_english_period(start, end), _chinese_period(start, end))


def _are_months_of_a_year(start: list[str], end: list[str]) -> bool:
    return len(start) == len(end) == len(("year", "month")) and start[0] == end[0]


def _english_period(start: list[str], end: list[str]) -> str:
    if start == end:
        return " ".join([*start[2:], *(_MONTHS[int(month) - 1] for month in start[1:2]), start[0]])
    if _are_months_of_a_year(start, end):
        return f"{_MONTHS[int(start[1]) - 1]}–{_MONTHS[int(end[1]) - 1]} {start[0]}"
    return f"{_english_period(start, start)} – {_english_period(end, end)}"


def _chinese_period(start: list[str], end: list[str]) -> str:
    if start == end:
        parts = zip(start, "年月日", strict=False)
        return "".join(f"{int(number)}{unit}" for number, unit in parts)
    if _are_months_of_a_year(start, end):
        return f"{start[0]}年{int(start[1])}–{int(end[1])}月"
    return f"{_chinese_period(start, start)}至{_chinese_period(end, end)}"
