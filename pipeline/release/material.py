"""What a package is made from, and the shape of whatever makes some of its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.capture import Report
from pipeline.capture.changes import Entry
from pipeline.reconcile.ledger import Tally
from pipeline.resolve.tables import Frames

Files = Mapping[str, bytes]
"""Files of a package by path, with forward slashes."""


@dataclass(frozen=True)
class Material:
    """All that is published of one report, before it takes the form of files.

    Attributes:
        report: facts of the report and the release.
        frames: every published table by name, cells as canonical text.
        tally: how the report's numerals are accounted for.
        raw: SHA-256 of every raw file that was read, by its path.
        changes: entries of the changelog, the oldest first.
    """

    report: Report
    frames: Frames
    tally: Tally
    raw: Mapping[str, str]
    changes: Sequence[Entry] = ()


Part = Callable[[Material, Files], Files]
"""Makes some files of the package from the material and the files made so far."""
