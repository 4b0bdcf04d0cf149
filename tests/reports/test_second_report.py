"""The second report beside the first: each package is sound, its own, and unchanged by the other."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.defs.run import run_main_job
from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import BuiltPackage, build_package
from pipeline.schema import LAYERS
from pipeline.tools.verify import verify
from pipeline.validation import validate_report
from pipeline.validation.report_checks.check_coverage import stale_measurement_findings
from tests.project import CHECKOUT, REPORT, Project
from tests.reports.second_report import FOLDER, PACKAGE, SECOND, add_second_report

#: The composed text of the second report; it is not part of the project.
TEXT = CHECKOUT.parent / "shared" / "source" / f"{SECOND}.md"
BINARY = (".parquet", ".pyc", ".sqlite", ".xlsx", ".zip")
#: Words of the first report and of its subject that no table of titles holds.
ITS_WORDS = (
    "CAICT", "caict", "信通院", "信息消费", "nformation consumption", "需求侧", "供给侧", "环境侧",
)  # fmt: skip
#: Tables of the first report whose titles are its own, and the shortest title that is telling.
TITLED = (
    "sections", "policies", "initiatives", "phases", "trends", "challenges", "recommendations",
)  # fmt: skip
TELLING = 5


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def texts(folder: Path) -> dict[str, str]:
    """Every file below a folder that is text."""
    return {
        path: data.decode() for path, data in contents(folder).items() if not path.endswith(BINARY)
    }


def words_of_the_first() -> set[str]:
    """What only the first report can have: its words, its titles, and those of what it names."""
    raw = CHECKOUT / "raw" / REPORT
    titles = {
        row[column]
        for table in TITLED
        for row in rows((raw / f"{table}.csv").read_text(encoding="utf-8"))
        if row.get("level") != "preface"
        for column in ("title_zh", "title_en")
    }
    return {*ITS_WORDS, *(title for title in titles if len(title) >= TELLING)}


def program(root: Path, *arguments: str) -> Result:
    """The program on a project, in this process."""
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of raw/ to which the second report and its words are added; nothing is published."""
    project = Project.copied(tmp_path_factory.mktemp("two"))
    add_second_report(project.root)
    return project


