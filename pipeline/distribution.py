"""The release of each report: the package in every form, its archive and hashes, written to dist/.

Nothing is written before all reports are valid and built. Then the folder and the archive of a
report are replaced one after the other, each whole or not at all; whatever stops in between is put
right by the next release.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.announce import announce, tell_findings
from pipeline.capture import Capture
from pipeline.paths import Paths
from pipeline.publication import (
    InvalidRawError,
    Publication,
    captured_reports,
    make_publication,
)
from pipeline.release import (
    RELEASE_PARTS,
    BusyError,
    PackageError,
    replace_folder,
    zipped,
)
from pipeline.whole_file import write_whole


@dataclass(frozen=True)
class Distribution:
    """One report's release: the files of its folder, and the archive of the same files."""

    name: str
    files: Mapping[str, bytes]
    archive: bytes


def make_distribution(made: Publication) -> Distribution:
    """The release of what was published with RELEASE_PARTS."""
    name = f"{made.report.folder}-{made.report.version}"
    return Distribution(name, made.files, zipped(made.files))


def write_distribution(paths: Paths, made: Distribution) -> None:
    """Replace folder and archive in dist/. Raises BusyError or OSError; each is then whole."""
    replace_folder(paths.dist / made.name, made.files, root=paths.root)
    write_whole(paths.dist / f"{made.name}.zip", made.archive, root=paths.root, durable=True)


def _releasable(paths: Paths) -> dict[str, Capture]:
    """Every report but those that are drafts, which are told."""
    captures = captured_reports(paths)
    drafts = [name for name, each in captures.items() if each.report and each.report.draft]
    for name in drafts:
        announce(f"{name} is a draft and is not released", f"{name} 为草稿，不发行")
    return {name: each for name, each in captures.items() if name not in drafts}


def _built(paths: Paths) -> list[Distribution] | None:
    """Every report's release, or None, with all findings told, if one cannot be released."""
    captures = _releasable(paths)
    built: list[Distribution] = []
    for name, capture in captures.items():
        try:
            built.append(make_distribution(make_publication(capture, parts=RELEASE_PARTS)))
        except InvalidRawError as error:
            figures = sum(len(captured.frame) for captured in capture.figures.values())
            tell_findings(name, error.findings, figures)
        except PackageError as error:
            announce(
                f"{name}: an independent reader refuses the package: {error}", "读取校验未通过"
            )
    if not captures:
        announce(f"no report in {paths.raw}", f"{paths.raw} 中没有报告")
    return built if captures and len(built) == len(captures) else None


def _lines(made: Distribution) -> Iterator[str]:
    """Hash, size and path of the archive and of the files that are more than a table's text."""
    listed = {f"{made.name}.zip": made.archive}
    listed |= {path: data for path, data in made.files.items() if "/" not in path}
    for path, data in listed.items():
        yield f"{hashlib.sha256(data).hexdigest()}  {len(data):>9,}  {path}"


def run_release(paths: Paths) -> bool:
    """Build and write every report's release; return whether that succeeded."""
    began = time.monotonic()
    built = _built(paths)
    if built is None:
        announce("nothing was released; dist/ is as it was", "未构建发行版，dist/ 保持原样")
        return False
    for made in built:
        try:
            write_distribution(paths, made)
        except (BusyError, OSError) as error:
            announce(
                f"dist/{made.name} could not be replaced; folder and archive are each whole, old or "
                f"new: {error}",
                f"未能替换 dist/{made.name}；文件夹与压缩包各自完整（旧版或新版）",
            )
            return False
        for line in _lines(made):
            announce(line)
    announce(f"released to dist/ in {time.monotonic() - began:.1f} s", "发行版已写入 dist/")
    return True
