"""Look up the words of printed figures and their meanings by their position in a figure.

The words are data (`raw/vocabulary/*.csv`); scanner.py and grammar.py find them in a text. Only words
of the syntax are part of the grammar itself: 百分之, 分之, 第, 了, 至, 到, 负, the 的 after …, and the
个 of 个月.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pipeline.parsing.normalization import normalize_characters

Row: TypeAlias = Mapping[str, str]

#: Words by their first character, the longest first, so that the first match is the longest.
Index: TypeAlias = Mapping[str, tuple[str, ...]]

PERCENT_BEFORE = "百分之"
PARTS_OF = "分之"
BAR = "/"
ORDINAL = "第"
COMPLETED = "了"

#: Words of the units table that do not follow their number.
_NOT_AFTER_NUMBER = frozenset({PERCENT_BEFORE, PARTS_OF, BAR, ORDINAL})

_PLACES = ("before", "inside", "after")
_BOUNDS = ("=", ">", ">=", "<", "<=", "~<", "~", "magnitude")
_REACHES = ("", "last_nonzero_digit", "digit", "floor", "order")


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

    @property
    def is_magnitude(self) -> bool:
        """Return whether the word replaces a number: 数百, 几十, 上亿."""
        return self.bound == "magnitude"

    @property
    def is_order(self) -> bool:
        """Return whether the word makes the number a rank: 前 5 位."""
        return self.reach == "order"


@dataclass(frozen=True, slots=True)
class Direction:
    """Hold a direction word: `kind` is change, gap or level; `sign` is 1 or -1."""

    word: str
    sign: int
    kind: str


@dataclass(frozen=True)
class Lexicon:
    """Hold all words of the vocabulary, folded like text, with an index for every position in a figure."""

    hedges: Mapping[str, Hedge]
    directions: Mapping[str, Direction]
    multipliers: Mapping[str, int]
    unit_words: Mapping[str, frozenset[str]]
    units: frozenset[str]
    before: Index
    magnitudes: Index
    inside: Index
    after: Index
    multiplier_index: Index
    unit_index: Index

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
        try:
            return cls._indexed(
                {hedge.word: hedge for hedge in map(_hedge, hedges)},
                {direction.word: direction for direction in map(_direction, directions)},
                {
                    normalize_characters(row["multiplier"]): int(row["exponent"])
                    for row in multipliers
                },
                {
                    row["unit"]: frozenset(map(normalize_characters, row["words"].split(";")))
                    for row in units
                },
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
    ) -> Lexicon:
        unit_words = {
            word: frozenset(unit for unit, words in units.items() if word in words)
            for word in frozenset[str]().union(*units.values())
            if word
        }
        stand = {
            place: [h.word for h in hedges.values() if h.position == place and not h.is_magnitude]
            for place in _PLACES
        }
        magnitudes = [hedge.word for hedge in hedges.values() if hedge.is_magnitude]
        counting = [word for word in magnitudes if hedges[word].reach == "digit"]
        return cls(
            hedges,
            directions,
            multipliers,
            unit_words,
            frozenset(units),
            before=_index([*stand["before"], *directions]),
            magnitudes=_index(magnitudes),
            inside=_index([*stand["inside"], *counting]),
            after=_index(stand["after"]),
            multiplier_index=_index(multipliers),
            unit_index=_index(unit_words.keys() - _NOT_AFTER_NUMBER - multipliers.keys()),
        )


def _hedge(row: Row) -> Hedge:
    hedge = Hedge(
        normalize_characters(row["hedge"]),
        row["position"],
        row["kind"] == "tone",
        row["bound"],
        row["reach"],
    )
    if hedge.position not in _PLACES or hedge.bound not in _BOUNDS or hedge.reach not in _REACHES:
        raise ValueError(f"{dict(row)}")
    return hedge


def _direction(row: Row) -> Direction:
    return Direction(normalize_characters(row["direction"]), int(row["sign"]), row["kind"])


def _index(words: Iterable[str]) -> Index:
    by_first: dict[str, list[str]] = {}
    for word in sorted(filter(None, set(words)), key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(word)
    return {first: tuple(those) for first, those in by_first.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: cell or "" for name, cell in row.items() if name} for row in csv.DictReader(file)
        ]
