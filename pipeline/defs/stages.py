"""List the stages of a report's graph, for documents: nodes, checks and arrows, without types of Dagster."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.defs import build_definitions
from pipeline.defs.checks import FIGURES
from pipeline.defs.naming import STAGES, VOCABULARY_KEY, group
from pipeline.defs.validated import ABOUT, ABOUT_FIGURES
from pipeline.paths import Paths
from pipeline.rules import LocalizedText

VOCABULARY = VOCABULARY_KEY.path[-1]


@dataclass(frozen=True)
class Stage:
    """Describe a stage of a report.

    Attributes:
        group: the name of its group in Dagster.
        nodes: the number of its nodes.
        takes: the stages from which an arrow leads to it.
        checks: by name of its checks, the number of nodes that have one.
    """

    group: str
    nodes: int
    takes: frozenset[str]
    checks: Mapping[str, int]


def stages(paths: Paths, report: str) -> dict[str, Stage]:
    """Return the stages of a report in work, by name, and the vocabulary."""
    graph = build_definitions(paths).get_repository_def().asset_graph
    groups = {group(report, stage): stage for stage in STAGES} | {VOCABULARY: VOCABULARY}
    stage_of = {
        key: groups[name]
        for key in graph.get_all_asset_keys()
        if (name := graph.get(key).group_name) in groups
    }
    nodes = Counter(stage_of.values())
    takes: dict[str, set[str]] = defaultdict(set)
    checks: dict[str, Counter[str]] = defaultdict(Counter)
    for key, stage in stage_of.items():
        takes[stage] |= {stage_of[each] for each in graph.get(key).parent_keys} - {stage}
    for check in graph.asset_check_keys:
        if check.asset_key in stage_of:
            checks[stage_of[check.asset_key]][check.name] += 1
    return {
        stage: Stage(
            name, nodes[stage], frozenset(takes[stage]), dict(sorted(checks[stage].items()))
        )
        for name, stage in groups.items()
    }


def check_meaning(name: str) -> LocalizedText:
    """Return what a check of a report checks, in both languages."""
    chinese, _, english = {**ABOUT, FIGURES: ABOUT_FIGURES}[name].partition(" / ")
    return LocalizedText(english, chinese)
