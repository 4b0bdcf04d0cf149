"""The promises of the README to a newcomer, in both languages, run as they stand there."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.localization import Language, in_language
from pipeline.parsing import Lexicon, parse_printed
from tests.clients.clients import CLIENTS
from tests.package.committed import made, rows
from tests.project import Project

ROOT = Path(__file__).parent.parent
READMES: dict[Language, str] = {
    "en": (ROOT / "README.md").read_text(encoding="utf-8"),
    "zh": (ROOT / "README.zh.md").read_text(encoding="utf-8"),
}
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", READMES["en"], re.DOTALL)
HEDGES = re.findall(
    r"^\| `([^`]+)` \| (-?[\d.]+) \| `([^`]+)` \| ([^|…]*)…([^|…]*)\|", READMES["en"], re.MULTILINE
)
UNITS = {"元": "CNY", "%": "percent", "成": "percent", "倍": "times", "人次": "person"}
#: Each number that the README states, with its words in both languages.
STATED = {
    "figures": (r"(\d+) figures and \d+\s+numerals", r"共 (\d+) 个数字、\d+ 个数词"),
    "numerals": (r"(\d+) numerals, 0 unaccounted \|", r"(\d+) 个数词，未登记 0 个 \|"),
    "keyed": (r"\| (\d+) figures, keyed", r"\| (\d+) 个数字，复式录入"),
    "identities": (r"\| (\d+) relations", r"\| (\d+) 条关系"),
    "inconsistent": (r"relations, (\d+) inconsistent", r"条关系，(\d+) 条不成立"),
    "injected": (r"\| (\d+) injected errors", r"\| (\d+) 处注入的错误"),
    "detected": (r"errors, (\d+) detected", r"错误，发现 (\d+) 处"),
    "programs": (r"(\d+) independent programs", r"(\d+) 个独立程序"),
}


@pytest.mark.parametrize(("example", "output"), EXAMPLES, ids=["pandas", "grammar"])
def test_every_example_prints_what_the_readme_shows(
    example: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An example that fails is the first thing a newcomer sees."""
    monkeypatch.chdir(ROOT)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - our own README
    assert capsys.readouterr().out.rstrip("\n") == output.rstrip("\n")


@pytest.mark.parametrize(
    ("printed", "value", "bound", "low", "high"), HEDGES, ids=lambda cell: cell
)
def test_the_table_of_hedges_states_what_the_grammar_reads(
    printed: str, value: str, bound: str, low: str, high: str
) -> None:
    """Six forms with value, bound and both ends, as the grammar has them."""
    words = Lexicon.from_folder(ROOT / "raw" / "vocabulary")
    unit = next(code for word, code in UNITS.items() if word in printed)
    stated = parse_printed(printed, words).to_quantity(unit, words)
    assert (stated.value, stated.bound) == (Decimal(value), bound)
    lower = f"{'[' if stated.lower_closed else '('}{stated.lower}" if stated.lower else ""
    upper = f"{stated.upper}{']' if stated.upper_closed else ')'}" if stated.upper else ""
    assert (low.strip(), high.strip()) == (lower, upper)


def test_the_table_of_hedges_and_the_examples_were_found() -> None:
    """A README that was rewritten must not silence the two tests above."""
    assert len(HEDGES) == 6
    assert len(EXAMPLES) == READMES["en"].count("```python") == 2


def test_both_languages_show_the_same_numbers_of_hedges_and_outputs() -> None:
    """The tests above read the English README; all but the last column is the same in Chinese."""
    for found in re.findall(r"^(\| `[^`]+` \| -?[\d.]+ \| .*) \| [^|]+ \|$", READMES["en"], re.M):
        assert f"\n{found} | " in READMES["zh"]


@pytest.mark.parametrize("language", READMES)
def test_the_finding_is_printed_as_shown(language: Language, tmp_path: Path) -> None:
    """A wrong multiplier in the first figure, in the language of the document."""
    project = Project.copied(tmp_path)
    project.set_cells("figures/1.1.csv", 2, multiplier="亿")
    finding = next(each for each in project.findings() if each.code == "E226")
    message = in_language(language, finding.message)
    remedy = in_language(language, finding.remedy)
    between = " " if language == "en" else ""
    shown = f"{finding.location} {finding.code} {finding.name}\n    {message}{between}{remedy}\n"
    assert f"$ make check\n{shown}```" in re.sub(r"^   ", "", READMES[language], flags=re.M)


@pytest.mark.parametrize("language", READMES)
@pytest.mark.parametrize("name", STATED)
def test_each_stated_number_is_that_of_the_data(name: str, language: Language) -> None:
    """They change with every edition."""
    (count,) = re.findall(STATED[name][language == "zh"], READMES[language])
    assert int(count) == counted()[name]


@pytest.mark.parametrize("language", READMES)
def test_each_finding_states_a_figure_as_the_data_have_it(language: Language) -> None:
    """The number stands before the identifier of its figure; a decline is stated as a fall."""
    heading = {"en": "## Five findings", "zh": "## 五项发现"}[language]
    part = READMES[language].split(heading)[1].split("\n## ")[0]
    stated = re.findall(
        r"([\d.]+)(%| million| trillion| 万部| 万亿)[^`]*?[(（]`([\d.]+-\d+)`[)）]", part
    )
    factors = {"%": 1, " million": 10**6, " trillion": 10**12, " 万部": 10**4, " 万亿": 10**12}
    values = {row["figure_id"]: row["value"] for row in rows("figures")}
    assert len(stated) == part.count("`") // 2 == 8
    for number, unit, figure in stated:
        assert Decimal(number) * factors[unit] == abs(Decimal(values[figure])), figure
    percent = [row for row in rows("figures") if row["unit"] == "percent" and row["value"]]
    assert min(percent, key=lambda row: Decimal(row["value"]))["figure_id"] == "3.1-016"


def counted() -> dict[str, int]:
    """The numbers that the README states, counted in the data."""
    coverage = rows("check_coverage")
    errors = {
        column: sum(len(row[column].split(";")) for row in coverage if row[column])
        for column in ("detected_without_text", "detected_with_text_only", "not_detected")
    }
    return {
        "figures": len(rows("figures")),
        "numerals": len(rows("numerals")),
        "keyed": len(rows("figures")),
        "identities": len(rows("identities")),
        "inconsistent": sum(row["verdict"] == "inconsistent" for row in rows("identities")),
        "injected": sum(errors.values()),
        "detected": sum(errors.values()) - errors["not_detected"],
        "programs": len({client.origin for client in CLIENTS}),
    }


@pytest.mark.parametrize("language", READMES)
def test_the_output_of_publish_has_the_counts_of_the_package(language: Language) -> None:
    """The version, and what was accounted for."""
    found = re.search(r"\$ make publish\n(\S+) (\S+): (.*)\n", READMES[language])
    assert found is not None
    assert found[1] == made().report.folder
    assert found[2] == made().report.version
    counts = [len(rows("figures")), len(rows("numerals")), 0]
    assert [int(number) for number in re.findall(r"\d+", found[3])] == counts
