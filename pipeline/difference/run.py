"""The command `diff`: two names to the text that it prints, and whether there is a difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from pipeline.difference.account import account
from pipeline.difference.compare import Difference, compare
from pipeline.difference.document import as_json
from pipeline.difference.locate import snapshot
from pipeline.difference.markdown import as_markdown
from pipeline.difference.text import as_text
from pipeline.difference.webpage import as_html
from pipeline.paths import Paths

WORKING_TREE: Final = "working tree / 工作区"
FORMATS: Final[Mapping[str, Callable[[Difference], str]]] = {
    "text": lambda difference: as_text(account(difference)),
    "markdown": lambda difference: as_markdown(account(difference)),
    "html": lambda difference: as_html(account(difference)),
    "json": as_json,
}


def difference_of(paths: Paths, old: str, new: str | None, report: str) -> Difference:
    """The difference between two named sides; the working tree is the new one if none is named.

    Raises:
        UnreadableSideError: a side cannot be read.
    """
    after = snapshot(new or str(paths.root), paths.root, report)
    if not new:
        # its path is of this machine and says nothing to a reader
        after = replace(after, name=WORKING_TREE)
    return compare(snapshot(old, paths.root, report), after)


def run_difference(
    paths: Paths, old: str, new: str | None, report: str, form: str
) -> tuple[str, bool]:
    """The difference in one of the formats, and whether there is one."""
    difference = difference_of(paths, old, new, report)
    return FORMATS[form](difference), not difference.is_empty
