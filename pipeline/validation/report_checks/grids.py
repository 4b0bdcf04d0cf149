"""Report an error of a grid's key once, at the key, and not at every cell to which it applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.ingest.grids import ExpandedGrid
from pipeline.rules import Finding, Location
from pipeline.rules.figure_rules import UnknownCode
from pipeline.rules.grid_rules import MeaningGivenTwice, MeaningRepeated

Origins = Mapping[Location, Sequence[Location]]


def at_keys(findings: Sequence[Finding], grids: Sequence[ExpandedGrid]) -> list[Finding]:
    """Move each finding that all cells of one key have to this key; keep the others at their cells."""
    if not grids:
        return list(findings)
    origins = {place: keys for each in grids for place, keys in each.origins()}
    cells = _inverted((place, key) for place, keys in origins.items() for key in keys)
    broken = {(each.code, each.location) for each in findings}
    reported: dict[object, Finding] = {}
    for each in _without_consequences(findings, grids, origins):
        key = _key(each, origins, cells, broken)
        moved = replace(each, location=key) if key else each
        reported.setdefault((each.code, key) if key else each, moved)
    return list(reported.values())


def _inverted(pairs: Iterator[tuple[Location, Location]]) -> dict[Location, set[Location]]:
    found: dict[Location, set[Location]] = {}
    for place, key in pairs:
        found.setdefault(key, set()).add(place)
    return found


def _key(
    finding: Finding,
    origins: Origins,
    cells: Mapping[Location, set[Location]],
    broken: set[tuple[str, Location]],
) -> Location | None:
    """Return the part of a key all cells of which have the finding.

    A part with one cell is meant only if it gives the property, and not for a printed form, which
    may itself be wrong.
    """
    for number, key in enumerate(origins.get(finding.location, ())):
        exact = number == 0 and finding.location.column != "printed"
        places = cells[key]
        if (exact or len(places) > 1) and all((finding.code, each) in broken for each in places):
            return key
    return None


def _without_consequences(
    findings: Sequence[Finding], grids: Sequence[ExpandedGrid], origins: Origins
) -> Iterator[Finding]:
    """Yield findings without those that follow from others.

    Two figures have one meaning if one of them has a wrong meaning. A row and a column that disagree
    give a wrong meaning. An identity does not exist if the grid that gives it has an error.
    """
    twice = {each.location.file for each in findings if isinstance(each, MeaningGivenTwice)}
    wrong = {each.location.at("") for each in findings if each.location in origins}
    files = {each.location.file for each in findings if each.is_error}
    faulty = tuple(f"{each.grid.name}." for each in grids if files & {*each.grid.hashes})
    for each in findings:
        of_the_grid = isinstance(each, UnknownCode) and each.location.column == "identity"
        if isinstance(each, MeaningRepeated) and each.location in wrong:
            continue
        if each.location in origins and f"{each.location.file.removesuffix('.csv')}.yaml" in twice:
            continue
        if not (of_the_grid and each.value.startswith(faulty)):
            yield each
