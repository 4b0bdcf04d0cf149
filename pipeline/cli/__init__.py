"""Define the command line: parse arguments, call the pipeline, exit with its status.

Each command imports its modules when it runs, so that the others start quickly.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import click

from pipeline.budgets import FactorError, stated_factor
from pipeline.cli.errors import (
    FORMER_ACTIONS,
    LANG,
    Commands,
    Existing,
    current_action,
    known_report,
    one_report,
    within_budgets,
)
from pipeline.cli.release import (
    BUDGET,
    bundle,
    catalogue,
    changelog,
    diff,
    pull,
    release,
    review,
    site,
    tagged,
)
from pipeline.cli.stated_facts import asked, facts_of, is_date, left_open
from pipeline.console import echo, first_error, print_findings
from pipeline.localization import reader_language
from pipeline.paths import Paths
from pipeline.rules import localized


@click.command()
@click.argument("name")
@click.option("--title", help="Title of the report, as printed.")
@click.option("--publisher", help="Publisher of the report, as printed.")
@click.option("--reference-period", callback=is_date, help="Period on which it reports: 2024.")
@click.option("--published", callback=is_date, help="Date of publication: 2025-01.")
@click.pass_obj
def new_report(paths: Paths, /, name: str, **given: str | None) -> None:
    """Create the report NAME (such as caict-2021): a valid, empty draft in raw/NAME.

    Asks for what is not given if a person is at the terminal.
    """
    from pipeline.cli.edit import UnfitNameError, begin_report

    try:
        answers = asked(given)
        begin_report(paths, name, facts_of(answers, date.today()))
    except UnfitNameError as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    if keys := ", ".join(left_open(answers)):
        echo(localized("not stated, so that report.yaml has an example: {keys}", keys=keys))


@click.command()
@click.argument("files", nargs=-1, type=Existing())
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Change nothing; exit with 1 if a file needs changes.",
)
@click.pass_obj
def fix(paths: Paths, files: tuple[Path, ...], only_check: bool) -> None:
    """Fix the format of raw FILES (default: all) and report every change; never change content."""
    from pipeline.cli.edit import fix as fix_command

    sys.exit(fix_command(paths, files, only_check))


@click.command()
@click.argument("code")
@click.pass_obj
def explain(paths: Paths, code: str) -> None:
    """Explain the rule with this CODE: what it checks, an example and its correction."""
    from pipeline.tools.docsgen.generate import NoFigureError, rule_example
    from pipeline.tools.docsgen.rules import reported_rules, rule_page

    rule = reported_rules().get(code.upper())
    if rule is None:
        known = ", ".join(reported_rules())
        problem = localized("no rule {code}; known rules: {known}", code=code, known=known)
        raise click.BadParameter(str(problem), param_hint="CODE")
    try:
        sys.stdout.write(rule_page(rule, rule_example(paths), reader_language()))
    except NoFigureError as error:
        raise click.ClickException(str(error)) from None


@click.command()
@click.pass_obj
def docs(paths: Paths) -> None:
    """Update the generated parts of docs/, and the fingerprints of the vocabulary."""
    from pipeline.ingest.report_folder import load_vocabulary
    from pipeline.tools.docsgen.generate import UngeneratedError, write_documents
    from pipeline.tools.verify.known_vocabulary import write_fingerprints

    words = load_vocabulary(paths.raw)
    if errors := [each for table in words.values() for each in table.findings if each.is_error]:
        raise click.ClickException(str(first_error(errors)))
    try:
        renewed = [*write_documents(paths), *write_fingerprints(paths.root, words)]
    except UngeneratedError as error:
        raise click.ClickException(str(error)) from None
    for path in renewed:
        echo(localized("updated {path}", path=path.name))


ACTIONS = ("scan", "tables", "verify", "refresh", "upgrade")


@click.command()
@click.argument("package", type=click.Path(path_type=Path))
@click.option(
    "--text", type=Existing(), help="A copy of the report's text to compare the figures with."
)
@click.option(
    "--against",
    "trusted",
    type=click.Path(path_type=Path),
    help="A package that you trust, or a list of its checksums: folder, zip or SHA256SUMS.",
)
@click.option(
    "--key",
    type=Existing(),
    help="Keys that may have signed the list of --against (allowed_signers of ssh-keygen).",
)
@click.option("--json", "as_document", is_flag=True, help="Print JSON for programs.")
@BUDGET
def verify(
    package: Path, text: Path | None, trusted: Path | None, key: Path | None, as_document: bool
) -> None:
    """Verify a PACKAGE (folder or zip) without other data: hashes, tables, every reading, all formats.

    The exit status is 1 if the package is wrong, 3 if it is not verified.
    """
    from pipeline.tools.verify import as_json, as_text
    from pipeline.tools.verify import verify as verified

    if key and not (trusted and trusted.is_file()):
        raise click.UsageError(str(localized("--key needs --against with a list of checksums")))
    verdict = verified(package, text, trusted, key)
    sys.stdout.write(as_json(verdict) if as_document else as_text(verdict))
    sys.exit(verdict.status.exit_status)


@click.command()
@click.argument("forms", nargs=-1, required=True, metavar="FORM...")
@click.option("--unit", default="", help="Unit of the values, a code of units.csv such as CNY.")
@click.option("--json", "as_document", is_flag=True, help="Print JSON for programs.")
@click.pass_obj
def read(paths: Paths, forms: tuple[str, ...], unit: str, as_document: bool) -> None:
    """Read printed figures: what each FORM states, such as '超 72 万亿元'.

    The exit status is 1 if a form was refused.
    """
    from pipeline.cli.read import UnknownUnitError, read_command
    from pipeline.parsing import LexiconError

    try:
        sys.exit(read_command(paths, forms, unit, as_document))
    except UnknownUnitError:
        raise click.BadParameter(f"no unit {unit} in units.csv", param_hint="--unit") from None
    except LexiconError as error:
        raise click.ClickException(f"the vocabulary cannot be used: {error}") from None


REPORT = click.option(
    "--report", "name", callback=one_report, help="Folder in raw/ (default: the only one)."
)
CONTEXT = {"help_option_names": ["-h", "--help"]}


@click.group(cls=Commands, context_settings=CONTEXT)
@LANG
@click.option(
    "--root",
    type=Existing(folder=True),
    help="Folder that contains raw/ and datapackage/ (default: this checkout).",
)
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Figures printed in statistical reports: from raw/ to a published data package."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        # messages contain Chinese, which some locales cannot encode
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        stated_factor()
    except FactorError as error:
        raise click.UsageError(str(error)) from None
    context.obj = Paths(root.resolve()) if root else Paths.of_checkout()


@main.command()
@click.pass_obj
def check(paths: Paths) -> None:
    """Validate raw/ and report every finding; write nothing."""
    from pipeline.ingest.report_folder import each_report
    from pipeline.rules import Finding
    from pipeline.rules.file_rules import EmptyInDraft
    from pipeline.validation import validate_report
    from pipeline.validation.causes import one_for_each_code
    from pipeline.validation.report import keyed_figures
    from pipeline.validation.report_checks.check_coverage import stale_measurement_findings
    from pipeline.validation.report_checks.drafts import draft_progress

    began = time.monotonic()
    failed, printed, checked = False, set[Finding](), 0
    for name, capture in each_report(paths):
        checked += 1
        findings = validate_report(capture)
        is_draft = capture.report is not None and capture.report.draft
        if not is_draft and not any(finding.is_error for finding in findings):
            findings += stale_measurement_findings(capture)
        figures = keyed_figures(capture)
        if is_draft:
            progress = draft_progress(capture, figures, findings)
            findings = [each for each in findings if not isinstance(each, EmptyInDraft)]
        failed |= print_findings(name, one_for_each_code(findings), len(figures), printed)
        if is_draft:
            echo(localized("{report}: {progress}", report=name, progress=progress))
    if not checked:
        echo(localized("no report in {raw}", raw=paths.raw))
        sys.exit(1)
    echo(localized("checked in {seconds:.1f} s", seconds=time.monotonic() - began))
    sys.exit(1 if failed else 0)


@main.command()
@click.option(
    "--report", "only", callback=known_report, help="Publish one report only (folder in raw/)."
)
@click.pass_obj
def publish(paths: Paths, only: str | None) -> None:
    """Run the main job: raw → validated → datapackage."""
    from pipeline.defs.run import run_main_job

    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    sys.exit(0 if run_main_job(paths, only) else 1)


@main.command()
@click.option("--text", type=Existing(), help="A copy of the report's text to verify against.")
@click.option("--json", "as_document", is_flag=True, help="Print JSON with every trial.")
@click.option(
    "--neighbours", is_flag=True, help="Measure the warnings about neighbours; write nothing."
)
@BUDGET
@REPORT
@click.pass_obj
def mutate(paths: Paths, text: Path | None, as_document: bool, neighbours: bool, name: str) -> None:
    """Inject typical errors in every figure, in memory, and report which rules detect them.

    With the text, write the result to raw/; the package publishes it as `check_coverage`.
    """
    from pipeline.cli.source_text import mutate_command, neighbours_command
    from pipeline.tools.source_text import UnreadableTextError

    if neighbours and text is None:
        raise click.UsageError("--neighbours needs --text")
    try:
        if neighbours and text:
            sys.exit(neighbours_command(paths, name, text))
        sys.exit(mutate_command(paths, name, text, as_document))
    except UnreadableTextError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument(
    "action",
    type=click.Choice([*ACTIONS, *FORMER_ACTIONS]),
    metavar="{" + "|".join(ACTIONS) + "}",
    callback=current_action,
)
@click.argument("text", type=Existing())
@BUDGET
@REPORT
@click.pass_obj
@within_budgets()
def source(paths: Paths, action: str, text: Path, name: str) -> None:
    """Verify the transcription against a copy of the report's TEXT (Markdown, plain text or PDF).

    scan prints a new ledger, tables prints the tables of the text cell by cell, verify compares
    ledger and figures with the text, refresh updates the ledger's positions and fingerprints, and
    upgrade also their version.
    """
    from pipeline.cli.source_text import source_command

    sys.exit(source_command(paths, name, action, text))


@main.command()
@click.argument("text", type=Existing())
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the proposals.")
@click.option("--replace", is_flag=True, help="Replace the files of an earlier draft.")
@click.option("--into-raw", is_flag=True, help="Also write unconfirmed rows below raw/.")
@click.option("--like", default="", help="Report of an earlier edition, whose rows are used again.")
@BUDGET
@REPORT
@click.pass_obj
@within_budgets()
def draft(
    paths: Paths, text: Path, out: Path | None, replace: bool, into_raw: bool, like: str, name: str
) -> None:
    """Propose ledger and figures from a copy of the report's TEXT."""
    from pipeline.cli.draft import draft_command

    sys.exit(draft_command(paths, name, text, out, replace=replace, into_raw=into_raw, like=like))


