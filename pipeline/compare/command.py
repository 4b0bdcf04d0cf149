"""What `compare` does: build every package in memory, compare it with its folder, tell the rows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipeline.announce import announce, is_on_github, tell_findings
from pipeline.compare.files import Difference, differences
from pipeline.escaping.workflow_command import workflow_command
from pipeline.paths import Paths
from pipeline.publication import InvalidRawError, captured_reports, make_publication
from pipeline.release import PackageError

SHOWN: Final = 50


def committed_files(folder: Path) -> dict[str, bytes]:
    """The files of a published folder by their path in it."""
    if not folder.is_dir():
        return {}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def compare(paths: Paths) -> bool:
    """Compare each committed package with what raw/ makes; return whether all are the same."""
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
                f"{name}: an independent reader refuses the package: {error}",
                f"{name}：读取校验未通过",
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


def _tell(package: str, found: Sequence[Difference]) -> None:
    for difference in found[:SHOWN]:
        announce(str(difference))
        if is_on_github():
            title = "the package is not what raw/ makes"
            command = workflow_command("error", difference.place, title, difference.said.en)
            sys.stdout.write(f"{command}\n")
    if len(found) > SHOWN:
        announce(f"… and {len(found) - SHOWN} more", f"……另有 {len(found) - SHOWN} 处")
    if found:
        announce(
            f"{package}/ is not what raw/ makes: run make publish and commit it",
            f"{package}/ 与 raw/ 不一致：请运行 make publish 并提交",
        )
    else:
        announce(f"{package}/ is what raw/ makes", f"{package}/ 与 raw/ 一致")
