"""Print progress in both languages, and findings for people and for GitHub."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pipeline.escaping import workflow_command
from pipeline.rules import Finding, Wording
from pipeline.rules.finding import harmless_lines


def announce(english: str, chinese: str = "") -> None:
    """Print one line of progress, in English and Chinese."""
    told = f"{english} · {chinese}" if chinese else english
    sys.stdout.write(f"{harmless_lines(told)}\n")
    sys.stdout.flush()


def errors_told(errors: Sequence[Finding]) -> Wording:
    """Return the message that errors in raw/ must be corrected first, with the first error."""
    first = errors[0]
    return Wording(
        f"raw/ has {len(errors)} errors, see `check`: {first.place} {first.code}",
        f"raw/ 有 {len(errors)} 处错误，请先运行 check：{first.place} {first.code}",
    )


def annotation(finding: Finding) -> str:
    """Return the workflow command with which GitHub marks the place of a finding."""
    level = "error" if finding.is_error else "warning"
    said = f"{finding.place.column}: {finding.said.en} {finding.advice.en}"
    return workflow_command(level, finding.place, f"{finding.code} {finding.name}", said)


def is_on_github() -> bool:
    """Return whether the program runs on GitHub, which shows workflow commands as annotations."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def tell_findings(report: str, findings: Sequence[Finding], figures: int) -> bool:
    """Print the findings of one report and a summary; return whether there is an error."""
    for finding in findings:
        sys.stdout.write(f"{harmless_lines(str(finding))}\n")
        if is_on_github():
            sys.stdout.write(f"{annotation(finding)}\n")
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    verdict = ("FAILED", "未通过") if errors else ("valid", "通过")
    announce(
        f"{report}: {verdict[0]}: {figures} figures, {errors} errors, {warnings} warnings",
        f"{verdict[1]}：数字 {figures} 个，错误 {errors} 处，警告 {warnings} 处",
    )
    return bool(errors)
