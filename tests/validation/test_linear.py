"""Validation and the tables take work in proportion to the figures, and parse each form once."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import load_reports
from pipeline.paths import Paths
from pipeline.transform import build_tables
from pipeline.validation import validate_report, vocabulary
from tests.operations import operations
from tests.project import CHECKOUT
from tests.small_report import FIGURES, NAME, SECTION, append, numeral, small_report

FEW = 40
TIMES = 4
#: A quadratic part would make the larger report cost 16 times as much.
MOST = 1.15
#: The type of a function whose results are kept.
CACHED = type(lru_cache(lambda: None))


def report(folder: Path, count: int) -> RawReport:
    """Return the small report with more figures, that all can be true, each in a sentence of its own."""
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", folder / "raw" / "vocabulary")
    path = small_report(folder)
    rows = [
        {**FIGURES[1], "id": f"1-{each:03}", "printed": f"增长超过 {each / 100:.2f}%",
         "number": f"{each / 100:.2f}", "hedge": "超过"}
        for each in range(3, count + 3)
    ]  # fmt: skip
    append(path / SECTION, rows)
    append(path / "numerals.csv", [numeral(row, each) for each, row in enumerate(rows, 3)])
    return load_reports(Paths(folder))[NAME]


def clear_caches() -> None:
    """Forget every result that the pipeline keeps: other tests may have validated equal rows."""
    for each in gc.get_objects():
        if isinstance(each, CACHED) and (each.__module__ or "").startswith("pipeline."):
            each.cache_clear()


@pytest.mark.parametrize("work", [validate_report, build_tables], ids=["validation", "tables"])
@pytest.mark.slow
def test_work_grows_with_the_figures_and_not_faster(
    work: Callable[[RawReport], object], tmp_path: Path
) -> None:
    """Operations for each further figure are as many in a large report as in a small one."""
    captures = [report(tmp_path / str(size), size) for size in (0, FEW, TIMES * FEW)]
    work(captures[0])  # imports what is imported late
    counts = []
    for capture in captures:
        clear_caches()
        counts.append(operations(partial(work, capture)))
    first = (counts[1] - counts[0]) / FEW
    later = (counts[2] - counts[1]) / ((TIMES - 1) * FEW)
    assert later < MOST * first


def test_each_printed_form_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rules, identities and tables use it."""
    parsed: list[str] = []
    quantities: list[Any] = []
    real, quantity = vocabulary.parse_printed, vocabulary.to_quantity

    def counted(text: str, *others: Any) -> Any:
        parsed.append(text)
        return real(text, *others)

    def computed(*cells: Any) -> Any:
        quantities.append(cells[:-1])
        return quantity(*cells)

    monkeypatch.setattr(vocabulary, "parse_printed", counted)
    monkeypatch.setattr(vocabulary, "to_quantity", computed)
    capture = report(tmp_path, FEW)
    vocabulary._validated_once.cache_clear()
    assert [each for each in validate_report(capture) if each.is_error] == []
    build_tables(capture)
    assert len(parsed) == len(set(parsed)) == FEW + len(FIGURES)
    assert len(quantities) == len(set(quantities)) == FEW + len(FIGURES)
