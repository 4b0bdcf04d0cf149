"""Commands about changes of the data: diff, changelog."""

from __future__ import annotations

import sys

import click

from pipeline.cli.refusal import named_report
from pipeline.paths import Paths

FORMATS = ("text", "markdown", "html", "json")
REPORT = click.option(
    "--report", "name", callback=named_report, help="Folder in raw/ (default: the only one)."
)


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--format", "form", default="text", type=click.Choice(FORMATS), show_default=True)
@REPORT
@click.option(
    "--exit-code", is_flag=True, help="Exit with 1 if there is a difference, as git does."
)
@click.pass_obj
def diff(paths: Paths, old: str, new: str | None, form: str, name: str, exit_code: bool) -> None:
    """What changed in the data between OLD and NEW (default: the working tree).

    Each is a git revision, a folder or a zip of a package, of raw/ or of a checkout. The exit
    status is 2 if one of them, or a table of one, cannot be read.
    比较两个版本的数据（git 版本、文件夹或 zip；默认与工作区比较）；有内容无法读取时退出码为 2。
    """
    from pipeline.difference.run import run_diff

    sys.exit(run_diff(paths, old, new, name, form, exit_code))


@click.command()
@click.option("--against", required=True, help="The release before: git revision, folder or zip.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if the entry is stale.")
@REPORT
@click.pass_obj
def changelog(paths: Paths, against: str, check: bool, name: str) -> None:
    """Write raw/<report>/changes/<version>.yaml: what changed since the release before.

    生成变更记录条目：自上一版本以来的数据改动。
    """
    from pipeline.difference.changelog import run_changelog

    sys.exit(run_changelog(paths, against, name, check))
