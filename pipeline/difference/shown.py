"""Texts and cells as they are shown to people, whatever stands in them."""

from __future__ import annotations

from typing import Final

from pipeline.rules import Wording
from pipeline.rules.wording import visible

LONGEST: Final = 60


def both(wording: Wording) -> str:
    """A text in both languages on one line."""
    return wording.en if wording.en == wording.zh else f"{wording.en} · {wording.zh}"


def cut(text: str, longest: int = LONGEST) -> str:
    """A cell as it is shown: no control characters, blank marked, long ones cut."""
    shown = visible(text)
    return "∅" if not shown else shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
