"""The package's README taken apart: its examples by program, its list of files, its headings."""

from __future__ import annotations

import re
from functools import cache

from tests.package.committed import made

PROGRAMS = {"pandas": "python", "frictionless": "python", "readr": "r", "DuckDB": "sql", "sqlite3": "sql"}  # fmt: skip


@cache
def text() -> str:
    """The README that raw/ makes now."""
    return made().files["README.md"].decode()


def headings() -> list[str]:
    """The headings of its sections and tables."""
    return re.findall(r"^#{2,3} (.+)$", text(), re.MULTILINE)


def links() -> list[str]:
    """The fragments that its links lead to."""
    return re.findall(r"\]\(#([^)]+)\)", text())


def listed() -> dict[str, bool]:
    """The files that it lists, and whether each is in a release only."""
    rows = re.findall(r"^\| \[?`([^`]+)`(?:\]\([^)]+\))?( ⁺)? \|", text(), re.MULTILINE)
    return {path: bool(mark) for path, mark in rows if "." in path or path == "SHA256SUMS"}


def _blocks() -> list[tuple[str, str]]:
    return re.findall(r"^```(python|r|sql)\n(.*?)^```", text(), re.DOTALL | re.MULTILINE)


def example(program: str) -> str:
    """The one example for a program, as it is printed."""
    (found,) = [
        text for kind, text in _blocks() if kind == PROGRAMS[program] and program in text
    ]  # fmt: skip
    return found


def examples() -> int:
    """How many examples are printed."""
    return len(_blocks())
