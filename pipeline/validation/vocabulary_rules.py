"""Rules about single rows of the vocabulary: that units, bases, ranges and words can be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from pipeline.capture.header import nearest
from pipeline.decode import BadVocabulary, Words
from pipeline.decode.measure import NO_BASIS
from pipeline.rules import Finding, Place, Wording
from pipeline.rules.decode import UnitNotAllowed, UnknownCode, WrongForm
from pipeline.tables.lexical import is_lexical
from pipeline.validation.frame import Row

if TYPE_CHECKING:
    from pipeline.validation.vocabulary import Vocabulary

VocabularyRule: TypeAlias = "Callable[[Vocabulary, Row, Place], Iterator[Finding]]"

#: Beyond any printed multiplier, and small enough to compute with.
_HIGHEST_EXPONENT: Final = 28


def _at(place: Place, column: str) -> Place:
    return Place(place.file, place.row, column)


def unit_goes_with_measure(vocabulary: Vocabulary, row: Row, place: Place) -> Iterator[Finding]:
    """An indicator's unit is one in which its measure type may be stated."""
    measure = vocabulary.sound("measure_types", row["measure"])
    known = row["unit"] in vocabulary.by_code("units")
    if measure and known and row["unit"] not in measure["units"].split(";"):
        expected = Wording(row["measure"], measure["title_zh"])
        yield UnitNotAllowed(_at(place, "unit"), row["unit"], expected)


def range_is_ordered(_: Vocabulary, row: Row, place: Place) -> Iterator[Finding]:
    """An indicator's minimum is not above its maximum."""
    low, high = row["minimum"], row["maximum"]
    if not (is_lexical(low, "number") and is_lexical(high, "number")):
        return
    if Decimal(low) > Decimal(high):
        expected = Wording(f"at least the minimum {low}", f"不小于下限 {low}")
        yield WrongForm(_at(place, "maximum"), high, expected)


def bases_are_known(vocabulary: Vocabulary, row: Row, place: Place) -> Iterator[Finding]:
    """Each base that a measure type may have stands in bases.csv, or is `none`."""
    known = [NO_BASIS, *vocabulary.by_code("bases")]
    unknown = [base for base in row["bases"].split(";") if base not in known]
    if unknown and row["bases"] and "bases" in vocabulary.known:
        yield UnknownCode(_at(place, "bases"), unknown[0], nearest(unknown[0], known))


def exponent_is_usable(_: Vocabulary, row: Row, place: Place) -> Iterator[Finding]:
    """A multiplier is a power of ten that can be computed with."""
    exponent = row["exponent"]
    if is_lexical(exponent, "integer") and not 0 <= Decimal(exponent) <= _HIGHEST_EXPONENT:
        text = f"0 … {_HIGHEST_EXPONENT}"
        yield WrongForm(_at(place, "exponent"), exponent, Wording(text, text))


def bound_is_of_a_word(_: Vocabulary, row: Row, place: Place) -> Iterator[Finding]:
    """A hedge's bound is one that a word can have; ranges have two numbers and no word."""
    try:
        Words.from_tables(hedges=[row], directions=(), multipliers=(), units=())
    except BadVocabulary:
        expected = Wording("a bound that a word can have", "词语可有的界限")
        yield WrongForm(_at(place, "bound"), row["bound"], expected)


RULES: Final[Mapping[str, tuple[VocabularyRule, ...]]] = MappingProxyType(
    {
        "indicators": (unit_goes_with_measure, range_is_ordered),
        "measure_types": (bases_are_known,),
        "multipliers": (exponent_is_usable,),
        "hedges": (bound_is_of_a_word,),
    }
)
