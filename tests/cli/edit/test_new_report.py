"""A new report through the real command: a valid draft at once, a package when it is complete."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.cli.edit import scaffold
from pipeline.ingest.report_metadata import METADATA_KEYS
from tests import small_report
from tests.project import CHECKOUT, REPORT, Project

NAME = "demo-2024"
REFUSED = {
    "taken": ("caict-2020", "already exists", "已存在"),
    "the vocabulary": ("vocabulary", "words of all reports", "共用的词表"),
    "capitals": ("Demo-2024", "lower-case letters", "小写字母"),
    "Chinese": ("报告", "lower-case letters", "小写字母"),
    "a path": ("../demo", "lower-case letters", "小写字母"),
    "blank": ("", "lower-case letters", "小写字母"),
    "too long": ("a" * 41, "at most 40", "最长 40"),
    "a device": ("nul", "for a device", "用于设备"),
    "the library": ("library", "for other assets", "其他资产"),
    "two hyphens": ("demo--2024", "lower-case letters", "小写字母"),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of raw/ with a small package beside it."""
    return Project.copied(tmp_path)


def run(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m pipeline …` in a process of its own."""
    environment = {key: value for key, value in os.environ.items() if key != "DAGSTER_HOME"}
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "--root", str(project.root), *arguments],
        cwd=CHECKOUT,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_report_is_valid_and_its_empty_tables_are_listed(project: Project) -> None:
    """An editor begins with green and with one line about what is to be keyed."""
    begun = run(project, "new-report", NAME)
    assert begun.returncode == 0, begun.stderr
    checked = run(project, "check")
    assert checked.returncode == 0, checked.stdout
    tables = [path for path, _ in scaffold(NAME) if path not in ("report.yaml", "sections.csv")]
    assert f"{NAME}: valid: 0 figures, 0 errors, 0 warnings" in checked.stdout
    progress = f"{NAME}: draft: 0 figures keyed, 0 of 0 numerals accounted; without rows yet: "
    line = next(each for each in checked.stdout.splitlines() if each.startswith(progress))
    listed = line.removeprefix(progress).partition(" · ")[0]
    assert listed.split(", ") == sorted(tables)


def test_a_draft_is_quiet_about_what_is_unfinished(tmp_path: Path) -> None:
    """Figures before the ledger, and a ledger before its decisions, are states of every draft."""
    project = Project.copied(tmp_path)
    project.edit_bytes("report.yaml", lambda data: data + b"draft: true\n")
    numerals = project.rows("numerals.csv")
    figure, reason = (numerals[0].index(name) for name in ("figure", "reason"))
    notes = [numerals[0].index(name) for name in ("note_zh", "note_en")]
    for row in numerals[41:]:
        for column in (figure, reason, *notes):
            row[column] = ""
    project.write_rows("numerals.csv", numerals)
    checked = project.check()
    assert checked.exit_code == 0, checked.output
    total, figures = len(numerals) - 1, len(project.rows("check_coverage.csv")) - 1
    progress = f"{figures} figures keyed, 40 of {total} numerals accounted"
    assert f"{REPORT}: draft: {progress}" in checked.output
    assert f"{REPORT}: valid: {figures} figures, 0 errors, 0 warnings" in checked.output


def test_a_draft_still_reports_errors(tmp_path: Path) -> None:
    """Only what is missing is left out, not what is wrong."""
    project = Project.copied(tmp_path)
    project.edit_bytes("report.yaml", lambda data: data + b"draft: true\n")
    project.set_cells("figures/1.1.csv", 2, number="27")
    checked = project.check()
    assert checked.exit_code == 1
    assert "raw/caict-2020/figures/1.1.csv:2:number E223" in checked.output


@pytest.mark.slow
def test_what_the_editor_states_is_in_the_facts(project: Project) -> None:
    """Nothing is guessed from the name: the report on 2023 appears in 2024."""
    stated = (
        "--title",
        '年报: "A"',
        "--publisher",
        "统计局",
        "--reference-period",
        "2023",
        "--published",
        "2024-02",
    )
    begun = run(project, "new-report", NAME, *stated)
    assert begun.returncode == 0, begun.stderr
    facts = yaml.safe_load((project.root / "raw" / NAME / "report.yaml").read_text("utf-8"))
    assert (facts["title_zh"], facts["publisher_zh"]) == ('年报: "A"', "统计局")
    assert facts["attribution_zh"] == "来源：统计局"
    assert (facts["reference_period"], facts["published"]) == (2023, "2024-02")
    assert (facts["first_year"], facts["last_year"]) == (2023, 2023)
    assert str(facts["released"]) == date.today().isoformat()
    assert run(project, "check").returncode == 0


def test_a_period_that_is_no_date_is_rejected(project: Project) -> None:
    """Before anything is written."""
    begun = run(project, "new-report", NAME, "--reference-period", "last year")
    assert begun.returncode == 2
    assert "'last year' is not a year, month or day" in begun.stderr
    assert not (project.root / "raw" / NAME).exists()


def test_a_new_file_has_the_header_of_a_committed_one() -> None:
    """What is begun can be keyed like the report that is there; nothing is left out."""
    committed = {
        path.relative_to(CHECKOUT / "raw" / "caict-2020").as_posix(): path
        for path in (CHECKOUT / "raw" / "caict-2020").glob("*.csv")
        if path.stem not in ("check_coverage", "error_detection")
    }
    begun = {path: text for path, text in scaffold(NAME) if path.endswith(".csv")}
    figures = begun.pop("figures/1.csv")
    assert begun.keys() == committed.keys()
    for path, text in begun.items():
        assert text.splitlines()[0] == committed[path].read_text("utf-8").splitlines()[0]
    real = CHECKOUT / "raw" / "caict-2020" / "figures" / "1.1.csv"
    assert figures.splitlines() == real.read_text("utf-8").splitlines()[:1]


@pytest.mark.slow
def test_a_draft_is_published_for_its_editors_only(project: Project) -> None:
    """The whole way is walked, so that it can be looked at; no reader finds it."""
    run(project, "new-report", NAME)
    published = run(project, "publish")
    assert published.returncode == 0, published.stdout + published.stderr
    assert f"{NAME} is a draft" in published.stdout
    assert f"{NAME} is a draft" in published.stdout
    assert sorted(path.name for path in project.root.glob("datapackage*")) == ["datapackage"]
    draft = files(project.root / "build" / NAME / "draft")
    assert {"datapackage.json", "index.html", "data/figures.csv"} <= draft.keys()


@pytest.mark.slow
def test_a_complete_report_is_published(project: Project) -> None:
    """Without the mark of a draft, with its facts, and with what it has none of."""
    small_report.small_report(project.root)
    published = run(project, "publish", "--report", small_report.NAME)
    assert published.returncode == 0, published.stdout + published.stderr
    assert "2 figures, 2 numerals accounted for" in published.stdout
    package = files(project.root / small_report.PACKAGE)
    assert package["data/figures.csv"].count(b"\n") == 3
    assert "data/policies.csv" not in package
    described = [json.loads(package[name]) for name in ("datapackage.json", "croissant.json")]
    cited = yaml.safe_load(package["CITATION.cff"])
    own = ["小型关键词", "A small report's keywords"]
    assert [each["keywords"] for each in (*described, cited)] == [
        own,
        own,
        [*own, "hedged figures"],
    ]


@pytest.mark.slow
def test_placeholders_and_empty_tables_stop_a_report_that_is_not_a_draft(project: Project) -> None:
    """The mark of a draft is the only thing that excuses emptiness."""
    run(project, "new-report", NAME)
    facts = project.root / "raw" / NAME / "report.yaml"
    facts.write_text(facts.read_text("utf-8").replace("draft: true\n", ""), encoding="utf-8")
    first = run(project, "check")
    assert first.returncode == 1
    for key in ("title_zh", "title_en", "publisher_zh", "publisher_en", "attribution_en"):
        assert re.search(rf"raw/{NAME}/report\.yaml:\d+:{key} E113", first.stdout)
    small_report.fill_in(facts.parent)
    facts.write_text(facts.read_text("utf-8").replace(small_report.WITHOUT, '""'), "utf-8")
    second = run(project, "check")
    assert second.returncode == 1
    assert f"raw/{NAME}/policies.csv:1 E104" in second.stdout
    assert f"raw/{NAME}/figures/1.csv:1 E104" in second.stdout


@pytest.mark.slow
@pytest.mark.parametrize("case", REFUSED)
def test_an_unfit_name_is_rejected_in_both_languages_and_writes_nothing(
    case: str, project: Project
) -> None:
    """The name becomes a folder, part of addresses and the name of nodes."""
    name, english, chinese = REFUSED[case]
    before = files(project.root)
    raised = run(project, "new-report", "--", name)
    assert raised.returncode != 0
    assert english in raised.stderr
    assert chinese in raised.stderr
    assert files(project.root) == before


def test_a_name_whose_package_is_there_is_rejected(project: Project) -> None:
    """A package that somebody put there, or a link to nothing, is nobody's to replace."""
    package = project.root / f"datapackage-{NAME}"
    for put in (lambda: package.symlink_to("nowhere"), package.mkdir):
        put()
        raised = run(project, "new-report", NAME)
        assert raised.returncode != 0
        assert f"datapackage-{NAME}/ already exists" in raised.stderr
        assert not (project.root / "raw" / NAME).exists()
        if package.is_symlink():
            package.unlink()


def test_a_name_whose_package_another_report_names_is_rejected(project: Project) -> None:
    """The folder does not exist yet, and two reports would publish to it."""
    project.replace("report.yaml", "package: datapackage", f"package: datapackage-{NAME}")
    raised = run(project, "new-report", NAME)
    assert raised.returncode != 0
    assert f"datapackage-{NAME}/ is the package of raw/caict-2020/report.yaml" in raised.stderr
    assert not (project.root / "raw" / NAME).exists()


def test_every_key_stands_below_its_meaning_in_both_languages() -> None:
    """The model documents the keys; a key without a value is a comment that an editor completes."""
    lines = dict(scaffold(NAME))["report.yaml"].splitlines()
    for key in METADATA_KEYS:
        (place,) = (
            number
            for number, line in enumerate(lines)
            if line.removeprefix("# ").startswith(f"{key.name}: ") or line == f"# {key.name}:"
        )
        assert lines[place - 2 : place] == [f"# {key.meaning.en}", f"# {key.meaning.zh}"]
        assert lines[place].startswith("# ") <= key.optional


def test_make_begins_a_report_too(project: Project) -> None:
    """The shell has the name from its environment, and so passes it on as it is."""
    made = subprocess.run(
        ["make", "--dry-run", "new-report", f"NAME={NAME}"],
        cwd=CHECKOUT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert 'pipeline new-report -- "$NAME"' in made.stdout


def test_the_table_that_a_report_has_none_of_cannot_be_the_ledger(project: Project) -> None:
    """Sections and numerals prove completeness; no report goes without."""
    project.edit_bytes("report.yaml", lambda data: data + b"without: numerals\n")
    reported = {(code, column) for code, _, _, column in project.found() if code == "E113"}
    assert reported == {("E113", "without")}
