"""Define the identifiers of the descriptions, IRIs relative to the package's folder, and their JSON.

A figure's identifier is its anchor on the package's page, so that an address found in any description
opens that figure. What is not in the package (report, cited works, raw files, agents) is named
within the description itself and described there. The JSON is UTF-8, the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

Node = dict[str, Any]

"""An object of JSON-LD."""


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """One node of the graph a line, so that a change of data shows as a change of few lines."""
    lines = {name: _lines(value) for name, value in document.items()}
    body = ",\n".join(f" {_text(name)}: {value}" for name, value in lines.items())
    return f"{{\n{body}\n}}\n".encode()


def without_blanks(node: Mapping[str, Any]) -> Node:
    """The node without properties that say nothing."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


def _lines(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _text(value)
    return "[\n" + ",\n".join(f"  {_text(each)}" for each in value) + "\n ]"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


PACKAGE: Final = "./"

PAGE: Final = "index.html"

REPORT: Final = "#report"

PUBLISHER: Final = "#publisher"

PROJECT: Final = "#project"

PIPELINE: Final = "#pipeline"

RULES: Final = "#rules"


def file(path: str) -> str:
    """A file of the package."""
    return quote(path)


def figure(figure_id: str) -> str:
    """A figure: its anchor on the page."""
    return f"{PAGE}#fig-{quote(figure_id)}"


def section(number: str) -> str:
    """A section of the report."""
    return f"#section-{quote(number)}"


def place(number: str, paragraph: str, sentence: str) -> str:
    """A sentence of the report by its position."""
    return f"#place-{quote(number)}-{paragraph}-{sentence}"


def raw(path: str) -> str:
    """A file of raw/, from the root of the repository."""
    return f"#{quote(path)}"


def raw_row(path: str, row: str) -> str:
    """A row of a raw file, by its line as findings name it."""
    return f"{raw(path)}:{row}"


def source(code: str) -> str:
    """An institution or a work that the report credits."""
    return f"#source-{quote(code)}"


def publisher_of(code: str) -> str:
    """Who published a cited work."""
    return f"#publisher-of-{quote(code)}"


def rule(code: str) -> str:
    """A rule of the validation."""
    return f"#rule-{code}"


def release(version: str) -> str:
    """Another release of the package."""
    return f"#release-{quote(version)}"
