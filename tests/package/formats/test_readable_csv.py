"""The tables in words: one language, one fact a column, and no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest

from pipeline.escaping import spreadsheet_text
from pipeline.localization import LANGUAGES, Language
from pipeline.package.descriptor import path_of
from pipeline.package.formats.readable_csv import readable_csv
from pipeline.schema import READABLE
from pipeline.transform.tables import errata_by_figure
from tests.package.committed import made, rows
from tests.package.formats.read_back import material

IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)
NAMES = READABLE["en"].columns
KINDS = {
    "en": ("doubtful", "misprint", "vague", "inferred", "compared"),
    "zh": ("存疑", "误印", "模糊", "推断", "参照"),
}
VAGUE = ("~", "~<", "~>", "magnitude")
CHINESE = re.compile("[\u4e00-\u9fff]")


def table(language: Language) -> list[dict[str, str]]:
    """The file's rows as a spreadsheet reads them, by English names of columns."""
    text = made().files[path_of(READABLE[language])].decode("utf-8-sig")
    header, *found = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == READABLE[language].columns
    return [dict(zip(NAMES, row, strict=True)) for row in found]


def of(figure: str, language: Language = "en") -> dict[str, str]:
    """One figure's cells by their columns."""
    return next(row for row in table(language) if row["figure"] == figure)


@IN_BOTH
def test_the_file_begins_with_the_mark_that_spreadsheets_need(language: Language) -> None:
    """Without it Excel takes Chinese for another encoding; twice would be part of the header."""
    data = made().files[path_of(READABLE[language])]
    first = READABLE[language].columns[0]
    assert data.startswith(f"\N{BYTE ORDER MARK}{first},".encode())
    assert data.count(b"\n") == data.count(b"\r\n"), "RFC 4180"


@IN_BOTH
def test_every_figure_is_there_with_the_numbers_of_the_table(language: Language) -> None:
    """Read back by another path: what people see is what the canonical form states."""
    for row, published in zip(table(language), rows("figures"), strict=True):
        assert row["figure"] == published["figure_id"]
        assert row["as_printed"].removeprefix("'") == published["printed"]
        ends = [Decimal(row[name]) for name in ("value", "value_to") if row[name]]
        stated = (Decimal(published[name]) for name in ("value", "value_high") if published[name])
        assert ends == sorted(stated)
        for name, canonical in (
            ("lower", "lower"), ("upper", "upper"), ("page", "page"),
            ("start", "period_start"), ("end", "period_end"),
        ):  # fmt: skip
            assert row[name].removeprefix("'") == published[canonical]


def test_a_table_is_in_one_language_but_for_what_is_printed() -> None:
    """Nobody has to find one's own half of a cell."""
    for row in table("en"):
        kept = (row[name] for name in NAMES if name not in ("as_printed", "note"))
        assert not [cell for cell in kept if CHINESE.search(cell)]
        assert " / " not in row["indicator"] + row["entity"] + row["unit"]
    worded = ("indicator", "relation", "unit", "section")
    assert all(CHINESE.search(row[name]) for row in table("zh") for name in worded)


@pytest.mark.parametrize(
    ("figure", "ends"),
    [("2.4-005", ("-32", "-13")), ("1.2-010", ("20", "30")), ("1.1-005", ("-6.8", ""))],
)
def test_a_range_has_its_ends_in_two_columns(figure: str, ends: tuple[str, str]) -> None:
    """Both are numbers, the lower one first."""
    assert (of(figure)["value"], of(figure)["value_to"]) == ends


@pytest.mark.parametrize(
    ("figure", "bounds"),
    [
        pytest.param("1.1-001", ("72000000000000", "", "false", ""), id="more than"),
        pytest.param("1.1-013", ("10", "", "true", ""), id="at least"),
        pytest.param("2.5-014", ("0", "3000000000", "true", "false"), id="nearly, of money"),
        pytest.param("3.3.3-001", ("", "70", "", "false"), id="nearly, of percent"),
    ],
)
def test_bounds_state_whether_they_are_included(figure: str, bounds: tuple[str, ...]) -> None:
    """A reader who filters by bounds needs to know whether 50 is more than 50."""
    found = of(figure)
    assert tuple(found[end] for end in ("lower", "upper", "lower_closed", "upper_closed")) == bounds


def test_no_two_figures_are_distinguished_by_their_number_only() -> None:
    """Two gaps in one sentence, to two other indicators, looked like one contradicting the other."""
    one, other = of("1.2-006"), of("1.2-007")
    assert one["indicator"] == other["indicator"]
    titles = {row["indicator"]: row["title_en"] for row in rows("indicators")}
    assert titles["capital_formation_contribution_to_growth"] in one["compared_with"]
    assert titles["net_exports_contribution_to_growth"] in other["compared_with"]


@IN_BOTH
def test_what_a_figure_is_compared_with_names_its_base(language: Language) -> None:
    """Growth over which months, a multiple of which year; the days are columns of their own."""
    for row, published in zip(table(language), rows("figures"), strict=True):
        compared = row["compared_with"]
        assert bool(compared) == bool(published["basis"])
        assert (row["base_start"], row["base_end"]) == (
            published["base_start"],
            published["base_end"],
        )
    found = of("1.1-004")
    assert found["compared_with"] == "against 2020-01 to 2020-06"
    assert (found["base_start"], found["base_end"]) == ("2020-01-01", "2020-06-30")


