"""Define the identifiers of the descriptions, IRIs relative to the package's folder, and their JSON.

A figure's identifier is its anchor on the package's page, so that an address in any description opens
that figure. What is not in the package (report, cited works, raw files, agents) is named and
described within the description. The JSON is UTF-8 and does not depend on the machine.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from urllib import parse

#: An object of JSON-LD.
Node = dict[str, Any]
#: Most names are of sections and files, which many figures share.
quote: Final = lru_cache(maxsize=4096)(parse.quote)


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Write one node of the graph per line, so that a change of data changes few lines."""
    out = io.BytesIO()
    for number, (name, value) in enumerate(document.items()):
        out.write(f"{',' if number else '{'}\n {_text(name)}: ".encode())
        out.writelines(_lines(value))
    out.write(b"\n}\n")
    return out.getvalue()


_BLANK: Final[Sequence[object]] = ("", None, [], {})


def without_blanks(node: Mapping[str, Any]) -> Node:
    """Return the node without blank properties."""
    return {name: value for name, value in node.items() if value or value not in _BLANK}


def _lines(value: object) -> Iterator[bytes]:
    """Yield the parts of a value; an iterator gives the nodes of a graph, which has at least one."""
    if not isinstance(value, list | Iterator) or not value:
        yield _text(value).encode()
        return
    for number, each in enumerate(value):
        yield f"{',' if number else '['}\n  {_text(each)}".encode()
    yield b"\n ]"


#: One encoder for all nodes: `json.dumps` makes one for each call.
_text: Final = json.JSONEncoder(ensure_ascii=False).encode


PACKAGE: Final = "./"
PAGE: Final = "index.html"
REPORT: Final = "#report"
PUBLISHER: Final = "#publisher"
PROJECT: Final = "#project"
PIPELINE: Final = "#pipeline"
RULES: Final = "#rules"


def file(path: str) -> str:
    """Return the identifier of a file of the package."""
    return quote(path)


def figure(figure_id: str) -> str:
    """Return the identifier of a figure: its anchor on the page."""
    return f"{PAGE}#fig-{quote(figure_id)}"


def section(number: str) -> str:
    """Return the identifier of a section of the report."""
    return f"#section-{quote(number)}"


def place(number: str, paragraph: str, sentence: str) -> str:
    """Return the identifier of a sentence of the report, from its position."""
    return f"#place-{quote(number)}-{paragraph}-{sentence}"


def extent(path: str) -> str:
    """Return which part of a raw file an entity is, blank for the whole file.

    All reports share the vocabulary: its SHA-256 is that of the rows that this report uses, as in
    codes/, so that the additions of another report change nothing.
    """
    shared = path.startswith("raw/vocabulary/")
    return "the rows that the report uses, as in codes/" if shared else ""


def raw(path: str) -> str:
    """Return the identifier of a file of raw/, from its path below the repository, without a cell."""
    return f"#{quote(path.partition('#')[0])}"


def raw_row(path: str, row: str) -> str:
    """Return the identifier of a row of a raw file by its line, or of a cell by line and column."""
    return f"{raw(path)}:{path.partition('#cell=')[2] or row}"


def source(code: str) -> str:
    """Return the identifier of an institution or a work that the report credits."""
    return f"#source-{quote(code)}"


def publisher_of(code: str) -> str:
    """Return the identifier of the publisher of a cited work."""
    return f"#publisher-of-{quote(code)}"


def rule(code: str) -> str:
    """Return the identifier of a rule of the validation."""
    return f"#rule-{code}"


def release(version: str) -> str:
    """Return the identifier of another release of the package."""
    return f"#release-{quote(version)}"
