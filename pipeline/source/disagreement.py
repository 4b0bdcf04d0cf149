"""What a proof has to report: one place where the records and a copy of the report disagree."""

# ruff: noqa: S105 - a token is a numeral here and no password

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.source.align import Entry, SentencePair
from pipeline.source.scan import SourceToken
from pipeline.source.sentences import Sentence


class Kind(StrEnum):
    """What is wrong; the values are stable."""

    TOKEN_MISSING = "token-missing-from-ledger"
    TOKEN_NOT_IN_TEXT = "token-not-in-text"
    TOKEN_DIFFERS = "token-differs"
    TOKEN_UNACCOUNTED = "token-unaccounted"
    FINGERPRINT_DIFFERS = "sentence-fingerprint-differs"
    PAGE_DIFFERS = "page-differs"
    POSITION_DIFFERS = "position-differs"
    UNKNOWN_FIGURE = "unknown-figure"
    FIGURE_WITHOUT_TOKEN = "figure-without-token"
    PRINTED_NOT_FOUND = "printed-form-not-found"
    PRINTED_CUT = "printed-form-cut"
    SUPPLIED_NOT_IN_TEXT = "supplied-words-not-in-text"
    ENTITY_NOT_NAMED = "entity-not-named"
    BASIS_NOT_SAID = "basis-not-said"


@dataclass(frozen=True)
class Disagreement:
    """One place where the records and the text disagree.

    Positions are the text's where the text has the place, otherwise the ledger's. `ordinal` and
    `figure` are blank where the whole sentence, or no figure, is meant; `row` is the index of the
    ledger row, or None.
    """

    kind: Kind
    section: str
    paragraph: str
    sentence: str
    ordinal: str
    figure: str
    recorded: str
    printed: str
    row: int | None

    def __str__(self) -> str:
        """For a person: position, kind, and both sides."""
        place = f"section {self.section} paragraph {self.paragraph} sentence {self.sentence}"
        token = f" token {self.ordinal}" if self.ordinal else ""
        figure = f" figure {self.figure}" if self.figure else ""
        sides = f"recorded {self.recorded or 'nothing'}, in the text {self.printed or 'nothing'}"
        return f"{place}{token}{figure}: {self.kind}: {sides}"


def of_token(
    kind: Kind, entry: Entry | None, token: SourceToken | None, recorded: str, printed: str
) -> Disagreement:
    """A disagreement about one token; the ledger's row, the text's token, or both are given."""
    row = entry.row if entry else {}
    at = token.position if token else row
    position = (at["section"], at["paragraph"], at["sentence"], at["ordinal"])
    index = entry.index if entry else None
    return Disagreement(kind, *position, row.get("figure", ""), recorded, printed, index)


def of_sentence(
    kind: Kind, pair: SentencePair, at: Sentence, recorded: str, printed: str
) -> Disagreement:
    """A disagreement about a whole sentence, naming all figures that the ledger has in it."""
    figures = dict.fromkeys(entry.row["figure"] for entry in pair.entries)
    named = " ".join(filter(None, figures))
    position = (at.section, str(at.paragraph), str(at.sentence), "")
    return Disagreement(kind, *position, named, recorded, printed, pair.entries[0].index)


def of_figure(
    kind: Kind, figure: Mapping[str, str], tokens: Sequence[SourceToken], printed: str
) -> Disagreement:
    """A disagreement about a figure's printed form, at the first of its tokens if it has any."""
    section = figure["id"].rpartition("-")[0]
    at = tokens[0].position if tokens else dict.fromkeys(("paragraph", "sentence", "ordinal"), "")
    position = (at.get("section", section), at["paragraph"], at["sentence"], at["ordinal"])
    return Disagreement(kind, *position, figure["id"], figure["printed"], printed, None)
