"""Escape text from data for each output language: one function for each sink.

`docs/security.md` lists what is escaped where, and why. `rules.finding.sanitize_lines` is for
terminals; the templates of the page escape by default.

Escaped text has no Markdown in CommonMark, GitHub's dialect and Dagster's interface. Dagster and GitHub
make links of bare addresses, and GitHub makes mentions, after character references and backslashes are
resolved. An escape cannot prevent that, so an invisible word joiner (U+2060) splits such a text. Any
other special character gets a backslash or a character reference, only where it is special.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

from pipeline.rules import Location
from pipeline.rules.finding import escape_control_characters

_JOINER: Final = "\u2060"
_WIDE_SPACE: Final = "\u3000"
_BREAKS: Final = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_REFERENCES: Final = {"&": "&amp;", "<": "&lt;", "|": "&#124;"}
#: CommonMark 0.31 §2.4, §6; GFM §4.10 (tables), §6.5 (strikethrough), §6.9 (autolinks); GitHub's math.
_MARKDOWN_SIGNS: Final = re.compile(
    r"(?P<reference>&(?=[#A-Za-z]|$)|<(?=[A-Za-z/!?]|$)|\|)"
    r"|(?P<sign>[\\`*\[\]~$]|(?<![^\W_])_|_(?![^\W_])|!(?=\[|$))"
    r"|(?P<address>://)"
    r"|(?P<joined>(?i:www)(?=\.)|(?<=[A-Za-z0-9_.+-])@(?=[A-Za-z0-9_-])|@(?=[A-Za-z])|\#(?=\d))"
)
#: Signs that open a block at the start of a line: heading, quotation, list, rule, row of a table.
_OPENING: Final = re.compile(r"(?P<number>\d{1,9}(?=[.)](?:\s|$)))|[#>=]|[-+](?=[\s:-]|$)|:(?=-)")
_TICKS: Final = re.compile("`+")


class Markdown(str):
    """Mark text that is already Markdown, so that it is not escaped again."""

    __slots__ = ()


def _one_line(text: str) -> str:
    """Return the text on one line, with control and direction characters written as escapes."""
    parts = _BREAKS.sub(" ", text).split(_WIDE_SPACE)
    return _WIDE_SPACE.join(map(escape_control_characters, parts))


def _inert(found: re.Match[str]) -> str:
    if found["reference"]:
        return _REFERENCES[found[0]]
    if found["sign"]:
        return f"\\{found[0]}"
    return f":{_JOINER}/{_JOINER}/" if found["address"] else f"{found[0]}{_JOINER}"


def markdown_text(text: str) -> Markdown:
    """Escape a text on one line, so that nothing in it is Markdown or HTML at any place of a document."""
    if isinstance(text, Markdown):
        return text
    shown = _MARKDOWN_SIGNS.sub(_inert, _one_line(text).strip())
    if opening := _OPENING.match(shown):
        at = opening.end() if opening["number"] else 0
        shown = f"{shown[:at]}\\{shown[at:]}"
    return Markdown(shown)


def markdown_lines(text: str) -> Markdown:
    """Escape a text of several lines; blank lines separate paragraphs."""
    return Markdown("\n".join(map(markdown_text, text.split("\n"))))


def markdown(template: str, *texts: str) -> Markdown:
    """Fill a Markdown template with escaped texts."""
    return Markdown(template.format(*map(markdown_text, texts)))


def markdown_code(text: str) -> Markdown:
    """Return a text as a code span, also in a table; as plain text if a span cannot contain it."""
    shown = _one_line(text)
    if "|" in shown or not shown.strip():
        # the bar would end a cell of a table, and outside a table its backslash would be visible
        return markdown_text(text)
    ticks = "`" * (_longest(shown) + 1)
    blank = " " if "`" in (shown[0], shown[-1]) or shown[0] == shown[-1] == " " else ""
    return Markdown(f"{ticks}{blank}{shown}{blank}{ticks}")


def code_element(text: str) -> Markdown:
    """Return a text as a code element, for renderers of HTML (GitHub, but not Dagster)."""
    return Markdown(f"<code>{markdown_text(text)}</code>")


def fenced(text: str, language: str = "text") -> Markdown:
    """Return lines as a block of code, with a fence that is longer than any in the text."""
    fence = "`" * max(3, _longest(text) + 1)
    return Markdown(f"{fence}{language}\n{text}\n{fence}")


def _longest(text: str) -> int:
    """Return the length of the longest run of backticks."""
    return max(map(len, _TICKS.findall(text)), default=0)


def _cell(text: str) -> str:
    """Return a cell of a table; Markdown keeps its form and stays one cell."""
    shown = markdown_text(text)
    return re.sub(r"(?<!\\)\|", r"\\|", shown).replace("\n", " ")


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Markdown:
    """Return a table of texts or of Markdown."""
    lines = [[*map(_cell, header)], ["---"] * len(header), *([*map(_cell, row)] for row in rows)]
    return Markdown("\n".join("| " + " | ".join(line) + " |" for line in lines))


def anchor(title: str) -> str:
    """Return the fragment of a heading in rendered Markdown: words joined by hyphens."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


