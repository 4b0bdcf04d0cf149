"""Run the commands that draft a report from its text and confirm what they proposed."""

from __future__ import annotations

from pathlib import Path

from pipeline.console import echo, print_findings
from pipeline.ingest.report_folder import load_reports
from pipeline.package.metadata.package_model import NAME, VERSION
from pipeline.paths import DRAFTS, Paths
from pipeline.rules import localized
from pipeline.tools.draft.command import scan_for_draft, write_draft
from pipeline.tools.draft.draft import draft
from pipeline.tools.draft.earlier_edition import EarlierEdition
from pipeline.tools.draft.unconfirmed import ConfirmationError, confirm, write_unconfirmed
from pipeline.tools.draft.vocabulary import accept
from pipeline.tools.source_text import UnreadableTextError
from pipeline.validation.report import keyed_figures
from pipeline.validation.vocabulary import Vocabulary


def draft_command(
    paths: Paths,
    name: str,
    text: Path,
    out: Path | None,
    *,
    replace: bool,
    into_raw: bool = False,
    like: str = "",
) -> int:
    """Write the proposals for a report, and return the exit status."""
    reports = load_reports(paths)
    for each in filter(None, (name, like)):
        if each not in reports:
            echo(localized("no report {name} in {raw}", name=each, raw=paths.raw))
            return 2
    capture = reports[name]
    folder = out.resolve() if out else paths.root / DRAFTS / name
    try:
        known = [capture, *([reports[like]] if like else ())]
        keyed = [row["printed"] for each in known for row in keyed_figures(each)]
        year = int(capture.report.reference_period[:4]) if capture.report else 0
        edition = EarlierEdition.of(reports[like], year) if like else None
        made = draft(scan_for_draft(capture, text), capture, keyed, edition)
        vocabulary = Vocabulary.of(capture.vocabulary)
        written = write_draft(
            made, vocabulary, folder, paths.raw, root=folder if out else paths.root, replace=replace
        )
        if into_raw:
            written += write_unconfirmed(made, paths.raw / name, paths.root, f"{NAME} {VERSION}")
    except UnreadableTextError as error:
        echo(error.message)
        return 2
    except FileExistsError as error:
        echo(localized("not written: {file} is in raw/ or exists; use --replace", file=error))
        return 2
    for path in written:
        echo(localized("written: {file}", file=path))
    return 0


def confirm_command(
    paths: Paths, name: str, section: str, *, keyed: Path | None, reading: str
) -> int:
    """Move the confirmed rows of a section to the figures, and return the exit status."""
    capture = load_reports(paths).get(name)
    if capture is None or bool(keyed) == bool(reading):
        echo(localized("name a report, and either --keyed or --reading"))
        return 2
    try:
        count = confirm(
            capture, paths.raw / name, paths.root, section, keyed=keyed, reading=reading
        )
    except ConfirmationError as error:
        echo(error.message)
        if error.findings:
            print_findings(name, error.findings, 0)
        return 1
    echo(localized("confirmed: {count} figures of section {section}", count=count, section=section))
    return 0


def accept_vocabulary_command(paths: Paths, name: str, file: Path) -> int:
    """Move the accepted rows of a file of proposals to the vocabulary, and return the exit status."""
    capture = load_reports(paths).get(name)
    if capture is None:
        echo(localized("no report {name} in {raw}", name=name, raw=paths.raw))
        return 2
    try:
        count = accept(file, paths.raw / name, paths.root, capture.vocabulary)
    except ConfirmationError as error:
        echo(error.message)
        if error.findings:
            print_findings(name, error.findings, 0)
        return 1
    echo(localized("accepted: {count} rows of the vocabulary", count=count))
    return 0
