"""Look up the vocabulary: rows by code, printed words, values of columns. Validate its rows.

Row rules check that units, bases, ranges and words can be used. `region_findings` compares the region
of each policy with the countries that the report covers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import Final, TypeAlias

import pandas as pd

from pipeline.ingest import RawReport, RawTable
from pipeline.ingest.csv_table import did_you_mean, empty_frame
from pipeline.parsing import (
    FigureSyntaxError,
    Hedge,
    Lexicon,
    ParsedFigure,
    Quantity,
    QuantityError,
    parse_printed,
    to_quantity,
)
from pipeline.parsing.comparison_base import NO_BASIS
from pipeline.rules import Finding, LocalizedText, Location, localized, untranslated
from pipeline.rules.figure_rules import (
    IndicatorOfItself,
    UnitNotAllowed,
    UnknownCode,
    WordWithoutBound,
    WrongForm,
)
from pipeline.rules.report_rules import RegionOutsideReport
from pipeline.schema import POLICIES, VOCABULARY, Field
from pipeline.schema.model import is_valid_literal
from pipeline.validation.schema import (
    Row,
    has_columns,
    has_valid_keys,
    is_valid_cell,
    is_valid_row,
    location_of,
    rows_of,
    split_list,
    validate_frame,
)

VocabularyRule: TypeAlias = "Callable[[Vocabulary, Row, Location], Iterator[Finding]]"
#: Larger than any printed multiplier, and small enough to compute with.
_HIGHEST_EXPONENT: Final = 28


def unit_goes_with_measure(vocabulary: Vocabulary, row: Row, place: Location) -> Iterator[Finding]:
    """Check that the measure type of an indicator allows its unit."""
    measure = vocabulary.valid_row("measure_types", row["measure"])
    known = row["unit"] in vocabulary.by_code("units")
    if measure and known and row["unit"] not in measure["units"].split(";"):
        expected = LocalizedText(row["measure"], measure["title_zh"])
        yield UnitNotAllowed(place.at("unit"), row["unit"], expected)


def range_is_ordered(_: Vocabulary, row: Row, place: Location) -> Iterator[Finding]:
    """Check that an indicator's minimum is not above its maximum."""
    low, high = row["minimum"], row["maximum"]
    if not (is_valid_literal(low, "number") and is_valid_literal(high, "number")):
        return
    if Decimal(low) > Decimal(high):
        expected = localized("at least the minimum {low}", low=low)
        yield WrongForm(place.at("maximum"), high, expected)


def bases_are_known(vocabulary: Vocabulary, row: Row, place: Location) -> Iterator[Finding]:
    """Check that each base of a measure type is in bases.csv or is `none`."""
    known = [NO_BASIS, *vocabulary.by_code("bases")]
    unknown = [base for base in row["bases"].split(";") if base not in known]
    if unknown and row["bases"] and "bases" in vocabulary.known:
        yield UnknownCode(place.at("bases"), unknown[0], did_you_mean(unknown[0], known))


def exponent_is_usable(_: Vocabulary, row: Row, place: Location) -> Iterator[Finding]:
    """Check that the exponent of a multiplier is between 0 and 28."""
    exponent = row["exponent"]
    if is_valid_literal(exponent, "integer") and not 0 <= Decimal(exponent) <= _HIGHEST_EXPONENT:
        text = f"0 … {_HIGHEST_EXPONENT}"
        yield WrongForm(place.at("exponent"), exponent, untranslated(text))


def bound_is_of_a_word(_: Vocabulary, row: Row, place: Location) -> Iterator[Finding]:
    """Check that a hedge's bound is one that a word can have; `range` needs two numbers, not a word."""
    try:
        Hedge.of(row)
    except (KeyError, ValueError):
        expected = localized("a bound that a word can have")
        yield WrongForm(place.at("bound"), row["bound"], expected)


def bound_agrees_with_width(_: Vocabulary, row: Row, place: Location) -> Iterator[Finding]:
    """Check that a word whose bound is the number itself or a magnitude has no check width."""
    width = row.get("check_width", "")
    if row["bound"] in ("=", "magnitude") and width not in ("", NO_BASIS):
        expected = untranslated(width)
        yield WordWithoutBound(place.at("bound"), row["bound"], expected)


