"""Drafts of short texts that are composed for the tests, with the vocabulary of the project."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import load_reports
from pipeline.paths import Paths
from pipeline.tools.draft.draft import Draft, draft
from pipeline.tools.draft.earlier_edition import EarlierEdition
from pipeline.tools.draft.printed import Proposal
from pipeline.tools.source_text import Section, scan
from tests.project import CHECKOUT, REPORT
from tests.shared import shared

SECTIONS = [Section("1", "chapter", "一、", "概况")]
HEADING = "一、概况\n\n"


@shared
def capture() -> RawReport:
    """The committed report as if it reported on 2023: only its vocabulary and its facts are used."""
    found = load_reports(Paths(CHECKOUT))[REPORT]
    assert found.report is not None
    return replace(found, report=replace(found.report, reference_period="2023"))


def drafted(text: str, printed: Iterable[str] = (), like: EarlierEdition | None = None) -> Draft:
    """The draft of a text of one section; `printed` are forms that editors keyed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.md"
        path.write_text(HEADING + text, encoding="utf-8")
        return draft(scan(path, SECTIONS), capture(), printed, like)


def column(text: str, name: str) -> list[str]:
    """The proposed cells of a column; an open cell is `?` with its candidates."""
    return [_shown(each.cells[name]) for each in drafted(text).figures]


def _shown(cell: Proposal) -> str:
    return cell.cell if cell.certainty else "?" + ";".join(cell.candidates)


def differing(name: str, cases: dict[str, list[str]]) -> dict[str, list[str]]:
    """The texts whose proposed cells of a column are others than expected, with what is proposed."""
    found = {text: column(text, name) for text in cases}
    return {text: cells for text, cells in found.items() if cells != cases[text]}
