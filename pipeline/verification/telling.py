"""A verdict for people at a terminal, in both languages, and for machines as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from pipeline.rules import Finding
from pipeline.rules.wording import harmless_lines
from pipeline.verification.verify import CHECKS, Verdict

_SHOWN: Final = 20
"""Findings printed for each check; JSON has them all."""


def _mark(found: list[Finding] | None) -> str:
    if found is None:
        return "–"
    if any(each.is_error for each in found):
        return "✗"
    return "!" if found else "✓"


def _lines(verdict: Verdict) -> Iterator[str]:
    forms = ", ".join(("CSV", *verdict.forms))
    yield (
        f"{verdict.path.name} {verdict.version}: {verdict.files} files ({forms}), "
        f"{verdict.figures} figures · 文件 {verdict.files} 个，数字 {verdict.figures} 个"
    )
    for check, found in verdict.found.items():
        said = CHECKS[check]
        yield f"{_mark(found)} {check}: {said.en} · {said.zh}"
        if found is None:
            yield "    not checked: mend what is told above first · 未核验：请先解决上述问题"
        for finding in (found or [])[:_SHOWN]:
            yield "    " + str(finding).replace("\n", "\n    ")
        if found and len(found) > _SHOWN:
            yield f"    … and {len(found) - _SHOWN} more (--json has them all) · 其余见 --json"
    if verdict.is_sound and any(verdict.found.values()):
        yield (
            "What could be compared is what it says it is; the rest is named above. "
            "· 已核验的部分与所述一致；未能核验的部分见上。"
        )
    elif verdict.is_sound:
        yield "The package is what it says it is. · 数据包与其所述一致。"
    else:
        yield "Do not rely on this package. · 请勿使用该数据包。"


def as_text(verdict: Verdict) -> str:
    """One line a check, each finding with its place and what to do, and the verdict."""
    return harmless_lines("\n".join(_lines(verdict))) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "file": finding.place.file,
        "row": finding.place.row,
        "column": finding.place.column,
        "value": finding.value,
        "message": {"en": finding.said.en, "zh": finding.said.zh},
        "remedy": {"en": finding.advice.en, "zh": finding.advice.zh},
    }


def as_json(verdict: Verdict) -> str:
    """The verdict as one object: `sound`, facts, and for each check its findings (null: not made)."""
    document = {
        "sound": verdict.is_sound,
        "package": verdict.path.name,
        "version": verdict.version,
        "files": verdict.files,
        "forms": ["csv", *(form.lower() for form in verdict.forms)],
        "figures": verdict.figures,
        "checks": {
            check: None if found is None else [_finding(each) for each in found]
            for check, found in verdict.found.items()
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
