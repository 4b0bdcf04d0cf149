"""Several reports in one raw/: each has its groups and package, and none hinders another."""

import shutil
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.defs.run import run_main_job
from tests.project import REPORT, Project

SECOND = "second-2020"
SECTION = "figures/1.2.csv"
BROKEN = ("超过 40 万亿元,retail_sales,CN,超过,40,", "超过 40 万亿元,retail_sales,CN,超过,41,")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of raw/ with a second report, published to a folder of its own."""
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    made = Project.copied(tmp_path)
    shutil.copytree(made.root / "raw" / REPORT, made.root / "raw" / SECOND)
    publish_to(made, "datapackage-second")
    return made


def publish_to(project: Project, package: str) -> None:
    """Name the folder of the second report's package."""
    facts = project.root / "raw" / SECOND / "report.yaml"
    text = facts.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("package:")]
    facts.write_text("\n".join([*kept, f"package: {package}", ""]), encoding="utf-8")


def test_a_second_folder_has_its_own_groups_and_package(project: Project) -> None:
    """No code knows which reports there are."""
    graph = build_definitions(project.paths).get_repository_def().asset_graph
    groups = {graph.get(each).group_name for each in graph.get_all_asset_keys()}
    stages = ("_raw", "_typed", "_valid", "_tables", "")
    reports = ("caict_2020", "second_2020")
    assert groups == {"vocabulary", *(f"{report}{stage}" for report in reports for stage in stages)}
    assert dg.AssetKey(["second_2020", "datapackage"]) in graph.get_all_asset_keys()


@pytest.mark.slow
def test_what_can_be_published_is_and_the_rest_is_named(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """One broken report fails the command and keeps no other from its readers."""
    project.replace(SECTION, *BROKEN)
    before = project.package_bytes()
    assert run_main_job(project.paths) is False
    reported = capsys.readouterr().out
    assert (project.root / "datapackage-second" / "datapackage.json").is_file()
    assert project.package_bytes() == before
    assert f"not published: {REPORT}" in reported
    assert f"{SECOND} 0." in reported
    assert "E223" in reported


@pytest.mark.slow
def test_one_report_alone_is_published_beside_a_broken_one(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other is neither judged nor blamed."""
    project.replace(SECTION, *BROKEN)
    assert run_main_job(project.paths, SECOND) is True
    assert REPORT not in capsys.readouterr().out.replace("raw/", "")
