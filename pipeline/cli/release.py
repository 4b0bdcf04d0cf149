"""Define the commands for workflows and make, because a shell must not read data: tagged, bundle, site, review."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from pipeline.console import echo
from pipeline.paths import Paths
from pipeline.rules.finding import sanitize_lines

_P = ParamSpec("_P")
REPORT = click.option("--report", "name", help="Folder in raw/.")
TAG = click.option("--tag", help="The tag that names the report and its version.")


def _prints_problems(command: Callable[_P, None]) -> Callable[_P, None]:
    """Wrap a command: if nothing can be released, print the reason and exit with status 1."""

    @wraps(command)
    def run(*arguments: _P.args, **options: _P.kwargs) -> None:
        from pipeline.package.delivery import UnknownReleaseError

        try:
            command(*arguments, **options)
        except UnknownReleaseError as error:
            for finding in error.findings:
                sys.stdout.write(f"{sanitize_lines(str(finding))}\n")
            echo(error.text.en, error.text.zh)
            sys.exit(1)

    return run


@click.command()
@click.argument("tag")
@click.pass_obj
@_prints_problems
def tagged(paths: Paths, tag: str) -> None:
    """Check that TAG names the version of a report: v1.2.3, or <report>-v1.2.3 where there are several.

    检查标签与数据版本一致；有多个报告时标签须含报告名。
    """
    from pipeline.package.delivery import release_name, tagged_report

    echo(f"the tag identifies {release_name(tagged_report(paths, tag))}", "标签与数据版本一致")


@click.command()
@TAG
@REPORT
@click.pass_obj
@_prints_problems
def bundle(paths: Paths, tag: str | None, name: str | None) -> None:
    """Write the checksums and notes of one built release to dist/.

    写入一个发行版的校验和与说明。
    """
    from pipeline.package.delivery import named_reports, tagged_report, write_bundle

    reports = [tagged_report(paths, tag)] if tag else named_reports(paths, name)
    if len(reports) > 1:
        raise click.UsageError(
            "name one of several reports with --report or --tag / 有多个报告，请用 --report 或 --tag 指明"
        )
    if name not in (None, reports[0].folder):
        raise click.UsageError(f"the tag does not belong to {name} / 标签不属于 {name}")
    for path in write_bundle(paths, reports[0]):
        echo(f"dist/{path.name} written", "已写入")


@click.command()
@REPORT
@click.pass_obj
@_prints_problems
def site(paths: Paths, name: str | None) -> None:
    """Copy the built releases of all reports, or of one, to build/site.

    将发行版复制为站点文件。
    """
    from pipeline.package.delivery import named_reports, write_site

    reports = named_reports(paths, name)
    write_site(paths, reports)
    echo(f"build/site contains {', '.join(each.folder for each in reports)}", "站点文件已写入")


@click.command()
@click.option("--against", default="", help="A git revision (default: the previous commit).")
@click.pass_obj
def review(paths: Paths, against: str) -> None:
    """Write the effect of a change on the data of every report to build/review.md and build/review.txt.

    将改动对各报告数据的影响写入 build/review.md 与 build/review.txt。
    """
    from pipeline.tools.diff.review import run_review

    sys.exit(run_review(paths, against))
