"""Report invalid paths, invalid report names and errors of the disk, in both languages.

The exit status is not 0 and no traceback is printed. Errors in the data are reported by rules.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any, Final

import click

from pipeline.console import echo
from pipeline.filesystem import os_error_text
from pipeline.paths import Paths
from pipeline.rules import LocalizedText

_STATUS: Final = 2
FORMER_ACTIONS: Final = {"prove": "verify", "stamp": "refresh"}


class Commands(click.Group):
    """Run commands, and report errors of the operating system: a full disk, a missing permission.

    Commands write every file atomically, so that nothing has to be repaired.
    """

    def invoke(self, context: click.Context) -> Any:
        """Run the selected command."""
        try:
            return super().invoke(context)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of the output has closed it; click then ends without a message
            text = os_error_text(error)
            if error.filename:
                text = LocalizedText(f"{error.filename}: {text.en}", f"{error.filename}：{text.zh}")
            echo(f"error of the operating system: {text.en}", f"操作系统报错：{text.zh}")
            sys.exit(_STATUS)


class Existing(click.Path):
    """Accept a path that exists."""

    def __init__(self, *, folder: bool = False) -> None:
        self.folder = folder
        super().__init__(exists=True, file_okay=not folder, dir_okay=folder, path_type=Path)

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> Any:
        """Return the path, or raise a usage error that names the missing path."""
        try:
            return super().convert(value, parameter, context)
        except click.BadParameter as error:
            kind = "文件夹" if self.folder else "文件"
            is_other = Path(value).exists() and Path(value).is_dir() != self.folder
            text = f"{value} 不是{kind}" if is_other else f"{kind} {value} 不存在或无法读取"
            self.fail(f"{error.message} / {text}。", parameter, context)


def _names(context: click.Context) -> list[str]:
    """Return the names of the reports in raw/."""
    from pipeline.ingest.report_folder import report_folders

    paths = context.find_object(Paths)
    return [folder.name for folder in report_folders(paths.raw)] if paths else []


def current_action(_: click.Context, __: click.Parameter, name: str) -> str:
    """Return the name of an action of `source`, which may be given by its former name."""
    return FORMER_ACTIONS.get(name, name)


def known_report(context: click.Context, _: click.Parameter, name: str | None) -> str | None:
    """Return the name of a report in raw/, or None if no name is given."""
    names = _names(context)
    if name is not None and name not in names:
        there = ", ".join(names)
        raise click.BadParameter(
            f"no report {name} in raw/ (available: {there}) / "
            f"raw/ 中没有报告 {name}（现有：{there}）"
        )
    return name


def named_report(context: click.Context, _: click.Parameter, name: str | None) -> str:
    """Return the given name, else that of the only report; never select one of several."""
    if name:
        return name
    names = _names(context)
    if len(names) != 1:
        there = ", ".join(names) or "–"
        raise click.BadParameter(
            f"name the report with --report: raw/ has {len(names)} ({there}) / "
            f"请用 --report 指明报告：raw/ 中有 {len(names)} 个（{there}）"
        )
    return names[0]


def one_report(context: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    """Return the name of a report in raw/, or that of the only one if none is given."""
    return known_report(context, parameter, named_report(context, parameter, name))
