"""Every code of a closed list, period and base of comparison has its words, in rows and scripts."""

from __future__ import annotations

import pytest

from pipeline.formatting import labels
from pipeline.formatting.labels import OF_RATIOS, RELATIONS, Bases, period, period_in_words
from pipeline.schema import INFERABLE, PUBLISHED, Field
from tests.package.committed import made, rows

LABELLED = {
    f"{table.name}.{field.name}": field
    for table in PUBLISHED
    for field in table.fields
    if field.labels
}


@pytest.mark.parametrize("field", LABELLED.values(), ids=LABELLED)
def test_every_value_of_a_closed_list_has_a_label(field: Field) -> None:
    """A value without a label would stop the build, or show its code to people."""
    assert tuple(field.labels) == field.enum
    assert all(label.en and label.zh for label in field.labels.values())


def test_the_closed_lists_that_people_see_have_labels() -> None:
    """The page and the simple table show these values by their labels."""
    assert set(LABELLED) >= {
        "figures.bound",
        "identities.verdict",
        "identities.kind",
        "errata.kind",
    }


def test_every_column_that_may_be_inferred_has_words() -> None:
    """The view of a figure names what an editor inferred."""
    assert set(labels.COLUMNS) == set(INFERABLE)


CASES = {
    "a base without argument": ("yoy", "growth_rate", "year on year", "同比"),
    "no base printed": ("cagr", "growth_rate", "compound annual", "年均复合"),
    "a change since a year": ("vs:2017", "growth_rate", "against 2017", "较 2017"),
    "a multiple of a year": ("vs:2017", "ratio", "taking 2017 as 1", "以 2017 为 1"),
    "since an instant": ("vs:@2015-12-31", "growth_rate", "against 2015-12-31", "较 2015-12-31"),
    "a gap": ("gap_to:gdp", "pp_difference", "minus Gross domestic product", "减：国内生产总值"),
    "a ratio": ("gap_to:gdp", "ratio", "divided by: Gross domestic product", "除以：国内生产总值"),
    "another entity": ("against_entity:US", "ratio", "relative to: United States", "相对于：美国"),
    "none": ("", "level", "", ""),
}


@pytest.mark.parametrize(("basis", "measure", "english", "chinese"), CASES.values(), ids=CASES)
def test_a_base_states_what_the_figure_has_to_do_with_it(
    basis: str, measure: str, english: str, chinese: str
) -> None:
    """A gap is subtracted and a multiple divided: one phrase for both would report neither."""
    text = Bases.of(made().frames).text({"basis": basis, "measure": measure})
    assert (text.en, text.zh) == (english, chinese)


def test_every_base_that_takes_an_argument_has_words() -> None:
    """A new base would otherwise stop the build with nothing but its code."""
    with_argument = {row["basis"] for row in rows("bases") if row["argument"] != "none"}
    assert set(RELATIONS) == with_argument
    assert set(OF_RATIOS) <= with_argument


@pytest.mark.parametrize(
    ("cell", "english", "chinese"),
    [
        ("2020-01/2020-06", "2020-01 to 2020-06", "2020-01 至 2020-06"),
        ("@2020-06-30", "at 2020-06-30", "截至 2020-06-30"),
        ("2012", "2012", "2012"),
        ("", "", ""),
    ],
)
def test_a_period_states_whether_it_is_an_instant(cell: str, english: str, chinese: str) -> None:
    """`@` and `/` are signs of the data, not of people."""
    assert (period(cell).en, period(cell).zh) == (english, chinese)


@pytest.mark.parametrize(
    ("cell", "english", "chinese"),
    [
        ("2020-07/2020-08", "July–August 2020", "2020年7—8月"),
        ("2020-01/2020-03", "Q1 2020", "2020年一季度"),
        ("2020-07/2020-09", "Q3 2020", "2020年三季度"),
        ("2020-07/2020-12", "H2 2020", "2020年下半年"),
        ("2019-07/2020-09", "July 2019–September 2020", "2019年7月—2020年9月"),
        ("2019-11/2020-02", "November 2019–February 2020", "2019年11月—2020年2月"),
        ("2013/2015", "2013–2015", "2013—2015年"),
        ("2020-08", "August 2020", "2020年8月"),
        ("@2020-06-30", "30 June 2020", "2020年6月30日"),
        ("", "", ""),
    ],
)
def test_a_period_is_written_as_in_a_sentence(cell: str, english: str, chinese: str) -> None:
    """Months of one year name the year once; a day keeps its month and its year."""
    words = period_in_words(cell)
    assert (words.en, words.zh) == (english, chinese)
