"""A report as committed, with what is worked out once for all of its mutants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.capture import Capture
from pipeline.decode import Reading
from pipeline.mutation.edits import Subject
from pipeline.mutation.slips import Mutant, mutants
from pipeline.proof import WordsAround, words_around, words_of_codes
from pipeline.rules import Finding
from pipeline.source import Scan
from pipeline.source.said import WordsOfCodes
from pipeline.validation import validate_capture
from pipeline.validation.candidate import Candidate
from pipeline.validation.cells import Pages
from pipeline.validation.frame import Row, rows_of
from pipeline.validation.identities import Intervals
from pipeline.validation.report import believed_terms, keyed_figures, page_spans
from pipeline.validation.vocabulary import Vocabulary


@dataclass(frozen=True)
class Bench:
    """A report as committed, with what is worked out once for all mutants."""

    capture: Capture
    scanned: Scan | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words and codes."""
        return Vocabulary.of(self.capture.vocabulary)

    @cached_property
    def pages(self) -> Pages:
        """The printed pages of every section."""
        return page_spans(self.capture.tables["sections"])

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """The keyed rows of every table."""
        return {name: rows_of(each.frame) for name, each in self.capture.tables.items()}

    @cached_property
    def words(self) -> WordsAround:
        """Words that may stand around a number."""
        return words_around(self.vocabulary)

    @cached_property
    def words_of_codes(self) -> WordsOfCodes:
        """Words that name an entity or say a basis."""
        return words_of_codes(self.vocabulary)

    @cached_property
    def sections(self) -> dict[str, tuple[Row, ...]]:
        """The keyed figures of every section."""
        figures = self.capture.figures.items()
        return {section: tuple(rows_of(captured.frame)) for section, captured in figures}

    @cached_property
    def figures(self) -> dict[str, Row]:
        """The keyed figures of all sections by identifier."""
        return {row["id"]: row for rows in self.sections.values() for row in rows}

    @cached_property
    def baseline(self) -> frozenset[Finding]:
        """What is told of the report without any mutant."""
        return frozenset(validate_capture(self.capture))

    @cached_property
    def terms(self) -> Intervals:
        """What every figure may be, for the identities."""
        return believed_terms(keyed_figures(self.capture), self.vocabulary)

    def mutants(self, section: str, row: Row) -> Iterator[Mutant]:
        """Every mutant of one figure."""
        reading = Candidate(row, self.vocabulary).reading
        direction = reading.direction if isinstance(reading, Reading) else ""
        return mutants(Subject(row, direction, self.sections[section]))
