"""The specimen, and the shared copy of the report where there is one."""

import csv
from pathlib import Path

import pytest

from pipeline.ingest import read_report
from pipeline.tools.source_text import Scan, Section, ledger_template, scan
from tests.tools.source_text.specimen import IMPRINT, SECTIONS, write_markdown

Rows = list[dict[str, str]]
FIGURES = [
    ("1-001", "1,300 艘", ["1300"]),
    ("1-002", "超 72 万亿贝", ["72万亿"]),
    ("1-003", "增长 3.5%", ["3.5"]),
    ("1-004", "295.2 万人", ["295.2万"]),
    ("1-005", "约 7 年", ["7"]),
    ("1.1-001", "下降 1.5%", ["1.5"]),
    ("1.1-002", "下降 2.5%", ["2.5"]),
    ("1.1-003", "几十艘", ["几十"]),
    ("1.1-004", "上亿尾", ["上亿"]),
    ("1.1-005", "240 余万尾", ["240余万"]),
    ("1.2-001", "40 口", ["40"]),
    ("1.2-002", "高于…10 个百分点以上", ["10"]),
    ("2-001", "40 万吨", ["40万"]),
    ("2-002", "2 倍", ["2"]),
]
ROOT = Path(__file__).resolve().parents[3]
REPORT = ROOT.parent / "shared" / "source" / "caict-2020.md"


@pytest.fixture
def specimen(tmp_path: Path) -> Scan:
    """The scanned Markdown of the specimen."""
    return scan(write_markdown(tmp_path), SECTIONS, IMPRINT)


@pytest.fixture(scope="session")
def report_sections() -> list[Section]:
    """The sections of the first report, as the repository lists them."""
    path = ROOT / "raw" / "caict-2020" / "sections.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [Section.from_row(row) for row in csv.DictReader(file)]


@pytest.fixture(scope="session")
def report_text() -> Path:
    """The shared copy of the report's text; it is not part of the project."""
    if not REPORT.exists():
        pytest.skip(f"NOT PROVED: the report's text is not at {REPORT.relative_to(ROOT.parent)}")
    return REPORT


@pytest.fixture(scope="session")
def report_imprint() -> tuple[str, ...]:
    """The lines that begin the first report's imprint, as its facts give them."""
    facts, findings = read_report(ROOT / "raw" / "caict-2020", ROOT)
    assert facts is not None, findings
    return facts.imprint


@pytest.fixture(scope="session")
def report(
    report_text: Path, report_sections: list[Section], report_imprint: tuple[str, ...]
) -> Scan:
    """The scanned text of the first report."""
    return scan(report_text, report_sections, report_imprint)


@pytest.fixture
def figures() -> Rows:
    """The figures of the specimen, as keyed."""
    return [{"id": identity, "printed": printed} for identity, printed, _ in FIGURES]


@pytest.fixture
def ledger(specimen: Scan) -> Rows:
    """A complete ledger of the specimen: every token to its figure or to a reason."""
    rows = ledger_template(specimen)
    for identity, _, tokens in FIGURES:
        section = identity.rpartition("-")[0]
        for text in tokens:
            row = next(r for r in rows if (r["section"], r["token"]) == (section, text))
            row["figure"] = identity
    for row in rows:
        row["reason"] = "" if row["figure"] else "name"
    return rows
