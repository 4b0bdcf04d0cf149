"""Summarise a diff for people in both languages: headline, invalid sides, version step, groups of rows.

The output formats only do the layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.rules import Wording
from pipeline.rules.finding import visible
from pipeline.tools.diff.dataset import Snapshot
from pipeline.tools.diff.diff import GROUPS, Difference, group
from pipeline.tools.diff.rows import TITLES, Cell, Change, Class
from pipeline.tools.diff.version import STEPS, VersionAdvice

GROUP_TITLES: Final[Mapping[str, Wording]] = {
    "value": Wording("Values revised", "数值有改"),
    "removed": Wording("Rows removed", "删除的行"),
    "reading": Wording("Readings revised", "解读有改"),
    "added": Wording("Rows added", "新增的行"),
    "text": Wording("Transcription revised, value unchanged", "转录有改、数值不变"),
    "renumbered": Wording("Same content, another identifier", "内容相同、编号改变"),
    "moved": Wording("Moved", "位置改变"),
    "wording": Wording("Wording and notes", "措辞与附注"),
    "derived": Wording("Derived from the above", "由上述改动派生"),
}

_FINDINGS: Final = 5


def _side(side: Snapshot) -> str:
    name = visible(side.name)
    return f"{name} ({visible(side.version)})" if side.version else name


def headline(difference: Difference) -> Wording:
    """Summarise the whole difference in one line."""
    old, new = _side(difference.old), _side(difference.new)
    if difference.is_empty:
        count = difference.relined
        lines = Wording(
            f" ({count} rows have another line number in raw/)", f"（{count} 行在 raw/ 中行号不同）"
        )
        tail = lines if count else Wording("", "")
        if not difference.is_whole:
            return Wording(
                f"{old} and {new} could not be compared completely; the rest is equal{tail.en}",
                f"{old} 与 {new} 无法完整比较；其余部分没有差异{tail.zh}",
            )
        return Wording(
            f"no difference in the data between {old} and {new}{tail.en}",
            f"{old} 与 {new} 的数据没有差异{tail.zh}",
        )
    counts = difference.counts
    english = [f"{GROUP_TITLES[name].en.lower()}: {count}" for name, count in counts.items()]
    chinese = [f"{GROUP_TITLES[name].zh} {count}" for name, count in counts.items()]
    if not difference.is_whole:
        english.insert(0, "not compared completely")
        chinese.insert(0, "未能完整比较")
    if difference.structure:
        english.insert(0, f"structure changes: {len(difference.structure)}")
        chinese.insert(0, f"结构改动 {len(difference.structure)}")
    return Wording(f"{old} → {new}: {'; '.join(english)}", f"{old} → {new}：{'；'.join(chinese)}")


def unsound(side: Snapshot) -> Iterator[Wording]:
    """Report that a side cannot be published, with the first errors."""
    if not side.findings:
        return
    count = len(side.findings)
    yield Wording(
        f"{side.name} cannot be published: {count} errors. Rows that cannot be resolved are "
        "compared as keyed.",
        f"{side.name} 无法发布：错误 {count} 处。无法解析的行按录入内容比较。",
    )
    for finding in side.findings[:_FINDINGS]:
        said, place = finding.said, f"{finding.place} {finding.code}"
        yield Wording(f"{place}: {said.en}", f"{place}：{said.zh}")
    if count > _FINDINGS:
        yield Wording(
            f"… and {count - _FINDINGS} more errors", f"……另有 {count - _FINDINGS} 处错误"
        )


def _verdict(advice: VersionAdvice) -> Wording:
    if advice.taken is None:
        return Wording("one side does not state a version", "一侧未注明版本")
    states = Wording(
        f"version {advice.old} → {advice.new}, at least {advice.expected} required",
        f"版本 {advice.old} → {advice.new}，至少应为 {advice.expected}",
    )
    verdict = Wording("enough", "足够") if advice.taken else Wording("NOT enough", "不足")
    return Wording(f"{states.en}: {verdict.en}", f"{states.zh}：{verdict.zh}")


def version_lines(difference: Difference) -> tuple[Wording, ...]:
    """Report the required version step, whether the version takes it, and every reason."""
    advice = difference.version
    if not advice.reasons:
        return ()
    step, verdict = STEPS[advice.step], _verdict(advice)
    line = Wording(f"{step.en}; {verdict.en}", f"{step.zh}；{verdict.zh}")
    reasons = (
        Wording(f"{STEPS[each.step].en}: {each.said.en}", f"{STEPS[each.step].zh}：{each.said.zh}")
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
    about: Wording
    classes: tuple[Wording, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """Hold rows with one kind of change: their number, shared changes, and the rows."""

    code: str
    title: Wording
    patterns: tuple[Wording, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Account:
    """Hold the summary of a difference, most important part first."""

    headline: Wording
    notes: tuple[Wording, ...]
    version: tuple[Wording, ...]
    effects: tuple[Wording, ...]
    groups: tuple[Group, ...]


def _about(change: Change) -> Wording:
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
    return Wording(*(" · ".join(filter(None, words)) for words in (english, chinese)))


def _item(change: Change) -> Item:
    classes = tuple(TITLES[each] for each in change.classes)
    return Item(change.table, "/".join(change.key), _about(change), classes, change.cells)


def _patterns(changes: Sequence[Change]) -> Iterator[Wording]:
    """Yield changes that many rows share: the same column, old value and new value."""
    counts = Counter(
        (change.table, cell.column, cell.old, cell.new)
        for change in changes
        for cell in change.cells
        if cell.kind is not Class.DERIVED
    )
    for (table, column, old, new), count in sorted(counts.items(), key=lambda each: -each[1]):
        if count >= PATTERN:
            said = f"{table}.{column}: {visible(old) or '∅'} → {visible(new) or '∅'}"
            yield Wording(f"{said} in {count} rows", f"{said}，共 {count} 行")


def _tables(changes: Iterable[Change]) -> Iterator[Wording]:
    """Yield the number of rows of each table, if there are several tables."""
    counts = Counter(change.table for change in changes)
    if len(counts) > 1:
        said = ", ".join(f"{table} {count}" for table, count in counts.items())
        yield Wording(said, said)


def _groups(changes: Sequence[Change]) -> Iterator[Group]:
    for code in GROUPS:
        own = [change for change in changes if group(change) == code]
        if own:
            patterns = (*_tables(own), *_patterns(own))
            yield Group(code, GROUP_TITLES[code], patterns, tuple(map(_item, own)))


def account(difference: Difference) -> Account:
    """Summarise a difference."""
    notes = (*unsound(difference.old), *unsound(difference.new), *difference.notes)
    return Account(
        headline(difference),
        notes,
        version_lines(difference),
        tuple(effect.said for effect in difference.effects),
        tuple(_groups(difference.changes)),
    )
