"""Find the report that a tag names; write checksums and notes of its zip, and the site.

A tag is always `<report>-v1.2.3`; with one report, it may also be `v1.2.3`. No shell reads a data file:
make targets and workflows call these functions, which validate raw/ first.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.escaping import html_attribute, html_text
from pipeline.filesystem import (
    CHECKSUMS,
    DESCRIPTOR,
    confined,
    links_below,
    name_of,
    package_owner,
    read_regular,
    require_own,
    write_atomic,
)
from pipeline.ingest import Report, read_report
from pipeline.ingest.report_folder import report_folders
from pipeline.ingest.report_metadata import FIT
from pipeline.localization import first_names
from pipeline.package.files import with_checksums
from pipeline.package.publish import publish_directory
from pipeline.paths import Paths
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.untrusted import as_released, read_zip


class UnknownReleaseError(LookupError):
    """Report, in both languages, why a tag or name does not identify a report that can be released."""

    def __init__(self, text: LocalizedText, findings: Sequence[Finding] = ()) -> None:
        super().__init__(str(text))
        self.text = text
        self.findings = tuple(findings)


def release_name(report: Report) -> str:
    """Return the name of a release's folder and zip."""
    return f"{report.folder}-{report.version}"


def releasable(paths: Paths) -> list[Report]:
    """Return the validated facts of every report that is not a draft.

    Raises UnknownReleaseError, with the findings, if the facts of one report cannot be read. The
    caller may have named that report.
    """
    read = [read_report(folder, paths.root) for folder in report_folders(paths.raw)]
    if found := [each for _, findings in read for each in findings if each.is_error]:
        text = localized("a report's facts are not valid")
        raise UnknownReleaseError(text, found)
    return [report for report, _ in read if report is not None and not report.draft]


