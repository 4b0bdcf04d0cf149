"""Name and hand on a release: the report that a tag names, checksums and notes of its zip, the site.

A tag is `v1.2.3` if there is one report, `<report>-v1.2.3` always. No shell reads a data file: targets
and workflows ask here, where raw/ is validated first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.escaping import html_attribute, html_text
from pipeline.filesystem import CHECKSUMS, DESCRIPTOR, UnsafePathError, write_whole
from pipeline.ingest import Report, read_report
from pipeline.ingest.report_folder import report_folders
from pipeline.ingest.report_metadata import FIT
from pipeline.package.publish import replace_folder
from pipeline.paths import Paths
from pipeline.rules import Finding, Wording


class UnknownReleaseError(LookupError):
    """A tag or a name stands for no report that can be released; it says why in both languages."""

    def __init__(self, said: Wording, findings: Sequence[Finding] = ()) -> None:
        super().__init__(str(said))
        self.said = said
        self.findings = tuple(findings)


def release_name(report: Report) -> str:
    """The name of a release's folder and zip."""
    return f"{report.folder}-{report.version}"


def releasable(paths: Paths) -> list[Report]:
    """The facts of every report that is not a draft, each validated.

    Raises UnknownReleaseError, with the findings, if the facts of one cannot be read: it may be
    the one that is meant.
    """
    read = [read_report(folder, paths.root) for folder in report_folders(paths.raw)]
    if found := [each for _, findings in read for each in findings if each.is_error]:
        said = Wording("a report's facts are not valid", "报告的基本信息有误")
        raise UnknownReleaseError(said, found)
    return [report for report, _ in read if report is not None and not report.draft]


def tags_of(report: Report, reports: Sequence[Report]) -> tuple[str, ...]:
    """The tags that name a report's present version; the short one only if nothing else is meant."""
    if not FIT.fullmatch(report.folder):
        return ()
    long = f"{report.folder}-v{report.version}"
    return (f"v{report.version}", long) if len(reports) == 1 else (long,)


def tagged_report(paths: Paths, tag: str) -> Report:
    """The report whose present version a tag names. Raises UnknownReleaseError."""
    reports = releasable(paths)
    named = {each: report for report in reports for each in tags_of(report, reports)}
    if tag not in named:
        known = ", ".join(named) or "–"
        raise UnknownReleaseError(
            Wording(
                f"tag {tag} is not the version of a report in raw/ (it would be: {known})",
                f"标签 {tag} 与 raw/ 中报告的数据版本不一致（应为：{known}）",
            )
        )
    return named[tag]


def named_reports(paths: Paths, name: str | None) -> list[Report]:
    """The report of this name, or all if none is named. Raises UnknownReleaseError."""
    reports = releasable(paths)
    kept = [each for each in reports if name in (None, each.folder)]
    if not kept:
        there = ", ".join(each.folder for each in reports) or "–"
        raise UnknownReleaseError(
            Wording(
                f"there is no report {name or ''} to release (there is: {there})",
                f"没有可发行的报告 {name or ''}（现有：{there}）",
            )
        )
    return kept


CHANGELOG: Final = "CHANGELOG.md"

_FIRST: Final = "First release. / 首次发布。\n"

_INDEX: Final = """\
<!DOCTYPE html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Printed figures · 所印数字</title>
<ul>
{items}
</ul>
"""


def released_files(paths: Paths, report: Report) -> dict[str, bytes]:
    """The files of a release by their path in it. Raises UnknownReleaseError if it is not built."""
    folder = paths.dist / release_name(report)
    entries = sorted(folder.rglob("*")) if folder.is_dir() and not folder.is_symlink() else []
    if not entries:
        raise _unbuilt(folder)
    if links := [each for each in entries if each.is_symlink()]:
        # what is served to everyone comes from the release, and from nowhere else of the machine
        said = f"{links[0].relative_to(paths.root).as_posix()}"
        raise UnknownReleaseError(Wording(f"{said} is a link", f"{said} 是链接"))
    files = (each for each in entries if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def _unbuilt(path: Path) -> UnknownReleaseError:
    return UnknownReleaseError(
        Wording(f"dist/{path.name} is not there: make release", f"dist/{path.name} 不存在，请运行 make release")
    )  # fmt: skip


def write_bundle(paths: Paths, report: Report) -> list[Path]:
    """Write the checksums and the notes of one release beside its zip; return both."""
    archive = paths.dist / f"{release_name(report)}.zip"
    if not archive.is_file() or archive.is_symlink():
        raise _unbuilt(archive)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    notes = released_files(paths, report).get(CHANGELOG, _FIRST.encode())
    written = {CHECKSUMS: f"{digest}  {archive.name}\n".encode(), CHANGELOG: notes}
    for name, data in written.items():
        write_whole(paths.dist / name, data, root=paths.root)
    return [paths.dist / name for name in written]


def _index(reports: Sequence[Report]) -> bytes:
    """A page that leads to the page of each report."""
    items = "\n".join(
        f'<li><a href="{html_attribute(each.folder)}/">{html_text(each.title_zh)}'
        f" / {html_text(each.title_en)}</a></li>"
        for each in reports
    )
    return _INDEX.format(items=items).encode()


def write_site(paths: Paths, reports: Sequence[Report]) -> Path:
    """Write the releases as they are served: one at the root, several in folders of their names."""
    site = paths.build / "site"
    built: Mapping[str, dict[str, bytes]] = {
        each.folder: released_files(paths, each) for each in reports
    }
    if len(built) == 1:
        replace_folder(site, next(iter(built.values())), root=paths.root)
        return site
    if (site / DESCRIPTOR).exists():
        raise UnsafePathError(
            site, Wording("it is the site of one report; remove it", "是单个报告的站点，请移除")
        )
    for name, files in built.items():
        replace_folder(site / name, files, root=paths.root)
    write_whole(site / "index.html", _index(reports), root=paths.root)
    return site
