"""SQL: names, texts and comments in the statements that declare the database; rows are parameters."""

from __future__ import annotations

from pipeline.rules.wording import visible


def sql_name(name: str) -> str:
    """A name as SQL wants it, whatever word it is."""
    return '"' + name.replace('"', '""') + '"'


def sql_text(text: str) -> str:
    """A text as SQL wants it."""
    return "'" + text.replace("'", "''") + "'"


def sql_comment(text: str) -> str:
    """A comment to the end of the line, which the text cannot leave."""
    return f"-- {visible(text)}"
