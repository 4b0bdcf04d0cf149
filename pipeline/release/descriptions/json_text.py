"""A description as the bytes of its file: JSON in UTF-8, the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

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
