"""Hold a proposed cell, and the place of the figure that it is proposed for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pipeline.tools.draft.printed import Printed

#: How sure a rule is: the words stand in the clause, in the sentence, before it, or nowhere.
CLAUSE: Final = "0.95"
SENTENCE: Final = "0.90"
EARLIER: Final = "0.80"
UNSURE: Final = ""


@dataclass(frozen=True)
class Proposal:
    """Hold a proposed cell: its words in the text, how sure the rule is, and ranked candidates.

    A blank certainty is an open cell; a blank cell with a certainty is proposed to stay blank.
    """

    cell: str
    certainty: str
    words: str = ""
    candidates: tuple[str, ...] = ()


def unsure(words: str = "", *candidates: str) -> Proposal:
    """Return an open cell with its candidates."""
    return Proposal("", UNSURE, words, tuple(dict.fromkeys(filter(None, candidates))))


@dataclass(frozen=True)
class Place:
    """Hold a printed form, its sentence, the text before it, and the unit of the figure before in it."""

    form: Printed
    text: str
    earlier: str
    unit_before: str = ""

    @property
    def before(self) -> str:
        """Return the sentence up to the form."""
        return self.text[: self.form.start]

    @property
    def behind(self) -> str:
        """Return the sentence from the form on."""
        return self.text[self.form.end :]

    @property
    def words_end(self) -> int:
        """Return the offset up to which words are about the figure: a form of distant words has some inside it."""
        return self.form.end if "…" in self.form.form else self.form.start

    @cached_property
    def clause(self) -> str:
        """Return the text from the last comma to the form."""
        return re.split("[,;:。]", self.before)[-1]

    @cached_property
    def part(self) -> str:
        """Return the text from the last semicolon to the form."""
        return re.split("[;。]", self.before)[-1]

    @property
    def clause_start(self) -> int:
        """Return the offset of the clause in the sentence."""
        return self.form.start - len(self.clause)

    @property
    def unit(self) -> str:
        """Return the unit that the form states, blank if it states none or several."""
        units = self.form.figure.units
        return self.form.unit or (next(iter(units)) if len(units) == 1 else "")
