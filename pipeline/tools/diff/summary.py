"""Summarise a diff for people in both languages: headline, invalid sides, version step, groups of rows.

The output formats only do the layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.rules import LocalizedText
from pipeline.rules.finding import escape_control_characters
from pipeline.tools.diff.dataset import Dataset
from pipeline.tools.diff.diff import GROUPS, DatasetDiff, group
from pipeline.tools.diff.rows import TITLES, Cell, Change, Severity
from pipeline.tools.diff.version import STEPS, VersionAdvice

GROUP_TITLES: Final[Mapping[str, LocalizedText]] = {
    "value": LocalizedText("Values revised", "数值有改"),
    "removed": LocalizedText("Rows removed", "删除的行"),
    "reading": LocalizedText("Readings revised", "解读有改"),
    "added": LocalizedText("Rows added", "新增的行"),
    "text": LocalizedText("Transcription revised, value unchanged", "转录有改、数值不变"),
    "renumbered": LocalizedText("Same content, another identifier", "内容相同、编号改变"),
    "moved": LocalizedText("Moved", "位置改变"),
    "wording": LocalizedText("Wording and notes", "措辞与附注"),
    "derived": LocalizedText("Derived from the above", "由上述改动派生"),
}

_FINDINGS: Final = 5


def _side(side: Dataset) -> str:
    name = escape_control_characters(side.name)
    return f"{name} ({escape_control_characters(side.version)})" if side.version else name


def headline(difference: DatasetDiff) -> LocalizedText:
    """Summarise the whole difference in one line."""
    old, new = _side(difference.old), _side(difference.new)
    if difference.is_empty:
        count = difference.line_shifts
        lines = LocalizedText(
            f" ({count} rows have another line number in raw/)", f"（{count} 行在 raw/ 中行号不同）"
        )
        tail = lines if count else LocalizedText("", "")
        if not difference.is_complete:
            return LocalizedText(
                f"{old} and {new} could not be compared completely; the rest is equal{tail.en}",
                f"{old} 与 {new} 无法完整比较；其余部分没有差异{tail.zh}",
            )
        return LocalizedText(
            f"no difference in the data between {old} and {new}{tail.en}",
            f"{old} 与 {new} 的数据没有差异{tail.zh}",
        )
    counts = difference.counts
    english = [f"{GROUP_TITLES[name].en.lower()}: {count}" for name, count in counts.items()]
    chinese = [f"{GROUP_TITLES[name].zh} {count}" for name, count in counts.items()]
    if not difference.is_complete:
        english.insert(0, "not compared completely")
        chinese.insert(0, "未能完整比较")
    if difference.structure:
        english.insert(0, f"structure changes: {len(difference.structure)}")
        chinese.insert(0, f"结构改动 {len(difference.structure)}")
    return LocalizedText(
        f"{old} → {new}: {'; '.join(english)}", f"{old} → {new}：{'；'.join(chinese)}"
    )


def unsound(side: Dataset) -> Iterator[LocalizedText]:
    """Report that a side cannot be published, with the first errors."""
    if not side.findings:
        return
    count = len(side.findings)
    yield LocalizedText(
        f"{side.name} cannot be published: {count} errors. Rows that cannot be resolved are "
        "compared as keyed.",
        f"{side.name} 无法发布：错误 {count} 处。无法解析的行按录入内容比较。",
    )
    for finding in side.findings[:_FINDINGS]:
        text, place = finding.message, f"{finding.location} {finding.code}"
        yield LocalizedText(f"{place}: {text.en}", f"{place}：{text.zh}")
    if count > _FINDINGS:
        yield LocalizedText(
            f"… and {count - _FINDINGS} more errors", f"……另有 {count - _FINDINGS} 处错误"
        )


def _verdict(advice: VersionAdvice) -> LocalizedText:
    if advice.taken is None:
        return LocalizedText("one side does not state a version", "一侧未注明版本")
    states = LocalizedText(
        f"version {advice.old} → {advice.new}, at least {advice.expected} required",
        f"版本 {advice.old} → {advice.new}，至少应为 {advice.expected}",
    )
    verdict = (
        LocalizedText("enough", "足够") if advice.taken else LocalizedText("NOT enough", "不足")
    )
    return LocalizedText(f"{states.en}: {verdict.en}", f"{states.zh}：{verdict.zh}")


def version_lines(difference: DatasetDiff) -> tuple[LocalizedText, ...]:
    """Report the required version step, whether the version takes it, and every reason."""
    advice = difference.version
    if not advice.reasons:
        return ()
    step, verdict = STEPS[advice.step], _verdict(advice)
    line = LocalizedText(f"{step.en}; {verdict.en}", f"{step.zh}；{verdict.zh}")
    reasons = (
        LocalizedText(
            f"{STEPS[each.step].en}: {each.text.en}", f"{STEPS[each.step].zh}：{each.text.zh}"
        )
        for each in advice.reasons
    )
    return (line, *reasons)


#: The number of equal changes from which they share one line.
PATTERN: Final = 3

_TITLED: Final = (("indicator_en", "indicator_zh"), ("title_en", "title_zh"))


@dataclass(frozen=True)
class Item:
    """Describe one changed row: table and key, subject, kinds of change, cells."""

    table: str
    key: str
    about: LocalizedText
    severities: tuple[LocalizedText, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """Hold rows with one kind of change: their number, shared changes, and the rows."""

    code: str
    title: LocalizedText
    patterns: tuple[LocalizedText, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class DiffSummary:
    """Hold the summary of a difference, most important part first."""

    headline: LocalizedText
    notes: tuple[LocalizedText, ...]
    version: tuple[LocalizedText, ...]
    effects: tuple[LocalizedText, ...]
    groups: tuple[Group, ...]


def _about(change: Change) -> LocalizedText:
    """Describe the subject of a row, from its titles, and the change of its key."""
    row = change.row
    titles = next(
        ((row[en], row[zh]) for en, zh in _TITLED if row.get(en) and row.get(zh)), ("", "")
    )
    rest = [row[name] for name in ("entity", "period") if row.get(name)] if titles[0] else []
    former = "/".join(change.former)
    english = [titles[0], *rest, f"was {former}" if former else ""]
    chinese = [titles[1], *rest, f"原为 {former}" if former else ""]
    if change.table == "figures" and not change.cells:
        english, chinese = [*english, row.get("printed", "")], [*chinese, row.get("printed", "")]
    return LocalizedText(*(" · ".join(filter(None, words)) for words in (english, chinese)))


def _item(change: Change) -> Item:
    classes = tuple(TITLES[each] for each in change.severities)
    return Item(change.table, "/".join(change.key), _about(change), classes, change.cells)


def _patterns(changes: Sequence[Change]) -> Iterator[LocalizedText]:
    """Yield changes that many rows share: the same column, old value and new value."""
    counts = Counter(
        (change.table, cell.column, cell.old, cell.new)
        for change in changes
        for cell in change.cells
        if cell.kind is not Severity.DERIVED
    )
    for (table, column, old, new), count in sorted(counts.items(), key=lambda each: -each[1]):
        if count >= PATTERN:
            text = f"{table}.{column}: {escape_control_characters(old) or '∅'} → {escape_control_characters(new) or '∅'}"
            yield LocalizedText(f"{text} in {count} rows", f"{text}，共 {count} 行")


def _tables(changes: Iterable[Change]) -> Iterator[LocalizedText]:
    """Yield the number of rows of each table, if there are several tables."""
    counts = Counter(change.table for change in changes)
    if len(counts) > 1:
        text = ", ".join(f"{table} {count}" for table, count in counts.items())
        yield LocalizedText(text, text)


def _groups(changes: Sequence[Change]) -> Iterator[Group]:
    for code in GROUPS:
        own = [change for change in changes if group(change) == code]
        if own:
            patterns = (*_tables(own), *_patterns(own))
            yield Group(code, GROUP_TITLES[code], patterns, tuple(map(_item, own)))


def summarize(difference: DatasetDiff) -> DiffSummary:
    """Summarise a difference."""
    notes = (*unsound(difference.old), *unsound(difference.new), *difference.notes)
    return DiffSummary(
        headline(difference),
        notes,
        version_lines(difference),
        tuple(effect.text for effect in difference.impacts),
        tuple(_groups(difference.changes)),
    )
