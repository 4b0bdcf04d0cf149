"""Review a draft: the items that a person decides about, the page that shows them, and the decided rows.

A decision is about some numerals: a reason to exclude them, SAME to add them to the figure before them, or the cells of
a figure. The cells that double entry protects are keyed without the proposed row in view, or a second person reads the
whole rows; then the page shows them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from pipeline.escaping import script_json
from pipeline.ingest import RawReport
from pipeline.rules import localized
from pipeline.rules.finding import escape_control_characters
from pipeline.schema import NUMERALS, RAW_FIGURES, RAW_SECTIONS
from pipeline.tools.draft.division import divide
from pipeline.tools.draft.draft import Draft, DraftFigure, DraftNumeral
from pipeline.tools.draft.printed import PrintedForms
from pipeline.tools.draft.proposal import EARLIER
from pipeline.tools.draft.unconfirmed import KEYING_COLUMNS, ConfirmationError, csv_text
from pipeline.tools.source_text import Scan
from pipeline.tools.source_text.neighbours import earlier_texts
from pipeline.tools.source_text.tokenizer import Sentence, SourceToken
from pipeline.validation.report_checks.drafts import PROTECTED
from pipeline.validation.schema import Row
from pipeline.validation.vocabulary import Vocabulary
from pipeline.website.page import render, script_data, style

#: The decision that numerals belong to the figure before them.
SAME: Final = "="
#: Keys of a document that state what it is about, and that of its decisions.
_ABOUT: Final = ("report", "fingerprint", "reading")
_DECISIONS: Final = "decisions"
#: Number of keys of a decision: its numerals, all in one sentence, and either a reason or cells.
_PARTS: Final = 2
CELLS: Final = tuple(name for name in RAW_FIGURES.columns if name != "id")
REQUIRED: Final = tuple(each.name for each in RAW_FIGURES.fields if each.required)[1:]

Item = dict[str, Any]


@dataclass(frozen=True)
class Review:
    """Hold a draft and the report that it is for; `reading` names a second reading of whole rows."""

    capture: RawReport
    scanned: Scan
    made: Draft
    reading: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """Return the fingerprint of the numerals, by which decisions belong to a text."""
        places = (str(each.token.position) for each in self.made.numerals)
        return hashlib.sha256("\n".join(places).encode()).hexdigest()

    @property
    def name(self) -> str:
        """Return the folder of the report."""
        return self.capture.report.folder if self.capture.report else ""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary of the report."""
        return Vocabulary.of(self.capture.vocabulary)

    @cached_property
    def open(self) -> dict[int, DraftNumeral]:
        """Return the numerals by number, without those of sections that have decisions in the ledger."""
        rows = self.capture.tables[NUMERALS.name].rows
        closed = {row["section"] for row in rows if row["figure"] or row["reason"]}
        numbered = enumerate(self.made.numerals)
        return {n: each for n, each in numbered if each.token.sentence.section not in closed}

    @cached_property
    def sections(self) -> dict[str, Row]:
        """Return the sections by number."""
        return {r["section"]: r for r in self.capture.tables[RAW_SECTIONS.name].rows}

    def page_of(self, number: int) -> str:
        """Return the page of a numeral; in a text without pages that on which its section begins."""
        token = self.open[number].token
        return token.page or self.sections[token.sentence.section]["page"]

    @property
    def fixed(self) -> tuple[str, ...]:
        """Return the cells that are not changed in view of the row; a unit that is not printed is proposed."""
        return tuple(name for name in PROTECTED if not (self.reading and name == "unit"))

    def options(self, column: str) -> list[list[str]]:
        """Return the codes that a column may have, with titles and with words that stand for them."""
        if column == "reason":
            same = localized("part of the figure before it")
            return [*self._rows("exclusions"), [SAME, same.zh, same.en, ""]]
        table = "hedges" if column == "hedge" else RAW_FIGURES[column].refers_to.split(".")[0]
        return self._rows(table) if table else []

    def _rows(self, table: str) -> list[list[str]]:
        parts = ("title_zh", "title_en", "words")
        rows = self.vocabulary.rows(table)
        return [[next(iter(row.values())), *(row.get(part, "") for part in parts)] for row in rows]

    def codes(self, column: str) -> list[str]:
        """Return the codes that a column may have."""
        return [code for code, *_ in self.options(column)]

    def code(self, column: str, keyed: str) -> str:
        """Return the only code whose title or word was keyed, else what was keyed."""
        options = self.options(column if column in CELLS else "reason")
        found = [code for code, zh, en, words in options if keyed in (zh, en, *words.split(";"))]
        is_code = not keyed or keyed in (code for code, *_ in options)
        return found[0] if len(found) == 1 and not is_code else keyed

    def items(self) -> list[Item]:
        """Return what is decided about, the least sure first, and what is surely excluded last."""
        made = list(self._items())
        return [made[n] for n in sorted(range(len(made)), key=lambda n: (_certainty(made[n]), n))]

    def _items(self) -> Iterator[Item]:
        cells = {each.figure: each for each in self.made.figures}
        by_sentence = groupby(self.open.items(), key=lambda each: each[1].token.sentence)
        for number, (_, found) in enumerate(by_sentence):
            numerals = dict(found)
            for figure in dict.fromkeys(each.figure for each in numerals.values() if each.figure):
                own = {n: each.token for n, each in numerals.items() if each.figure == figure}
                yield self._figure(cells[figure], own, number)
            if others := {n: each.decision for n, each in numerals.items() if not each.figure}:
                reasons = {
                    n: [each.reason, escape_control_characters(each.words), [*each.candidates]]
                    for n, each in others.items()
                }
                yield {"numerals": [*others], "sentence": number, "reasons": reasons}

    def _figure(
        self, figure: DraftFigure, numerals: Mapping[int, SourceToken], sentence: int
    ) -> Item:
        """Return the item of a figure, with those that replace it if it is two figures."""
        proposed = {name: _proposal(each) for name, each in figure.cells.items()}
        proposed["page"] = [self.page_of(min(numerals)), EARLIER, "", []]
        item = {"numerals": [*numerals], "sentence": sentence, "cells": proposed}
        numbers = {token: number for number, token in numerals.items()}
        halves = [
            self._figure(half, {numbers[token]: token for token in tokens}, sentence)
            for tokens, half in divide(figure, [*numbers], PrintedForms(self.vocabulary.words))
        ]
        return {**item, "halves": halves} if halves else item

    def sentences(self) -> list[dict[str, Any]]:
        """Return the sentences of the items: the text before each, and its parts with their numerals."""
        earlier = earlier_texts(self.scanned)
        by_sentence = groupby(self.open.items(), key=lambda each: each[1].token.sentence)
        return [
            {
                "place": [
                    self.sections[at.section][name] for name in ("section", "title_zh", "title_en")
                ],
                "before": escape_control_characters(earlier[at]),
                "parts": list(_parts(at, list(numerals))),
            }
            for at, numerals in by_sentence
        ]

    def page(self) -> bytes:
        """Return the page: one file that makes no request, with the sentences of the text."""
        columns = [[n, RAW_FIGURES[n].title.zh, RAW_FIGURES[n].title.en] for n in CELLS]
        report = self.capture.report
        data = {
            "report": self.name,
            "fingerprint": self.fingerprint,
            "reading": self.reading,
            "columns": columns,
            "keyed": PROTECTED,
            "fixed": self.fixed,
            "required": REQUIRED,
            "options": {name: self.options(name) for name in (*CELLS, "reason")},
            "sentences": self.sentences(),
            "items": self.items(),
        }
        return render(
            "review.html.j2",
            ("elements", "review"),
            style(("theme", "layout", "parts", "tables", "review")),
            report=report,
            reading=self.reading,
            data=script_data(script_json(data)),
        )


