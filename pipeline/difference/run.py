"""The command `diff`: two names to the text that it prints and its exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Final

from pipeline.difference.account import account
from pipeline.difference.compare import Difference, compare
from pipeline.difference.document import as_json
from pipeline.difference.locate import snapshot, working_tree
from pipeline.difference.markdown import as_markdown
from pipeline.difference.package import UnreadableSideError
from pipeline.difference.text import as_text
from pipeline.difference.webpage import as_html
from pipeline.paths import Paths
from pipeline.rules.wording import harmless

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
    after = working_tree(paths.root, report) if new is None else snapshot(new, paths.root, report)
    return compare(snapshot(old, paths.root, report), after)


def run_diff(
    paths: Paths, old: str, new: str | None, report: str, form: str, exit_code: bool
) -> int:
    """Print the difference in one of the formats; return the exit status.

    It is 2 if a side, or a table of one, could not be read: whatever else is printed is not all.
    """
    try:
        difference = difference_of(paths, old, new, report)
    except UnreadableSideError as error:
        sys.stderr.write(f"{harmless(f'diff: {error}')}\n")
        return 2
    sys.stdout.write(FORMATS[form](difference))
    if not difference.is_whole:
        return 2
    return 1 if exit_code and not difference.is_empty else 0
