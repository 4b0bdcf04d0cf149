"""The page of a report's quality: what it counts, and that it is there when it is needed."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.defs.naming import quality_key
from pipeline.defs.quality import check_coverage, figures_by_section, growth_rates
from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import ledger_counts
from pipeline.schema import CHECK_COVERAGE, ERRATA, FIGURES, IDENTITIES
from pipeline.transform.tables import build_tables
from tests.escaping.rendered import texts
from tests.project import REPORT, Project

SECTION = "figures/1.2.csv"
BROKEN = ("超过 40 万亿元,retail_sales,CN,超过,40,", "超过 40 万亿元,retail_sales,CN,超过,41,")


def quality(project: Project) -> Mapping[str, Any]:
    """The metadata of the overview, made by the job that validates."""
    job = build_definitions(project.paths).resolve_job_def("validate")
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, raise_on_error=False)
    events = result.get_asset_materialization_events()
    (event,) = [each for each in events if each.asset_key == quality_key(REPORT)]
    return {name: each.value for name, each in event.materialization.metadata.items()}


@pytest.mark.slow
def test_the_overview_counts_what_the_package_publishes(project: Project) -> None:
    """The numbers are those of the published tables, so that they can be drawn over time."""
    shown = quality(project)
    capture = load_reports(project.paths)[REPORT]
    frames, tally = build_tables(capture), ledger_counts(capture)
    assert (shown["errors"], shown["unaccounted"]) == (0, 0)
    assert shown["figures"] == len(frames[FIGURES.name])
    assert shown["numerals"] == tally.numerals
    assert shown["identities"] == len(frames[IDENTITIES.name])
    assert shown["errata"] == len(frames[ERRATA.name])
    for reason, count in tally.excluded.items():
        assert f"| {reason} | {count} |" in shown["overview"]


@pytest.mark.slow
def test_the_overview_states_what_the_checks_would_catch(project: Project) -> None:
    """Each injected error is counted once, under what would catch it."""
    frame = build_tables(load_reports(project.paths)[REPORT])[CHECK_COVERAGE.name]
    injected = sum(int(count) for count in frame["injected"] if count)
    heading, table = check_coverage(frame)
    counts = [int(line.split(" | ")[1]) for line in table.splitlines()[2:]]
    assert injected > 0
    assert sum(counts) == injected
    assert table in quality(project)["overview"]
    assert f"{len(frame)} figures" in heading


@pytest.mark.slow
def test_a_report_that_cannot_be_published_still_has_its_overview(project: Project) -> None:
    """It states what is wrong, where, by rule; counts of what is not sound are left out."""
    project.replace(SECTION, *BROKEN)
    shown = quality(project)
    assert shown["errors"] >= 1
    assert "figures" not in shown
    assert "`raw/caict-2020/figures/1.2.csv:2:number` **E223**" in shown["overview"]
    assert shown["findings"]


def test_charts_state_what_the_figures_state(project: Project) -> None:
    """One bar for each section, one line for each growth rate, its interval beside it."""
    figures = build_tables(load_reports(project.paths)[REPORT])[FIGURES.name]
    bars = figures_by_section(figures).splitlines()[2:]
    assert [bar.split(" | ")[0].strip("| ") for bar in bars] == list(
        dict.fromkeys(figures["section"])
    )
    rates = figures[(figures["measure"] == "growth_rate") & (figures["value"] != "")]
    lines = growth_rates(figures).splitlines()[2:]
    assert len(lines) == len(rates)
    (first,) = [line for line in lines if "| 下降 6.8% |" in line][:1]
    assert "[-6.85, -6.75]" in texts(first)
    assert first.index("●") < first.index("│")
