"""A keyed figure, as the tests of its checks write it, and what rules of figures report of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.ingest import RAW_FILE, RAW_ROW
from pipeline.rules import Finding, Location
from pipeline.schema import RAW_FIGURES
from pipeline.validation import Vocabulary
from pipeline.validation.keyed_figure import KeyedFigure

Rule = Callable[..., Iterator[Finding]]
FILE = "raw/caict-2020/figures/1.1.csv"


def figure(row: int = 2, **cells: str) -> dict[str, str]:
    """A keyed figure with these cells and all others blank."""
    blank = dict.fromkeys(RAW_FIGURES.columns, "")
    return {**blank, "id": f"1.1-{row - 1:03}", RAW_FILE: FILE, RAW_ROW: str(row), **cells}


def keyed(vocabulary: Vocabulary, **cells: str) -> KeyedFigure:
    """A figure with these cells, and the vocabulary that defines them."""
    return KeyedFigure(figure(**cells), vocabulary)


def reported(rules: Iterable[Rule], candidate: KeyedFigure, *context: Any) -> list[str]:
    """Code and column of each finding, in the order of the rules."""
    place = Location(FILE, 2)
    found = [each for rule in rules for each in rule(candidate, place, *context)]
    assert {each.location.at("") for each in found} <= {place}
    return [f"{each.code} {each.location.column}" for each in found]
