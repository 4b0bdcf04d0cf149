"""What `make mutate` keeps in raw/ is what the trials came to."""

from pathlib import Path

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.schema import ERROR_TYPES, RAW_CHECK_COVERAGE, RAW_ERROR_DETECTION
from pipeline.tools.mutation_testing.operators import MutationScope
from pipeline.tools.mutation_testing.report import (
    check_coverage,
    error_detection,
    error_type_code,
    write_measurement,
)
from pipeline.tools.mutation_testing.run import MutantResult, mutation_context, run_mutants
from pipeline.validation.report_checks.check_coverage import (
    current_measurements,
    fingerprint_of_all,
    fingerprints,
)
from pipeline.validation.schema import rows_of
from tests import small_report
from tests.project import CHECKOUT, REPORT, Project
from tests.tools.mutation_testing.measured import measured

TRIALS = [
    MutantResult("1-001", "sign", MutationScope.KEYED, ("E224", "E310"), ()),
    MutantResult("1-001", "sign", MutationScope.PRINTED, (), ("printed-form-not-found",)),
    MutantResult("1-001", "year later", MutationScope.KEYED, (), ()),
    MutantResult("1-002", "sign", MutationScope.KEYED, ("E224",), ("printed-form-not-found",)),
]
#: What the small report could have printed: a page of one section, and its running number.
TEXT = "一、小型章节题名\n\n零售额超过 40 万亿元。\n\n经济增长 3.5%。\n\n- 1 -\f\n- 2 -\n"
FINGERPRINTS = {"1-001": "a", "1-002": "b"}


def test_each_figure_states_how_each_of_its_errors_is_detected() -> None:
    """The text counts only where the rules are silent."""
    first, second = check_coverage(TRIALS, FINGERPRINTS)
    assert first == {
        "figure": "1-001",
        "fingerprint": "a",
        "injected": "3",
        "detected_without_text": "sign_keyed",
        "detected_with_text_only": "sign_printed",
        "not_detected": "year_later",
    }
    assert (second["injected"], second["detected_with_text_only"]) == ("1", "")


def test_each_class_states_which_rules_reported_it() -> None:
    """Every rule that spoke is counted, not only the first."""
    detected = {
        (row["error_type"], row["rule"]): row["detected"]
        for row in error_detection(TRIALS, FINGERPRINTS)
    }
    assert detected == {
        ("sign_keyed", "E224"): "2",
        ("sign_keyed", "E310"): "1",
        ("sign_keyed", "printed-form-not-found"): "1",
        ("sign_printed", "printed-form-not-found"): "1",
    }


@pytest.mark.slow
def test_the_committed_measurement_is_what_the_rules_catch_today() -> None:
    """A rule that has changed since would make the published check coverage untrue."""
    capture = load_reports(Project(CHECKOUT).paths)[REPORT]
    tried = measured()
    now = {
        figure: {
            error_type_code(t.error_type, t.depth) for t in tried if t.figure == figure and t.rules
        }
        for figure in dict.fromkeys(trial.figure for trial in tried)
    }
    rows = rows_of(capture.tables[RAW_CHECK_COVERAGE.name].frame)
    assert now == {row["figure"]: set(row["detected_without_text"].split(";")) for row in rows}
    named = {row["error_type"] for row in rows_of(capture.vocabulary[ERROR_TYPES.name].frame)}
    assert named == {error_type_code(trial.error_type, trial.depth) for trial in tried}, (
        "vocabulary/error_types.csv"
    )


def test_a_file_edited_while_errors_are_tried_is_not_taken_for_what_was_tried(
    tmp_path: Path,
) -> None:
    """The measurement names the figures as they were read; the edited one counts as unmeasured."""
    project = Project.copied(tmp_path)
    folder = small_report.small_report(project.root)
    text = tmp_path / "report.txt"
    text.write_text(TEXT, encoding="utf-8")
    bench = mutation_context(project.root, small_report.NAME, text)
    before = fingerprints(bench.capture)
    figures = folder / small_report.SECTION
    figures.write_text(figures.read_text("utf-8").replace("1-002,1,", "1-002,2,"), "utf-8")
    tried = run_mutants(bench)
    write_measurement(project.paths, small_report.NAME, tried, fingerprints(bench.capture))
    capture = load_reports(project.paths)[small_report.NAME]
    kept = {
        row["figure"]: row["fingerprint"]
        for row in rows_of(capture.tables[RAW_CHECK_COVERAGE.name].frame)
    }
    assert kept == before
    rules = rows_of(capture.tables[RAW_ERROR_DETECTION.name].frame)
    assert {row["fingerprint"] for row in rules} == {fingerprint_of_all(before)}
    assert list(current_measurements(capture)) == ["1-001"]
