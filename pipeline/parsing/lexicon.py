"""Look up the words of printed figures and their meanings by their position in a figure.

The words are data (`raw/vocabulary/*.csv`); scanner.py and grammar.py find them in a text. Only words
of the syntax are part of the grammar itself: 百分之, 分之, 第, 了, 至, 到, 负, the 的 after …, the 个 of
个月, 兑, signs of currencies, and numerals such as 半 and 番 (number_forms.py).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pipeline.parsing.normalization import normalize_characters

Row: TypeAlias = Mapping[str, str]


class Index(dict[str, tuple[str, ...]]):
    """Hold words by their first character, the longest first, so that the first match is the longest.

    `matches` has for each first character the `match` of one pattern of all its words.
    """

    __slots__ = ("matches",)

    def __init__(self, words: Iterable[str]) -> None:
        for word in sorted(filter(None, set(words)), key=lambda word: (-len(word), word)):
            self[word[0]] = (*self.get(word[0], ()), word)
        self.matches = {
            first: re.compile("|".join(map(re.escape, those))).match
            for first, those in self.items()
        }


PERCENT_BEFORE = "百分之"
PARTS_OF = "分之"
BAR = "/"
ORDINAL = "第"
COMPLETED = "了"
PER = "每"

#: Denominators that are printed before the numerator: their units are per cent, per mille and so on.
DENOMINATORS = (PERCENT_BEFORE, "千分之", "万分之")

#: Words of the units table that do not follow their number.
_NOT_AFTER_NUMBER = frozenset({*DENOMINATORS, PARTS_OF, BAR, ORDINAL})

#: Signs of currencies before a number, with their ISO 4217 codes.
_CURRENCY_SIGNS = {
    "¥": "CNY",
    "RMB¥": "CNY",
    "RMB": "CNY",
    "$": "USD",
    "US$": "USD",
    "HK$": "HKD",
    "€": "EUR",
    "£": "GBP",
}

#: Dimensions of things that are counted, ordered, or may be negative; any other magnitude may not be.
_COUNT, _ORDER = "count", "order"
_SIGNED = frozenset(
    {"", "fraction", "fraction_difference", "ratio", "temperature", "index", "level"}
)

_PLACES = ("before", "inside", "after")
#: The bound of 来, which stands before a measure word and never behind it: 十来年, but not 十年来.
_ABOUT = "~"
_BOUNDS = ("=", ">", ">=", "<", "<=", "~<", "~", "magnitude")
_REACHES = (
    *("", "last_nonzero_digit", "digit", "floor", "order"),
    *("bare", "half", "zero", "halved", "next_power", "range"),
)
#: Reaches of words that state a number by themselves, and the number: 持平 and 腰斩.
_STATED = {"zero": "0", "halved": "半"}
#: Reaches with a number: 两位数 has digits_2, 数以亿计 has floor_8.
_NUMBERED_REACHES = ("digits_", "floor_")


#: Gaps that never follow another direction: 增长至少 5% is 增长 and 至少, not 增长至 and 少.
MORE_OR_LESS = frozenset("多少")
#: The nouns that may stand before another direction word: 增速回落, 逆差扩大, 降幅收窄至.
_RATES = ("速", "速度", "幅", "幅度")
_BALANCES = ("差", "损", "字", "余", "利", "入", "出", "额")


class LexiconError(ValueError):
    """A row of the vocabulary cannot be used: a cell is missing or not of the form of its column."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """Hold a hedge or tone word; `bound` and `reach` state its effect on the number (see quantity.py)."""

    word: str
    position: str
    is_tone: bool
    bound: str
    reach: str

    @classmethod
    def of(cls, row: Row) -> Hedge:
        """Return the word of a row keyed by column name. Raises KeyError or ValueError for an unusable row."""
        word, tone = normalize_characters(row["hedge"]), row["kind"] == "tone"
        hedge = cls(word, row["position"], tone, row["bound"], row["reach"])
        numbered = hedge.reach.startswith(_NUMBERED_REACHES) and hedge.power >= 0
        known = numbered or hedge.reach in _REACHES
        if hedge.position not in _PLACES or hedge.bound not in _BOUNDS or not known:
            raise ValueError(f"{dict(row)}")
        return hedge

    @property
    def is_magnitude(self) -> bool:
        """Return whether the word replaces a number: 数百, 几十, 上亿."""
        return self.bound == "magnitude"

    @property
    def is_order(self) -> bool:
        """Return whether the word makes the number a rank: 前 5 位."""
        return self.reach == "order"

    @property
    def number(self) -> str:
        """Return the number that the word states or bounds by itself: 持平, 转正 and 腰斩; or nothing."""
        return _STATED.get(self.reach, "")

    @property
    def is_of_range(self) -> bool:
        """Return whether the word stands only beside a range: 介于, 之间."""
        return self.reach == "range"

    @property
    def is_whole(self) -> bool:
        """Return whether the word is a magnitude without a multiplier: 两位数, 数以亿计."""
        return self.reach.startswith(_NUMBERED_REACHES)

    @property
    def is_next_power(self) -> bool:
        """Return whether the word follows a multiplier and makes it a magnitude: 百万级."""
        return self.reach == "next_power"

    @property
    def is_placed(self) -> bool:
        """Return whether the word stands only beside some numbers: 过, 大, 级 and 介于."""
        return self.reach in ("bare", "half", "range") or self.is_next_power

    @property
    def power(self) -> int:
        """Return the power of ten in the reach of a word such as 两位数 (2) or 数以亿计 (8)."""
        return int(self.reach.partition("_")[2])


@dataclass(frozen=True, slots=True)
class Direction:
    """Hold a direction word: `kind` is change, gap or level; `sign` is 1 or -1."""

    word: str
    sign: int
    kind: str

    @property
    def is_rate(self) -> bool:
        """Return whether the word is a noun for a rate of change: 增速, 降幅."""
        return self.word.endswith(_RATES)

    @property
    def is_balance(self) -> bool:
        """Return whether the word is a balance, which may itself change: 顺差, 亏损."""
        return self.kind == "level" and self.word.endswith(_BALANCES)


@dataclass(frozen=True)
class Lexicon:
    """Hold all words of the vocabulary, folded like text, with an index for every position in a figure."""

    hedges: Mapping[str, Hedge]
    directions: Mapping[str, Direction]
    multipliers: Mapping[str, int]
    unit_words: Mapping[str, frozenset[str]]
    units: frozenset[str]
    before: Index
    following: Index
    magnitudes: Index
    inside: Index
    behind_unit: Index
    after: Index
    multiplier_index: Index
    unit_index: Index
    whole: Index
    stated: Mapping[str, str]
    signs_behind: frozenset[str]
    placed: frozenset[str]
    marks: frozenset[str]
    denominators: Index
    currency_index: Index
    currency_signs: Mapping[str, frozenset[str]]
    dimensions: Mapping[str, str]

    def is_ordered(self, unit: str) -> bool:
        """Return whether a unit states a position in an order, such as a rank."""
        return self.dimensions.get(unit) == _ORDER

    def is_count(self, unit: str) -> bool:
        """Return whether a unit counts whole things."""
        return self.dimensions.get(unit) == _COUNT

    def may_be_negative(self, unit: str) -> bool:
        """Return whether a quantity in a unit may be negative without a word for a decline."""
        return self.dimensions.get(unit, "") in _SIGNED

    def may_be_hedge(self, direction: str) -> bool:
        """Return whether a direction before a number may be a hedge, as 高于 and 低于 are."""
        hedge = self.hedges.get(direction)
        return hedge is not None and hedge.position == "before" and not hedge.number

    @classmethod
    def from_folder(cls, folder: Path) -> Lexicon:
        """Read the words from `hedges.csv`, `directions.csv`, `multipliers.csv`, `units.csv` of a folder.

        Raises LexiconError for a row that cannot be used and OSError for a missing file.
        """
        return cls.from_tables(
            hedges=_rows(folder / "hedges.csv"),
            directions=_rows(folder / "directions.csv"),
            multipliers=_rows(folder / "multipliers.csv"),
            units=_rows(folder / "units.csv"),
        )

    @classmethod
    def from_tables(
        cls,
        *,
        hedges: Iterable[Row],
        directions: Iterable[Row],
        multipliers: Iterable[Row],
        units: Iterable[Row],
    ) -> Lexicon:
        """Return the words of rows keyed by column name. Raises LexiconError for an unusable row."""
        units = list(units)
        try:
            return cls._indexed(
                {hedge.word: hedge for hedge in map(Hedge.of, hedges)},
                {direction.word: direction for direction in map(_direction, directions)},
                {
                    normalize_characters(row["multiplier"]): int(row["exponent"])
                    for row in multipliers
                },
                {
                    row["unit"]: frozenset(map(normalize_characters, row["words"].split(";")))
                    for row in units
                },
                {row["unit"]: row.get("dimension", "") for row in units},
                {row["iso_4217"]: row["unit"] for row in units if row.get("iso_4217")},
            )
        except (KeyError, ValueError) as error:
            raise LexiconError(f"a row of the vocabulary cannot be used: {error}") from error

    @classmethod
    def _indexed(
        cls,
        hedges: Mapping[str, Hedge],
        directions: Mapping[str, Direction],
        multipliers: Mapping[str, int],
        units: Mapping[str, frozenset[str]],
        dimensions: Mapping[str, str],
        currencies: Mapping[str, str],
    ) -> Lexicon:
        unit_words = {
            word: frozenset(unit for unit, words in units.items() if word in words)
            for word in frozenset[str]().union(*units.values())
            if word
        }
        stand = {
            place: [
                h.word
                for h in hedges.values()
                if h.position == place and (not h.is_magnitude or h.is_next_power)
            ]
            for place in _PLACES
        }
        magnitudes = [h.word for h in hedges.values() if h.is_magnitude and h.position == "inside"]
        signs = {
            sign: currencies[code] for sign, code in _CURRENCY_SIGNS.items() if code in currencies
        }
        signs |= currencies
        counting = [word for word in magnitudes if hedges[word].reach == "digit"]
        return cls(
            hedges,
            directions,
            multipliers,
            unit_words,
            frozenset(units),
            before=Index([*stand["before"], *directions]),
            following=Index({*stand["before"], *(directions.keys() - MORE_OR_LESS), *magnitudes}),
            magnitudes=Index(magnitudes),
            inside=Index([*stand["inside"], *counting, *filter(_is_sign, stand["after"])]),
            behind_unit=Index(word for word in stand["inside"] if hedges[word].bound != _ABOUT),
            after=Index(stand["after"]),
            multiplier_index=Index(multipliers),
            unit_index=Index(unit_words.keys() - _NOT_AFTER_NUMBER - multipliers.keys()),
            whole=Index(word for word in magnitudes if hedges[word].is_whole),
            placed=frozenset(word for word, hedge in hedges.items() if hedge.is_placed),
            stated={word: hedge.number for word, hedge in hedges.items() if hedge.number},
            signs_behind=frozenset(word for word in directions if _is_sign(word)),
            denominators=Index({PERCENT_BEFORE} | (unit_words.keys() & set(DENOMINATORS))),
            currency_index=Index(signs),
            marks=frozenset(
                word[0]
                for word in (*signs, *(each for each in magnitudes if hedges[each].is_whole))
            ),
            currency_signs={sign: frozenset({unit}) for sign, unit in signs.items()},
            dimensions=dimensions,
        )


def _is_sign(word: str) -> bool:
    return not word.isalpha()


def _direction(row: Row) -> Direction:
    return Direction(normalize_characters(row["direction"]), int(row["sign"]), row["kind"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: cell or "" for name, cell in row.items() if name} for row in csv.DictReader(file)
        ]
