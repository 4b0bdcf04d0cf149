"""Run the commands about packages and what changed in them: diff, changelog, review, release.

`review` writes the effect of a change on every report: `build/review.md` is the summary of the job, in
Markdown, `build/review.txt` has the same content as plain text. The comment on a pull request shows it as a
code block, because a fork may change this program. `release` builds the release of each report, or of one,
writes it to dist/ and prints its hashes.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pipeline.console import echo, print_findings
from pipeline.escaping import markdown_text
from pipeline.filesystem import os_error_text, write_atomic
from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import load_reports, report_folders
from pipeline.ingest.report_metadata import FILE
from pipeline.localization import LocalizedText, localized
from pipeline.package import RELEASE_BUILDERS, PackageError, PublishLockedError
from pipeline.package.build import (
    InvalidRawError,
    ReleaseArchive,
    build_package,
    build_release,
    write_release,
)
from pipeline.paths import RAW, Paths
from pipeline.rules.finding import sanitize_line, sanitize_lines
from pipeline.tools.diff.changelog_entry import write_entry
from pipeline.tools.diff.dataset import UnreadableSideError
from pipeline.tools.diff.diff import DatasetDiff, diff_datasets, summarize
from pipeline.tools.diff.output import as_html, as_json, as_markdown, as_text
from pipeline.tools.diff.sources import entries, revision

FORMATS: Final[Mapping[str, Callable[[DatasetDiff], str]]] = {
    "text": lambda difference: as_text(summarize(difference)),
    "markdown": lambda difference: as_markdown(summarize(difference)),
    "html": lambda difference: as_html(summarize(difference)),
    "json": as_json,
}


def diff_command(
    paths: Paths, old: str, new: str | None, report: str, form: str, exit_code: bool
) -> int:
    """Print the difference in one of the formats; return the exit status.

    It is 2 if a side, or a table of one, could not be read and the output is incomplete.
    """
    try:
        difference = diff_datasets(paths, old, new, report)
    except UnreadableSideError as error:
        sys.stderr.write(f"{sanitize_line(f'diff: {error}')}\n")
        return 2
    sys.stdout.write(FORMATS[form](difference))
    if not difference.is_complete:
        return 2
    return 1 if exit_code and not difference.is_empty else 0


def changelog_command(paths: Paths, against: str, report: str, check: bool) -> int:
    """Write or check the entry and report the result; return the exit status."""
    try:
        path, same = write_entry(paths, against, report, check)
    except UnreadableSideError as error:
        sys.stderr.write(f"{sanitize_line(f'changelog: {error}')}\n")
        return 2
    name = path.relative_to(paths.root).as_posix()
    if same:
        echo(localized("{name} is up to date", name=name))
    else:
        stale = localized("{name} is out of date", name=name)
        echo(stale if check else localized("{name} written", name=name))
    return 1 if check and not same else 0


def _releasable(paths: Paths, only: str | None) -> dict[str, RawReport]:
    """Return every report, or only one, except drafts, which are reported."""
    captures = load_reports(paths, only)
    drafts = [name for name, each in captures.items() if each.report and each.report.draft]
    for name in drafts:
        echo(localized("{name} is a draft and is not released", name=name))
    return {name: each for name, each in captures.items() if name not in drafts}


def _built(paths: Paths, only: str | None) -> list[ReleaseArchive] | None:
    """Build the releases; report all findings and return None if one cannot be released."""
    captures = _releasable(paths, only)
    built: list[ReleaseArchive] = []
    for name, capture in captures.items():
        try:
            built.append(build_release(build_package(capture, parts=RELEASE_BUILDERS)))
        except InvalidRawError as error:
            figures = sum(len(captured.frame) for captured in capture.figures.values())
            print_findings(name, error.findings, figures)
        except PackageError as error:
            echo(
                localized(
                    "{name}: frictionless reports an error in the package: {error}",
                    name=name,
                    error=error,
                )
            )
    if not captures:
        echo(localized("no report in {raw}", raw=paths.raw))
    return built if captures and len(built) == len(captures) else None


def _lines(made: ReleaseArchive) -> Iterator[str]:
    """Yield hash, size and path of the archive and of the files that are not CSV tables."""
    listed = {f"{made.name}.zip": made.archive}
    listed |= {path: data for path, data in made.files.items() if "/" not in path}
    for path, data in listed.items():
        yield f"{hashlib.sha256(data).hexdigest()}  {len(data):>9,}  {path}"


def release_command(paths: Paths, only: str | None) -> bool:
    """Build and write the release of every report, or of one; return whether that succeeded."""
    began = time.monotonic()
    built = _built(paths, only)
    if built is None:
        echo(localized("nothing was released; dist/ is unchanged"))
        return False
    for made in built:
        try:
            write_release(paths, made)
        except (PublishLockedError, OSError) as error:
            echo(
                localized(
                    "dist/{made} could not be replaced; folder and archive are each complete, old or new: {error}",
                    made=made.name,
                    error=(os_error_text(error) if isinstance(error, OSError) else error.reason),
                )
            )
            return False
        for line in _lines(made):
            echo(line)
    echo(localized("released to dist/ in {seconds:.1f} s", seconds=time.monotonic() - began))
    return True


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
