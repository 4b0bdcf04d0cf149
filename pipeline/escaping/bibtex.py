"""BibTeX: text that TeX prints and does not run, within braces."""

from __future__ import annotations

import re
from typing import Final

from pipeline.rules.wording import visible

_COMMANDS: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MEANT: Final = re.compile(r"[\\~^&%$#_{}]")
_BREAKS: Final = re.compile(r"[\t\n\r]+")
_NO_KEY: Final = re.compile(r"[^A-Za-z0-9.:-]+")


def bibtex_text(text: str) -> str:
    """A text on one line in which no sign is a command, a comment, a group or a formula."""
    one_line = visible(_BREAKS.sub(" ", text).replace("\u3000", " "))
    return _MEANT.sub(lambda found: _COMMANDS.get(found[0], f"\\{found[0]}"), one_line)


def bibtex_key(name: str) -> str:
    """A name as the key of an entry, which ends at the first comma."""
    return _NO_KEY.sub("-", name)
