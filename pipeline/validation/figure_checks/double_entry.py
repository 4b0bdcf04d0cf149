"""Check double entry: the printed form, read by the grammar, equals the cells that were keyed."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.parsing import NotAFigure, NotAQuantity, Reading
from pipeline.rules import Finding, Place, Wording
from pipeline.rules import figure_rules as rules
from pipeline.rules.figure_rules import NotANumber, UnknownCode
from pipeline.validation.keyed_figure import Candidate

_NUMBERS = ("number", "number_high")
_MULTIPLES = {"increase_multiple": "increase", "ratio": "ratio"}


def _same(text: str) -> Wording:
    return Wording(text or "nothing", text or "无")


def cells_state_a_quantity(candidate: Candidate, place: Place) -> Iterator[Finding]:
    """Check that the keyed number, range end, multiplier, hedge and unit together state a quantity."""
    error = candidate.quantity
    if not isinstance(error, NotAQuantity):
        return
    at = Place(place.file, place.row, error.column)
    if error.column in _NUMBERS:
        yield NotANumber(at, error.seen)
    elif error.column == "hedge":
        yield UnknownCode(at, error.seen)


def printed_can_be_read(candidate: Candidate, place: Place) -> Iterator[Finding]:
    """Check that the grammar can read the printed form."""
    error = candidate.reading
    if isinstance(error, NotAFigure) and candidate.row["printed"]:
        expected = Wording(
            f"at character {error.position + 1} expected {error.expected}",
            f"第 {error.position + 1} 个字符处不符合语法",
        )
        at = Place(place.file, place.row, "printed")
        yield rules.PrintedUnreadable(at, candidate.row["printed"], expected)


def _number_differs(keyed: str, read: str, at: Place) -> Iterator[Finding]:
    if keyed == read:
        return
    if keyed.lstrip("-") == read.lstrip("-"):
        yield rules.SignDiffers(at, keyed, _same(read))
    else:
        yield rules.NumberDiffers(at, keyed, _same(read))


def printed_says_what_is_keyed(candidate: Candidate, place: Place) -> Iterator[Finding]:
    """Check that sign, number, range end, multiplier and hedge agree, character for character."""
    row, reading = candidate.row, candidate.reading
    if not isinstance(reading, Reading) or isinstance(candidate.quantity, NotAQuantity):
        return
    yield from _number_differs(row["number"], reading.number, _at(place, "number"))
    for column, read, rule in (
        ("number_high", reading.number_high, rules.RangeEndDiffers),
        ("multiplier", reading.multiplier, rules.MultiplierDiffers),
        ("hedge", reading.hedge, rules.HedgeDiffers),
    ):
        if row[column] != read:
            yield rule(_at(place, column), row[column], _same(read))


def unit_is_printed_or_inferred(candidate: Candidate, place: Place) -> Iterator[Finding]:
    """Check that the printed word can mean the keyed unit; a unit that is not printed is inferred."""
    row, reading = candidate.row, candidate.reading
    if not isinstance(reading, Reading) or not candidate.unit_is_known:
        return
    if not reading.units and "unit" not in row["inferred"].split(";"):
        yield rules.UnitNotPrinted(_at(place, "unit"), row["unit"])
    elif reading.units and row["unit"] not in reading.units:
        expected = _same(" / ".join(sorted(reading.units)))
        yield rules.UnitDiffers(_at(place, "unit"), row["unit"], expected)


def multiple_is_increase_or_ratio(candidate: Candidate, place: Place) -> Iterator[Finding]:
    """Check that 增长 N 倍 has an indicator of increase and 是…的 N 倍 one of ratio."""
    reading, measure = candidate.reading, candidate.measure_type
    if not isinstance(reading, Reading) or not reading.multiple or measure is None:
        return
    if _MULTIPLES.get(measure["measure"], reading.multiple) != reading.multiple:
        at = _at(place, "indicator")
        yield rules.IncreaseOrRatio(at, measure["measure"], _same(reading.multiple))


def _at(place: Place, column: str) -> Place:
    return Place(place.file, place.row, column)


RULES = (
    cells_state_a_quantity,
    printed_can_be_read,
    printed_says_what_is_keyed,
    unit_is_printed_or_inferred,
    multiple_is_increase_or_ratio,
)


def disagrees(candidate: Candidate, place: Place) -> bool:
    """Return whether any rule of double entry is broken; the value is then not checked further."""
    return any(finding for rule in RULES for finding in rule(candidate, place))
