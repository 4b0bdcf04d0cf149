"""Why a copy of a report cannot be scanned: what it lacks, and how to supply it."""

from __future__ import annotations

from pipeline.rules import Wording


class UnreadableTextError(ValueError):
    """The copy cannot be scanned as it is; `said` tells why in both languages."""

    def __init__(self, english: str, chinese: str) -> None:
        self.said = Wording(english, chinese)
        super().__init__(str(self.said))
