"""What is published about the second reading has a record in raw/, and is absent without one."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import BuiltPackage, build_package
from tests.committed_rows import keyed_rows
from tests.package.committed import made, rows
from tests.project import REPORT, Project

CLAIMS = ("second reader", "第二位读者", "两次阅读一致", "agreed")


def built(project: Project) -> BuiltPackage:
    """The package of a project's report."""
    return build_package(load_reports(project.paths)[REPORT])


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> BuiltPackage:
    """The package of a report that nobody has read a second time."""
    project = Project.copied(tmp_path_factory.mktemp("unread"))
    facts, without = project.path("report.yaml"), "second_reading_differences; second_readings"
    facts.write_text(f"{facts.read_text(encoding='utf-8')}without: {without}\n", encoding="utf-8")
    for name in ("second_reading_differences.csv", "second_readings.csv"):
        project.write_rows(name, project.rows(name)[:1])
    return built(project)


@pytest.mark.parametrize("file", ["EVIDENCE.md", "index.html", "provenance.jsonld"])
def test_nothing_is_claimed_without_a_record(file: str, unread: BuiltPackage) -> None:
    """Neither the reading nor an agreement of 100 %; the dictionary defines columns and claims nothing."""
    text = unread.files[file].decode()
    assert [claim for claim in CLAIMS if claim in text] == []
    assert "#second-reading" not in text


@pytest.mark.parametrize("file", ["EVIDENCE{}.md", "index.html"])
def test_its_absence_is_stated(file: str, unread: BuiltPackage) -> None:
    """A reader should not have to infer it."""
    assert "A second reading is not recorded." in unread.files[file.format("")].decode()
    assert "没有第二次阅读的记录。" in unread.files[file.format(".zh")].decode()


def test_the_descriptor_has_no_counts_of_it(unread: BuiltPackage) -> None:
    """Zero differences of zero cells would read as agreement."""
    assert "second_readings" not in json.loads(unread.files["datapackage.json"])["quality"]


@pytest.mark.parametrize("reading", keyed_rows("second_readings"), ids=lambda row: row["reading"])
@pytest.mark.parametrize("file", ["EVIDENCE.md", "index.html", "provenance.jsonld"])
def test_each_record_states_when_and_of_which_edition(file: str, reading: dict[str, str]) -> None:
    """A reading was of one edition, and the text must not claim it of another."""
    text = made().files[file].decode()
    assert reading["date"] in text
    assert f"{reading['figures']} figures of edition {reading['edition']}" in text


def test_the_descriptor_counts_each_reading_by_itself() -> None:
    """The agreement is that of the cells which were compared, and is not added up over editions."""
    stated = json.loads(made().files["datapackage.json"])["quality"]["second_readings"]
    differing = [row["reading"] for row in rows("second_reading_differences")]
    for read, row in zip(stated["readings"], rows("second_readings"), strict=True):
        assert read["cells_compared"] == int(row["cells"])
        assert read["cells_differing"] == differing.count(row["reading"]) > 0
        assert len(read["columns"]) * read["figures"] == read["cells_compared"]
        share = Decimal(100 * (read["cells_compared"] - read["cells_differing"]))
        assert read["agreement_percent"] == str(round(share / read["cells_compared"], 2))
    assert set(stated) == {"readings"}


def test_a_difference_belongs_to_a_recorded_reading(tmp_path: Path) -> None:
    """Nothing is published about a reading that is not recorded: one finding at its cell."""
    project = Project.copied(tmp_path)
    project.set_cells("second_reading_differences.csv", 2, reading="R9")
    assert project.found() == [("E203", "second_reading_differences.csv", 2, "reading")]
