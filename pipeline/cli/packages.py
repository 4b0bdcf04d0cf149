"""Run the commands about packages: diff, changelog, release.

`release` builds every report's release, writes it to dist/ and prints its hashes.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pipeline.console import announce, tell_findings
from pipeline.ingest import Capture
from pipeline.ingest.report_folder import captured_reports
from pipeline.package import RELEASE_PARTS, BusyError, PackageError
from pipeline.package.build import (
    Distribution,
    InvalidRawError,
    make_distribution,
    make_publication,
    write_distribution,
)
from pipeline.paths import Paths
from pipeline.rules.finding import harmless
from pipeline.tools.diff.changelog_entry import write_entry
from pipeline.tools.diff.diff import Difference, difference_of
from pipeline.tools.diff.json_output import as_json
from pipeline.tools.diff.sources import UnreadableSideError
from pipeline.tools.diff.summary import account
from pipeline.tools.diff.text_output import as_html, as_markdown, as_text

FORMATS: Final[Mapping[str, Callable[[Difference], str]]] = {
    "text": lambda difference: as_text(account(difference)),
    "markdown": lambda difference: as_markdown(account(difference)),
    "html": lambda difference: as_html(account(difference)),
    "json": as_json,
}


def run_diff(
    paths: Paths, old: str, new: str | None, report: str, form: str, exit_code: bool
) -> int:
    """Print the difference in one of the formats; return the exit status.

    It is 2 if a side, or a table of one, could not be read and the output is incomplete.
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


def run_changelog(paths: Paths, against: str, report: str, check: bool) -> int:
    """Write or check the entry and report the result; return the exit status."""
    try:
        path, same = write_entry(paths, against, report, check)
    except UnreadableSideError as error:
        sys.stderr.write(f"changelog: {error}\n")
        return 2
    name = path.relative_to(paths.root).as_posix()
    done = ("is out of date", "已过期") if check else ("written", "已写入")
    done = ("is up to date", "无需改动") if same else done
    announce(f"{name} {done[0]}", f"{name} {done[1]}")
    return 1 if check and not same else 0


def _releasable(paths: Paths) -> dict[str, Capture]:
    """Return every report except drafts, which are reported."""
    captures = captured_reports(paths)
    drafts = [name for name, each in captures.items() if each.report and each.report.draft]
    for name in drafts:
        announce(f"{name} is a draft and is not released", f"{name} 为草稿，不发行")
    return {name: each for name, each in captures.items() if name not in drafts}


def _built(paths: Paths) -> list[Distribution] | None:
    """Build every report's release; report all findings and return None if one cannot be released."""
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
                f"{name}: frictionless reports an error in the package: {error}",
                f"{name}：frictionless 读取校验未通过",
            )
    if not captures:
        announce(f"no report in {paths.raw}", f"{paths.raw} 中没有报告")
    return built if captures and len(built) == len(captures) else None


def _lines(made: Distribution) -> Iterator[str]:
    """Yield hash, size and path of the archive and of the files that are not CSV tables."""
    listed = {f"{made.name}.zip": made.archive}
    listed |= {path: data for path, data in made.files.items() if "/" not in path}
    for path, data in listed.items():
        yield f"{hashlib.sha256(data).hexdigest()}  {len(data):>9,}  {path}"


def run_release(paths: Paths) -> bool:
    """Build and write every report's release; return whether that succeeded."""
    began = time.monotonic()
    built = _built(paths)
    if built is None:
        announce("nothing was released; dist/ is unchanged", "未构建发行版，dist/ 未改动")
        return False
    for made in built:
        try:
            write_distribution(paths, made)
        except (BusyError, OSError) as error:
            announce(
                f"dist/{made.name} could not be replaced; folder and archive are each complete, old or "
                f"new: {error}",
                f"未能替换 dist/{made.name}；文件夹与压缩包各自完整（旧版或新版）",
            )
            return False
        for line in _lines(made):
            announce(line)
    announce(f"released to dist/ in {time.monotonic() - began:.1f} s", "发行版已写入 dist/")
    return True
