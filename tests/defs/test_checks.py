"""What an editor is reported: each finding at one check, with its place, what to do, and how bad it is."""

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.defs.checks import check_for_finding, check_result, files_with_assets
from pipeline.rules import Finding, LocalizedText, Location
from pipeline.rules.double_entry_rules import NumberDiffers
from pipeline.rules.file_rules import StraySpace
from tests.project import REPORT, Project
from tests.rules.cases import CASES

CHECK = dg.AssetCheckKey(dg.AssetKey("figures"), "double_entry")
PLACE = Location("raw/caict-2020/figures/1.2.csv", 2, "number")
WRONG = NumberDiffers(PLACE, "41", LocalizedText("40", "40"))
UNTIDY = StraySpace(PLACE, "41 ")


@pytest.mark.parametrize(
    ("findings", "passed", "severity"),
    [
        pytest.param([], True, dg.AssetCheckSeverity.ERROR, id="nothing found"),
        pytest.param([UNTIDY], True, dg.AssetCheckSeverity.WARN, id="warnings only"),
        pytest.param([WRONG], False, dg.AssetCheckSeverity.ERROR, id="an error"),
        pytest.param([UNTIDY, WRONG], False, dg.AssetCheckSeverity.ERROR, id="both"),
    ],
)
def test_a_warning_is_reported_and_only_an_error_fails(
    findings: list[Finding], passed: bool, severity: dg.AssetCheckSeverity
) -> None:
    """A blank behind a number is not a reason to stop; a wrong number is."""
    result = check_result(findings, CHECK, {"figures": 21})
    assert (result.passed, result.severity) == (passed, severity)
    assert ("findings" in result.metadata) is bool(findings)


def test_a_check_that_passes_states_how_much_it_looked_at() -> None:
    """Green over nothing is not a comfort."""
    result = check_result([], CHECK, {"figures": 21})
    assert result.metadata["figures_checked"].value == 21
    assert result.description is not None
    assert "数字 21" in result.description
    assert "checked 21 figures" in result.description


def test_a_failing_row_states_where_what_and_how_to_fix_it() -> None:
    """An editor opens the file at the line, and knows what to key."""
    table = check_result([WRONG], CHECK, {"figures": 21}).metadata["findings"]
    assert isinstance(table, dg.TableMetadataValue)
    record = table.records[0].data
    assert record["place"] == "raw/caict-2020/figures/1.2.csv:2"
    assert (record["row"], record["column"], record["value"]) == (2, "number", "41")
    assert record["expected"] == "40"
    assert record["rule"] == "E223 number-differs"
    assert record["level"] == "错误 error"
    assert record["remedy"]


def test_every_finding_is_reported_at_a_check_of_the_graph(project: Project) -> None:
    """A rule that no check shows would stop a publication without a word in the graph."""
    for case in CASES.values():
        if not case.apart:
            case.edit(project)
    project.path("policies.csv").unlink()
    project.path("figures/9.9.csv").write_text("id\n", encoding="utf-8")
    project.path("figures/notes.txt").write_text("x", encoding="utf-8")
    graph = build_definitions(project.paths).get_repository_def().asset_graph
    findings = project.findings()
    nodes = files_with_assets(project.root / "raw" / REPORT)
    reported = {check_for_finding(each, REPORT, nodes) for each in findings}
    assert len({each.code for each in findings}) > 30
    assert reported <= set(graph.asset_check_keys)
    assert len(reported) > 8
