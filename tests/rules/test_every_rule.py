"""Every rule is broken once by a small edit of the real raw data, and reports exactly the cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import pipeline.rules
from pipeline.ingest.report_folder import load_reports
from pipeline.rules import Finding, LocalizedText, Location, all_rules
from pipeline.tools.docsgen.rules import RuleExample
from tests.project import CHECKOUT, REPORT, Found, Project, compared, is_of_identities
from tests.rules.cases import CASES

#: Declared only for the message that the rules of double entry share; nothing can raise it.
NEVER_RAISED = {"E222"}
#: Of measurements, which state nothing of what was keyed; broken in tests/validation/report_checks/test_check_coverage.py.
OF_MEASUREMENTS = {"W490"}
#: Reported by publishing and by verifying a package; broken in tests/release and tests/verification.
OF_A_PACKAGE = ("E4", "E5", "W5")
#: Broken every day in tests/cli/test_command_line.py, so that here the nightly run is enough.
ALSO_AT_THE_COMMAND_LINE = {
    *("E101", "E102", "E103", "E104", "E105", "E106", "E108", "E109", "E111", "E112", "E115"),
    *("E204", "E205"),
}
TOGETHER = [code for code, case in CASES.items() if not case.apart]
APART = [code for code, case in CASES.items() if case.apart]


@dataclass(frozen=True)
class Broken:
    """One project with many mistakes at once: what it must report, by rule, and what it reports."""

    expected: dict[str, list[Found]]
    listed: list[Finding]
    found: list[Found]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Broken:
    """A copy of raw/ in which every rule about single cells is broken, each in another place."""
    project = Project.copied(tmp_path_factory.mktemp("broken"))
    expected = {code: CASES[code].edit(project) for code in TOGETHER}
    reported = project.findings()
    return Broken(expected, reported, compared(reported))


def test_every_registered_rule_has_a_case_that_breaks_it() -> None:
    """A rule without such a case may never have worked."""
    rules = {
        code for code in all_rules() if not is_of_identities(code) and code[:2] not in OF_A_PACKAGE
    }
    assert rules - NEVER_RAISED - OF_MEASUREMENTS == set(CASES)


def test_every_module_of_rules_is_registered_with_the_first() -> None:
    """A list of rules must not depend on who was imported before it was made."""
    folder = Path(pipeline.rules.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "finding", "wording"}
    assert modules <= set(pipeline.rules.__all__)


@pytest.mark.parametrize("code", TOGETHER)
def test_a_wrong_cell_is_reported_with_its_rule_and_no_other(code: str, broken: Broken) -> None:
    """Rule, file, row and column of the edit are in the list once, among all other mistakes."""
    for expected in broken.expected[code]:
        assert [each for each in broken.found if each[1:3] == expected[1:3]] == [expected]


def test_all_mistakes_of_many_files_are_reported_in_one_run_and_nothing_else(
    broken: Broken,
) -> None:
    """An editor fixes everything at once; nothing stops early and nothing is invented."""
    expected = [each for findings in broken.expected.values() for each in findings]
    assert sorted(broken.found) == sorted(expected)
    assert len({each[1] for each in expected}) > 10


def test_errors_come_first_and_each_kind_is_in_order_of_place(broken: Broken) -> None:
    """What stops the publication stands on top."""
    keys = [(not each.is_error, each.location) for each in broken.listed]
    assert keys == sorted(keys)
    assert {each.is_error for each in broken.listed} == {True, False}


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(code, marks=[pytest.mark.slow] * (code in ALSO_AT_THE_COMMAND_LINE))
        for code in APART
    ],
)
def test_a_broken_file_is_reported_once(code: str, project: Project) -> None:
    """Neither the rows that cannot be read nor what points at them is reported beside the cause."""
    expected = CASES[code].edit(project)
    assert project.found() == expected


@pytest.mark.slow
@pytest.mark.parametrize("code", TOGETHER)
def test_a_wrong_cell_alone_is_reported_and_nothing_else(code: str, project: Project) -> None:
    """The same edits, each in a project that is sound otherwise."""
    expected = CASES[code].edit(project)
    assert project.found() == expected


@pytest.fixture(scope="module")
def model() -> RuleExample:
    """The committed section 1.1."""
    return RuleExample.of(load_reports(Project(CHECKOUT).paths)[REPORT], "1.1")


EXAMPLES = [
    pytest.param(rule, id=code)
    for code, rule in all_rules().items()
    if rule.bad and not is_of_identities(code)
]


def test_the_model_figure_itself_breaks_no_rule(model: RuleExample) -> None:
    """What the examples below show comes from the example and not from the figure."""
    assert model.findings() == []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_example_of_a_rule_breaks_that_rule_only(
    rule: type[Finding], model: RuleExample
) -> None:
    """The cells that the documentation shows as wrong are wrong in the way that it states."""
    assert [each.code for each in model.findings(**rule.bad)] == [rule.code]


@pytest.mark.parametrize("code", list(all_rules()))
def test_a_rule_speaks_both_languages(code: str) -> None:
    """Message and remedy are filled, without a place left open."""
    finding = all_rules()[code](
        Location("raw/a.csv", 2, "unit"), "kg", LocalizedText("metres", "米")
    )
    for text in (finding.message, finding.remedy):
        assert text.en.strip()
        assert text.zh.strip()
        assert not set("{}") & set(text.en + text.zh)
        assert has_chinese(text.zh)
    assert not set("{}") & set(str(finding))


def has_chinese(text: str) -> bool:
    """Whether a Chinese character stands in a text."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def test_a_value_with_braces_is_reported_as_it_stands() -> None:
    """What an editor typed is never taken for a place to fill in."""
    finding = all_rules()["E203"](
        Location("raw/a.csv", 2, "unit"), "{value}{0}", LocalizedText("{x}", "{x}")
    )
    assert "{value}{0}" in str(finding)
    assert "{x}" in finding.message.zh
