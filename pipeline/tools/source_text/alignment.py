"""Align the rows of a ledger with the tokens of a text, although either may have changed.

Sentences are matched section by section by the sequence of their fingerprints. A changed or added
sentence does not affect its neighbours. The sentences between two matches are matched by tokens,
then by position. Tokens are matched within their sentence in the same way.

`refresh_positions` updates the positions and fingerprints of a ledger. It does not change the decisions (`figure`,
`reason`, `note`) and tokens that people keyed, and adds or removes no row. The verification reports
the differences between text and ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from pipeline.parsing.normalization import VERSION, version_of
from pipeline.tools.source_text.tokenizer import Scan, Sentence, SourceToken, with_tokens

L = TypeVar("L")
R = TypeVar("R")
Key = tuple[Callable[[L], Hashable], Callable[[R], Hashable]]
LedgerRow = Mapping[str, str]


@dataclass(frozen=True)
class LedgerEntry:
    """Hold a row of the ledger and its index."""

    index: int
    row: LedgerRow


@dataclass(frozen=True)
class SentencePair:
    """Pair a sentence of the ledger with one of the text, and their tokens; one side may be missing."""

    entries: tuple[LedgerEntry, ...]
    sentence: Sentence | None
    tokens: tuple[tuple[LedgerEntry | None, SourceToken | None], ...]

    @property
    def is_changed(self) -> bool:
        """Return whether ledger and text have different fingerprints for the sentence."""
        recorded = {entry.row["sentence_sha256"] for entry in self.entries}
        return bool(self.sentence and not recorded <= set(self.sentence.fingerprints))


def version_of_ledger(ledger: Iterable[LedgerRow]) -> int:
    """Return the version of the normal form in which a ledger is verified: its earliest."""
    return min((version_of(row["sentence_sha256"]) for row in ledger), default=VERSION)


def align(scanned: Scan, ledger: Sequence[LedgerRow]) -> list[SentencePair]:
    """Return every ledger row and every text token once, paired if they agree."""
    recorded = _recorded_sentences(ledger)
    printed = with_tokens(scanned)
    sections = [entries[0].row["section"] for entries in recorded]
    sections += [tokens[0].sentence.section for tokens in printed]
    return [
        _pair(entries or (), tokens or ())
        for section in dict.fromkeys(sections)
        for entries, tokens in aligned(
            [e for e in recorded if e[0].row["section"] == section],
            [t for t in printed if t[0].sentence.section == section],
            SENTENCE_KEYS,
        )
    ]


def aligned(
    left: Sequence[L], right: Sequence[R], keys: Sequence[Key[L, R]]
) -> Iterator[tuple[L | None, R | None]]:
    """Pair two sequences in order: by the first key, the rest by the next key, and so on.

    Items without a matching key are paired in order if both sides have the same number, else left single.
    """
    if not keys or not left or not right:
        even = len(left) == len(right)
        yield from zip(left, right, strict=True) if even else ()
        yield from () if even else ((item, None) for item in left)
        yield from () if even else ((None, item) for item in right)
        return
    (of_left, of_right), *others = keys
    matcher = SequenceMatcher(None, [*map(of_left, left)], [*map(of_right, right)], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        yield from aligned(left[i:i_end], right[j:j_end], () if tag == "equal" else others)


def _pair(entries: Sequence[LedgerEntry], tokens: Sequence[SourceToken]) -> SentencePair:
    sentence = tokens[0].sentence if tokens else None
    pairs = aligned(entries, tokens, TOKEN_KEYS)
    return SentencePair(tuple(entries), sentence, tuple(pairs))


def _recorded_sentences(ledger: Sequence[LedgerRow]) -> list[list[LedgerEntry]]:
    """Return the rows of each sentence, in the order of their first rows."""
    grouped: dict[tuple[str, str, str], list[LedgerEntry]] = {}
    for index, row in enumerate(ledger):
        key = (row["section"], row["paragraph"], row["sentence"])
        grouped.setdefault(key, []).append(LedgerEntry(index, row))
    return list(grouped.values())


SENTENCE_KEYS: Sequence[Key[Sequence[LedgerEntry], Sequence[SourceToken]]] = (
    (lambda entries: entries[0].row["sentence_sha256"], lambda tokens: tokens[0].sentence.sha256),
    (
        lambda entries: entries[0].row["sentence_sha256"],
        lambda tokens: tokens[0].sentence.fingerprints[-1],
    ),
    (
        lambda entries: tuple(entry.row["token"] for entry in entries),
        lambda tokens: tuple(token.text for token in tokens),
    ),
    (
        lambda entries: (entries[0].row["paragraph"], entries[0].row["sentence"]),
        lambda tokens: (str(tokens[0].sentence.paragraph), str(tokens[0].sentence.sentence)),
    ),
)
TOKEN_KEYS: Sequence[Key[LedgerEntry, SourceToken]] = (
    (lambda entry: entry.row["token"], lambda token: token.text),
)


def refresh_positions(scanned: Scan, ledger: Sequence[LedgerRow]) -> list[dict[str, str]]:
    """Return the rows of a ledger in order; rows with a token in the text get its position.

    Rows without a token are not changed.
    """
    stamped = [dict(row) for row in ledger]
    for pair in align(scanned, ledger):
        for entry, token in pair.tokens:
            if entry and token:
                kept = ("token",) if scanned.has_pages else ("token", "page")
                stamped[entry.index] = {
                    **entry.row,
                    **token.position,
                    **{name: entry.row[name] for name in kept},
                }
    return stamped