def _proposal(cell: Any) -> list[Any]:
    """Return a proposal as the page has it."""
    words = escape_control_characters(cell.words)
    return [cell.cell, cell.certainty, words, [*cell.candidates]]


def _certainty(item: Item) -> tuple[bool, str]:
    """Return the sort key of an item: exclusions that are sure are last."""
    if "cells" in item:
        cells = (cell for name, cell in item["cells"].items() if name != "inferred")
        return False, min(cell[1] for cell in cells)
    is_sure = all(reason for reason, *_ in item["reasons"].values())
    return is_sure, ""


def _parts(sentence: Sentence, numerals: Sequence[tuple[int, DraftNumeral]]) -> Iterator[list[Any]]:
    """Yield the parts of a sentence in order, each with the number of its numeral or -1."""
    end = 0
    for number, each in numerals:
        yield [escape_control_characters(sentence.text[end : each.token.start]), -1]
        yield [escape_control_characters(each.token.text), number]
        end = each.token.end
    yield [escape_control_characters(sentence.text[end:]), -1]


def decided_files(review: Review, document: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Return the files of each section whose numerals all are decided: figures, numerals, keyed cells.

    Raises ConfirmationError for decisions of another report or text, and for invalid ones.
    """
    decisions = _decisions(review, document)
    by_section = groupby(review.open, key=lambda n: review.open[n].token.sentence.section)
    sections = {section: list(found) for section, found in by_section}
    return {
        section: _files(review, section, numbers, decisions)
        for section, numbers in sections.items()
        if decisions.keys() >= {*numbers}
    }


def _require_decision(review: Review, decision: Mapping[str, Any], known: Container[str]) -> None:
    """Raise an exception that `_decisions` catches for a decision that the page does not write."""
    cells, numerals = decision.get("cells"), decision["numerals"]
    is_valid = decision["reason"] in known if cells is None else cells.keys() <= {*CELLS}
    texts = () if cells is None else cells.values()
    if len(decision) != _PARTS or not is_valid or not all(isinstance(cell, str) for cell in texts):
        raise ValueError
    if not all(type(number) is int and number in review.open for number in numerals):
        raise ValueError
    sentences = {review.open[number].token.sentence for number in numerals}
    if len(sentences) != 1 or len({*numerals}) < len(numerals):
        raise ValueError


def _decisions(review: Review, document: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """Return the decisions by numeral. Raises ConfirmationError for what the page does not write."""
    found: dict[int, dict[str, Any]] = {}
    known = review.codes("reason")
    try:
        given = [document[name] for name in _ABOUT]
        if given != [review.name, review.fingerprint, review.reading]:
            raise ConfirmationError(
                localized("the decisions are of another report, text or reading")
            )
        if document.keys() != {*_ABOUT, _DECISIONS} or not isinstance(document[_DECISIONS], list):
            raise TypeError
        for each in document[_DECISIONS]:
            _require_decision(review, each, known)
            if not found.keys().isdisjoint(each["numerals"]):
                raise ValueError
            found |= dict.fromkeys(each["numerals"], each)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, ConfirmationError):
            raise
        raise ConfirmationError(localized("the file of decisions is invalid")) from error
    return found


def _files(
    review: Review, section: str, numbers: Sequence[int], decisions: Mapping[int, dict[str, Any]]
) -> tuple[str, str, str]:
    """Return the files of one section; its figures are numbered in the order of the text."""
    figures: dict[int, dict[str, str]] = {}
    ledger: list[dict[str, str]] = []
    for number in numbers:
        decision, place = decisions[number], review.open[number].token.position
        figure = reason = ""
        own = decision.get("cells", {})
        place["page"] = own.get("page") or review.page_of(number)
        if "cells" in decision:
            known = {**own, **place, "id": f"{section}-{len(figures) + 1:03}"}
            figure = figures.setdefault(min(decision["numerals"]), known)["id"]
        elif decision["reason"] != SAME:
            reason = decision["reason"]
        elif figures:
            figure = [*figures.values()][-1]["id"]
        else:
            raise ConfirmationError(
                localized("section {section} begins with no figure", section=section)
            )
        ledger.append({**place, "figure": figure, "reason": reason})
    shown = [{n: c for n, c in row.items() if n not in review.fixed} for row in figures.values()]
    keyed = [{**row, "figure": row["id"]} for row in figures.values()]
    return (
        _table(RAW_FIGURES.columns, shown),
        _table(NUMERALS.columns, ledger),
        _table(KEYING_COLUMNS, keyed),
    )


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    return csv_text(columns, ([row.get(name, "") for name in columns] for row in rows))
