"""The version step that a difference calls for, with reasons, and whether the version took it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.capture.version import Step, next_version, numbers
from pipeline.difference.classes import Class
from pipeline.difference.rows import Change, Kind
from pipeline.difference.structure import StructureChange
from pipeline.rules import Wording
from pipeline.tables import PUBLISHED, VOCABULARY

STEPS: Final[Mapping[Step, Wording]] = {
    Step.NONE: Wording("no release", "无需发布"),
    Step.CORRECTION: Wording("correction (patch)", "更正（修订号）"),
    Step.ADDITION: Wording("addition (minor)", "增补（次版本号）"),
    Step.BREAKING: Wording("breaking (major)", "不兼容（主版本号）"),
}


@dataclass(frozen=True)
class Reason:
    """One reason for a step."""

    step: Step
    said: Wording


@dataclass(frozen=True)
class VersionAdvice:
    """The step called for, why, the version that it leads to, and what the new side states."""

    step: Step
    reasons: tuple[Reason, ...]
    old: str
    new: str
    expected: str

    @property
    def taken(self) -> bool | None:
        """Whether the stated version is at least the one called for; None if one is unknown."""
        stated, called = numbers(self.new), numbers(self.expected)
        return None if stated is None or called is None else stated >= called


#: Tables whose keys other tables refer to: to take one away, or to change what it means, breaks.
_REFERRED_TO: Final = frozenset(
    field.refers_to.partition(".")[0] for table in PUBLISHED for field in table.fields
)
_VOCABULARY: Final = frozenset(table.name for table in VOCABULARY)
_TOLD: Final = {
    "removed": Wording("{table}: {count} rows removed", "{table}：删除 {count} 行"),
    "renumbered": Wording(
        "{table}: {count} rows have another identifier", "{table}：{count} 行改换编号"
    ),
    "meaning": Wording(
        "{table}: the meaning of {count} codes that data refers to changed",
        "{table}：{count} 个被引用代码的含义改变",
    ),
    "added": Wording("{table}: {count} rows added", "{table}：新增 {count} 行"),
    "revised": Wording("{table}: {count} rows corrected", "{table}：更正 {count} 行"),
    "moved": Wording("{table}: {count} rows in another place", "{table}：{count} 行位置改变"),
}


def row_step(change: Change, referred: bool) -> tuple[Step, str]:
    """The step that one changed row calls for, and the name of the reason.

    Args:
        change: the row.
        referred: whether rows of the new side refer to it.
    """
    if change.kind in (Kind.REMOVED, Kind.RENUMBERED):
        # a place in the ledger is no identifier that anyone keeps
        kept = change.table in _REFERRED_TO or len(change.key) == 1
        return (Step.BREAKING if kept else Step.CORRECTION), str(change.kind)
    if change.kind is Kind.ADDED:
        return Step.ADDITION, "added"
    if change.table in _VOCABULARY and referred and change.lead <= Class.READING:
        return Step.BREAKING, "meaning"
    return Step.CORRECTION, str(change.kind)


def _row_reasons(
    changes: Iterable[Change], referred: frozenset[tuple[str, str]]
) -> Iterator[Reason]:
    counts: Counter[tuple[Step, str, str]] = Counter()
    for change in changes:
        step, why = row_step(change, (change.table, change.key[0]) in referred)
        counts[step, why, change.table] += 1
    for (step, why, table), count in counts.items():
        yield Reason(step, _TOLD[why].format(table=table, count=str(count)))


def advise(
    old: str,
    new: str,
    structure: Iterable[StructureChange],
    changes: Sequence[Change],
    referred: frozenset[tuple[str, str]],
) -> VersionAdvice:
    """The step that changes of shape and of rows call for.

    Args:
        old: version of the old side, blank if unknown.
        new: version of the new side, blank if unknown.
        structure: changes of shape.
        changes: changes of rows.
        referred: `(table, key)` of codes that rows of the new side refer to.
    """
    reasons = [
        *(Reason(each.step, each.said) for each in structure),
        *_row_reasons(changes, referred),
    ]
    reasons.sort(key=lambda each: -each.step)
    step = reasons[0].step if reasons else Step.NONE
    return VersionAdvice(step, tuple(reasons), old, new, next_version(old, step))
