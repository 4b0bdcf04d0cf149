"""Print progress in both languages, and findings for people and for GitHub."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pipeline.escaping import workflow_command
from pipeline.rules import Finding, LocalizedText
from pipeline.rules.finding import sanitize_lines


def echo(english: str, chinese: str = "") -> None:
    """Print one line of progress, in English and Chinese."""
    reported = f"{english} · {chinese}" if chinese else english
    sys.stdout.write(f"{sanitize_lines(reported)}\n")
    sys.stdout.flush()


def first_error(errors: Sequence[Finding]) -> LocalizedText:
    """Return the message that errors in raw/ must be corrected first, with the first error."""
    first = errors[0]
    return LocalizedText(
        f"raw/ has {len(errors)} errors, see `check`: {first.location} {first.code}",
        f"raw/ 有 {len(errors)} 处错误，请先运行 check：{first.location} {first.code}",
    )


def github_annotation(finding: Finding) -> str:
    """Return the workflow command with which GitHub marks the place of a finding."""
    level = "error" if finding.is_error else "warning"
    text = f"{finding.location.column}: {finding.message.en} {finding.remedy.en}"
    return workflow_command(level, finding.location, f"{finding.code} {finding.name}", text)


def is_on_github() -> bool:
    """Return whether the program runs on GitHub, which shows workflow commands as annotations."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def print_findings(report: str, findings: Sequence[Finding], figures: int) -> bool:
    """Print the findings of one report and a summary; return whether there is an error."""
    for finding in findings:
        sys.stdout.write(f"{sanitize_lines(str(finding))}\n")
        if is_on_github():
            sys.stdout.write(f"{github_annotation(finding)}\n")
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    verdict = ("FAILED", "未通过") if errors else ("valid", "通过")
    echo(
        f"{report}: {verdict[0]}: {figures} figures, {errors} errors, {warnings} warnings",
        f"{verdict[1]}：数字 {figures} 个，错误 {errors} 处，警告 {warnings} 处",
    )
    return bool(errors)
