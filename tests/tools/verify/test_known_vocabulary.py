"""A meaning that was changed consistently in all files of a package is named."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingest.report_folder import load_reports, load_vocabulary
from pipeline.package.build import build_package
from pipeline.paths import Paths
from pipeline.tools.verify import Verdict, verify
from pipeline.tools.verify.known_vocabulary import (
    FILE,
    compared,
    fingerprints,
    meaning_findings,
    shipped,
    write_fingerprints,
)
from pipeline.tools.verify.verify import Status
from tests.project import CHECKOUT
from tests.small_report import NAME, small_report
from tests.tools.verify.test_verify import put

VOCABULARY = CHECKOUT / "raw" / "vocabulary"


def test_the_fingerprints_are_those_of_the_vocabulary() -> None:
    """After a change of raw/vocabulary/, `make docs` writes them."""
    assert shipped() == fingerprints(load_vocabulary(CHECKOUT / "raw"))


def published(folder: Path, *edits: tuple[str, str, str]) -> Verdict:
    """The verdict on a small report that was published with a changed vocabulary."""
    shutil.copytree(VOCABULARY, folder / "raw" / "vocabulary")
    for file, old, new in edits:
        path = folder / "raw" / "vocabulary" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
    small_report(folder)
    made = build_package(load_reports(Paths(folder))[NAME])
    return verify(put(made.files, folder / "package"))


@pytest.mark.slow
def test_a_package_of_other_meanings_is_not_verified(tmp_path: Path) -> None:
    """It was made anew consistently: nothing else differs, and each meaning is named at its cell."""
    verdict = published(
        tmp_path,
        ("hedges.csv", "\n超过,before,hedge,>,", "\n超过,before,hedge,<,"),
        ("entities.csv", "CN,country,中国,China,", "CN,country,美国,America,"),
    )
    found = {check: each for check, each in verdict.found.items() if each}
    assert list(found) == ["vocabulary"]
    assert {(each.code, each.location.file, each.location.column, each.value) for each in found["vocabulary"]} == {
        ("E525", "codes/hedges.csv", "hedge", "超过"),
        ("E525", "codes/entities.csv", "entity", "CN"),
    }  # fmt: skip
    assert verdict.status is Status.NOT_VERIFIED


def test_an_unknown_code_is_counted_and_the_file_is_written_once(tmp_path: Path) -> None:
    """Another report may need a code of its own. A checkout without this program has no file."""
    tables = load_vocabulary(CHECKOUT / "raw")
    frame = tables["hedges"].frame.copy()
    frame.loc[0, "hedge"] = "所未见"
    tables = {**tables, "hedges": replace(tables["hedges"], frame=frame)}
    assert list(meaning_findings(tables)) == []
    assert "; 1 others are not in it" in compared(tables).en
    assert list(write_fingerprints(tmp_path, tables)) == []
    target = tmp_path / FILE.relative_to(CHECKOUT)
    target.parent.mkdir(parents=True)
    target.write_text("{}", encoding="utf-8")
    assert list(write_fingerprints(tmp_path, tables)) == [target]
    assert list(write_fingerprints(tmp_path, tables)) == []