def tags_of(report: Report, reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the tags that name a report's current version; the short tag only if it is unambiguous."""
    if not FIT.fullmatch(report.folder):
        return ()
    long = f"{report.folder}-v{report.version}"
    return (f"v{report.version}", long) if len(reports) == 1 else (long,)


def tagged_report(paths: Paths, tag: str) -> Report:
    """Return the report whose current version a tag names. Raises UnknownReleaseError."""
    reports = releasable(paths)
    named = {each: report for report in reports for each in tags_of(report, reports)}
    if tag not in named:
        known = first_names([*named]) or "–"
        raise UnknownReleaseError(
            localized(
                "tag {tag} is not the version of a report in raw/ (expected: {known})",
                tag=tag,
                known=known,
            )
        )
    return named[tag]


def named_reports(paths: Paths, name: str | None) -> list[Report]:
    """Return the report of this name, or all if no name is given. Raises UnknownReleaseError."""
    reports = releasable(paths)
    kept = [each for each in reports if name in (None, each.folder)]
    if not kept:
        there = first_names([each.folder for each in reports]) or "–"
        raise UnknownReleaseError(
            localized(
                "no report {value} to release (available: {there})", value=name or "", there=there
            )
        )
    return kept


CHANGELOG: Final = "CHANGELOG.md"
_FIRST: Final = "First release. / 首次发布。\n"
_INDEX: Final = """\
<!DOCTYPE html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Printed figures · 原文数字</title>
<ul>
{items}
</ul>
"""


def released_files(paths: Paths, report: Report) -> dict[str, bytes]:
    """Return the files of a release by path, as `release` wrote them.

    Raises UnknownReleaseError if it is not built, or was changed: `SHA256SUMS` must list exactly the files
    with their hashes, and the descriptor must name the report. OSError if a file cannot be read.
    """
    folder = paths.dist / release_name(report)
    _require_no_link(folder, paths.root)
    entries = sorted(folder.rglob("*")) if folder.is_dir() else []
    if not entries:
        raise _unbuilt(folder)
    for each in entries:
        # a link could publish another file of the machine
        _require_no_link(each, paths.root)
    named = ((each.relative_to(folder).as_posix(), each) for each in entries if not each.is_dir())
    files = {name: read_regular(each) for name, each in named}
    own = {name: data for name, data in files.items() if name != CHECKSUMS}
    if with_checksums(own, own) != files or name_of(files.get(DESCRIPTOR, b"")) != report.folder:
        raise _changed(folder)
    return files


def _require_no_link(path: Path, root: Path) -> None:
    for link in links_below(path, root):
        text = link.relative_to(root).as_posix()
        raise UnknownReleaseError(localized("{text} is a link; expected a file", text=text))


def _unbuilt(path: Path) -> UnknownReleaseError:
    return UnknownReleaseError(
        localized("dist/{path} does not exist: run make release", path=path.name)
    )  # fmt: skip


def _changed(path: Path) -> UnknownReleaseError:
    return UnknownReleaseError(
        localized("dist/{path} was changed after make release: run it again", path=path.name)
    )


def write_bundle(paths: Paths, report: Report) -> list[Path]:
    """Write the checksums and notes of one release beside its zip; return both paths.

    Raises UnknownReleaseError if the zip does not hold exactly the files of the release.
    """
    archive = paths.dist / f"{release_name(report)}.zip"
    _require_no_link(archive, paths.root)
    if not archive.exists():
        raise _unbuilt(archive)
    data, files = read_regular(archive), released_files(paths, report)
    packed = read_zip(data)
    if packed.faults or packed.members != files or as_released(data) != data:
        raise _changed(archive)
    digest = hashlib.sha256(data).hexdigest()
    notes = files.get(CHANGELOG, _FIRST.encode())
    written = {CHECKSUMS: f"{digest}  {archive.name}\n".encode(), CHANGELOG: notes}
    for name, content in written.items():
        write_atomic(paths.dist / name, content, root=paths.root)
    return [paths.dist / name for name in written]


def _index(reports: Sequence[Report]) -> bytes:
    """Return a page that links to the page of each report."""
    items = "\n".join(
        f'<li><a href="{html_attribute(each.folder)}/">{html_text(each.title_zh)}'
        f" / {html_text(each.title_en)}</a></li>"
        for each in reports
    )
    return _INDEX.format(items=items).encode()


def _remove_earlier(site: Path, targets: Mapping[Path, str], root: Path) -> None:
    """Remove the packages of an earlier site that the new one does not replace, and its index.

    Raises UnsafePathError, and removes nothing, if the site has other files.
    """
    if (confined(site, root) / DESCRIPTOR).exists():
        present = [site]
    else:
        present = [each for each in site.glob("*") if not _is_own_file(each)]
    earlier = [each for each in present if targets.get(each, "") != package_owner(each)]
    for each in earlier:
        require_own(each, package_owner(each) or "")
    if site in targets and present != [site]:
        earlier = [site]
    for each in earlier:
        shutil.rmtree(each, ignore_errors=True)


def _is_own_file(path: Path) -> bool:
    """Return whether a file beside packages is the index or an empty lock file."""
    if path.is_symlink() or not path.is_file():
        return False
    if path.name == "index.html":
        return read_regular(path).startswith(_INDEX.partition("{items}")[0].encode())
    return path.match(".*.lock") and not path.stat().st_size


def write_site(paths: Paths, reports: Sequence[Report]) -> Path:
    """Write the site: one release at the root, several releases in folders of their names."""
    site = paths.build / "site"
    built: Mapping[str, dict[str, bytes]] = {
        each.folder: released_files(paths, each) for each in reports
    }
    is_single = len(built) == 1
    _remove_earlier(site, {site if is_single else site / name: name for name in built}, paths.root)
    if is_single:
        publish_directory(site, next(iter(built.values())), root=paths.root)
        return site
    for name, files in built.items():
        publish_directory(site / name, files, root=paths.root)
    write_atomic(site / "index.html", _index(reports), root=paths.root)
    return site
