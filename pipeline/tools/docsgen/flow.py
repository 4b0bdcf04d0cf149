"""Draw the stages of a report as the graph of Dagster has them: nodes, arrows, and the checks between.

Arrows that a longer path replaces are left out, as in the diagram of the parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.defs.stages import VOCABULARY, Stage, check_meaning
from pipeline.localization import LANGUAGES, Language, in_language, localized
from pipeline.tools.docsgen.reduction import Graph, reachable, reduced
from pipeline.tools.docsgen.rules import reported_rules
from pipeline.tools.docsgen.svg import (
    FILL,
    INK,
    QUIET,
    arrow_down,
    arrow_right,
    box,
    on_light_ground,
    text_at,
    text_width,
)

#: Each stage: its title, what its nodes hold, and the part of the code that makes it.
_STAGES: Final = {
    "raw": (localized("raw files"), localized("keyed by people"), ""),
    "transcription": (localized("as typed"), localized("rows with file and line"), "ingest"),
    "validated": (localized("validated"), localized("value, bounds, dates"), "validation"),
    "tables": (localized("tables"), localized("figures, names, verdicts"), "transform"),
    "package": (localized("package"), localized("replaced as a whole"), "package"),
    VOCABULARY: (localized("vocabulary"), localized("words and codes, shared"), ""),
}
_NODES: Final = localized("nodes: {nodes}")
_NODES_AND_CHECKS: Final = localized("nodes: {nodes} · checks: {checks}")
_CHECKS: Final = localized(
    "{checks} checks; an error stops the publication of the report (rules in total: {rules})"
)
#: The stage whose checks are listed.
_LISTED: Final = "validated"
_GAP, _MARGIN, _HIGH, _LINE_HEIGHT = 76, 16, 82, 21
#: The places of the vocabulary, the stages and the list of checks, from top to bottom.
_TOP, _MIDDLE, _BOTTOM = 14, 126, 238
_Texts = Sequence[tuple[str, int, str]]


class NotAChainError(ValueError):
    """Report that the stages no longer follow one another, so that the picture needs another layout."""


def arrows(stages: Mapping[str, Stage]) -> Graph:
    """Return for each stage those that it takes directly."""
    return reduced({name: stage.takes for name, stage in stages.items()})


def chain(stages: Mapping[str, Stage]) -> list[str]:
    """Return the stages in the order of the flow, without the vocabulary. Raises NotAChainError."""
    graph = arrows(stages)
    ordered = sorted(stages, key=lambda name: len(reachable(name, graph)))
    order = [name for name in ordered if name != VOCABULARY]
    for before, name in zip([None, *order], order, strict=False):
        if graph[name] - {VOCABULARY} != ({before} if before else set()):
            raise NotAChainError(name)
    return order


def _texts(name: str, stage: Stage, language: Language) -> _Texts:
    """Return the lines of a stage, each with its size and colour."""
    title, content, _ = _STAGES[name]
    checks = sum(stage.checks.values())
    counts = (_NODES_AND_CHECKS if checks else _NODES).format(nodes=stage.nodes, checks=checks)
    return (
        (in_language(language, title), 16, INK),
        (in_language(language, content), 12, INK),
        (stage.group, 11, QUIET),
        (in_language(language, counts), 11, QUIET),
    )


def _stage(middle: int, y: int, width: int, texts: _Texts) -> Iterator[str]:
    yield box(middle - width // 2, y, width, _HIGH, FILL)
    for (text, size, colour), down in zip(texts, (23, 42, 60, 75), strict=True):
        yield text_at(middle, y + down, text, size, "middle", colour)


def _checks(stage: Stage, language: Language) -> tuple[str, list[tuple[str, str]]]:
    """Return the heading of the checks, and each check with its nodes and what it checks."""
    rules = sum(rule.is_about_raw() for rule in reported_rules().values())
    head = _CHECKS.format(checks=sum(stage.checks.values()), rules=rules)
    ordered = sorted(stage.checks.items(), key=lambda each: -each[1])
    return in_language(language, head), [
        (f"{name} × {count}" if count > 1 else name, in_language(language, check_meaning(name)))
        for name, count in ordered
    ]


def _list(middle: int, right: int, stage: Stage, language: Language) -> tuple[int, list[str]]:
    """Draw the checks of a stage below it; return the height of the picture as well."""
    head, lines = _checks(stage, language)
    names = max(text_width(name, 12) for name, _ in lines) + 16
    wide = max(text_width(head, 13), names + max(text_width(text, 12) for _, text in lines)) + 24
    left = max(_MARGIN, min(middle - wide // 2, right - wide))
    high = 34 + _LINE_HEIGHT * len(lines)
    parts = [
        arrow_down(middle, _MIDDLE + _HIGH + 4, _BOTTOM - _MIDDLE - _HIGH - 8),
        box(left, _BOTTOM, wide, high, FILL),
        text_at(left + 12, _BOTTOM + 22, head),
    ]
    for at, (name, text) in enumerate(lines, 1):
        y = _BOTTOM + 22 + _LINE_HEIGHT * at
        parts.append(text_at(left + 12, y, name, 12, fill=QUIET))
        parts.append(text_at(left + 12 + names, y, text, 12))
    return _BOTTOM + high + _TOP, parts


def flow(stages: Mapping[str, Stage], language: Language) -> str:
    """Return the picture of the stages of a report. Raises NotAChainError."""
    texts = {name: _texts(name, stage, language) for name, stage in stages.items()}
    wide = max(text_width(text, size) for each in texts.values() for text, size, _ in each) + 20
    order, graph = chain(stages), arrows(stages)
    middles = {name: _MARGIN + wide // 2 + (wide + _GAP) * at for at, name in enumerate(order)}
    right = middles[order[-1]] + wide // 2
    parts: list[str] = []
    for name in order:
        parts += _stage(middles[name], _MIDDLE, wide, texts[name])
        if graph[name] - {VOCABULARY}:
            begin = middles[name] - wide // 2 - _GAP
            parts.append(arrow_right(begin + 4, _MIDDLE + _HIGH // 2, _GAP - 8))
            label = _STAGES[name][2]
            parts.append(text_at(begin + _GAP // 2, _MIDDLE + 32, label, 12, "middle", QUIET))
        if VOCABULARY in graph[name]:
            parts += _stage(middles[name], _TOP, wide, texts[VOCABULARY])
            parts.append(arrow_down(middles[name], _TOP + _HIGH + 4, _MIDDLE - _TOP - _HIGH - 8))
    height, listed = _list(middles[_LISTED], right, stages[_LISTED], language)
    return on_light_ground(right + _MARGIN, height, [*parts, *listed])


def flows(stages: Mapping[str, Stage]) -> Mapping[str, str]:
    """Return the picture in each language by its name in docs/images."""
    return {
        f"flow{'' if language == 'en' else '.zh'}.svg": flow(stages, language)
        for language in LANGUAGES
    }