@IN_BOTH
def test_a_source_states_where_it_is_named(language: Language) -> None:
    """A source in the sentence is more certain than one earlier in the passage."""
    titles = {row["credit"]: row[f"title_{language}"] for row in rows("credits")}
    for row, published in zip(table(language), rows("figures"), strict=True):
        assert row["credit"] == titles.get(published["credit"], "")
        assert bool(row["credit"]) == bool(row["cited_source"])


@IN_BOTH
def test_caution_names_every_doubt_and_is_blank_without_one(language: Language) -> None:
    """Errata, inferred columns, and words that leave the distance open."""
    errata = rows("errata")
    misprints = {each["erratum"] for each in errata if each["kind"] == "misprint"}
    vague, inferred = {"en": ("vague:", "inferred:"), "zh": ("模糊：", "推断：")}[language]
    names = ("doubtful", "misprint", "vague", "inferred", "compared")
    kinds = dict(zip(names, KINDS[language], strict=True))
    concerned = errata_by_figure(made().frames)
    for row, published in zip(table(language), rows("figures"), strict=True):
        named = {each["erratum"] for each in errata if row["figure"] in each["figures"].split(";")}
        compared = {*concerned.get(row["figure"], ())} - named
        assert set(re.findall(r"\bE\d\d\b", row["caution"])) == named | compared
        readings = (
            each[f"reading_{language}"].rstrip(".。") for each in errata if each["erratum"] in named
        )
        assert all(each in row["caution"] for each in readings)
        assert (vague in row["caution"]) == (published["bound"] in VAGUE)
        assert (inferred in row["caution"]) == bool(published["inferred"])
        doubted = named or compared or published["inferred"] or published["bound"] in VAGUE
        assert bool(row["caution"]) == bool(doubted)
        held = {
            "doubtful": named - misprints, "misprint": named, "vague": vague in row["caution"],
            "inferred": published["inferred"], "compared": compared,
        }  # fmt: skip
        most = next((kinds[kind] for kind, holds in held.items() if holds), "")
        assert row["caution_kind"] == most
        assert row["note"].removeprefix("'") == published[f"note_{language}"]
    assert "inferred: indicator, entity, period" in of("1.1-005")["caution"]


@pytest.mark.parametrize(
    ("identity", "guard"),
    [("ID-032", "[2.2-006] > 0"), ("", "[2.2-006] + 100000000 > [3.1-006]")],
    ids=["identity", "guard"],
)
def test_a_figure_that_an_erratum_compares_with_another_has_its_caution(
    identity: str, guard: str
) -> None:
    """The erratum doubts one figure; the other one is a side of the same contradiction, and sound."""
    files = readable_csv(material("errata", figures="2.2-006", identity=identity, guard=guard), {})
    text = files[path_of(READABLE["en"])].decode("utf-8-sig")
    found = {row["figure"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert found["2.2-006"]["caution"].startswith("erratum E01 (different bases): Read as the sum")
    assert found["2.2-006"]["caution_kind"] == "doubtful"
    assert "compared in erratum E01" in found["3.1-006"]["caution"]
    assert found["3.1-006"]["caution_kind"] != "doubtful"
    assert "E01" not in found["3.1-007"]["caution"]


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("=1+1", id="formula"),
        pytest.param("+1", id="plus"),
        pytest.param("@SUM(A1)", id="at"),
        pytest.param("-1+cmd|' /C calc'!A0", id="minus with a command"),
        pytest.param(" =1+1", id="formula after a blank"),
        pytest.param("\tSUM", id="a tab, which some programs drop"),
        pytest.param("＝1+1", id="full-width formula"),
        pytest.param("1/6", id="a fraction that would be a day"),
        pytest.param("2020-06-30", id="a day that would be shown in another form"),
        pytest.param("2-12", id="a day without a year"),
        pytest.param("0.1234567890123456%", id="a percentage that would be rounded"),
        pytest.param("-5%+1", id="a formula with a percentage"),
        pytest.param("007%", id="a percentage whose leading zeros would be lost"),
        pytest.param("007", id="leading zeros that would be lost"),
        pytest.param("1E5", id="a code that would be a power"),
        pytest.param("123456789012345678901234567890", id="thirty digits that would be rounded"),
        pytest.param("-0.1234567890123456", id="sixteen decimals that would be rounded"),
    ],
)
def test_what_a_spreadsheet_would_run_or_change_is_marked_as_text(cell: str) -> None:
    """The apostrophe is the spreadsheets' own sign for text."""
    assert spreadsheet_text(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    [
        "-6.8",
        "0",
        "0.70",
        "72000000000000",
        "123456789012345",
        "70.4%",
        "-6.8%",
        "增长 0.7%",
        "1.1-001",
        "",
        "第一个",
        "–",
    ],
)
def test_numbers_that_are_held_exactly_and_plain_words_stay_as_they_are(cell: str) -> None:
    """A decline must stay a number that can be added up."""
    assert spreadsheet_text(cell) == cell


def test_a_number_stays_a_number_and_a_text_that_looks_like_one_is_marked() -> None:
    """The descriptor declares the type of a column, which a mark in a cell would break."""
    number, printed = "123456789012345678901234567890", "=1+1"
    made_of = readable_csv(material("figures", lower=number, printed=printed), {})
    _, first, *_ = csv.reader(io.StringIO(made_of["figures_en.csv"].decode("utf-8-sig")))
    row = dict(zip(NAMES, first, strict=True))
    assert (row["lower"], row["as_printed"]) == (number, f"'{printed}")
