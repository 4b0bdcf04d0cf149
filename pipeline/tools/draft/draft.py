"""Draft a report from a scanned text: a proposed ledger, and proposed figures cell by cell."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.ingest import RawReport
from pipeline.tools.draft.columns import Columns, inferred
from pipeline.tools.draft.earlier_edition import EarlierEdition
from pipeline.tools.draft.ledger import FIGURE, Decision, decisions
from pipeline.tools.draft.printed import CLAUSE, Place, Printed, PrintedForms, Proposal
from pipeline.tools.source_text.neighbours import earlier_texts
from pipeline.tools.source_text.tokenizer import Scan, SourceToken, with_tokens
from pipeline.validation.vocabulary import Vocabulary


@dataclass(frozen=True)
class DraftFigure:
    """Hold a proposed figure: its identifier, its page, its cells and its place in the text."""

    figure: str
    page: str
    cells: dict[str, Proposal]
    place: Place


@dataclass(frozen=True)
class DraftNumeral:
    """Hold a numeral with the decision about it, and the figure if it is one."""

    token: SourceToken
    decision: Decision
    figure: str


@dataclass(frozen=True)
class Draft:
    """Hold the proposals for a text, in the order of the text."""

    numerals: tuple[DraftNumeral, ...]
    figures: tuple[DraftFigure, ...]


def draft(
    scanned: Scan,
    capture: RawReport,
    printed: Iterable[str] = (),
    like: EarlierEdition | None = None,
) -> Draft:
    """Return the proposals for a text, from the vocabulary and the facts of the report.

    Args:
        scanned: the text.
        capture: the report; its rows are not used.
        printed: printed forms that editors keyed, which show the words of tone that they key.
        like: the rows of an earlier edition, which decide about sentences of the same words.
    """
    vocabulary = Vocabulary.of(capture.vocabulary)
    forms = PrintedForms.as_keyed(vocabulary.words, printed)
    columns = Columns.of_report(vocabulary, capture, [each.text for each in scanned.sentences])
    earlier = earlier_texts(scanned)
    counts: Counter[str] = Counter()
    numerals: list[DraftNumeral] = []
    figures: list[DraftFigure] = []
    for tokens in with_tokens(scanned):
        found = forms.of_sentence(tokens)
        decided = decisions(tokens, found)
        if same := like.find(tokens, forms) if like else None:
            found, decided = same.forms, same.decisions()
        known: dict[Printed, str] = {}
        unit = ""
        for token, decision in zip(tokens, decided, strict=True):
            figure = ""
            if decision.reason == FIGURE:
                form = found[token]
                if form not in known:
                    counts[token.sentence.section] += 1
                    known[form] = f"{token.sentence.section}-{counts[token.sentence.section]:03}"
                    place = Place(form, token.sentence.text, earlier[token.sentence], unit)
                    cells = cells_of(place, columns)
                    if same:
                        cells = same.cells(token, cells)
                    figures.append(DraftFigure(known[form], token.page, cells, place))
                    unit = cells["unit"].cell
                figure = known[form]
            numerals.append(DraftNumeral(token, decision, figure))
    return Draft(tuple(numerals), tuple(figures))


def cells_of(place: Place, columns: Columns) -> dict[str, Proposal]:
    """Return the proposed cells of one figure."""
    form = place.form
    figure, words = form.figure, form.words
    read = {
        "printed": form.form,
        "hedge": figure.hedge,
        "number": figure.number,
        "number_high": figure.number_high,
        "multiplier": figure.multiplier,
    }
    cells = {name: Proposal(cell, CLAUSE, words) for name, cell in read.items()}
    cells |= dict(columns.of(place))
    cells["inferred"] = inferred(cells)
    return cells
