"""What a hedge leaves open is seen: each kind has its own mark, and no other."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from pipeline.formatting.figures import chart_figure
from pipeline.website.charts.marks import BAND, THICK, bar, dot
from pipeline.website.charts.svg import linear
from tests.website.charts.drawings import CHARTS, LANGUAGES, cells, classes, links, published

KNOWLEDGE = {"whisker", "arrow", "open", "closed", "about", "near"}
HOLLOW = {"forecast", "target", "threshold"}
SCALE = linear([Decimal(10)], Decimal(0), Decimal(100))
#: Cells of a figure, and the marks that must show what is known of it.
KINDS = {
    "rounded": ("= 5 4.5 5.5 true true", {"bar", "whisker"}),
    "more than": ("> 5 5 . false .", {"bar", "open", "arrow"}),
    "at least": (">= 5 5 . true .", {"bar", "closed", "arrow"}),
    "less than": ("< 5 . 5 . false", {"bar", "open", "arrow"}),
    "at most": ("<= 5 . 5 . true", {"bar", "closed", "arrow"}),
    "about": ("~ 5 . . . .", {"bar", "about"}),
    "just under": ("~< 5 . 5 . false", {"bar", "near"}),
    "a decline of nearly": ("~> -5 -5 . false .", {"bar", "near"}),
    "within the last digit": ("> 5 5 6 false false", {"bar", "open"}),
    "magnitude": ("magnitude . 2 10 true false", {"range", "closed", "open"}),
    "open magnitude": ("magnitude . 2 . true .", {"bar", "closed", "arrow"}),
}


def drawing(row: dict[str, str], glyph: object = bar) -> ET.Element:
    """A figure's marks around the line y = 50."""
    parts = glyph(chart_figure(row), SCALE, Decimal(50), SCALE.at(Decimal(0)))  # type: ignore[operator]
    return ET.fromstring(f"<a>{''.join(parts)}</a>")  # noqa: S314 - our own drawing


@pytest.mark.parametrize(("wording", "expected"), KINDS.values(), ids=KINDS)
def test_each_kind_of_knowledge_is_drawn_by_its_own_marks(wording: str, expected: set[str]) -> None:
    """Without the mark, a limit would be read as a value."""
    assert classes(drawing(cells(wording))) - {"end"} == expected


@pytest.mark.parametrize("glyph", [bar, dot])
@pytest.mark.parametrize("status", ["actual", "estimate", "survey", *sorted(HOLLOW)])
def test_what_is_not_a_observation_is_hollow(glyph: object, status: str) -> None:
    """A forecast that looks like a fact is the mistake that the column `status` is there for."""
    marks = drawing(cells(KINDS["rounded"][0], status), glyph)
    body = next(each for each in marks if {"bar", "dot"} & set(each.attrib["class"].split()))
    assert ("hollow" in classes(marks)) == (status in HOLLOW)
    assert (body.attrib["fill"] == "var(--chart-surface)") == (status in HOLLOW)


def test_a_printed_range_reaches_from_end_to_end_and_not_from_zero() -> None:
    """A bar from zero would claim that the far end is the value."""
    marks = drawing(cells("range 3 3 8 true true", value_high="8"))
    range_ = next(each for each in marks if each.attrib["class"] == "range")
    left, width = float(range_.attrib["x"]), float(range_.attrib["width"])
    assert (left, left + width) == (30, 80)
    assert float(range_.attrib["height"]) == THICK


@pytest.mark.parametrize(
    ("wording", "tip"), [("> 5 5 . false .", 68), ("< 5 . 5 . false", 32)], ids=["up", "down"]
)
def test_an_arrow_points_to_where_the_value_may_lie(wording: str, tip: int) -> None:
    """More than is to the right, less than to the left."""
    arrow = next(each for each in drawing(cells(wording)) if each.attrib["class"] == "arrow")
    assert f"H{tip}" in arrow.attrib["d"]


@pytest.mark.parametrize(
    ("wording", "side"), [("~< 5 . 5 . false", -1), ("~> -5 -5 . false .", 1)], ids=["up", "down"]
)
def test_a_value_near_a_number_lies_on_the_side_that_its_bound_states(
    wording: str, side: int
) -> None:
    """下降近 5% has not reached −5: the band stands between the number and zero, as it does for 近 5%."""
    row = cells(wording)
    (band,) = [each for each in drawing(row) if each.attrib["class"] == "near"]
    middle = Decimal(band.attrib["x"]) + Decimal(band.attrib["width"]) / 2
    assert (middle - SCALE.at(Decimal(row["value"]))).copy_sign(side) == BAND * side


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_every_drawn_figure_shows_the_hedge_of_the_published_table(
    chart: str, language: str
) -> None:
    """The marks are compared with the table itself, not with how the drawing code sorts hedges."""
    for figure, link in links(chart, language).items():
        row = published()[figure]
        shown = classes(link) & KNOWLEDGE
        expected = {"=": {"whisker"}, "~": {"about"}, "~<": {"near"}, "~>": {"near"}}.get(
            row["bound"], set()
        )
        if not expected:
            ends = {row[f"{end}_closed"] for end in ("lower", "upper") if row[end]}
            expected = {"closed" if each == "true" else "open" for each in ends}
            expected |= {"arrow"} if bool(row["lower"]) != bool(row["upper"]) else set()
        assert shown == expected, figure
        assert ("hollow" in classes(link)) == (row["status"] in HOLLOW), figure
