"""Check double entry: the printed form, read by the grammar, equals the cells that were keyed."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.parsing import FigureSyntaxError, ParsedFigure, QuantityError
from pipeline.parsing.parsed_figure import RECENT
from pipeline.rules import Finding, LocalizedText, Location
from pipeline.rules.double_entry_rules import (
    HedgeDiffers,
    IncreaseOrRatio,
    MultiplierDiffers,
    NumberDiffers,
    PrintedUnreadable,
    RangeEndDiffers,
    SignDiffers,
    UnitDiffers,
    UnitNotPrinted,
)
from pipeline.rules.figure_rules import NotANumber, UnknownCode
from pipeline.validation.keyed_figure import KeyedFigure
from pipeline.validation.schema import Row

_NUMBERS = ("number", "number_high")
_MULTIPLES = {"increase_multiple": "increase", "ratio": "ratio"}


def _same(text: str) -> LocalizedText:
    return LocalizedText(text or "nothing", text or "无")


def cells_state_a_quantity(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that the keyed number, range end, multiplier, hedge and unit together state a quantity."""
    error = figure.quantity
    if not isinstance(error, QuantityError):
        return
    at = place.at(error.column)
    if error.column in _NUMBERS:
        yield NotANumber(at, error.seen)
    elif error.column == "hedge":
        yield UnknownCode(at, error.seen)


def printed_can_be_read(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that the grammar can read the printed form."""
    error = figure.reading
    if isinstance(error, FigureSyntaxError) and figure.row["printed"]:
        place_zh = f"第 {error.position + 1} 个字符处"
        expected = LocalizedText(
            error.reason,
            f"{place_zh}的“{error.unknown}”不是已知词语，其余读作 {error.rest}"
            if error.unknown
            else f"{place_zh}不符合语法",
        )
        at = place.at("printed")
        yield PrintedUnreadable(at, figure.row["printed"], expected)


def _number_differs(keyed: str, read: str, at: Location) -> Iterator[Finding]:
    if keyed == read:
        return
    if keyed.lstrip("-") == read.lstrip("-"):
        yield SignDiffers(at, keyed, _same(read))
    else:
        yield NumberDiffers(at, keyed, _same(read))


def printed_says_what_is_keyed(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that sign, number, range end, multiplier and hedge agree, character for character."""
    row, reading = figure.row, figure.reading
    if not isinstance(reading, ParsedFigure) or isinstance(figure.quantity, QuantityError):
        return
    yield from _number_differs(row["number"], reading.number, place.at("number"))
    for column, read, rule in (
        ("number_high", reading.number_high, RangeEndDiffers),
        ("multiplier", reading.multiplier, MultiplierDiffers),
        ("hedge", reading.hedge, HedgeDiffers),
    ):
        if row[column] != read and not (column == "hedge" and _may_be_nearly(row, reading)):
            yield rule(place.at(column), row[column], _same(read))


def _may_be_nearly(row: Row, reading: ParsedFigure) -> bool:
    """Return whether 近 is keyed as a hedge where it can also mean the near past: 近 3 年."""
    return reading.recent and row["hedge"] == RECENT


def unit_is_printed_or_inferred(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that the printed word can mean the keyed unit; a unit that is not printed is inferred."""
    row, reading = figure.row, figure.reading
    if not isinstance(reading, ParsedFigure) or not figure.unit_is_known:
        return
    if not reading.units and "unit" not in row["inferred"].split(";"):
        yield UnitNotPrinted(place.at("unit"), row["unit"])
    elif reading.units and row["unit"] not in reading.units:
        expected = _same(" / ".join(sorted(reading.units)))
        yield UnitDiffers(place.at("unit"), row["unit"], expected)


def multiple_is_increase_or_ratio(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that 增长 N 倍 has an indicator of increase and 是…的 N 倍 one of ratio."""
    reading, measure = figure.reading, figure.measure_type
    if not isinstance(reading, ParsedFigure) or not reading.multiple or measure is None:
        return
    if _MULTIPLES.get(measure["measure"], reading.multiple) != reading.multiple:
        at = place.at("indicator")
        yield IncreaseOrRatio(at, measure["measure"], _same(reading.multiple))


RULES = (
    cells_state_a_quantity, printed_can_be_read, printed_says_what_is_keyed,
    unit_is_printed_or_inferred, multiple_is_increase_or_ratio,
)  # fmt: skip


def fails_double_entry(figure: KeyedFigure, place: Location) -> bool:
    """Return whether any rule of double entry is broken; the value is then not checked further."""
    return any(finding for rule in RULES for finding in rule(figure, place))
