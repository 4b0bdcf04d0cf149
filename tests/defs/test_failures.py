"""One fault fails one check; every check that could report its consequences is not run, and says why."""

from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.ingest.report_folder import REPORT_TABLES
from pipeline.paths import Paths
from tests.defs.small import NAME, SECTION, failed, key, made, not_run, package, replace, root, run
from tests.small_report import PACKAGE

FIGURES = f"{NAME}/{SECTION}"
TABLES = [table.name for table in REPORT_TABLES]
WHOLE = ("sections", "ledger", "identities", "errata")
SECTION_CHECK = "small_2020/validated/section_1:figures"


def quality(*names: str) -> set[str]:
    """Return checks of the report as a whole."""
    return {f"small_2020/quality:{name}" for name in names}


def _unreadable(folder: Path) -> None:
    path = folder / "raw" / FIGURES
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))


#: The fault, the one check that fails, the checks that are not run, the reason, the rule.
FAULTS: dict[str, tuple[Callable[[Path], None], str, set[str], str, str]] = {
    "a cell of a figure": (
        lambda folder: replace(folder, FIGURES, ",40,", ",41,"),
        SECTION_CHECK, quality(*WHOLE), "not run: section 1 has 1 error", "E223",
    ),
    "a file of figures that is not UTF-8": (
        _unreadable, SECTION_CHECK, quality(*WHOLE), "not run: section 1 has 1 error", "E101",
    ),
    "a cell of the sections": (
        lambda folder: replace(folder, f"{NAME}/sections.csv", "\n1,", "\n1,x"),
        "small_2020/quality:tables", {SECTION_CHECK, *quality("sections")},
        "not run: sections.csv has", "E2",
    ),
    "a cell of the vocabulary": (
        lambda folder: replace(folder, "vocabulary/multipliers.csv", ",12,", ",99,"),
        "vocabulary:schema", {SECTION_CHECK, *quality("tables", *WHOLE)},
        "not run: multipliers.csv has 1 error", "E202",
    ),
    "a file that has no place": (
        lambda folder: (folder / "raw" / NAME / "figures" / "notes.txt").write_text("x") and None,
        "small_2020/quality:folder", set(), "", "E115",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_fails_one_check(name: str, tmp_path: Path, instance: dg.DagsterInstance) -> None:
    """The failure states file, line and remedy; nothing is published."""
    break_it, check, silent, reason, code = FAULTS[name]
    folder = root(tmp_path)
    break_it(folder)
    result = run(folder, instance)
    assert not result.success
    assert failed(result) == {check}
    skipped = not_run(result)
    assert silent <= set(skipped)
    assert all(reason in text for text in skipped.values())
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    stated = failure.step_failure_data.user_failure_data.description  # type: ignore[union-attr]
    assert stated is not None
    assert code in stated
    assert "Traceback" not in stated
    assert not (folder / PACKAGE).exists()
    assert "small_2020/quality" in made(result)


def test_a_table_of_a_check_begins_with_what_is_wrong(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    """Finding and remedy come before the place; the kinds of errors are counted."""
    folder = root(tmp_path)
    replace(folder, FIGURES, ",40,", ",41,")
    result = run(
        folder, instance, [key("validated", "section_1"), key("transcription", "section_1")]
    )
    del result
    whole = run(folder, instance)
    (evaluation,) = [
        each for each in whole.get_asset_check_evaluations() if each.check_name == "figures"
    ]
    table = evaluation.metadata["findings"]
    assert isinstance(table, dg.TableMetadataValue)
    assert [column.name for column in table.schema.columns][:4] == [
        "what", "remedy", "place", "check",
    ]  # fmt: skip
    record = table.records[0].data
    assert (record["row"], record["column"], record["check"]) == (2, "number", "double_entry")
    assert evaluation.metadata["errors_double_entry"].value == 1


@pytest.mark.slow
def test_a_corrected_cell_is_published_and_an_error_after_it_is_not(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    """The package validates what it takes, also if it is made alone."""
    folder = root(tmp_path)
    assert run(folder, instance).success
    published = package(folder)
    assert "data/figures.csv" in published
    replace(folder, FIGURES, ",40,", ",41,")
    assert not run(folder, instance).success
    alone = run(folder, instance, [key("datapackage")])
    assert not alone.success
    assert package(folder) == published
    replace(folder, FIGURES, ",41,", ",40,")
    assert run(folder, instance).success


def test_the_validate_job_publishes_and_builds_nothing(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    """It validates every section and the report as a whole."""
    folder = root(tmp_path)
    result = run(folder, instance, job="validate")
    assert result.success
    stages = {each.split("/")[1] for each in made(result) if "/" in each}
    assert stages == {"transcription", "validated", "quality"}
    assert not (folder / PACKAGE).exists()


def test_a_file_that_is_gone_is_not_validated(tmp_path: Path, instance: dg.DagsterInstance) -> None:
    """The graph is older than the folder; Dagster must not record an asset that nothing made."""
    folder = root(tmp_path)
    job = build_definitions(Paths(folder)).resolve_job_def("publish")
    (folder / "raw" / FIGURES).unlink()
    chosen = [key("transcription", each) for each in ("section_1", *TABLES)]
    chosen += [
        key("validated", "section_1"),
        dg.AssetKey("vocabulary"),
        key("transcription", "report"),
    ]
    result = job.execute_in_process(instance=instance, asset_selection=chosen, raise_on_error=False)
    assert not result.success
    assert "small_2020/validated/section_1" not in made(result)
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    stated = failure.step_failure_data.user_failure_data.description  # type: ignore[union-attr]
    assert "section 1 has neither figures/1.csv nor a table" in (stated or "")


@pytest.mark.slow
def test_a_section_is_validated_beside_a_broken_one(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    """An editor who materialises a sound section is not stopped by another."""
    folder = root(tmp_path)
    sections = folder / "raw" / NAME / "sections.csv"
    lines = sections.read_text(encoding="utf-8").splitlines()
    sections.write_text("\n".join([*lines, lines[-1].replace("1,", "2,", 1), ""]), encoding="utf-8")
    second = folder / "raw" / NAME / "figures" / "2.csv"
    second.write_text("id\n", encoding="utf-8")
    assert run(folder, instance, job="validate").success is False
    result = run(folder, instance, [key("validated", "section_1")])
    assert result.success
    assert made(result) == {"small_2020/validated/section_1"}
