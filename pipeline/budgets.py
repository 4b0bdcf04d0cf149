"""Multiply the limits of size, memory and time, for data of known origin that is larger than most.

`--budget N` multiplies them for one command, the environment variable PRINTED_FIGURES_BUDGET for every
command and for the processes that Dagster starts. The option takes precedence.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from pipeline.localization import localized

VARIABLE: Final = "PRINTED_FIGURES_BUDGET"
_FACTOR: Final = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_factor: Final = ContextVar[int | None]("factor", default=None)


class FactorError(ValueError):
    """Report, in both languages, that the environment states something else than a factor."""

    def __init__(self, stated: str) -> None:
        self.reason = localized(
            "{name} is {value!r}; expected a whole number from 1 to 999",
            name=VARIABLE,
            value=stated,
        )
        super().__init__(str(self.reason))


def stated_factor() -> int:
    """Return the factor that the environment states, or 1. Raises FactorError if it is not one."""
    stated = os.environ.get(VARIABLE) or "1"
    if not _FACTOR.fullmatch(stated):
        raise FactorError(stated)
    return int(stated)


@contextmanager
def budgets(factor: int) -> Iterator[None]:
    """Multiply every budget by this factor."""
    former = _factor.set(factor)
    try:
        yield
    finally:
        _factor.reset(former)


def budget(limit: int) -> int:
    """Return a limit as it is multiplied. Raises FactorError as `stated_factor` does."""
    return limit * (_factor.get() or stated_factor())
