"""Markdown: text that stays text in CommonMark, GitHub's dialect, and Dagster's interface.

Dagster and GitHub make links of bare addresses, and GitHub makes mentions, after character
references and backslashes are resolved. No escape stops that: a word joiner (U+2060), which nobody
sees, parts such a text. Whatever else has a meaning gets a backslash or a character reference, which
no renderer shows, and only where it has one, so that ordinary text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.rules.wording import visible

_JOINER: Final = "\u2060"
_WIDE_SPACE: Final = "\u3000"
_BREAKS: Final = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_REFERENCES: Final = {"&": "&amp;", "<": "&lt;", "|": "&#124;"}
#: CommonMark 0.31 §2.4, §6; GFM §4.10 (tables), §6.5 (strikethrough), §6.9 (autolinks); GitHub's math.
_MEANT: Final = re.compile(
    r"(?P<reference>&(?=[#A-Za-z]|$)|<(?=[A-Za-z/!?]|$)|\|)"
    r"|(?P<sign>[\\`*\[\]~$]|(?<![^\W_])_|_(?![^\W_])|!(?=\[|$))"
    r"|(?P<address>://)"
    r"|(?P<joined>(?i:www)(?=\.)|(?<=[A-Za-z0-9_.+-])@(?=[A-Za-z0-9_-])|@(?=[A-Za-z])|\#(?=\d))"
)
#: What opens a block at the start of a line: heading, quotation, list, rule, row of a table.
_OPENING: Final = re.compile(r"(?P<number>\d{1,9}(?=[.)](?:\s|$)))|[#>=]|[-+](?=[\s:-]|$)|:(?=-)")
_TICKS: Final = re.compile("`+")


class Markdown(str):
    """Text that is Markdown already: no function here escapes it again."""

    __slots__ = ()


def _one_line(text: str) -> str:
    """The text on one line, what steers a terminal or turns the reading direction made visible."""
    parts = _BREAKS.sub(" ", text).split(_WIDE_SPACE)
    return _WIDE_SPACE.join(map(visible, parts))


def _inert(found: re.Match[str]) -> str:
    if found["reference"]:
        return _REFERENCES[found[0]]
    if found["sign"]:
        return f"\\{found[0]}"
    return f":{_JOINER}/{_JOINER}/" if found["address"] else f"{found[0]}{_JOINER}"


def markdown_text(text: str) -> Markdown:
    """A text on one line, at any place of a document, in which nothing is Markdown or HTML."""
    if isinstance(text, Markdown):
        return text
    shown = _MEANT.sub(_inert, _one_line(text).strip())
    if opening := _OPENING.match(shown):
        at = opening.end() if opening["number"] else 0
        shown = f"{shown[:at]}\\{shown[at:]}"
    return Markdown(shown)


def markdown_lines(text: str) -> Markdown:
    """A text of several lines, each inert; blank lines part paragraphs."""
    return Markdown("\n".join(map(markdown_text, text.split("\n"))))


def markdown(template: str, *texts: str) -> Markdown:
    """A template that is Markdown, filled with texts that are not."""
    return Markdown(template.format(*map(markdown_text, texts)))


def markdown_code(text: str) -> Markdown:
    """A text as a code span; as plain text if no span could hold it, at any place of a table too."""
    shown = _one_line(text)
    if "|" in shown or not shown.strip():
        # the bar would end a cell of a table, and outside a table its backslash would be seen
        return markdown_text(text)
    ticks = "`" * (_longest(shown) + 1)
    blank = " " if "`" in (shown[0], shown[-1]) or shown[0] == shown[-1] == " " else ""
    return Markdown(f"{ticks}{blank}{shown}{blank}{ticks}")


def code_element(text: str) -> Markdown:
    """A text as an element of code, for renderers that take HTML (GitHub does, Dagster does not)."""
    return Markdown(f"<code>{markdown_text(text)}</code>")


def fenced(text: str, language: str = "text") -> Markdown:
    """Lines as a block of code, whose fence is longer than any within."""
    fence = "`" * max(3, _longest(text) + 1)
    return Markdown(f"{fence}{language}\n{text}\n{fence}")


def _longest(text: str) -> int:
    """How many backticks stand in a row at most."""
    return max(map(len, _TICKS.findall(text)), default=0)


def _cell(text: str) -> str:
    """A cell of a table; what is Markdown already keeps its form and stays one cell."""
    shown = markdown_text(text)
    return re.sub(r"(?<!\\)\|", r"\\|", shown).replace("\n", " ")


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Markdown:
    """A table of texts, or of what is Markdown already."""
    lines = [[*map(_cell, header)], ["---"] * len(header), *([*map(_cell, row)] for row in rows)]
    return Markdown("\n".join("| " + " | ".join(line) + " |" for line in lines))


def anchor(title: str) -> str:
    """The fragment that leads to a heading where Markdown is shown: words joined by hyphens."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
