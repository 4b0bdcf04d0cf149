"""Draft a sentence from the rows of an earlier edition that printed the same words with other numbers.

`raw/` has the numerals and the fingerprint of each sentence, never its words. A sentence of the new text with the
earlier numerals in place of its own has this fingerprint only if all other words are the same. No copy of the
earlier text is needed, and a sentence that differs in a word is drafted by the rules alone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Final

from pipeline.ingest import RawReport
from pipeline.parsing.normalization import fingerprint, in_version, version_of
from pipeline.schema import NUMERALS
from pipeline.tools.draft.ledger import FIGURE, Decision
from pipeline.tools.draft.printed import Printed, PrintedForms, spaced
from pipeline.tools.draft.proposal import CLAUSE, Proposal, unsure
from pipeline.tools.source_text.tokenizer import SourceToken
from pipeline.validation.report import keyed_figures
from pipeline.validation.schema import Row, rows_of

#: Columns that the same words give the same cells.
KEPT: Final = ("indicator", "entity", "status", "credit", "inferred", "unit")
#: Sentences of the earlier edition that are tried for one sentence, from the last match on.
_TRIED: Final = 40
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_FEBRUARY: Final = re.compile(r"(\d{4})-02-(?:28|29)")


@dataclass(frozen=True)
class SameSentence:
    """Hold a sentence with the rows of its numerals in the earlier edition, in order."""

    tokens: Sequence[SourceToken]
    ledger: Sequence[Row]
    forms: dict[SourceToken, Printed]
    edition: EarlierEdition

    def decisions(self) -> list[Decision]:
        """Return the earlier decisions about the numerals."""
        words = self.edition.name
        return [Decision(FIGURE if r["figure"] else r["reason"], words) for r in self.ledger]

    def figure(self, token: SourceToken) -> str:
        """Return the earlier figure of a numeral."""
        return self.ledger[self.tokens.index(token)]["figure"]

    def cells(self, token: SourceToken, proposed: Mapping[str, Proposal]) -> dict[str, Proposal]:
        """Return the proposed cells with those that the earlier figure decides."""
        row = self.edition.figures[self.figure(token)]
        source = f"{self.edition.name} {row['id']}"
        kept = {name: Proposal(row[name], CLAUSE, source) for name in KEPT}
        named = Proposal(row["cited"], CLAUSE, source)
        kept["cited"] = unsure(source, row["cited"]) if self._renamed and row["cited"] else named
        for name in ("period", "basis"):
            shifted = self.shifted(row[name])
            kept[name] = Proposal(shifted, CLAUSE, source)
            if name == "period" and self._other_months:
                kept[name] = replace(proposed[name], candidates=(shifted,))
        return {**proposed, **kept}

    @cached_property
    def _changed(self) -> list[tuple[str, str, str]]:
        """Return the reason, the earlier and the new numeral of each that is not a figure and changed."""
        pairs = zip(self.tokens, self.ledger, strict=True)
        found = ((row["reason"], row["token"], new.text) for new, row in pairs)
        return [each for each in found if each[0] and each[1] != each[2]]

    @property
    def _renamed(self) -> bool:
        return any(reason != "date" for reason, _, _ in self._changed)

    @property
    def _other_months(self) -> bool:
        """Return whether a month or a day changed, which is not that of the earlier period."""
        return any(
            reason == "date" and not _YEAR.fullmatch(old) for reason, old, _ in self._changed
        )

    def shifted(self, cell: str) -> str:
        """Return a period or a base with the years of this sentence.

        A year that the sentence states becomes the one in its place; another moves with the reference period.
        """
        pairs = zip(self.tokens, self.ledger, strict=True)
        stated = {r["token"]: t.text for t, r in pairs if _YEAR.fullmatch(r["token"])}
        moved = _YEAR.sub(
            lambda m: stated.get(m[0], str(int(m[0]) + self.edition.years)),
            cell,
        )
        return _FEBRUARY.sub(lambda m: f"{m[1]}-02-{monthrange(int(m[1]), 2)[1]}", moved)


@dataclass
class EarlierEdition:
    """Find the sentences of an earlier edition; `years` is how many years later the new one reports."""

    name: str
    figures: Mapping[str, Row]
    ledger: Sequence[Row]
    years: int
    _next: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, earlier: RawReport, year: int) -> EarlierEdition:
        """Return the edition of a report, for a new one that reports on a year."""
        facts = earlier.report
        known = int(facts.reference_period[:4]) if facts else year
        figures = {row["id"]: row for row in keyed_figures(earlier)}
        ledger = rows_of(earlier.tables[NUMERALS.name].frame)
        return cls(facts.folder if facts else "", figures, ledger, year - known)

    @cached_property
    def _sentences(self) -> Mapping[tuple[str, int], list[list[Row]]]:
        """Return the rows of each sentence by its section and its number of numerals, and by that alone."""
        found: dict[tuple[str, int], list[list[Row]]] = defaultdict(list)
        for _, rows in groupby(
            self.ledger, lambda r: (r["section"], r["paragraph"], r["sentence"])
        ):
            whole = list(rows)
            for section in (whole[0]["section"], ""):
                found[section, len(whole)].append(whole)
        return found

    def find(self, tokens: Sequence[SourceToken], forms: PrintedForms) -> SameSentence | None:
        """Return the earlier sentence of the same words, or None if there is none near the last match."""
        for section in (tokens[0].sentence.section, ""):
            key = (section, len(tokens))
            known, start = self._sentences.get(key, ()), self._next.get(key, 0)
            order = [*range(start, len(known)), *range(start)][:_TRIED]
            for at in order:
                if self._is_same(tokens, known[at]):
                    self._next[key] = at + 1
                    found = self._forms(tokens, known[at], forms)
                    if found is None:
                        return None
                    return SameSentence(tokens, known[at], found, self)
        return None

    def _forms(
        self, tokens: Sequence[SourceToken], rows: Sequence[Row], forms: PrintedForms
    ) -> dict[SourceToken, Printed] | None:
        """Return the earlier printed forms with the new numerals, or None if one is not read."""
        of_figure: dict[str, list[tuple[SourceToken, Row]]] = defaultdict(list)
        for token, row in zip(tokens, rows, strict=True):
            of_figure[row["figure"]].append((token, row))
        of_figure.pop("", None)
        found: dict[SourceToken, Printed] = {}
        for figure, own in of_figure.items():
            printed, rest = "", "".join(self.figures[figure]["printed"].split())
            for token, row in own:
                before, _, rest = rest.partition(row["token"])
                printed += before + token.text
            read, start, end = forms.parse(printed + rest), own[0][0].start, own[-1][0].end
            if read is None:
                return None
            words = own[0][0].sentence.text[start:end]
            form = Printed(spaced(printed + rest), words, start, end, read)
            found |= dict.fromkeys((token for token, _ in own), form)
        return found

    def _is_same(self, tokens: Sequence[SourceToken], rows: Sequence[Row]) -> bool:
        text, at, parts = tokens[0].sentence.text, 0, []
        for token, row in zip(tokens, rows, strict=True):
            parts += [text[at : token.start], row["token"]]
            at = token.end
        recorded = rows[0]["sentence_sha256"]
        version = version_of(recorded)
        return fingerprint(in_version("".join([*parts, text[at:]]), version), version) == recorded
