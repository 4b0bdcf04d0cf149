"""Print a diff as JSON; its schema is `difference.schema.json` in this folder."""

from __future__ import annotations

import json
from typing import Any, Final

from pipeline.rules import LocalizedText
from pipeline.tools.diff.dataset import Dataset
from pipeline.tools.diff.diff import DatasetDiff, group
from pipeline.tools.diff.rows import Change

#: Increased when programs that read the document must be changed.
FORM: Final = "printed-figures-difference/1"


def _wording(said: LocalizedText) -> dict[str, str]:
    return {"en": said.en, "zh": said.zh}


def _side(side: Dataset) -> dict[str, Any]:
    return {
        "name": side.name,
        "version": side.version,
        "released": side.released,
        "publishable": not side.findings,
        "errors": [
            {"place": str(each.location), "code": each.code, "said": _wording(each.message)}
            for each in side.findings
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "table": change.table,
        "key": list(change.key),
        "kind": str(change.kind),
        "group": group(change),
        "classes": [each.code for each in change.severities],
        "former_key": list(change.former),
        "cells": [
            {"column": each.column, "class": each.kind.code, "old": each.old, "new": each.new}
            for each in change.cells
        ],
    }


def _version(difference: DatasetDiff) -> dict[str, Any]:
    advice = difference.version
    return {
        "step": advice.step.code,
        "old": advice.old,
        "new": advice.new,
        "at_least": advice.expected,
        "taken": advice.taken,
        "reasons": [
            {"step": each.step.code, "said": _wording(each.text)} for each in advice.reasons
        ],
    }


def as_document(difference: DatasetDiff) -> dict[str, Any]:
    """Convert the difference to JSON values."""
    return {
        "form": FORM,
        "old": _side(difference.old),
        "new": _side(difference.new),
        "different": not difference.is_empty,
        "complete": difference.is_complete,
        "counts": difference.counts,
        "version": _version(difference),
        "structure": [
            {
                "change": each.change,
                "table": each.table,
                "field": each.field,
                "step": each.step.code,
                "said": _wording(each.text),
            }
            for each in difference.structure
        ],
        "effects": [
            {
                "kind": str(each.kind),
                "table": each.table,
                "key": list(each.key),
                "count": each.count,
                "said": _wording(each.text),
            }
            for each in difference.impacts
        ],
        "changes": [_change(each) for each in difference.changes],
        "other_lines": difference.line_shifts,
        "notes": [_wording(each) for each in difference.notes],
    }


def as_json(difference: DatasetDiff) -> str:
    """Write the document as text; the same difference gives the same bytes."""
    return json.dumps(as_document(difference), ensure_ascii=False, indent=2) + "\n"
