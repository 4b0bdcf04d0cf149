"""Merge findings that one edit corrects: one finding at the first place, which counts and names the others.

One cause is a wrong word that several rows repeat, a block of rows, a column in another form, columns
that are shifted against the header, or a file in another encoding or order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from pipeline.rules import Finding, sort_findings
from pipeline.rules.figure_rules import (
    DuplicateKey,
    EmptyCell,
    NotABasis,
    NotANumber,
    NotAPeriod,
    UnknownCode,
    WrongForm,
    WrongPage,
    WrongSection,
)
from pipeline.rules.file_rules import ControlCharacter, MisdecodedText, StraySpace, WrongCellCount
from pipeline.rules.package_rules import NotWhatItIsMadeOf
from pipeline.rules.report_rules import NumeralClaimedTwice, OrdinalsNotContiguous

#: The whole file was saved so.
_OF_FILES: Final = (MisdecodedText, StraySpace)
#: Neighbouring rows were pasted or saved so.
_OF_BLOCKS: Final = (DuplicateKey, NumeralClaimedTwice, WrongCellCount, WrongSection)
#: A cell is judged by itself.
_OF_CELLS: Final = (
    EmptyCell, NotABasis, NotANumber, NotAPeriod, NotWhatItIsMadeOf, UnknownCode, WrongForm,
)  # fmt: skip
#: The rows of a file were sorted or copied, if so many of them fail, wherever they are.
_OF_ORDER: Final = (DuplicateKey, NumeralClaimedTwice, OrdinalsNotContiguous, WrongPage)
_SEVERAL: Final = 5
#: So many rows with another number of cells, or misread cells, mean that the file was saved so.
_FEWEST: Final = 3
#: What fails in so many neighbouring rows of a column has one cause, although the values differ.
_MANY: Final = 8

#: Positions of findings that have one cause, in order.
Together = list[int]


def one_for_each_cause(findings: Iterable[Finding]) -> list[Finding]:
    """Return one finding for each cause within a file, in order of place, errors first."""
    found = sort_findings(findings)
    cells = [*_runs(found, _OF_CELLS, _MANY)]
    blocks = [run for rule in _OF_BLOCKS for run in _runs(found, (rule,), 2)]
    others = {type(each) for each in found} - {*_OF_CELLS, *_OF_BLOCKS}
    many = [run for rule in others for run in _runs(found, (rule,), _MANY)]
    joined = [*_alike(map(_same_edit, found)), *_saved_otherwise(found)]
    return _merged(found, [*joined, *cells, *blocks, *many, *_shifted(found, cells)])


def one_for_each_code(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with one for each code that a table lacks, whichever files and columns have it."""
    found = sort_findings(findings)
    keys = (
        (each.target or each.location.column, each.value) if isinstance(each, UnknownCode) else None
        for each in found
    )
    return _merged(found, _alike(keys))


def _same_edit(finding: Finding) -> Hashable:
    """Return what the findings have in common that one edit of a file corrects; None if nothing."""
    place = finding.location
    if isinstance(finding, _OF_FILES):
        return finding.code, place.file
    if isinstance(finding, _OF_CELLS) and finding.value:
        return finding.code, place.file, place.column, finding.value, finding.expected
    return None


def _alike(keys: Iterable[Hashable]) -> list[Together]:
    groups = defaultdict[Hashable, Together](list)
    for position, key in enumerate(keys):
        if key is not None:
            groups[key].append(position)
    return list(groups.values())


def _runs(
    found: Sequence[Finding], rules: tuple[type[Finding], ...], fewest: int
) -> Iterator[Together]:
    """Yield the findings of these rules in neighbouring rows of a column, if these are not fewer."""
    places = (
        (place.file, place.cell, place.column, place.row, position)
        for position, (place, rule) in enumerate((each.location, type(each)) for each in found)
        if rule in rules
    )
    for _, column in groupby(sorted(places), lambda place: place[:3]):
        run: list[tuple[int, int]] = []
        for *_, row, position in column:
            if run and row > run[-1][0] + 1:
                yield from _long_enough(run, fewest)
                run = []
            run.append((row, position))
        yield from _long_enough(run, fewest)


def _long_enough(run: Sequence[tuple[int, int]], fewest: int) -> Iterator[Together]:
    """Yield the positions of a run of rows, if it has so many different rows."""
    if len({row for row, _ in run}) >= fewest:
        yield [position for _, position in run]


def _saved_otherwise(found: Sequence[Finding]) -> Iterator[Together]:
    """Yield the findings of each file that was saved with other quotes, in another encoding or order."""
    files = defaultdict[str, dict[type[Finding], Together]](dict)
    for position, each in enumerate(found):
        files[each.location.file].setdefault(type(each), []).append(position)
    for of_rules in files.values():
        for rules in ((WrongCellCount,), (MisdecodedText, ControlCharacter)):
            if len(of_rules.get(rules[0], ())) >= _FEWEST:
                yield [position for rule in rules for position in of_rules.get(rule, ())]
        ordered = (of_rules.get(rule, []) for rule in _OF_ORDER)
        yield from (together for together in ordered if len(together) >= _SEVERAL)


def _shifted(found: Sequence[Finding], runs: Iterable[Together]) -> Iterator[Together]:
    """Yield the errors of the rows in which cells of several columns fail, because these are shifted."""
    columns = defaultdict[tuple[str, int], set[str]](set)
    for position in (each for run in runs for each in run):
        place = found[position].location
        columns[place.file, place.row].add(place.column)
    rows = [(each.location.file, each.location.row) for each in found]
    shifted = {row for row, names in columns.items() if len(names) > 1}
    yield from _alike(
        row if row in shifted and each.is_error else None
        for row, each in zip(rows, found, strict=True)
    )


def _merged(found: Sequence[Finding], causes: Iterable[Together]) -> list[Finding]:
    """Return the first finding of each cause with the places of the others; causes may overlap."""
    first = list(range(len(found)))

    def first_of(position: int) -> int:
        while first[position] != position:
            first[position] = first[first[position]]
            position = first[position]
        return position

    for together in causes:
        for one, other in pairwise(together):
            low, high = sorted((first_of(one), first_of(other)))
            first[high] = low
    others = defaultdict[int, list[Finding]](list)
    for position, each in enumerate(found):
        others[first_of(position)].append(each)
    return [merged(*members) for members in others.values()]


def merged(*members: Finding) -> Finding:
    """Return the first member, or the first that names the encoding, with the places of the others."""
    finding = min(members, key=lambda each: not isinstance(each, MisdecodedText))
    places = {place for each in members for place in (each.location, *each.also)}
    return replace(finding, also=tuple(sorted(places - {finding.location})))
