"""Run the command `review`: the effect of a change on the data of every report, for a job and a comment.

Writes two texts. `build/review.md` is the summary of the job, in Markdown. `build/review.txt` has
the same content as plain text. The comment on a pull request shows it as a code block, because a
fork may change this program.
"""

import os
import sys
from pathlib import Path
from typing import Final

from pipeline.console import echo
from pipeline.escaping import markdown_text
from pipeline.filesystem import write_atomic
from pipeline.ingest.report_folder import report_folders
from pipeline.ingest.report_metadata import FILE
from pipeline.localization import LocalizedText, localized
from pipeline.paths import RAW, Paths
from pipeline.rules.finding import sanitize_lines
from pipeline.tools.diff.dataset import UnreadableSideError
from pipeline.tools.diff.diff import diff_datasets, summarize
from pipeline.tools.diff.output import as_markdown, as_text
from pipeline.tools.diff.sources import entries, revision

BEFORE: Final = "HEAD^"
_MARKDOWN: Final = "review.md"
_TEXT: Final = "review.txt"
_SUMMARY: Final = "GITHUB_STEP_SUMMARY"


class Review:
    """Collect the lines of a review, in both formats."""

    def __init__(self) -> None:
        self.markdown = ""
        self.text = ""

    def add(self, message: LocalizedText) -> None:
        """Add one line to both formats."""
        line = str(message)
        self.markdown += f"{markdown_text(line)}\n\n"
        self.text += f"{sanitize_lines(line)}\n"


def _commit(root: Path, name: str) -> str | None:
    """Return the commit of a name, or None if it is unknown in this clone."""
    try:
        return revision(root, name)
    except UnreadableSideError:
        return None


def _is_new(root: Path, commit: str, report: str) -> bool:
    """Return whether a commit lacks a report that is now in raw/."""
    folder = f"{RAW}/{report}"
    return f"{folder}/{FILE}" not in {path for _, _, path in entries(root, commit, folder)}


def _of_report(review: Review, paths: Paths, commit: str, report: str) -> bool:
    """Add the changes of one report; return whether it could be compared."""
    try:
        if _is_new(paths.root, commit, report):
            review.add(localized("{report}: new report", report=report))
            return True
        reported = summarize(diff_datasets(paths, commit, None, report))
    except UnreadableSideError as error:
        text = localized(
            "{report}: cannot be compared: {error}", report=report, error=error.message
        )
        review.add(text)
        return False
    review.markdown += f"{as_markdown(reported)}\n"
    review.text += f"{as_text(reported)}\n"
    return True


def review_of(paths: Paths, against: str) -> tuple[Review, bool]:
    """Return the review of every report, and whether all could be compared.

    If the revision is unknown in this clone (a new branch, a shallow clone), use the previous commit.
    """
    review = Review()
    commit = _commit(paths.root, against)
    if commit is None and against != BEFORE:
        review.add(
            localized(
                "{against} is not in this clone; compared with the previous commit", against=against
            )
        )
        commit = _commit(paths.root, BEFORE)
    if commit is None:
        review.add(localized("No earlier revision to compare with."))
        return review, True
    names = [folder.name for folder in report_folders(paths.raw)]
    compared = [_of_report(review, paths, commit, name) for name in names]
    return review, all(compared)


def run_review(paths: Paths, against: str) -> int:
    """Write the review, add it to the job's summary or print it; return the exit status."""
    review, is_whole = review_of(paths, against or BEFORE)
    write_atomic(paths.build / _MARKDOWN, review.markdown.encode(), root=paths.root)
    write_atomic(paths.build / _TEXT, review.text.encode(), root=paths.root)
    if summary := os.environ.get(_SUMMARY):
        with Path(summary).open("a", encoding="utf-8") as out:
            out.write(review.markdown)
    else:
        sys.stdout.write(review.text)
    if not is_whole:
        echo(localized("a report could not be compared"))
    return 0 if is_whole else 2
