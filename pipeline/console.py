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


def print_findings(report: str, findings: Sequence[Finding], figures: int) -> bool:
    """Print the findings of one report and a summary; return whether there is an error."""
    for finding in findings:
        sys.stdout.write(f"{sanitize_lines(str(finding))}\n")
        if os.environ.get("GITHUB_ACTIONS") == "true":  # GitHub shows commands as annotations
            sys.stdout.write(f"{github_annotation(finding)}\n")
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    echo(
        localized(
            "{report}: {verdict}: {figures}, {errors}, {warnings}",
            report=report,
            verdict=localized("FAILED") if errors else localized("valid"),
            figures=(
                localized("1 figure")
                if figures == 1
                else localized("{count} figures", count=figures)
            ),
            errors=(
                localized("1 error") if errors == 1 else localized("{count} errors", count=errors)
            ),
            warnings=(
                localized("1 warning")
                if warnings == 1
                else localized("{count} warnings", count=warnings)
            ),
        )
    )
    return bool(errors)
