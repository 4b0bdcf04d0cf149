"""Select the rows of the vocabulary that one report uses, and those that they refer to.

All reports share the vocabulary. A package holds only what its own tables need, so that the additions of
another report do not change it. Codes are found by the references that the tables declare and by the
arguments of bases of comparison, words by their occurrence in the printed forms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

import pandas as pd

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import REPORT_TABLES
from pipeline.parsing import ComparisonBase, ComparisonBaseError
from pipeline.parsing.normalization import normalize_characters
from pipeline.schema import RAW_FIGURES, SYNONYMS, VOCABULARY, TableSchema
from pipeline.validation.schema import Row, rows_of, split_list

Codes = dict[str, set[str]]

_SHARED: Final = {table.name: table for table in VOCABULARY}
#: Tables of words, with the column of the word: a word is used if a printed form contains it.
_WORDS: Final = {"hedges": "hedge", "directions": "direction", "multipliers": "multiplier"}
_NONE: Final = "none"
_OF_RANGE: Final = re.compile(r"(\d[^\d\n~]*)~")
#: Tables whose names a synonym may contain, and the beginnings of the columns that hold them.
_NAMED: Final = ("indicators", "entities", "sources")
_NAMES: Final = ("title_", "definition_", "names_", "publisher_")


def used_vocabulary(capture: RawReport) -> dict[str, pd.DataFrame]:
    """Return every table of the vocabulary with only the rows that the report uses, in their order.

    Lists of codes of one shared table in another (the units that a measure type allows) are
    shortened to codes that are used. A table that cannot be read is returned as it is.
    """
    read = {
        name: capture.vocabulary[name].frame[table.columns]
        for name, table in _SHARED.items()
        if set(table.columns) <= set(capture.vocabulary[name].frame.columns)
    }
    used = _referred(capture)
    _add_words(used, read, _printed(capture))
    rows = {name: rows_of(frame) for name, frame in read.items()}
    _close(used, rows)
    used[SYNONYMS.name] = _used_terms(used, rows)
    return {name: _selected(frame, _SHARED[name], used) for name, frame in read.items()}


def _tables(capture: RawReport) -> Iterator[tuple[TableSchema, pd.DataFrame]]:
    yield from ((RAW_FIGURES, captured.frame) for captured in capture.figures.values())
    yield from ((table, capture.tables[table.name].frame) for table in REPORT_TABLES)


def _referred(capture: RawReport) -> Codes:
    """Return the codes to which the tables of the report refer, by shared table."""
    used: Codes = {name: set() for name in _SHARED}
    for table, frame in _tables(capture):
        for field in table.fields:
            target = field.refers_to.partition(".")[0]
            if target in used and field.name in frame.columns:
                for cell in frame[field.name].unique():
                    used[target] |= set(filter(None, split_list(str(cell), field)))
    for basis in _bases(capture):
        used["bases"].add(basis.kind)
        if basis.names in ("indicator", "entity"):
            used["indicators" if basis.names == "indicator" else "entities"].add(basis.argument)
    return used


def _bases(capture: RawReport) -> Iterator[ComparisonBase]:
    """Yield the valid bases of comparison of the figures."""
    for captured in capture.figures.values():
        for cell in dict.fromkeys(captured.frame.get("basis", ())):
            try:
                yield ComparisonBase.parse(cell)
            except ComparisonBaseError:
                continue


def _printed(capture: RawReport) -> str:
    """Return all printed forms and keyed words, one on a line, with normalised characters.

    A sign between two numbers (13%~32%) is of their range, and not a word before a number.
    """
    cells: list[str] = []
    for captured in capture.figures.values():
        for name in ("printed", "hedge", "multiplier"):
            cells += map(str, captured.frame.get(name, ()))
    return _OF_RANGE.sub(r"\1\n", "\n".join(map(normalize_characters, dict.fromkeys(cells))))


def _add_words(used: Codes, read: Mapping[str, pd.DataFrame], printed: str) -> None:
    """Add the words that the printed forms contain, and units without which a word has no meaning.

    A hedge that occurs only inside a longer word (过 in 超过) is not used, nor is a unit word that
    occurs only inside a hedge, a direction or another unit (升 in 提升, 点 in 百分点).
    """
    units = rows_of(read["units"]) if "units" in read else []
    folded = {
        name: set(map(normalize_characters, read[name][column])) if name in read else set()
        for name, column in _WORDS.items()
    }
    words = folded["hedges"] | folded["directions"]
    of_units = {word for row in units for word in _words(row)}
    for name, column in _WORDS.items():
        longer = words | of_units if name == "hedges" else ()
        used[name] |= {
            word
            for word in (read[name][column] if name in read else ())
            if _occurs(normalize_characters(word), longer, printed)
        }
    known = {word for row in units if row["unit"] in used["units"] for word in _words(row)}
    for row in units:
        if any(_occurs(word, words | of_units, printed) for word in _words(row) - known):
            used["units"].add(row["unit"])


def _occurs(word: str, longer: Iterable[str], printed: str) -> bool:
    """Return whether a word occurs in a text outside the longer words that contain it."""
    if word not in printed:
        return False
    for each in sorted((each for each in longer if word in each and word != each), key=len)[::-1]:
        printed = printed.replace(each, "\n")
    return word in printed


def _words(unit: Row) -> set[str]:
    return {normalize_characters(word) for word in unit["words"].split(";") if word}


def _close(used: Codes, rows: Mapping[str, Iterable[Row]]) -> None:
    """Add every code to which a used row refers, until nothing is added."""
    by_code = {name: {row[_SHARED[name].key[0]]: row for row in own} for name, own in rows.items()}
    left = [(name, code) for name, codes in used.items() for code in codes]
    while left:
        name, code = left.pop()
        row = by_code.get(name, {}).get(code)
        for target, other in _references(_SHARED[name], row) if row else ():
            if other not in used[target]:
                used[target].add(other)
                left.append((target, other))


def _used_terms(used: Codes, rows: Mapping[str, Iterable[Row]]) -> set[str]:
    """Return the terms of used codes, and those of each word that the names of used codes contain."""
    names = "\n".join(_names(used, rows)).casefold()
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows.get(SYNONYMS.name, ()):
        groups[row["kind"], row["code"]].append(row["term"])
    return {
        term
        for (kind, code), terms in groups.items()
        if (code in used[kind] if kind in used else any(each in names for each in terms))
        for term in terms
    }


def _names(used: Codes, rows: Mapping[str, Iterable[Row]]) -> Iterator[str]:
    """Yield the titles, definitions and other names of the indicators, entities and sources that are used."""
    for name in _NAMED:
        for row in rows.get(name, ()):
            if row[_SHARED[name].key[0]] in used[name]:
                yield from (cell for column, cell in row.items() if column.startswith(_NAMES))


def _references(table: TableSchema, row: Row) -> Iterator[tuple[str, str]]:
    """Yield the single codes to which a row refers; its lists are shortened instead."""
    for field in table.fields:
        if field.refers_to and not field.listed and row[field.name]:
            yield field.refers_to.partition(".")[0], row[field.name]


def _selected(frame: pd.DataFrame, table: TableSchema, used: Codes) -> pd.DataFrame:
    kept = frame[frame[table.key[0]].isin(used[table.name])].copy()
    for field in table.fields:
        target = "bases" if (table.name, field.name) == ("measure_types", "bases") else ""
        target = target or (field.refers_to.partition(".")[0] if field.listed else "")
        if target in used:
            allowed = {*used[target], _NONE}
            kept[field.name] = [_shortened(str(cell), allowed) for cell in kept[field.name]]
    return kept


def _shortened(cell: str, allowed: Collection[str]) -> str:
    return ";".join(code for code in cell.split(";") if code in allowed)
