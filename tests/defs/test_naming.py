"""What makes an asset stale when the code changes: all that it builds on, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.defs import naming as versions
from pipeline.tools.docsgen.generate import graph
from pipeline.tools.docsgen.reduction import reachable

STAGES = {
    "ingest": versions.TRANSCRIPTION,
    "validation": versions.VALIDATION,
    "transform": versions.RESOLUTION,
    "package": versions.PUBLICATION,
}


@pytest.mark.parametrize("part", STAGES)
@pytest.mark.slow
def test_a_stage_names_all_that_it_builds_on(part: str) -> None:
    """As the imports state: a part that is left out could change, and the package would look fresh."""
    assert set(STAGES[part]) == {part, *reachable(part, graph())}


@pytest.mark.parametrize("part", versions.PUBLICATION)
def test_every_part_counts(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for no file would count for nothing."""
    before = versions.code_version.__wrapped__(part)
    monkeypatch.setattr(versions, "_PIPELINE", tmp_path)
    assert before != versions.code_version.__wrapped__(part)


def test_a_template_a_style_and_a_script_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is made of them; what Python leaves beside its modules is none of it."""
    monkeypatch.setattr(versions, "_PIPELINE", tmp_path)
    (tmp_path / "website").mkdir()
    seen = {versions.code_version.__wrapped__("website")}
    for name in ("page.py", "index.html.j2", "theme.css", "start.js"):
        (tmp_path / "website" / name).write_text("x")
        seen.add(versions.code_version.__wrapped__("website"))
    assert len(seen) == 5
    (tmp_path / "website" / "page.pyc").write_text("x")
    assert versions.code_version.__wrapped__("website") in seen


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.1", "1-1"), ("1.1", "1_1"), ("1.1", "1. 1"), ("9" * 300, "9" * 301), ("前言", "附录")],
)
def test_sections_of_different_names_have_different_nodes(one: str, other: str) -> None:
    """Two assets of one key keep the definitions from loading."""
    names = {versions.section_name(one), versions.section_name(other)}
    assert len(names) == 2
    assert all(re.fullmatch("[A-Za-z0-9_]{1,63}", name) for name in names)


@pytest.mark.parametrize(("one", "other"), [("caict-2020", "caict.2020"), ("a" * 300, "a" * 301)])
def test_reports_of_different_names_have_different_nodes(one: str, other: str) -> None:
    """Their groups and tags are names that Dagster accepts."""
    assert versions.slug(one) != versions.slug(other)
    assert all(re.fullmatch("[A-Za-z0-9_]{1,63}", versions.slug(each)) for each in (one, other))
