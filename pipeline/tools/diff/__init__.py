"""Compare two datasets by key: changed rows by kind, their effects, and the version step they require."""

from pipeline.tools.diff.dataset import UnreadableSideError
from pipeline.tools.diff.diff import DatasetDiff, compare
from pipeline.tools.diff.sources import load_dataset

__all__ = ["DatasetDiff", "UnreadableSideError", "compare", "load_dataset"]
