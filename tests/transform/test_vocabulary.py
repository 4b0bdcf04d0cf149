"""A package holds the codes that its report uses, so that another report's additions do not change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from pipeline.transform.vocabulary import used_vocabulary
from tests.package.committed import made
from tests.project import REPORT, Project

#: What a second report may add: a row of each shared table, in cells that differ from the last row.
ADDED = {
    "indicators": {"indicator": "steel_output", "title_zh": "钢产量", "title_en": "Steel output"},
    "entities": {"entity": "Atlantis", "title_zh": "亚特兰蒂斯", "title_en": "Atlantis"},
    "sources": {"source": "almanac", "title_zh": "年鉴", "title_en": "Almanac"},
    "units": {"unit": "furlong", "words": "弗隆", "title_zh": "弗隆", "title_en": "furlong"},
    "hedges": {"hedge": "撑死"},
    "directions": {"direction": "狂泻"},
    "statuses": {"status": "imputed", "title_zh": "插补值", "title_en": "imputed"},
    "credits": {"credit": "hearsay", "title_zh": "传闻", "title_en": "hearsay"},
    "synonyms": {"term": "eighth of a mile", "kind": "units", "code": "furlong"},
    "exclusions": {"reason": "verse", "title_zh": "诗句", "title_en": "verse"},
}


def add(project: Project, table: str, **cells: str) -> None:
    """Add a row like the last one of a table of the vocabulary."""
    file = f"vocabulary/{table}.csv"
    header, *rows = project.rows(file)
    row = [cells.get(name, cell) for name, cell in zip(header, rows[-1], strict=True)]
    project.write_rows(file, [header, *rows, row])


@pytest.mark.slow
def test_the_additions_of_another_report_change_no_byte(tmp_path: Path) -> None:
    """A row of every shared table, and a unit and a base that a measure type newly allows."""
    project = Project.copied(tmp_path)
    for table, cells in ADDED.items():
        add(project, table, **cells)
    file = "vocabulary/measure_types.csv"
    header, *rows = project.rows(file)
    units = header.index("units")
    project.write_rows(
        file, [header, *([*r[:units], f"{r[units]};furlong", *r[units + 1 :]] for r in rows)]
    )
    built = build_package(load_reports(project.paths)[REPORT])
    changed = [path for path, data in built.files.items() if made().files.get(path) != data]
    assert changed == []


@pytest.mark.parametrize("table", ADDED)
def test_a_row_that_no_table_refers_to_is_not_published(table: str, tmp_path: Path) -> None:
    """But it is in the shared vocabulary."""
    project = Project.copied(tmp_path)
    add(project, table, **ADDED[table])
    capture = load_reports(project.paths)[REPORT]
    code = next(iter(ADDED[table].values()))
    key = next(iter(ADDED[table]))
    assert code in set(capture.vocabulary[table].frame[key])
    assert code not in set(used_vocabulary(capture)[table][key])


def test_a_word_that_no_name_contains_is_not_published(tmp_path: Path) -> None:
    """A synonym of a word is published with the first code that has the word in its names."""
    project = Project.copied(tmp_path)
    for term, code in (("unicorn", "unicorn"), ("unmanned aircraft", "drone")):
        add(project, "synonyms", term=term, language="en", kind="word", code=code)
    before, terms = made().frames["synonyms"], used_vocabulary(load_reports(project.paths)[REPORT])
    assert set(terms["synonyms"]["term"]) - set(before["term"]) == {"unmanned aircraft"}


def test_the_code_of_a_published_synonym_is_in_the_table_of_its_kind() -> None:
    """A reader joins it by kind and code."""
    frames = made().frames
    kinds = dict(list(frames["synonyms"].groupby("kind")["code"]))
    assert set(kinds) == {"entities", "indicators", "sources", "statuses", "units", "word"}
    for kind in kinds.keys() - {"word"}:
        assert set(kinds[kind]) <= set(frames[kind].iloc[:, 0]), kind


def test_what_a_used_code_refers_to_is_published() -> None:
    """The indicator of a growth rate's level is there, although no figure has it."""
    indicators = made().frames["indicators"]
    figures = made().frames["figures"]
    referred = set(indicators["of"]) - {""}
    assert referred <= set(indicators["indicator"])
    assert referred - set(figures["indicator"])


def test_the_base_of_a_figure_is_published_with_the_indicator_that_it_names() -> None:
    """A share names the whole in its base only."""
    bases = [cell for cell in made().frames["figures"]["basis"] if ":" in cell]
    named = {cell.partition(":")[2] for cell in bases if cell.startswith(("share_of", "gap_to"))}
    assert named <= set(made().frames["indicators"]["indicator"])
    assert {cell.partition(":")[0] for cell in bases} <= set(made().frames["bases"]["basis"])


def test_a_word_within_another_word_or_a_range_is_not_published() -> None:
    """分 and 点 are in 百分点, bps in Mbps; a sign between two numbers is of their range."""
    printed = "\n".join(made().frames["figures"]["printed"])
    assert all(each in printed for each in ("百分点", "Mbps", "20%~30%")), printed
    units, hedges = (set(made().frames[name][name[:-1]]) for name in ("units", "hedges"))
    assert units.isdisjoint({"minute", "index_point", "basis_point"})
    assert {"percentage_point", "Mbps"} <= units
    assert "~" not in hedges
