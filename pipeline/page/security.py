"""What the page's browser may load and run: nothing but the parts named by their hashes."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable


def source_hash(text: str) -> str:
    """An inlined part as Content Security Policy Level 3 (§2.3.1, hash-source) names it."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The policy of a page without any request: no address may be fetched, framed or submitted to.

    No script may make elements from text either (`require-trusted-types-for`), so that a note with
    markup in it stays a note.
    """
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(map(source_hash, scripts)),
        "style-src": " ".join(map(source_hash, styles)),
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())
