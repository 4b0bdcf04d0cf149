"""Compare two datasets by key: what changed, of which kind, what follows from it, which version it needs."""

from pipeline.tools.diff.diff import Difference, compare
from pipeline.tools.diff.sources import UnreadableSideError, snapshot

__all__ = ["Difference", "UnreadableSideError", "compare", "snapshot"]
