"""What `release` has built in dist/, handed on: checksums and notes of one zip, the site of all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.capture import Report
from pipeline.delivery.tag import UnknownReleaseError, release_name
from pipeline.escaping.html import html_attribute, html_text
from pipeline.paths import Paths
from pipeline.release import replace_folder
from pipeline.rules import Wording
from pipeline.safe_paths import CHECKSUMS, DESCRIPTOR, UnsafePathError
from pipeline.whole_file import write_whole

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
