"""Divide a proposed figure whose words hold two numbers into two proposals from the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.tools.draft.draft import DraftFigure, cells_read
from pipeline.tools.draft.printed import Printed, PrintedForms, spaced
from pipeline.tools.draft.proposal import Proposal, unsure
from pipeline.tools.source_text.tokenizer import SourceToken

#: Between two numbers: the end of the first form.
_BETWEEN: Final = re.compile(r"[-~–—至到、和与及以或,]+\Z")
#: A numeral that is part of the number before it: 三分之一, 0.6 个百分点.
_PERCENT: Final = "百分点"
_FRACTION: Final = "分之"

Half = tuple[Sequence[SourceToken], DraftFigure]


def divide(figure: DraftFigure, tokens: Sequence[SourceToken], forms: PrintedForms) -> list[Half]:
    """Return the first number with its numerals, and the others with theirs; nothing if there is only one."""
    text = tokens[0].sentence.text
    own = (at for at, token in enumerate(tokens) if at and _is_own(token, tokens[at - 1], text))
    if (at := next(own, 0)) == 0:
        return []
    form, border = figure.place.form, tokens[at].start
    first = _BETWEEN.sub("", text[form.start : border])
    halves = ((tokens[:at], form.start, first), (tokens[at:], border, text[border : form.end]))
    return [(part, _half(figure, start, words, forms)) for part, start, words in halves]


def _is_own(token: SourceToken, before: SourceToken, text: str) -> bool:
    """Return whether a numeral begins a number."""
    return not text.startswith(_PERCENT, token.start) and not text.endswith(
        _FRACTION, before.end, token.start
    )


def _half(figure: DraftFigure, start: int, words: str, forms: PrintedForms) -> DraftFigure:
    """Return the proposal for some of the words; cells that they do not settle are those of the whole, or open."""
    form = next(_forms(figure.place.form, start, words, forms), None)
    if form is None:
        read = dict.fromkeys(cells_read(figure.place.form), unsure(words))
        return replace(figure, cells={**figure.cells, **read})
    read = cells_read(form)
    units = sorted(form.figure.units)
    if len(units) == 1:
        read["unit"] = Proposal(units[0], read["printed"].certainty, words)
    place = replace(figure.place, form=form)
    return replace(figure, cells={**figure.cells, **read}, place=place)


def _forms(whole: Printed, start: int, words: str, forms: PrintedForms) -> Iterator[Printed]:
    """Yield readings of some words of a form, with the words of the whole that they share."""
    figure = whole.figure
    for lead in ("", f"〔{figure.direction}〕" if figure.direction else ""):
        for tail in ("", f"{figure.multiplier}{figure.unit_words}", figure.unit_words):
            form = f"{lead}{words}〔{tail}〕" if tail else f"{lead}{words}"
            found = forms.parse(form)
            settled = found and found.direction == figure.direction
            if found and settled and found.units == figure.units:
                yield Printed(spaced(form), words, start, start + len(words), found, whole.unit)