#: Ends of elements, beginnings of references, and line ends that JSON allows but old scripts do not.
_IN_SCRIPT: Final = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def html_text(text: str) -> str:
    """Escape the text of an element."""
    return escape(text, quote=False)


def html_attribute(text: str) -> str:
    """Escape the value of an attribute, within quotation marks of either kind."""
    return escape(text)


def script_json(value: Any) -> str:
    """Return a value as JSON that cannot end the script element around it.

    Each member of an object is encoded by itself: json keeps a text for each number until it joins them.
    """
    if isinstance(value, dict):
        members = (f"{script_json(name)}:{script_json(each)}" for name, each in value.items())
        return f"{{{','.join(members)}}}"
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, reference in _IN_SCRIPT.items():
        text = text.replace(sign, reference)
    return text


_COMMANDS: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX_SIGNS: Final = re.compile(r"[\\~^&%$#_{}]")
_SPACES: Final = re.compile(r"[\t\n\r]+")
_NO_KEY: Final = re.compile(r"[^A-Za-z0-9.:-]+")


def bibtex_text(text: str) -> str:
    """Escape a text on one line, so that no sign is a command, a comment, a group or a formula."""
    one_line = escape_control_characters(_SPACES.sub(" ", text).replace("\u3000", " "))
    return _TEX_SIGNS.sub(lambda found: _COMMANDS.get(found[0], f"\\{found[0]}"), one_line)


def bibtex_key(name: str) -> str:
    """Return a name as the key of an entry, which must not contain a comma."""
    return _NO_KEY.sub("-", name)


#: Significant decimal digits that a number in a spreadsheet always keeps (IEEE 754).
DIGITS: Final = 15
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
#: Ignored before a formula: controls, blanks, signs of no width, quotation marks after separators.
_BEFORE: Final = (
    r'[\x00-\x20\x7f-\x85\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"]*'
)
_FORMULA: Final = rf"{_BEFORE}[=+\-@＝＋－＠]"
_BEHIND_A_SEPARATOR: Final = re.compile(rf"([;,\t\r\n]{_BEFORE})(?=[=+\-@＝＋－＠][^;,\t\r\n])")
_CHANGED: Final = re.compile(
    rf"{_FORMULA}|[\t\r]"
    r"|\d{1,2}\s*[-/.]\s*(?:\d{1,2}|\d{4})(?:\s*[-/.]\s*(?:\d\d|\d{4}))?\s*$"  # a date: a fraction is one
    r"|\d{4}\s*[-/.]\s*\d{1,2}(?:\s*[-/.]\s*\d{1,2})?\s*$"  # a date, year first
    r"|\d+(?:[.,]\d+)*\s*(?:[eE][+-]?\d+|%)?\s*$",  # a number that would be rounded
    re.ASCII,
)


def significant_digits(number: str) -> int:
    """Count the significant digits of a plain decimal, without leading zeros."""
    return len(number.lstrip("-").replace(".", "").lstrip("0"))


def is_exact_number(cell: str) -> bool:
    """Return whether a cell is a plain decimal all of whose digits a spreadsheet keeps."""
    return _NUMBER.fullmatch(cell) is not None and significant_digits(cell) <= DIGITS


def spreadsheet_text(cell: str) -> str:
    """Mark the cell as text if a spreadsheet would execute it, or a part of it, or lose what it states.

    A plain number or percentage, also with a minus, is a value of a spreadsheet and not a formula.
    """
    if is_exact_number(cell.removesuffix("%")):
        return cell
    parted = _BEHIND_A_SEPARATOR.sub(lambda found: f"{found[1]}'", cell)
    return f"'{parted}" if _CHANGED.match(cell) else parted


def sql_name(name: str) -> str:
    """Quote a name for SQL, also if it is a keyword."""
    return '"' + name.replace('"', '""') + '"'


def sql_text(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def sql_comment(text: str) -> str:
    """Return a comment to the end of the line, which the text cannot end earlier."""
    return f"-- {escape_control_characters(text)}"


_WORD_JOINER = "\u2060"


def log_text(text: str) -> str:
    """Return a text for the log without links: an invisible word joiner splits each address."""
    return text.replace("://", f":{_WORD_JOINER}/{_WORD_JOINER}/")


def command_message(text: str) -> str:
    """Escape the message of a workflow command, always on one line."""
    return escape_control_characters(
        text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    )


def command_property(text: str) -> str:
    """Escape a property of a workflow command, which colons and commas would end."""
    return command_message(text).replace(":", "%3A").replace(",", "%2C")


def workflow_command(level: str, place: Location, title: str, message: str) -> str:
    """Return the command with which GitHub marks a file and line: `level` is error or warning."""
    line = f",line={place.row}" if place.row else ""
    properties = f"file={command_property(place.file)}{line},title={command_property(title)}"
    return f"::{level} {properties}::{command_message(message)}"
