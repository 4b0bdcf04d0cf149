"""The picture of the stages states what the graph of Dagster and raw/ state."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from pipeline.definitions import defs
from pipeline.defs.naming import STAGES, group
from pipeline.defs.raw_files import report_files
from pipeline.defs.stages import VOCABULARY, Stage, check_meaning, stages
from pipeline.localization import LANGUAGES, Language, in_language
from pipeline.paths import Paths
from pipeline.tools.docsgen.flow import NotAChainError, arrows, chain, flow
from tests.package.committed import CHECKOUT, REPORT
from tests.test_imports import MAY_IMPORT

SECTIONS = sorted((CHECKOUT / "raw" / REPORT / "figures").glob("*.csv"))


@cache
def listed() -> dict[str, Stage]:
    """The stages of the first report."""
    return stages(Paths(CHECKOUT), REPORT)


def test_every_node_and_check_of_the_graph_is_counted_once() -> None:
    """A new stage, asset or check appears in the picture by being defined."""
    graph = defs.get_repository_def().asset_graph
    others = {group(path.parent.name, "package") for path in CHECKOUT.glob("raw/*/report.yaml")}
    others.discard(group(REPORT, "package"))
    nodes = [key for key in graph.get_all_asset_keys() if key.path[0] not in others]
    assert sum(each.nodes for each in listed().values()) == len(nodes)
    checks = [count for each in listed().values() for count in each.checks.values()]
    assert sum(checks) == len([k for k in graph.asset_check_keys if k.asset_key in nodes])


def test_the_nodes_are_the_files_of_the_report() -> None:
    """The same number as typed, and a check for each section that has a file."""
    files = report_files(CHECKOUT / "raw" / REPORT)
    assert (listed()["raw"].nodes, listed()["transcription"].nodes) == (len(files), len(files))
    assert listed()["validated"].checks["figures"] == len(SECTIONS)


def test_the_stages_follow_one_another() -> None:
    """In the order in which the names of the groups declare them; the vocabulary enters once."""
    assert chain(listed()) == [*STAGES]
    assert [name for name, taken in arrows(listed()).items() if VOCABULARY in taken] == [
        "validated"
    ]


def test_a_graph_that_is_no_chain_is_not_drawn_as_one() -> None:
    """A stage that two others take would lose an arrow."""
    package = replace(listed()["package"], takes=frozenset({"second"}))
    with pytest.raises(NotAChainError, match="second"):
        chain({**listed(), "second": listed()["raw"], "package": package})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_states_every_stage_and_check(language: Language) -> None:
    """In the words of one language: groups, counts, and what each check checks."""
    drawn = flow(listed(), language)
    texts = re.findall(r"<text [^>]*>([^<]*)</text>", drawn)
    for stage in listed().values():
        assert stage.group in texts
        assert any(re.search(rf"(?<!\d){stage.nodes}(?!\d)", text) for text in texts)
    lines = texts[-2 * len(listed()["validated"].checks) :]
    assert dict(zip(lines[::2], lines[1::2], strict=True)) == {
        f"{name} × {count}" if count > 1 else name: in_language(language, check_meaning(name))
        for name, count in listed()["validated"].checks.items()
    }
    assert [
        text
        for text in re.findall(r'font-size="12"[^>]*fill="#566270">([^<]*)<', drawn)
        if text in MAY_IMPORT
    ] == ["ingest", "validation", "transform", "package"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_picture_leaves_it(language: Language) -> None:
    """Widths are estimated: each text has its box, and each box is on the ground."""
    drawn = flow(listed(), language)
    (width, height) = map(int, re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawn)[0])
    boxes = re.findall(r'<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', drawn)
    for x, y, wide, high in (map(int, each) for each in boxes):
        assert x + wide <= width and y + high <= height
