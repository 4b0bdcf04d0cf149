"""Print progress and findings in the language of the reader, and annotations for GitHub in English."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pipeline.escaping import workflow_command
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.rules.finding import sanitize_lines


def echo(text: LocalizedText | str) -> None:
    """Print one line of progress, in the language of the reader."""
    sys.stdout.write(f"{sanitize_lines(str(text))}\n")
    sys.stdout.flush()


def print_document(text: str) -> None:
    """Print text that a file may receive: exact there, without control sequences on a terminal."""
    sys.stdout.write(sanitize_lines(text) if sys.stdout.isatty() else text)


def first_error(errors: Sequence[Finding]) -> LocalizedText:
    """Return the message that errors in raw/ must be corrected first, with the first error."""
    first = errors[0]
    return localized(
        "raw/ has {count} errors, see `check`: {location} {code}",
        count=len(errors),
        location=first.location,
        code=first.code,
    )


def github_annotation(finding: Finding) -> str:
    """Return the workflow command with which GitHub marks the place of a finding."""
    level = "error" if finding.is_error else "warning"
    text = f"{finding.location.column}: {finding.message.en} {finding.remedy.en}"
    return workflow_command(level, finding.location, f"{finding.code} {finding.name}", text)


def _summary(report: str, findings: Sequence[Finding], figures: int) -> LocalizedText:
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    return localized(
        "{report}: {verdict}: {figures}, {errors}, {warnings}",
        report=report,
        verdict=localized("FAILED") if errors else localized("valid"),
        figures=(
            localized("1 figure") if figures == 1 else localized("{count} figures", count=figures)
        ),
        errors=localized("1 error") if errors == 1 else localized("{count} errors", count=errors),
        warnings=(
            localized("1 warning")
            if warnings == 1
            else localized("{count} warnings", count=warnings)
        ),
    )


def print_findings(
    report: str, findings: Sequence[Finding], figures: int, printed: set[Finding] | None = None
) -> bool:
    """Print the findings of one report and a summary; return whether there is an error.

    `printed` holds what was printed of other reports, which is counted only: a mistake of the
    vocabulary concerns each report.
    """
    new = [each for each in findings if each not in (printed or ())]
    for finding in new:
        sys.stdout.write(f"{sanitize_lines(str(finding))}\n")
        if os.environ.get("GITHUB_ACTIONS") == "true":  # GitHub shows commands as annotations
            sys.stdout.write(f"{github_annotation(finding)}\n")
    if printed is not None:
        printed.update(new)
    summary, again = _summary(report, findings, figures), len(findings) - len(new)
    above = localized("{summary} ({count} of them above)", summary=summary, count=again)
    echo(above if again else summary)
    return any(finding.is_error for finding in findings)
