"""Define the commands about packages and releases; make and workflows call most, because a shell must not read data."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from pipeline.cli.errors import Existing, report_of_sides
from pipeline.console import echo
from pipeline.ingest import Report
from pipeline.localization import first_names, localized
from pipeline.paths import Paths
from pipeline.rules.finding import sanitize_lines

_P = ParamSpec("_P")
REPORT = click.option("--report", "name", help="Folder in raw/.")
TAG = click.option("--tag", help="The tag that names the report and its version.")


def _multiply_budgets(context: click.Context, _: click.Parameter, factor: int | None) -> None:
    from pipeline.budgets import budgets

    if factor is not None:
        context.with_resource(budgets(factor))


#: The option of commands that read packages or texts of any origin.
BUDGET = click.option(
    "--budget",
    type=click.IntRange(1, 999),
    metavar="N",
    callback=_multiply_budgets,
    expose_value=False,
    help="Multiply the budgets of size, memory and time, for a large package or text of known origin.",
)

FORMATS = ("text", "markdown", "html", "json")
SIDE_REPORT = click.option(
    "--report",
    "name",
    callback=report_of_sides,
    help="Folder in raw/ (default: that of a package, else the only one).",
)


def _prints_problems(command: Callable[_P, None]) -> Callable[_P, None]:
    """Wrap a command: if nothing can be released or replaced, print the reason and exit with status 1."""

    @wraps(command)
    def run(*arguments: _P.args, **options: _P.kwargs) -> None:
        from pipeline.package import PublishLockedError
        from pipeline.package.delivery import UnknownReleaseError

        try:
            command(*arguments, **options)
        except UnknownReleaseError as error:
            for finding in error.findings:
                sys.stdout.write(f"{sanitize_lines(str(finding))}\n")
            echo(error.text)
            sys.exit(1)
        except PublishLockedError as error:
            echo(error.reason)
            sys.exit(1)

    return run


@click.command()
@click.argument("tag")
@click.pass_obj
@_prints_problems
def tagged(paths: Paths, tag: str) -> None:
    """Check that TAG names the version of a report: v1.2.3, or <report>-v1.2.3 where there are several."""
    from pipeline.package.delivery import release_name, tagged_report

    echo(
        localized(
            "the tag identifies {release_name}",
            release_name=release_name(tagged_report(paths, tag)),
        )
    )


def _named(paths: Paths, tag: str | None, name: str | None) -> list[Report]:
    """Return the report of a tag or a name, or all reports."""
    from pipeline.package.delivery import named_reports, tagged_report

    reports = named_reports(paths, name) if tag is None else [tagged_report(paths, tag)]
    if name not in (None, reports[0].folder):
        raise click.UsageError(str(localized("the tag does not belong to {name}", name=name)))
    return reports


@click.command()
@TAG
@REPORT
@click.pass_obj
@_prints_problems
def release(paths: Paths, tag: str | None, name: str | None) -> None:
    """Build the packages of all reports, or of one, in all formats, and their archives in dist/."""
    from pipeline.cli.packages import release_command

    is_named = tag is not None or name is not None
    only = _named(paths, tag, name)[0].folder if is_named else None
    sys.exit(0 if release_command(paths, only) else 1)


@click.command()
@TAG
@REPORT
@click.pass_obj
@_prints_problems
def bundle(paths: Paths, tag: str | None, name: str | None) -> None:
    """Write the checksums and notes of one built release to dist/."""
    from pipeline.package.delivery import write_bundle

    reports = _named(paths, tag, name)
    if len(reports) > 1:
        there = first_names([each.folder for each in reports])
        problem = localized(
            "name one of several reports ({there}) with --report or --tag", there=there
        )
        raise click.UsageError(str(problem))
    for path in write_bundle(paths, reports[0]):
        echo(localized("dist/{path} written", path=path.name))


@click.command()
@REPORT
@click.pass_obj
@_prints_problems
def site(paths: Paths, name: str | None) -> None:
    """Copy the built releases of all reports, or of one, to build/site."""
    from pipeline.package.delivery import named_reports, write_site

    reports = named_reports(paths, name)
    write_site(paths, reports)
    echo(
        localized(
            "build/site contains {reports}", reports=", ".join(each.folder for each in reports)
        )
    )


@click.command()
@click.argument("folder", type=Existing(folder=True), required=False)
@click.option(
    "--base-url", default="", help="Address of the folder of the packages, such as https://…/data/."
)
@BUDGET
@click.pass_obj
def catalogue(paths: Paths, folder: Path | None, base_url: str) -> None:
    """Write FOLDER/catalogue: the list and the figures of all packages in FOLDER (default: the root)."""
    from pipeline.package import PublishLockedError
    from pipeline.package.catalogue import CatalogueError, write_catalogue

    if base_url and not re.fullmatch(r"https?://\S+/", base_url):
        problem = localized("--base-url begins with https:// and ends with /")
        raise click.UsageError(str(problem))
    try:
        for report in write_catalogue(folder or paths.root, base_url):
            echo(report)
    except (CatalogueError, PublishLockedError) as error:
        raise click.ClickException(str(error)) from None


@click.command()
@BUDGET
@click.pass_obj
def pull(paths: Paths) -> None:
    """Replace packages of the root by those in the object store that PRINTED_FIGURES_STORE names."""
    from pipeline.object_store import ObjectStore
    from pipeline.package import PublishLockedError, publish_directory
    from pipeline.package.publish import why_refused

    try:
        store = ObjectStore.configured()
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if store is None:
        raise click.UsageError(str(localized("PRINTED_FIGURES_STORE is not set")))
    for name in store.folders("packages"):
        if content := store.download(f"packages/{name}"):
            if reason := why_refused(name, content):
                refused = localized("{name} is not pulled: {reason}", name=name, reason=reason)
                raise click.ClickException(str(refused))
            try:
                publish_directory(paths.package(name), content, root=paths.root)
            except PublishLockedError as error:
                raise click.ClickException(str(error)) from None
            echo(name)


@click.command()
@click.option("--against", default="", help="A git revision (default: the previous commit).")
@click.pass_obj
def review(paths: Paths, against: str) -> None:
    """Write the effect of a change on the data of every report to build/review.md and build/review.txt."""
    from pipeline.cli.packages import run_review

    sys.exit(run_review(paths, against))


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--format", "form", default="text", type=click.Choice(FORMATS), show_default=True)
@SIDE_REPORT
@click.option(
    "--exit-code", is_flag=True, help="Exit with 1 if there is a difference, as git diff does."
)
@BUDGET
@click.pass_obj
def diff(paths: Paths, old: str, new: str | None, form: str, name: str, exit_code: bool) -> None:
    """Report what changed in the data between OLD and NEW (default: the working tree).

    Each is a git revision, a folder or a zip of a package, of raw/ or of a checkout. The exit
    status is 2 if one of them, or a table of one, cannot be read.
    """
    from pipeline.cli.packages import diff_command

    sys.exit(diff_command(paths, old, new, name, form, exit_code))


@click.command()
@click.option("--against", required=True, help="The previous release: git revision, folder or zip.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit with 1 if the entry is out of date."
)
@SIDE_REPORT
@BUDGET
@click.pass_obj
def changelog(paths: Paths, against: str, check: bool, name: str) -> None:
    """Write raw/<report>/changes/<version>.yaml: the changes since the previous release."""
    from pipeline.cli.packages import changelog_command

    sys.exit(changelog_command(paths, against, name, check))
