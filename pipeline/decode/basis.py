"""What a change, a share or a multiple is compared with: the keyed codes of bases.csv.

basis = "yoy" | "pop" | ("vs" | "cagr") ":" period
      | ("share_of" | "gap_to") ":" indicator | "against_entity" ":" entity
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.decode.period import NotAPeriod, Period

#: Each kind of base and what it is an argument of, as `bases.csv` has it.
ARGUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "yoy": "none",
        "pop": "none",
        "vs": "period",
        "cagr": "period",
        "share_of": "indicator",
        "gap_to": "indicator",
        "against_entity": "entity",
    }
)

# a report may print 年均复合 without saying since when
_MAY_STAND_ALONE = frozenset({"cagr"})

_CODE = re.compile(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*")


class NotABasis(ValueError):
    """A text is no base of comparison: `text` is what stands there, `expected` what should."""

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(text, expected)
        self.text = text
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.text!r} is no base of comparison; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Basis:
    """A base of comparison: its kind, and the period, indicator or entity that it names."""

    kind: str
    argument: str = ""

    @classmethod
    def parse(cls, text: str) -> Basis:
        """The base that a keyed text states. Raises NotABasis."""
        kind, colon, argument = text.partition(":")
        takes = ARGUMENTS.get(kind)
        if takes is None:
            raise NotABasis(text, f"one of {', '.join(ARGUMENTS)}")
        if takes == "none" and colon:
            raise NotABasis(text, f"{kind} and nothing after it")
        if kind in _MAY_STAND_ALONE and not colon:
            return cls(kind)
        if takes == "period":
            _check_period(text, argument)
        elif takes != "none" and not _CODE.fullmatch(argument):
            raise NotABasis(text, f"{kind}: and the code of an {takes}")
        return cls(kind, argument)

    def __str__(self) -> str:
        return f"{self.kind}:{self.argument}" if self.argument else self.kind

    @property
    def names(self) -> str:
        """What the argument is a code of: none, period, indicator or entity."""
        return ARGUMENTS[self.kind]

    def base_period(self, period: Period | None) -> Period | None:
        """The time compared with; None where the base is no time, or hangs on an unknown one.

        Year on year is the same span a year earlier; period on period the adjacent span before,
        which an instant does not have. Raises NotAPeriod before the first year.
        """
        if self.names == "period":
            return Period.parse(self.argument) if self.argument else None
        if period is None or self.names != "none":
            return None
        return period.year_before() if self.kind == "yoy" else period.preceding()


def _check_period(text: str, argument: str) -> None:
    try:
        Period.parse(argument)
    except NotAPeriod as error:
        raise NotABasis(text, error.expected) from None
