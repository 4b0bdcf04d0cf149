"""Report invalid paths, report names and refusals of the disk, in both languages.

The exit status is not 0 and no traceback is printed. Rules report what is wrong with the data.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any, Final

import click

from pipeline.console import announce
from pipeline.filesystem import reason
from pipeline.paths import Paths
from pipeline.rules import Wording

_STATUS: Final = 2


class Commands(click.Group):
    """Commands of which each tells what the operating system refused: a full disk, a missing right.

    Whatever they write is written whole or not at all, so that nothing has to be put right.
    """

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(context)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of the output has gone; click ends quietly then
            said = reason(error)
            if error.filename:
                said = Wording(f"{error.filename}: {said.en}", f"{error.filename}：{said.zh}")
            announce(f"refused by the system: {said.en}", f"系统拒绝：{said.zh}")
            sys.exit(_STATUS)


class Existing(click.Path):
    """A path of something that is there."""

    def __init__(self, *, folder: bool = False) -> None:
        self.folder = folder
        super().__init__(exists=True, file_okay=not folder, dir_okay=folder, path_type=Path)

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> Any:
        """The path, or a usage error that says what is not there."""
        try:
            return super().convert(value, parameter, context)
        except click.BadParameter as error:
            kind = "文件夹" if self.folder else "文件"
            is_other = Path(value).exists() and Path(value).is_dir() != self.folder
            said = f"{value} 不是{kind}" if is_other else f"{kind} {value} 不存在或无法读取"
            self.fail(f"{error.message} / {said}。", parameter, context)


def _names(context: click.Context) -> list[str]:
    """The reports in raw/ by name."""
    from pipeline.ingest.report_folder import report_folders

    paths = context.find_object(Paths)
    return [folder.name for folder in report_folders(paths.raw)] if paths else []


def known_report(context: click.Context, _: click.Parameter, name: str | None) -> str | None:
    """The name of a report in raw/; no name stays none."""
    names = _names(context)
    if name is not None and name not in names:
        there = ", ".join(names)
        raise click.BadParameter(
            f"there is no report {name} in raw/ (there is: {there}) / "
            f"raw/ 中没有报告 {name}（现有：{there}）"
        )
    return name


def named_report(context: click.Context, _: click.Parameter, name: str | None) -> str:
    """The name that was given, else that of the only report; never one of several unasked."""
    if name:
        return name
    names = _names(context)
    if len(names) != 1:
        there = ", ".join(names) or "–"
        raise click.BadParameter(
            f"name the report: raw/ has not one but {len(names)} ({there}) / "
            f"请指明报告：raw/ 中有 {len(names)} 个（{there}）"
        )
    return names[0]


def one_report(context: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    """The name of a report in raw/; that of the only one if none is given."""
    return known_report(context, parameter, named_report(context, parameter, name))
