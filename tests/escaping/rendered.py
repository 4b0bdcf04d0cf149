"""Markdown as three readers see it: CommonMark, GitHub's dialect, and Dagster's interface.

Dagster's webserver renders with remark-gfm, which makes links of addresses in texts whose references
are resolved already. `addresses` repeats its two expressions (mdast-util-gfm-autolink-literal 2.0).
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from marko.ext.gfm import gfm

JOINER = "\u2060"
#: What a text may consist of, and a table of texts.
PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
TABLE = {f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")}  # fmt: skip
_URL = re.compile(r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)", re.I | re.A)
_EMAIL = re.compile(r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)", re.A)


def reader() -> MarkdownIt:
    """CommonMark with HTML, and with what GitHub's dialect adds but for addresses."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tokens(text: str) -> Iterator[Token]:
    """Every node of a document, those within others too."""
    for block in reader().parse(text):
        yield block
        yield from block.children or ()


def kinds(text: str) -> set[str]:
    """The kinds of nodes of a document."""
    return {each.type for each in tokens(text)}


def texts(text: str) -> str:
    """All text that a reader sees; what stands in code is text as well."""
    inline = {"text", "text_special", "code_inline"}
    return "".join(each.content for each in tokens(text) if each.type in inline)


def addresses(text: str) -> list[str]:
    """The links that Dagster's interface makes of the texts that are not code."""
    seen = "".join(
        each.content if each.type in ("text", "text_special") else "\n" for each in tokens(text)
    )
    return [found[0] for each in (_URL, _EMAIL) for found in each.finditer(seen)]


def on_github(text: str) -> str:
    """The HTML that GitHub's dialect makes."""
    return str(gfm(text))


def is_inert(text: str) -> bool:
    """Whether no reader finds a link, an image, HTML, or anything that is not text or a table."""
    html = on_github(text)
    return (
        kinds(text) <= PLAIN | TABLE
        and addresses(text) == []
        and not re.search(r"<(?!/?(?:p|table|thead|tbody|tr|th|td|br)\b)", html)
    )
