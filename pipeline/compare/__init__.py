"""The committed package against what raw/ makes: equal, or which files and rows are not."""

from pipeline.compare.files import Difference, differences

__all__ = ["Difference", "differences"]
