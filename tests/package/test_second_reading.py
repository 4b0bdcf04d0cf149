"""What is published about the second reading has a record in raw/, and is absent without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import BuiltPackage, build_package
from tests.package.committed import made
from tests.project import REPORT, STATED, Project

CLAIMS = ("second reader", "第二位读者", "两次阅读一致", "agreed")


def built(project: Project) -> BuiltPackage:
    """The package of a project's report."""
    return build_package(load_reports(project.paths)[REPORT])


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> BuiltPackage:
    """The package of a report that nobody has read a second time."""
    project = Project.copied(tmp_path_factory.mktemp("unread"))
    facts = project.path("report.yaml")
    lines = facts.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("second_reading")]
    facts.write_text("".join(kept) + "without: second_reading_differences\n", encoding="utf-8")
    name = "second_reading_differences.csv"
    project.write_rows(name, project.rows(name)[:1])
    return built(project)


@pytest.mark.parametrize("file", ["README.md", "index.html", "provenance.jsonld"])
def test_nothing_is_claimed_without_a_record(file: str, unread: BuiltPackage) -> None:
    """Neither the reading nor an agreement of 100 %; the dictionary defines columns and claims nothing."""
    text = unread.files[file].decode().partition("## 数据字典")[0]
    assert [claim for claim in CLAIMS if claim in text] == []
    assert "#second-reading" not in text


@pytest.mark.parametrize("file", ["README.md", "index.html"])
def test_its_absence_is_stated(file: str, unread: BuiltPackage) -> None:
    """A reader should not have to infer it."""
    text = unread.files[file].decode()
    assert "A second reading is not recorded." in text
    assert "没有第二次阅读的记录。" in text


def test_the_descriptor_has_no_counts_of_it(unread: BuiltPackage) -> None:
    """Zero differences of zero cells would read as agreement."""
    assert "second_reading" not in json.loads(unread.files["datapackage.json"])["quality"]


@pytest.mark.parametrize("file", ["README.md", "index.html", "provenance.jsonld"])
def test_the_record_states_when_and_of_which_edition(file: str) -> None:
    """The reading was of an earlier edition, and the text must not claim it of this one."""
    text = made().files[file].decode()
    assert str(STATED["second_reading"]) in text
    assert f"edition {STATED['second_reading_of']}" in text
    assert f"{STATED['second_reading_figures']} figures" in text


def test_a_record_is_whole_or_absent(tmp_path: Path) -> None:
    """Its edition is missing: one finding, at that key."""
    project = Project.copied(tmp_path)
    line = f"second_reading_of: {STATED['second_reading_of']}\n"
    project.replace("report.yaml", line, "")
    (found,) = project.findings()
    assert (found.code, found.location.column) == ("E112", "second_reading_of")
