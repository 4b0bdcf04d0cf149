"""The words of a printed figure in order of printing, before anything is concluded from them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Lead:
    """A word before the number, and where it stands."""

    word: str
    position: int


@dataclass(slots=True)
class Amount:
    """One number with its multiplier and unit words, and where it stands."""

    position: int
    minus: bool = False
    number: str = ""
    number_high: str = ""
    multiplier: str = ""
    unit: str = ""


@dataclass(slots=True)
class Parts:
    """What the grammar has found. `elided` counts the leads that stand before the last ….

    `vague` is whether 数, 几 or 上 stands in place of a number, `within` whether 余, 多 or such
    a word stands inside it.
    """

    leads: list[Lead] = field(default_factory=list)
    elided: int = 0
    ordinal: bool = False
    vague: bool = False
    within: bool = False
    first: Amount = field(default_factory=lambda: Amount(0))
    last: Amount | None = None
    hedges: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
