"""Markdown that several parts of the README need: tables, and links to headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def anchor(title: str) -> str:
    """The fragment that leads to a heading where Markdown is shown: words joined by hyphens."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