def of_leads_to_another(vocabulary: Vocabulary, row: Row, place: Location) -> Iterator[Finding]:
    """Check that the indicators that `of` names one after another do not lead back."""
    seen, known, at = set[str](), vocabulary.by_code("indicators"), row.get("of", "")
    while at in known and at not in seen:
        if at == row["indicator"]:
            yield IndicatorOfItself(place.at("of"), at)
            return
        seen.add(at)
        at = known[at]["of"]


def synonym_is_of_a_code(vocabulary: Vocabulary, row: Row, place: Location) -> Iterator[Finding]:
    """Check that the code of a synonym is in the table that its kind names; `word` names none."""
    kind, code = row["kind"], row["code"]
    if kind in vocabulary.known and code not in (known := vocabulary.by_code(kind)):
        yield UnknownCode(place.at("code"), code, did_you_mean(code, [*known]))


RULES: Final[Mapping[str, tuple[VocabularyRule, ...]]] = MappingProxyType(
    {
        "indicators": (unit_goes_with_measure, range_is_ordered, of_leads_to_another),
        "measure_types": (bases_are_known,),
        "multipliers": (exponent_is_usable,),
        "hedges": (bound_is_of_a_word, bound_agrees_with_width),
        "synonyms": (synonym_is_of_a_code,),
    }
)


