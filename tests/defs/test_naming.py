"""What makes an asset stale when the code changes: all that it builds on, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.defs import naming as versions
from pipeline.tools.docsgen.generate import graph, reachable

STAGES = {
    "ingest": versions.TRANSCRIPTION,
    "validation": versions.VALIDATION,
    "transform": versions.RESOLUTION,
    "package": versions.PUBLICATION,
}


@pytest.mark.parametrize("part", STAGES)
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