@pytest.fixture(scope="module")
def built(project: Project) -> BuiltPackage:
    """The second package, built in memory."""
    return build_package(load_reports(project.paths)[SECOND])


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Both reports published by the real pipeline, in a repository that had the first only."""
    project = Project.committed(tmp_path_factory.mktemp("published"))
    root = project.root
    add_second_report(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DAGSTER_HOME", raising=False)
        assert run_main_job(project.paths) is True
    yield root


@pytest.fixture(scope="module")
def released(published: Path) -> Path:
    """The same with the releases of both in dist/."""
    ran = program(published, "release")
    assert ran.exit_code == 0, ran.output
    return published


def test_the_second_report_is_valid(project: Project) -> None:
    """It has the tables that it states, every numeral is accounted for, and every identity holds."""
    capture = load_reports(project.paths)[SECOND]
    assert [*validate_report(capture), *stale_measurement_findings(capture)] == []
    assert sum(len(each.frame) for each in capture.figures.values()) == 79
    assert len(capture.tables["numerals"].frame) == 131


def test_the_files_of_the_second_report_are_in_canonical_form(project: Project) -> None:
    """An editor who runs `make fix` sees her own errors only."""
    ran = program(project.root, "fix", "--check")
    assert ran.exit_code == 0, ran.output


@pytest.mark.slow
def test_words_of_the_second_report_leave_the_first_package_byte_for_byte(project: Project) -> None:
    """The vocabulary is shared; a package holds what its own report uses."""
    built = build_package(load_reports(project.paths)[REPORT])
    assert dict(built.files) == contents(CHECKOUT / "datapackage")


@pytest.mark.slow
def test_the_second_package_has_no_table_without_rows(built: BuiltPackage) -> None:
    """What the report does not have is neither a file nor a column, and nothing describes it."""
    folders = tuple(f"{layer}/" for layer in LAYERS)
    tables = {path: data.decode() for path, data in built.files.items() if path.startswith(folders)}
    assert {path for path, text in tables.items() if text.count("\n") < 2} == set()
    assert "figures" in rows(tables["data/sections.csv"])[0]
    absent = ("policies", "initiatives", "phases", "trends", "challenges", "recommendations")
    assert set(absent).isdisjoint(rows(tables["data/sections.csv"])[0])
    described = json.loads(built.files["datapackage.json"])["resources"]
    assert {each["path"] for each in described} == {*tables, "figures_en.csv", "figures_zh.csv"}
    targets = {
        key["reference"]["resource"]
        for each in described
        for key in each["schema"].get("foreignKeys", ())
    }
    assert targets <= {"", *(each["name"] for each in described)}
    readme, page = built.files["README.md"].decode(), built.files["index.html"].decode()
    for name in absent:
        assert f"/{name}.csv" not in readme + page
    assert 'id="facts"' not in page
    assert 'href="#facts"' not in page


def test_the_second_package_states_only_work_that_is_recorded(built: BuiltPackage) -> None:
    """It was read a second time, on the day that report.yaml states, and measured; it is its first release."""
    readme = built.files["EVIDENCE.md"].decode()
    assert "On 2026-11-30 a second reader entered 79 figures of edition 0.1.0" in readme
    assert "25 of 1106 cells differed (97.74% agreed)" in readme
    assert "1374 typical errors were injected in 79 figures" in readme
    assert (
        "1124 are detected from raw/ alone, 215 only with the report's text, 35 are not" in readme
    )
    assert b"second-reading" in built.files["provenance.jsonld"]
    assert "CHANGELOG.md" not in built.files
    assert "CHANGELOG.md" not in built.files["README.md"].decode()


@pytest.mark.slow
def test_the_first_package_is_not_changed_by_the_second(published: Path) -> None:
    """Both are published in one run."""
    assert contents(published / "datapackage") == contents(CHECKOUT / "datapackage")


@pytest.mark.slow
@pytest.mark.parametrize("package", ["datapackage", PACKAGE])
def test_both_packages_are_sound(published: Path, package: str) -> None:
    """From the package alone."""
    verdict = verify(published / package)
    assert verdict.is_valid, verdict.found
    assert {name: found for name, found in verdict.found.items() if found} == {}


@pytest.mark.slow
def test_the_second_package_agrees_with_its_text(published: Path) -> None:
    """Every figure stands in the text, as printed, with its entity and base."""
    if not TEXT.exists():
        pytest.skip(f"NOT PROVED: the report's text is not at {TEXT}")
    verdict = verify(published / PACKAGE, TEXT)
    assert verdict.found["text"] == []


@pytest.mark.slow
def test_nothing_in_the_second_package_is_of_the_first_report(released: Path) -> None:
    """Neither its words nor a title of what it names, in any file of package or release."""
    words = words_of_the_first()
    assert len(words) > 100
    for folder in (released / PACKAGE, released / "dist" / f"{SECOND}-0.1.0"):
        found = {
            (path, word) for path, text in texts(folder).items() for word in words if word in text
        }
        assert found == set()


@pytest.mark.slow
def test_each_report_is_released_under_its_own_tag(released: Path) -> None:
    """Its zip is sound; the checksums and notes are of the tagged report alone."""
    archive = released / "dist" / f"{SECOND}-0.1.0.zip"
    assert verify(archive).is_valid
    assert program(released, "tagged", f"{SECOND}-v0.1.0").exit_code == 0
    assert program(released, "tagged", "v0.1.0").exit_code == 1
    assert program(released, "bundle", "--tag", f"{SECOND}-v0.1.0").exit_code == 0
    sums = (released / "dist" / "SHA256SUMS").read_text(encoding="utf-8")
    assert sums.split() == [sums.split()[0], archive.name]
    assert (released / "dist" / "CHANGELOG.md").read_text(encoding="utf-8").startswith("First")


@pytest.mark.slow
def test_the_site_has_a_page_for_each_report(released: Path) -> None:
    """And a first page that leads to both."""
    assert program(released, "site").exit_code == 0
    site = released / "build" / "site"
    for name in (REPORT, SECOND):
        assert f'href="{name}/"' in (site / "index.html").read_text(encoding="utf-8")
        assert (site / name / "index.html").is_file()


@pytest.mark.slow
def test_a_review_names_the_second_report_as_new(published: Path) -> None:
    """The first has no change, and the second is compared with nothing."""
    ran = program(published, "review", "--against", "HEAD")
    assert ran.exit_code == 0, ran.output
    text = (published / "build" / "review.txt").read_text(encoding="utf-8")
    first, _, second = text.partition(f"{SECOND}: new report")
    assert second.strip() == ""
    assert first.startswith("no difference in the data"), first


@pytest.mark.slow
def test_a_comparison_takes_the_report_that_is_named(published: Path) -> None:
    """Without a name it asks for one; the published package is what raw/ makes."""
    unnamed = program(published, "diff", PACKAGE)
    assert unnamed.exit_code != 0
    assert f"raw/ has 2 ({REPORT}, {SECOND})" in unnamed.output
    package = str(published / PACKAGE)
    assert program(published, "diff", package, "--report", SECOND, "--exit-code").exit_code == 0


@pytest.mark.slow
def test_a_comparison_with_a_revision_before_the_report_says_that_it_is_new(
    published: Path,
) -> None:
    """Every row is added; nothing is an error."""
    ran = program(published, "diff", "HEAD", "--report", SECOND)
    assert ran.exit_code == 0, ran.output
    assert f"{SECOND}: new report, not in HEAD" in ran.output
    assert "figures 79, sections" in ran.output


def test_no_sentence_of_the_text_is_in_the_repository() -> None:
    """Facts and figures only."""
    if not TEXT.exists():
        pytest.skip(f"NOT PROVED: the report's text is not at {TEXT}")
    clauses = {
        clause.strip()
        for line in TEXT.read_text(encoding="utf-8").splitlines()
        if not line.startswith("表")  # the title of a table is a fact
        for sentence in line.split("。")
        for clause in sentence.split("，")
        if len(clause.strip()) > 15
    }
    assert len(clauses) > 30
    kept = "\n".join(texts(FOLDER.parent).values())
    assert [clause for clause in clauses if clause in kept] == []