def row_findings(vocabulary: Vocabulary, table: str, rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield the findings of the rules about whole rows of one table."""
    for row in rows:
        for rule in RULES.get(table, ()):
            yield from rule(vocabulary, row, location_of(row))


_TABLES: Final = {table.name: table for table in VOCABULARY}
_OF_THE_GRAMMAR: Final = ("hedges", "directions", "multipliers", "units")
#: The columns of a figure that state its quantity.
QUANTITY: Final = ("number", "number_high", "multiplier", "hedge", "unit")


@dataclass(frozen=True)
class Vocabulary:
    """Hold the vocabulary's frames by table name, empty if a file could not be read.

    `known` names the tables whose codes are all known, so that any other code is an error.
    """

    frames: Mapping[str, pd.DataFrame]
    known: frozenset[str]

    @classmethod
    def of(cls, captured: Mapping[str, RawTable]) -> Vocabulary:
        """Return the vocabulary of captured files; unreadable files count as empty."""
        return _validated_once(_VocabularyFiles.of(captured)).vocabulary

    @classmethod
    def _from_tables(cls, captured: Mapping[str, RawTable]) -> Vocabulary:
        frames = {
            name: captured[name].frame if has_columns(captured[name], table) else empty_frame(table)
            for name, table in _TABLES.items()
        }
        known = (name for name, table in _TABLES.items() if has_valid_keys(captured[name], table))
        return cls(frames, frozenset(known))

    def rows(self, table: str) -> list[Row]:
        """Return the rows of one table; the list is shared and must not be changed."""
        if table not in self._rows:
            self._rows[table] = rows_of(self.frames[table])
        return self._rows[table]

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        return {}

    def by_code(self, table: str) -> Mapping[str, Row]:
        """Return the rows of one table by code, without codes that occur twice, which are ambiguous."""
        return self._indexed[table]

    @cached_property
    def _indexed(self) -> Mapping[str, Mapping[str, Row]]:
        return {name: _once(self.rows(name), table.key[0]) for name, table in _TABLES.items()}

    @cached_property
    def _valid(self) -> dict[tuple[str, str], Row | None]:
        return {}

    def valid_row(self, table: str, code: str) -> Row | None:
        """Return the row of a code, or None if it breaks a rule, which is reported elsewhere."""
        if (table, code) not in self._valid:
            row = self.by_code(table).get(code)
            self._valid[table, code] = row if row and self._is_valid(table, row) else None
        return self._valid[table, code]

    def _is_valid(self, table: str, row: Row) -> bool:
        fields = _TABLES[table].fields
        return (
            is_valid_row(row, _TABLES[table])
            and all(self._refers(row[field.name], field) for field in fields if field.refers_to)
            and not any(row_findings(self, table, [row]))
        )

    def _refers(self, cell: str, field: Field) -> bool:
        """Return whether every code of a cell is in the table that it refers to."""
        return not cell or set(split_list(cell, field)) <= set(
            self.by_code(field.refers_to.split(".")[0])
        )

    @cached_property
    def words(self) -> Lexicon:
        """Return the words of the grammar of printed figures. Raises LexiconError."""
        return Lexicon.from_tables(
            hedges=self.rows("hedges"),
            directions=self.rows("directions"),
            multipliers=self.rows("multipliers"),
            units=self.rows("units"),
        )

    @cached_property
    def grammar(self) -> Lexicon | None:
        """Return the words, or None if any row of the grammar's tables is invalid."""
        if not self.known.issuperset(_OF_THE_GRAMMAR):
            return None
        codes = ((table, code) for table in _OF_THE_GRAMMAR for code in self.by_code(table))
        return self.words if all(self.valid_row(*each) for each in codes) else None

    @cached_property
    def _readings(self) -> dict[str, ParsedFigure | FigureSyntaxError]:
        return {}

    def reading(self, printed: str) -> ParsedFigure | FigureSyntaxError:
        """Return a printed form as parsed, or the error of the parser; each form is parsed once."""
        if printed not in self._readings:
            try:
                self._readings[printed] = parse_printed(printed, self.words)
            except FigureSyntaxError as error:
                self._readings[printed] = error
        return self._readings[printed]

    @cached_property
    def _quantities(self) -> dict[tuple[str, ...], Quantity | QuantityError]:
        return {}

    def quantity(self, row: Row) -> Quantity | QuantityError:
        """Return the quantity of the keyed cells, or the error in them; computed once for equal cells."""
        number, high, multiplier, hedge, unit = cells = tuple(row[name] for name in QUANTITY)
        if cells not in self._quantities:
            try:
                self._quantities[cells] = to_quantity(
                    number, high, multiplier, hedge, unit, self.words
                )
            except QuantityError as error:
                self._quantities[cells] = error
        return self._quantities[cells]

    @cached_property
    def codes(self) -> Mapping[str, Collection[str]]:
        """Return the values of every `table.field` that columns refer to, if all are known."""
        return {
            f"{name}.{table.key[0]}": self.by_code(name).keys()
            for name, table in _TABLES.items()
            if name in self.known
        }

    def measure_type(self, indicator: str) -> Row | None:
        """Return the row of an indicator's measure type, or None unless both are valid."""
        row = self.valid_row("indicators", indicator)
        return self.valid_row("measure_types", row["measure"]) if row else None


def _once(rows: list[Row], key: str) -> dict[str, Row]:
    times = Counter(row[key] for row in rows)
    return {row[key]: row for row in rows if times[row[key]] == 1}


@dataclass(frozen=True)
class _VocabularyFiles:
    """Hold captured files, equal to others if every file is the same object."""

    tables: Mapping[str, RawTable] = field(compare=False)
    identities: tuple[int, ...]

    @classmethod
    def of(cls, captured: Mapping[str, RawTable]) -> _VocabularyFiles:
        """Hold the files themselves too, so that no other object can have one of their identities."""
        return cls(dict(captured), tuple(id(captured[table.name]) for table in VOCABULARY))


class _Validated:
    """Hold a vocabulary and its findings, each computed when it is first needed."""

    def __init__(self, files: _VocabularyFiles) -> None:
        self._files = files

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary._from_tables(self._files.tables)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        found: list[Finding] = []
        for table in VOCABULARY:
            captured = self._files.tables[table.name]
            rules = partial(row_findings, self.vocabulary, table.name)
            found += validate_frame(captured, table, self.vocabulary.codes, rules)
        return tuple(found)


#: All reports of a run share one vocabulary.
_validated_once = lru_cache(maxsize=4)(_Validated)


def validate_vocabulary(captured: Mapping[str, RawTable]) -> list[Finding]:
    """Return every finding about the files and rows of the vocabulary, computed once for the same files."""
    return list(_validated_once(_VocabularyFiles.of(captured)).findings)


REGION = POLICIES["region"]


def region_findings(capture: RawReport) -> Iterator[Finding]:
    """Report policies of countries that the report does not cover, if its facts can be read."""
    report, policies = capture.report, capture.tables[POLICIES.name]
    if report is None or not has_columns(policies, POLICIES):
        return
    known = ", ".join(report.region)
    for row in rows_of(policies.frame):
        cell = row[REGION.name]
        country = cell.partition("-")[0]
        if is_valid_cell(cell, REGION) and country not in report.region:
            yield RegionOutsideReport(location_of(row, REGION.name), cell, untranslated(known))
