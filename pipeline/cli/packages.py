"""Run the commands that compare and release packages: diff, changelog, compare, release.

`compare` builds every package in memory and compares it with its folder, file by file and row by row.
`release` builds every report's release, writes it to dist/ and prints its hashes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.console import announce, is_on_github, tell_findings
from pipeline.escaping import workflow_command
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
from pipeline.rules import Place, Wording
from pipeline.rules.finding import harmless, shown
from pipeline.schema import PUBLISHED
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

    It is 2 if a side, or a table of one, could not be read, because the output is then incomplete.
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


Row = dict[str, str]

_KEYS: Final = {table.name: table.key for table in PUBLISHED}


@dataclass(frozen=True)
class FileDifference:
    """Describe one difference between the committed package and the generated one."""

    place: Place
    said: Wording

    def __str__(self) -> str:
        return f"{self.place} {self.said}"


def differences(
    committed: Mapping[str, bytes], made: Mapping[str, bytes], folder: str
) -> Iterator[FileDifference]:
    """Yield each difference of two packages, given as bytes by path; nothing if they are equal.

    Args:
        committed: the files in the folder.
        made: the files that raw/ generates.
        folder: name of the folder, the first part of each place.
    """
    for name in sorted({*committed, *made}):
        place = Place(f"{folder}/{name}")
        if name not in made:
            yield FileDifference(
                place, Wording("raw/ does not generate this file", "raw/ 不生成此文件")
            )
        elif name not in committed:
            yield FileDifference(place, Wording("the file is missing", "缺少此文件"))
        elif committed[name] != made[name]:
            yield from _of_file(place, committed[name], made[name])


def _of_file(place: Place, before: bytes, after: bytes) -> Iterator[FileDifference]:
    key = _KEYS.get(PurePosixPath(place.file).stem) if place.file.endswith(".csv") else None
    found = list(_of_table(place, before, after, key)) if key else []
    yield from found or _of_lines(place, before, after)


def _keyed(data: bytes, key: tuple[str, ...]) -> dict[tuple[str, ...], tuple[int, Row]]:
    """Index the rows of a table, with their lines, by key."""
    reader = csv.DictReader(io.StringIO(data.decode(errors="replace"), newline=""), restval="")
    return {
        tuple(row.get(name, "") for name in key): (reader.line_num, row)
        for row in reader
        if None not in row
    }


def _of_table(
    place: Place, before: bytes, after: bytes, key: tuple[str, ...]
) -> Iterator[FileDifference]:
    """Yield rows that only one of two tables has, and differing cells of the others."""
    old, new = _keyed(before, key), _keyed(after, key)
    for name in dict.fromkeys([*old, *new]):
        line = old[name][0] if name in old else 1
        row, label = Place(place.file, line), ",".join(name)
        if name not in new:
            yield FileDifference(
                row,
                Wording(f"{label}: raw/ does not generate this row", f"{label}：raw/ 不生成该行"),
            )
        elif name not in old:
            yield FileDifference(row, Wording(f"{label}: the row is missing", f"{label}：缺少该行"))
        else:
            yield from _of_row(row, label, old[name][1], new[name][1])


def _of_row(place: Place, label: str, old: Row, new: Row) -> Iterator[FileDifference]:
    for column in dict.fromkeys([*old, *new]):
        here, made = old.get(column, ""), new.get(column, "")
        if here != made:
            pair = f"{shown(here)} → {shown(made)}"
            cell = Place(place.file, place.row, column)
            yield FileDifference(cell, Wording(f"{label}: {pair}", f"{label}：{pair}"))


def _of_lines(place: Place, before: bytes, after: bytes) -> Iterator[FileDifference]:
    """Yield the first line at which two texts differ; later lines may only be moved."""
    lines = zip_longest(before.splitlines(), after.splitlines())
    first = next((at for at, (here, made) in enumerate(lines, 1) if here != made), 1)
    said = Wording("differs from this line on", "自该行起不同")
    yield FileDifference(Place(place.file, first), said)


SHOWN: Final = 50


def committed_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a published folder by path."""
    if not folder.is_dir():
        return {}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def compare(paths: Paths) -> bool:
    """Compare each committed package with the generated one; return whether all are equal."""
    captures = captured_reports(paths)
    if not captures:
        announce(f"no report in {paths.raw}", f"{paths.raw} 中没有报告")
        return False
    same = True
    for name, capture in captures.items():
        try:
            made = make_publication(capture)
        except InvalidRawError as error:
            figures = sum(len(captured.frame) for captured in capture.figures.values())
            tell_findings(name, error.findings, figures)
            return False
        except PackageError as error:
            announce(
                f"{name}: frictionless reports an error in the package: {error}",
                f"{name}：frictionless 读取校验未通过",
            )
            return False
        if made.report.draft:
            announce(f"{name} is a draft and has no package", f"{name} 为草稿，没有数据包")
            continue
        committed = committed_files(paths.package(made.report.package))
        found = list(differences(committed, made.files, made.report.package))
        same &= not found
        _tell(made.report.package, found)
    return same


def _tell(package: str, found: Sequence[FileDifference]) -> None:
    for difference in found[:SHOWN]:
        announce(str(difference))
        if is_on_github():
            title = "the package differs from raw/"
            command = workflow_command("error", difference.place, title, difference.said.en)
            sys.stdout.write(f"{command}\n")
    if len(found) > SHOWN:
        announce(f"… and {len(found) - SHOWN} more", f"……另有 {len(found) - SHOWN} 处")
    if found:
        announce(
            f"{package}/ differs from raw/: run make publish and commit it",
            f"{package}/ 与 raw/ 不一致：请运行 make publish 并提交",
        )
    else:
        announce(f"{package}/ agrees with raw/", f"{package}/ 与 raw/ 一致")


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