@main.command()
@click.argument("file", type=Existing())
@REPORT
@click.pass_obj
def accept_vocabulary(paths: Paths, file: Path, name: str) -> None:
    """Move the rows that are marked as accepted in a FILE of proposals to the vocabulary."""
    from pipeline.cli.draft import accept_vocabulary_command

    sys.exit(accept_vocabulary_command(paths, name, file))


@main.command()
@click.argument("section")
@click.option("--keyed", type=Existing(), help="Keying sheet with the protected cells.")
@click.option("--reading", default="", help="Second reading that confirmed the whole rows.")
@REPORT
@click.pass_obj
def confirm(paths: Paths, section: str, keyed: Path | None, reading: str, name: str) -> None:
    """Move the proposed rows of a SECTION to its figures: keyed again, or read by a second person."""
    from pipeline.cli.draft import confirm_command

    sys.exit(confirm_command(paths, name, section, keyed=keyed, reading=reading))


@main.command()
@click.argument("text", type=Existing())
@click.option("--terminal", is_flag=True, help="Ask on the terminal instead of writing a page.")
@click.option("--apply", "decisions", type=Existing(), help="Apply a file of decisions.")
@click.option("--reading", default="", help="Second reading of whole rows (default: key again).")
@click.option("--replace", is_flag=True, help="Replace unconfirmed rows of the same sections.")
@BUDGET
@REPORT
@click.pass_obj
@within_budgets()
def review_draft(paths: Paths, /, text: Path, name: str, **chosen: Any) -> None:
    """Review a draft of TEXT: write one offline page, ask on the terminal, or apply the decisions."""
    from pipeline.cli.draft import review_command

    sys.exit(review_command(paths, name, text, **chosen))


_MORE = (new_report, diff, changelog, fix, explain, docs, verify, read)

for command in (*_MORE, review, tagged, release, bundle, site, catalogue, pull):
    main.add_command(command)
