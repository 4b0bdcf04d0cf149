"""Check that the version in report.yaml and the entries of the changelog agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from pipeline.ingest import Report
from pipeline.ingest.changelog import CHANGES_FOLDER, Entry, Step, next_version, numbers
from pipeline.rules import Finding, Place, Wording
from pipeline.rules.package_rules import EntryDisagrees, MissingEntry


def _disagrees(entry: Entry, key: str, value: str, english: str, chinese: str) -> Finding:
    return EntryDisagrees(Place(entry.file, 0, key), value, Wording(english, chinese))


def _own_findings(entry: Entry) -> Iterator[Finding]:
    """What an entry cannot say by itself: another name than its version, too small a step."""
    named = PurePosixPath(entry.file).stem
    if entry.version != named:
        yield _disagrees(
            entry, "version", entry.version, f"the file is named {named}", f"文件名为 {named}"
        )
    least = next_version(entry.previous, Step[entry.step.upper()])
    if (numbers(entry.version) or ()) < (numbers(least) or ()) or entry.version == entry.previous:
        yield _disagrees(
            entry, "step", entry.step,
            f"from {entry.previous} that calls for at least {least}",
            f"自 {entry.previous} 起至少应为 {least}",
        )  # fmt: skip


def _order_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Each entry that names another release before it than the entry before."""
    for before, entry in pairwise(entries):
        if entry.previous != before.version:
            yield _disagrees(
                entry, "previous", entry.previous,
                f"the entry before is of {before.version}", f"前一条目为 {before.version}",
            )  # fmt: skip


def changelog_findings(
    report: Report, entries: Sequence[Entry], unreadable: Collection[str] = ()
) -> Iterator[Finding]:
    """Every finding about the changelog of a report; its first release has no entry.

    Args:
        report: the report's facts, of which the versions and the date matter.
        entries: the entries that can be read, the oldest first.
        unreadable: files and folders of which it is told already that they cannot be read.
    """
    for entry in entries:
        yield from _own_findings(entry)
    yield from _order_findings(entries)
    if report.version in {entry.version for entry in entries}:
        yield from _last_findings(report, entries[-1])
    elif entries or report.revision_of:
        folder = f"raw/{report.folder}/{CHANGES_FOLDER}"
        path = f"{folder}/{report.version}.yaml"
        if not {folder, path} & {*unreadable}:
            place = Place(f"raw/{report.folder}/report.yaml", 0, "version")
            yield MissingEntry(place, report.version, Wording(path, path))


def _last_findings(report: Report, last: Entry) -> Iterator[Finding]:
    """What the newest entry says otherwise than the report's facts."""
    for name, keyed, expected in (
        ("version", last.version, report.version),
        ("released", last.released, report.released),
        ("previous", last.previous, report.revision_of or last.previous),
    ):
        if keyed != expected:
            said = f"report.yaml says {expected}", f"report.yaml 为 {expected}"
            yield _disagrees(last, name, keyed, *said)
            return
