"""HTML and SVG: text of an element, value of an attribute, JSON within a script element."""

from __future__ import annotations

import json
from html import escape
from typing import Any, Final

#: Ends of elements, beginnings of references, and the line ends that JSON allows and scripts did not.
_IN_SCRIPT: Final = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def html_text(text: str) -> str:
    """The text of an element."""
    return escape(text, quote=False)


def html_attribute(text: str) -> str:
    """The value of an attribute, within quotation marks of either kind."""
    return escape(text)


def script_json(value: Any) -> str:
    """A value as JSON that cannot end the script element in which it stands."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, reference in _IN_SCRIPT.items():
        text = text.replace(sign, reference)
    return text
