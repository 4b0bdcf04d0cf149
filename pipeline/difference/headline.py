"""What is said of a difference as a whole: its headline, unsound sides, the version step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.difference.compare import Difference
from pipeline.difference.snapshot import Snapshot
from pipeline.difference.version import STEPS, VersionAdvice
from pipeline.rules import Wording
from pipeline.rules.wording import visible

GROUP_TITLES: Final[Mapping[str, Wording]] = {
    "value": Wording("Values revised", "数值有改"),
    "removed": Wording("Rows removed", "删除的行"),
    "reading": Wording("Readings revised", "解读有改"),
    "added": Wording("Rows added", "新增的行"),
    "text": Wording("Transcription revised, value unchanged", "转录有改、数值不变"),
    "renumbered": Wording("Same content, another identifier", "内容相同、编号改变"),
    "moved": Wording("Moved", "位置改变"),
    "wording": Wording("Wording and notes", "措辞与附注"),
    "derived": Wording("Following from the above", "由上述改动派生"),
}
_FINDINGS: Final = 5


def _side(side: Snapshot) -> str:
    name = visible(side.name)
    return f"{name} ({visible(side.version)})" if side.version else name


def headline(difference: Difference) -> Wording:
    """The whole difference in one line."""
    old, new = _side(difference.old), _side(difference.new)
    if difference.is_empty:
        count = difference.relined
        lines = Wording(
            f" ({count} rows stand on other lines of raw/)", f"（{count} 行在 raw/ 中行号不同）"
        )
        tail = lines if count else Wording("", "")
        if not difference.is_whole:
            return Wording(
                f"{old} and {new} could not be compared in full; no difference in the rest{tail.en}",
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
        english.insert(0, "could not be compared in full")
        chinese.insert(0, "无法完整比较")
    if difference.structure:
        english.insert(0, f"changes of shape: {len(difference.structure)}")
        chinese.insert(0, f"结构改动 {len(difference.structure)}")
    return Wording(f"{old} → {new}: {'; '.join(english)}", f"{old} → {new}：{'；'.join(chinese)}")


def unsound(side: Snapshot) -> Iterator[Wording]:
    """That a side cannot be published, and the first errors that say why."""
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
        return Wording("no version is stated on one side", "一侧未注明版本")
    states = Wording(
        f"the version goes {advice.old} → {advice.new}, at least {advice.expected} is called for",
        f"版本 {advice.old} → {advice.new}，至少应为 {advice.expected}",
    )
    verdict = Wording("enough", "足够") if advice.taken else Wording("NOT enough", "不足")
    return Wording(f"{states.en}: {verdict.en}", f"{states.zh}：{verdict.zh}")


def version_lines(difference: Difference) -> tuple[Wording, ...]:
    """The step that the version should take, whether it did, and every reason."""
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
