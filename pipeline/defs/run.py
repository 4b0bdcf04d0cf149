"""Run the publish job from the command line: the job of the UI, with the executor that is configured.

A report that cannot be published is printed with its findings, every other failure with its causes.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

import dagster as dg
from dagster import DagsterExecutionInterruptedError
from sqlalchemy.exc import SQLAlchemyError

from pipeline.console import echo, print_findings
from pipeline.defs import build_definitions
from pipeline.defs.library import PACKAGE_KEY, report_version
from pipeline.defs.naming import VOCABULARY_KEY, package_key, slug
from pipeline.defs.raw_files import LIBRARY, report_raw_versions, reports_in_work
from pipeline.filesystem import UnsafePathError
from pipeline.ingest import load_report, load_vocabulary, read_report
from pipeline.ingest.report_folder import report_folders
from pipeline.ingest.report_metadata import read_facts
from pipeline.package import PublishLockedError, is_interrupted, recover_directory
from pipeline.package.build import package_folder
from pipeline.paths import Paths
from pipeline.rules import Finding, localized
from pipeline.validation import validate_report
from pipeline.validation.causes import one_for_each_code

JOB: Final = "publish"
#: The terminal shows the lines of the assets; the messages of Dagster are in its history.
_RUN_CONFIG: Final = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
#: Bytes of dagster.yaml; the parser takes a second for each hundred kilobytes.
_LARGEST_SETTINGS: Final = 1 << 20
#: Longer than any expected chain; the end of a longer chain is omitted, the reason comes first.
MOST_CAUSES: Final = 10


def failures(events: Iterable[dg.DagsterEvent]) -> Iterator[str]:
    """Yield the reason of every failed step, in the order of events, one cause per line.

    Findings are not repeated here.
    """
    for event in events:
        if event.is_step_failure:
            user = event.step_failure_data.user_failure_data
            if user is None or "findings" not in user.metadata:
                first, *causes = _error_chain(event)
                failed = localized("failed: {step}: {reason}", step=event.step_key, reason=first)
                because = localized("because: {reason}", reason="")
                yield f"\n    {because}".join([str(failed), *causes])


def _error_chain(event: dg.DagsterEvent) -> list[str]:
    """Return the reason and its causes, each after its effect."""
    data = event.step_failure_data
    messages: list[str] = []
    error = data.error
    while error is not None and len(messages) <= MOST_CAUSES:
        messages.append(error.message.strip())
        error = error.cause or error.context
    if data.user_failure_data is not None:
        return [(data.user_failure_data.description or "").strip(), *messages[1:]]
    # Dagster wraps an error of a step in one of its own, without further information
    return messages[1:] or messages or [""]


class UnusableRecordsError(Exception):
    """Report that Dagster cannot read its configuration, or cannot read or write its records."""


@contextmanager
def _instance() -> Iterator[dg.DagsterInstance]:
    """Return the instance of the UI if DAGSTER_HOME is set; else one for this run only.

    Raises UnusableRecordsError. Dagster has no common exception for an invalid dagster.yaml.
    """
    if not os.environ.get("DAGSTER_HOME"):
        with dg.DagsterInstance.ephemeral() as instance:
            yield instance
        return
    settings = Path(os.environ["DAGSTER_HOME"]).expanduser() / "dagster.yaml"
    if settings.exists() and settings.stat().st_size > _LARGEST_SETTINGS:
        limit = localized("it is larger than {count} MiB", count=_LARGEST_SETTINGS >> 20)
        raise UnusableRecordsError(f"dagster.yaml: {limit}")
    try:
        made = dg.DagsterInstance.get()
    except Exception as error:
        raise UnusableRecordsError(_reason(error)) from None
    with made as instance:
        try:
            yield instance
        except SQLAlchemyError as error:
            raise UnusableRecordsError(_reason(error)) from None


@contextmanager
def _usable_records() -> Iterator[None]:
    """Raise UnusableRecordsError for records or settings that Dagster reads late and cannot use.

    It has no common exception for them. Errors of a step are events of its run, and not raised.
    """
    try:
        yield
    except (OSError, dg.DagsterError, SQLAlchemyError):
        raise
    except Exception as error:
        raise UnusableRecordsError(_reason(error)) from error


def _reason(error: BaseException) -> str:
    """Return the first line of a message, and the line of YAML that it concerns."""
    mark = getattr(error, "problem_mark", None)
    line = f"dagster.yaml:{mark.line + 1}: " if mark else ""
    return line + next(filter(None, str(error).splitlines()), type(error).__name__)


def _unfit_home() -> str:
    """Return the folder in DAGSTER_HOME if Dagster cannot write its records there."""
    home = os.environ.get("DAGSTER_HOME", "")
    meant = Path(os.path.expanduser(home))  # as Dagster reads it  # noqa: PTH111
    fit = meant.is_absolute() and meant.is_dir() and os.access(meant, os.W_OK)
    config = meant / "dagster.yaml"
    # a pipe would block Dagster
    return "" if fit and (config.is_file() or not config.exists()) else home


def _restore(paths: Paths, folders: list[Path]) -> None:
    """Restore folders after an interrupted replacement, whether this run succeeds or not."""
    for folder in folders:
        stated, _, _ = read_facts(folder, paths.root)
        if stated is None or not is_interrupted(package_folder(paths, stated)):
            continue
        report, _ = read_report(folder, paths.root)
        if report is not None:
            # the holder of the lock restores the folder itself; an unsafe folder is
            # reported when the package is replaced
            with suppress(PublishLockedError, UnsafePathError):
                recover_directory(package_folder(paths, report), folder.name, root=paths.root)


def _print_published(name: str, event: dg.AssetMaterialization) -> None:
    facts = {each: value.value for each, value in event.metadata.items()}
    echo(
        localized(
            "{name} {version}: {figures} figures, {numerals} numerals accounted for, {unaccounted} unaccounted",
            name=name,
            version=facts["version"],
            figures=facts["figures"],
            numerals=facts["numerals"],
            unaccounted=facts["unaccounted"],
        )
    )
    if facts["draft"]:
        echo(localized("{name} is a draft: published for its editors only", name=name))
    echo(localized("open {folder}/index.html in a browser", folder=facts["folder"]))
    echo(
        localized("or see {folder}/README.md and {folder}/data/figures.csv", folder=facts["folder"])
    )


def _print_not_published(paths: Paths, folder: Path, printed: set[Finding]) -> None:
    capture = load_report(folder, paths.raw, load_vocabulary(paths.raw))
    figures = sum(len(captured.frame) for captured in capture.figures.values())
    print_findings(folder.name, one_for_each_code(validate_report(capture)), figures, printed)
    report = capture.report
    if report:
        echo(
            localized(
                "{name} was not published; {package}/ is unchanged",
                name=folder.name,
                package=report.package,
            )
        )
    else:
        echo(localized("{name} was not published", name=folder.name))


def _selected(job: dg.JobDefinition, only: str | None) -> list[dg.AssetKey] | None:
    """Return the assets of one report and the vocabulary, or None for all."""
    if only is None:
        return None
    wanted = {slug(only), *VOCABULARY_KEY.path}
    keys = job.asset_layer.executable_asset_keys
    return sorted((key for key in keys if key.path[0] in wanted), key=str)


@cache
def job_of(root: str, name: str) -> dg.JobDefinition:
    """Return a job of a checkout, in any process that executes a step of it."""
    return build_definitions(Paths(Path(root))).resolve_job_def(name)


def _run(paths: Paths, only: str | None, folders: Iterable[Path]) -> Iterator[dg.DagsterEvent]:
    """Execute the jobs that publish reports and yield the events: a run for all in work, one for each other."""
    job_of.cache_clear()  # files may have been added since an earlier run of this process
    in_work = {folder.name for folder in reports_in_work(paths.raw)}
    with _instance() as instance:
        if in_work.intersection(folder.name for folder in folders):
            with _usable_records():
                report_raw_versions(instance, paths)
            selected = _selected(job_of(str(paths.root), JOB), only)
            yield from _executed(paths, JOB, instance, asset_selection=selected)
        for folder in folders:
            if folder.name not in in_work:
                with _usable_records():
                    tags = report_version(instance, folder)
                yield from _executed(paths, LIBRARY, instance, tags=tags)


def _executed(
    paths: Paths, name: str, instance: dg.DagsterInstance, **choice: Any
) -> list[dg.DagsterEvent]:
    job = dg.build_reconstructable_job(
        __name__, job_of.__name__, (str(paths.root),), {"name": name}
    )
    try:
        with (
            _usable_records(),
            dg.execute_job(job, instance, _RUN_CONFIG, **choice) as result,
        ):
            events = list(result.all_events)
        if any(map(_is_interrupted, events)):
            raise KeyboardInterrupt
        return events
    except DagsterExecutionInterruptedError:
        raise KeyboardInterrupt from None
    except dg.DagsterError as error:
        raise _system_error(error) or error from None


def _is_interrupted(event: dg.DagsterEvent) -> bool:
    """Return whether a step failed because the user interrupted the run."""
    error = event.step_failure_data.error if event.is_step_failure else None
    while error is not None and error.cls_name != DagsterExecutionInterruptedError.__name__:
        error = error.cause or error.context
    return error is not None


def _system_error(error: BaseException | None) -> OSError | None:
    """Return the error of the operating system that a run ended with before its first step, if any."""
    while error is not None and not isinstance(error, OSError):
        error = error.__cause__ or error.__context__
    return error


def _print_progress() -> None:
    """Print what the assets log, as plain lines, at the terminal of this process."""
    handler = logging.StreamHandler(sys.stdout)
    # a step does not fail because its output cannot be printed; `echo` reports it afterwards
    handler.handleError = lambda _: None  # type: ignore[assignment, method-assign]
    handler.setFormatter(logging.Formatter("  %(message)s"))
    logger = logging.getLogger("pipeline.defs")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)


def run_main_job(paths: Paths, only: str | None = None) -> bool:
    """Run the publish job for every report, or for one; return whether all succeeded.

    A report that cannot be published does not block the others.
    """
    if home := _unfit_home():
        echo(
            localized(
                "DAGSTER_HOME is {home}; expected the full path of a writable folder: create it, or unset DAGSTER_HOME",
                home=home,
            )
        )
        return False
    began = time.monotonic()
    folders = report_folders(paths.raw, only)
    _restore(paths, folders)
    _print_progress()
    try:
        events = [
            each
            for each in _run(paths, only, folders)
            if each.is_step_materialization or each.is_step_failure
        ]
    except UnusableRecordsError as error:
        echo(
            localized(
                "Dagster cannot use its records in {home}: {reason}; wait if another program uses them, otherwise correct dagster.yaml or move the records away",
                home=os.environ["DAGSTER_HOME"],
                reason=error,
            )
        )
        echo(localized("nothing was published"))
        return False
    made = {
        (each.asset_key, each.partition): each.step_materialization_data.materialization
        for each in events
        if each.is_step_materialization
    }
    packages = {
        each: made.get((package_key(each.name), None)) or made.get((PACKAGE_KEY, each.name))
        for each in folders
    }
    published = [each for each in folders if packages[each]]
    failed = [each for each in folders if each not in published]
    for folder, package in packages.items():
        if package:
            _print_published(folder.name, package)
    printed = set[Finding]()
    for folder in failed:
        _print_not_published(paths, folder, printed)
    for failure in failures(events):
        echo(failure)
    if not published:
        echo(localized("nothing was published"))
        return False
    echo(localized("published in {seconds:.1f} s", seconds=time.monotonic() - began))
    if failed:
        names = ", ".join(each.name for each in failed)
        echo(localized("not published: {names}", names=names))
    return not failed
