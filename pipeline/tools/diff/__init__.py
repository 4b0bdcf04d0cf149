"""Compare two datasets by key: changed rows by kind, their effects, and the version step they require."""

from pipeline.tools.diff.diff import Difference, compare
from pipeline.tools.diff.sources import UnreadableSideError, snapshot

__all__ = ["Difference", "UnreadableSideError", "compare", "snapshot"]
