"""Find two figures of one report that cannot both be true, although each of them alone can.

Two figures of one fact must be able to be equal; a part is not above its whole, nor a region above the area around
it; what accumulates does not fall; one rank belongs to one entity; a change is that between its levels. An erratum that names both figures excuses them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Final, TypeAlias

from pipeline.consistency.expression import named_figures
from pipeline.ingest import RawTable
from pipeline.intervals import Interval, growth
from pipeline.parsing import ComparisonBase, Period, PeriodError, Quantity
from pipeline.rules import Finding, untranslated
from pipeline.rules import report_rules as rules
from pipeline.rules.figure_rules import RankShared
from pipeline.schema import ERRATA
from pipeline.validation.keyed_figure import KeyedFigure, distinct_meanings, without_errors
from pipeline.validation.schema import Row, has_columns, location_of, rows_of
from pipeline.validation.vocabulary import Vocabulary


@dataclass(frozen=True)
class Fact:
    """Hold a figure whose period and quantity are known."""

    row: Row
    figure: KeyedFigure
    period: Period
    stated: Interval

    def kin(self, *columns: str) -> tuple[str, ...]:
        """Return the cells in which comparable figures agree."""
        return tuple(self.row[each] for each in columns)


Pair: TypeAlias = tuple[type[Finding], Fact, Fact]

_FACT: Final = ("indicator", "entity", "period", "basis", "unit", "status", "cited")
_SERIES: Final = ("indicator", "entity", "unit", "status", "cited")
_ORDER: Final = ("indicator", "period", "unit", "status", "cited")
_OWNER: Final = ("entity", "status", "cited")
_SHARE: Final = ("entity", "period", "unit", "status", "cited")
_WORLD: Final = ("UN M49", "001")


def _facts(figures: Iterable[Row], vocabulary: Vocabulary) -> list[Fact]:
    keyed = ((row, KeyedFigure(row, vocabulary)) for row in figures)
    return [
        Fact(row, each, each.period, each.quantity.interval)
        for row, each in keyed
        if isinstance(each.period, Period) and isinstance(each.quantity, Quantity)
    ]


def _is_below(one: Interval, other: Interval) -> bool:
    """Return whether every number of one interval is below every number of the other."""
    if one.high is None or other.low is None or one.intersects(other):
        return False
    return one.high <= other.low


def _upper_end(fact: Fact) -> tuple[bool, Fraction, bool]:
    """Return a sort key of the upper end: none is last, an open end is before a closed one."""
    stated = fact.stated
    return stated.high is None, stated.high or Fraction(0), stated.high_closed


def _lower_end(fact: Fact) -> tuple[bool, Fraction, bool]:
    """Return a sort key of the lower end: none is first, an open end is after a closed one."""
    stated = fact.stated
    return stated.low is not None, stated.low or Fraction(0), not stated.low_closed


def _groups(facts: Iterable[Fact], *columns: str) -> Iterable[list[Fact]]:
    """Return the facts that agree in these columns."""
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.kin(*columns)].append(fact)
    return groups.values()


def _same_fact(facts: Collection[Fact]) -> Iterator[Pair]:
    """Compare each figure with the lowest and the highest before it: one of them meets it last."""
    for group in _groups(facts, *_FACT):
        low = high = group[0]
        for fact in group[1:]:
            others = (each for each in (low, high) if not each.stated.intersects(fact.stated))
            if (other := next(others, None)) is not None:
                yield rules.FiguresContradict, fact, other
            low, high = min(low, fact, key=_upper_end), max(high, fact, key=_lower_end)


def _accumulates(fact: Fact, measures: Collection[str] = ("flow",)) -> bool:
    """Return whether a figure is a sum over its period: a flow that is not a rate and cannot be negative."""
    type_, indicator = fact.figure.measure_type, fact.figure.indicator
    if type_ is None or indicator is None or type_["measure"] not in measures or fact.row["basis"]:
        return False
    return "_per_" not in fact.row["unit"] and not indicator["minimum"].startswith("-")


def _cumulative(facts: Collection[Fact]) -> Iterator[Pair]:
    """Compare each sum with the highest of the shorter periods that begin on the same day."""
    for group in _groups(filter(_accumulates, facts), *_SERIES):
        highest: dict[date, Fact] = {}
        in_order = sorted(group, key=lambda each: each.period.end)
        for _, of_one_end in groupby(in_order, key=lambda each: each.period.end):
            ending = list(of_one_end)
            for long in ending:
                short = highest.get(long.period.start)
                if short is not None and _is_below(long.stated, short.stated):
                    yield rules.CumulativeFalls, long, short
            for each in ending:
                start = each.period.start
                highest[start] = max(highest.get(start, each), each, key=_lower_end)


def _wholes(facts: Iterable[Fact]) -> set[tuple[str, str]]:
    """Return the indicators of each part and whole of which some figure states the share."""
    found: set[tuple[str, str]] = set()
    for fact in facts:
        basis, indicator = fact.figure.basis, fact.figure.indicator
        if isinstance(basis, ComparisonBase) and basis.kind == "share_of" and indicator:
            found.add((indicator["of"], basis.argument))
    return found


def _parts(facts: Collection[Fact]) -> Iterator[Pair]:
    """Compare each part with the lowest figure of its whole."""
    wholes_of: dict[str, list[str]] = defaultdict(list)
    for of, basis in sorted(_wholes(facts)):
        wholes_of[of].append(basis)
    levels = [each for each in facts if not each.row["basis"]]
    lowest = {
        group[0].kin(*_SHARE, "indicator"): min(group, key=_upper_end)
        for group in _groups(levels, *_SHARE, "indicator")
    }
    for part in levels:
        for name in wholes_of.get(part.row["indicator"], ()):
            whole = lowest.get((*part.kin(*_SHARE), name))
            if whole is not None and _is_below(whole.stated, part.stated):
                yield rules.PartAboveWhole, part, whole


def _areas(entity: Row) -> tuple[tuple[str, str], ...]:
    """Return the codes of the areas around an entity: of the country of its subdivision, and of the world."""
    standard, code = entity["standard"], entity["code"]
    country = (("ISO 3166-1", code.partition("-")[0]),) if standard == "ISO 3166-2" else ()
    return (*country, _WORLD) if standard in ("ISO 3166-1", "ISO 3166-2") else ()


def _regions(facts: Collection[Fact]) -> Iterator[Pair]:
    """Compare each quantity of a region with the lowest of each area around it."""
    of_areas: dict[tuple[tuple[str, ...], tuple[str, str]], Fact] = {}
    placed = []
    for fact in facts:
        entity = fact.figure.vocabulary.by_code("entities").get(fact.row["entity"])
        if entity is not None and _accumulates(fact, ("flow", "stock")):
            placed.append((fact, entity))
            key = (fact.kin(*_ORDER), (entity["standard"], entity["code"]))
            of_areas[key] = min(of_areas.get(key, fact), fact, key=_upper_end)
    for region, entity in placed:
        for area in _areas(entity):
            whole = of_areas.get((region.kin(*_ORDER), area))
            if whole is not None and _is_below(whole.stated, region.stated):
                yield rules.RegionAboveWhole, region, whole


def _ranks(facts: Collection[Fact]) -> Iterator[Pair]:
    """Compare each rank with the first figure that states it of another entity."""
    ranks = (fact for fact in facts if fact.row["unit"] == "rank" and not fact.row["hedge"])
    holders: dict[tuple[tuple[str, ...], Interval], Fact] = {}
    for fact in ranks:
        if fact.stated.low == fact.stated.high:
            holder = holders.setdefault((fact.kin(*_ORDER), fact.stated), fact)
            if holder.row["entity"] != fact.row["entity"]:
                yield RankShared, fact, holder


def _base_period(change: Fact) -> Period | None:
    """Return the base period of a change; None if it is not known, or the change is one of many years."""
    basis = change.figure.basis
    if not isinstance(basis, ComparisonBase) or basis.kind == "cagr":
        return None
    try:
        return basis.base_period(change.period)
    except PeriodError:
        return None


def _change(change: Fact, now: Fact, before: Interval) -> Interval | None:
    """Return the change between two levels in the measure of a figure; None if they do not determine it.

    A growth rate of a value may be in constant prices, so that its levels do not determine it.
    """
    type_, unit = change.figure.measure_type, change.row["unit"]
    measure = type_["measure"] if type_ else ""
    if measure == "difference" and unit == now.row["unit"]:
        return now.stated - before
    units = change.figure.vocabulary.by_code("units")
    if units[now.row["unit"]]["dimension"] == "currency" or before.contains(0):
        return None
    if measure == "growth_rate" and unit == "percent":
        return growth(now.stated, before).scale(100)
    return now.stated / before if measure == "ratio" else None


def _changes(facts: Collection[Fact]) -> Iterator[Pair]:
    """Compare each change with the levels of its two periods, or a rate with the level and the difference."""
    levels = {
        (each.row["indicator"], each.period, each.kin(*_OWNER)): each
        for each in facts
        if not each.row["basis"]
    }
    differences = {
        (_of(each), each.period, each.kin("basis", *_OWNER)): each
        for each in facts
        if (each.figure.measure_type or {}).get("measure") == "difference"
    }
    for change in facts:
        of, base = _of(change), _base_period(change)
        now = levels.get((of, change.period, change.kin(*_OWNER)))
        if now is None or base is None:
            continue
        other = levels.get((of, base, change.kin(*_OWNER)))
        by = differences.get((of, change.period, change.kin("basis", *_OWNER)))
        level = other.stated if other else now.stated - by.stated if by else None
        other = other or by
        if (
            level is None
            or other is None
            or other is change
            or other.row["unit"] != now.row["unit"]
        ):
            continue
        implied = _change(change, now, level)
        if implied is not None and not implied.intersects(change.stated):
            yield rules.ChangeContradictsLevels, change, other


def _of(fact: Fact) -> str:
    """Return the indicator whose change a figure states, blank if there is none."""
    return fact.figure.indicator["of"] if fact.figure.indicator else ""


_KINDS: Final[tuple[Callable[[Collection[Fact]], Iterator[Pair]], ...]] = (
    _same_fact,
    _cumulative,
    _parts,
    _regions,
    _ranks,
    _changes,
)


def _pairs(figures: Iterable[Row], vocabulary: Vocabulary) -> Iterator[Pair]:
    facts = _facts(figures, vocabulary)
    for kind in _KINDS:
        yield from kind(facts)


def contradiction_findings(
    figures: Iterable[Row], errata: RawTable, vocabulary: Vocabulary, reported: Iterable[Finding]
) -> Iterator[Finding]:
    """Report each pair at one of its figures; those that have an error are left out.

    So is a pair of which one erratum speaks: which it names, or compares in its condition.
    """
    sound = without_errors(figures, reported)
    # figures of one meaning never contradict each other, and each of them contradicts the same others
    if not any(True for _ in _pairs(distinct_meanings(sound), vocabulary)):
        return
    excused = [
        {*row["figures"].split(";"), *named_figures(row["guard"])}
        for row in (rows_of(errata.frame) if has_columns(errata, ERRATA) else ())
    ]
    for rule, at, other in _pairs(sound, vocabulary):
        if any({at.row["id"], other.row["id"]} <= each for each in excused):
            continue
        text = f"{other.row['printed']} ({other.row['id']}, {location_of(other.row)})"
        yield rule(location_of(at.row, "number"), at.row["printed"], untranslated(text))
