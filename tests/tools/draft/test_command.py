"""The command `draft`: proposals beside raw/, never in it."""

import csv
import shutil
from pathlib import Path

import pytest

from pipeline.cli.draft import draft_command
from pipeline.paths import Paths
from tests.reports.second_report import add_second_report

ROOT = Path(__file__).resolve().parents[3]
#: Composed for this test: two sections of the second report have no more than their headings.
TEXT = """\
一、经济总量

2023年国内生产总值126.1万亿元，同比增长5.2%。5G用户达8亿户。

二、工业

2023年上半年，甲、乙产值分别增长2.5%、1.5%。

三、对外贸易

四、人口与民生
"""


@pytest.fixture
def project(tmp_path: Path) -> Paths:
    """A project with the second report, and its text."""
    shutil.copytree(ROOT / "raw" / "vocabulary", tmp_path / "raw" / "vocabulary")
    add_second_report(tmp_path)
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    return Paths(tmp_path)


def contents(folder: Path) -> dict[Path, bytes]:
    """The bytes of each file of a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(project: Paths, out: Path | None = None, *, replace: bool = False) -> int:
    """Draft the report and return the exit status."""
    return draft_command(project, "nbs-2024", project.root / "text.md", out, replace=replace)


def test_proposals_state_their_words_and_leave_what_is_unsure_blank(project: Paths) -> None:
    """A proposed cell has its source words; an unsure one is blank."""
    before = contents(project.raw)
    assert run(project) == 0
    assert contents(project.raw) == before
    folder = project.root / "drafts" / "nbs-2024"
    with (folder / "figures.proposed.csv").open(encoding="utf-8") as file:
        cells = {(row["figure"], row["column"]): row for row in csv.DictReader(file)}
    printed = [row["cell"] for (_, column), row in cells.items() if column == "printed"]
    assert printed == ["126.1 万亿元", "增长 5.2%", "8 亿户", "增长 2.5%", "〔增长〕1.5%"]
    assert cells["1-001", "period"]["cell"] == "2023"
    assert cells["1-002", "basis"]["cell"] == "yoy"
    assert cells["1-002", "basis"]["from"] == "同比"
    assert cells["2-001", "period"]["cell"] == "2023-01/2023-06"
    open_cells = [row for row in cells.values() if not row["certainty"]]
    assert open_cells
    assert {row["cell"] for row in open_cells} == {""}
    with (folder / "numerals.proposed.csv").open(encoding="utf-8") as file:
        reasons = {row["token"]: row["reason"] for row in csv.DictReader(file)}
    assert (reasons["2023"], reasons["5"], reasons["一"]) == ("date", "name", "list_number")


def test_an_existing_draft_is_replaced_only_when_asked(project: Paths) -> None:
    """Edited proposals are kept."""
    out = project.root / "out"
    assert run(project, out) == 0
    edited = out / "figures.proposed.csv"
    edited.write_text("edited", encoding="utf-8")
    assert run(project, out) == 2
    text = project.root / "text.md"
    for like, status in (("absent-2023", 2), ("nbs-2024", 0)):
        other = project.root / like
        assert draft_command(project, "nbs-2024", text, other, replace=False, like=like) == status
        assert other.exists() == (status == 0)
    assert edited.read_text(encoding="utf-8") == "edited"
    assert run(project, out, replace=True) == 0
    assert edited.read_text(encoding="utf-8") != "edited"


def test_no_proposal_is_written_into_raw(project: Paths) -> None:
    """A folder inside raw/ is refused, even with --replace."""
    before = contents(project.raw)
    assert run(project, project.raw / "nbs-2024" / "drafts", replace=True) == 2
    assert contents(project.raw) == before
