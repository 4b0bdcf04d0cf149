"""A change of the data as a reviewer wants to see it: by key, by kind, with what follows from it."""

from pipeline.difference.compare import Difference, compare
from pipeline.difference.locate import snapshot
from pipeline.difference.package import UnreadableSideError

__all__ = ["Difference", "UnreadableSideError", "compare", "snapshot"]
