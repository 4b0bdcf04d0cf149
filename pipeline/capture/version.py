"""Versions of the data: three numbers, and which of them a change raises.

The steps are those of the Data Package recipe *Data Package Version*
(https://datapackage.org/recipes/data-package-version), which follows Semantic Versioning: while the
major version is 0, what would break readers raises the middle number (SemVer 2.0.0, clause 4).
"""

from __future__ import annotations

import re
from enum import IntEnum


class Step(IntEnum):
    """The part of a version that a change raises; the higher, the more it asks of users."""

    NONE = 0
    CORRECTION = 1
    ADDITION = 2
    BREAKING = 3

    @property
    def code(self) -> str:
        """The name that machines are given."""
        return self.name.lower()


def numbers(version: str) -> tuple[int, ...] | None:
    """The three numbers of a version, None if it is none."""
    matched = re.fullmatch(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})", version, re.ASCII)
    return tuple(map(int, matched.groups())) if matched else None


def next_version(version: str, step: Step) -> str:
    """The lowest version that takes the step; blank if the version is unknown."""
    found = numbers(version)
    if found is None:
        return ""
    major, minor, patch = found
    if step is Step.BREAKING and major:
        return f"{major + 1}.0.0"
    if step >= Step.ADDITION:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if step else version
