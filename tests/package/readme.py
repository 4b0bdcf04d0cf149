"""The package's README taken apart: its examples by program, its list of files, its headings."""

from __future__ import annotations

import re

from tests.package.committed import made

TEXT = made().files["README.md"].decode()
HEADINGS = re.findall(r"^#{2,3} (.+)$", TEXT, re.MULTILINE)
LINKS = re.findall(r"\]\(#([^)]+)\)", TEXT)
LISTED = {
    path: bool(mark)
    for path, mark in re.findall(r"^\| \[?`([^`]+)`(?:\]\([^)]+\))?( ⁺)? \|", TEXT, re.MULTILINE)
    if "." in path or path == "SHA256SUMS"
}
_BLOCKS = re.findall(r"^```(python|r|sql)\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
PROGRAMS = {"pandas": "python", "frictionless": "python", "readr": "r", "DuckDB": "sql", "sqlite3": "sql"}  # fmt: skip


def example(program: str) -> str:
    """The one example for a program, as it is printed."""
    (found,) = [
        text for kind, text in _BLOCKS if kind == PROGRAMS[program] and program in text
    ]  # fmt: skip
    return str(found)


def examples() -> int:
    """How many examples are printed."""
    return len(_BLOCKS)
