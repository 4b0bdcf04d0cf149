"""A mark stands where its value belongs: by the ticks that readers see, and by Vega's own scales."""

import math
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from tests.committed_rows import keyed_rows
from tests.website.charts.drawings import Axis, axes, drawn, figure_of, links, marks, published, svg

CHARTS = {row["chart"]: row for row in keyed_rows("charts")}
OF_ROWS = sorted(name for name, row in CHARTS.items() if row["kind"] != "periods")
OVER_TIME = sorted(name for name, row in CHARTS.items() if row["kind"] == "periods")
NAMES = {"tn": 1e12, "bn": 1e9, "m": 1e6, "k": 1e3, "万亿": 1e12, "亿": 1e8, "万": 1e4, "": 1}
CLOSE = 0.02


def number(label: str) -> float:
    """What a tick's label states."""
    digits, name = re.fullmatch(r"([−\d.,]+)(\D*)", label).groups()  # type: ignore[union-attr]
    return float(digits.replace("−", "-").replace(",", "")) * NAMES[name]


def expected_x(axis: Axis, value: float, is_log: bool) -> float:
    """Where a value belongs between the first and the last tick that the axis names."""
    measured = math.log10 if is_log else float
    (x1, first), (x2, last) = axis.ticks[0], axis.ticks[-1]
    low, high = measured(number(first)), measured(number(last))
    return x1 + (x2 - x1) * (measured(value) - low) / (high - low)


def ends(mark: ET.Element) -> tuple[float, ...]:
    """The places at which a mark ends: a dot's centre, both sides of a rectangle."""
    if mark.tag == "circle":
        return (float(mark.attrib["cx"]),)
    left = float(mark.attrib["x"])
    return left, left + float(mark.attrib["width"])


def length_from_zero(axis: Axis, mark: ET.Element, value: float) -> tuple[float, float]:
    """How far a bar reaches and how far it should."""
    left, right = ends(mark)
    return right - left, abs(expected_x(axis, value, False) - expected_x(axis, 0, False))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("chart", OF_ROWS)
def test_every_mark_agrees_with_the_ticks_of_its_axis(chart: str, language: str) -> None:
    """The scale is worked out anew from the drawn labels, so a wrong tick is found as well."""
    is_log = CHARTS[chart]["scale"] == "log"
    seen = 0
    for axis in axes(chart, language):
        for link in axis.links:
            row = published()[figure_of(link)]
            for mark in marks(link, "dot"):
                assert ends(mark)[0] == pytest.approx(
                    expected_x(axis, float(row["value"]), is_log), abs=CLOSE
                )
            for mark in marks(link, "bar"):
                reach, due = length_from_zero(axis, mark, float(row["value"]))
                assert reach == pytest.approx(due, abs=CLOSE)
            for mark in marks(link, "range"):
                # an end that nobody stated is drawn where the stated one is, with an arrow
                known = [row[end] for end in ("lower", "upper") if row[end]]
                due_ends = [expected_x(axis, float(end), is_log) for end in (known[0], known[-1])]
                assert ends(mark) == pytest.approx(due_ends, abs=CLOSE)
            seen += bool(marks(link, "dot") or marks(link, "bar") or marks(link, "range"))
    assert seen == len(drawn()[chart].figures)


LOGARITHMIC = [name for name in OF_ROWS if CHARTS[name]["scale"] == "log"]


def axis_lines(drawing: ET.Element) -> list[list[float]]:
    """Where the lines of each axis of a drawing stand, from left to right."""
    of_axes = [each for each in drawing if each.get("class") == "axis"]
    return [sorted(float(each.attrib["x1"]) for each in marks(axis, "grid")) for axis in of_axes]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("chart", LOGARITHMIC)
def test_each_step_of_a_logarithmic_axis_is_ten_times_the_one_before(
    chart: str, language: str
) -> None:
    """As its caption states: lines that stood a hundredfold apart made every value look too small."""
    for axis, lines in zip(axes(chart, language), axis_lines(svg(chart, language)), strict=True):
        first, last = (float(number(axis.ticks[at][1])) for at in (0, -1))
        wanted = [first * 10**power for power in range(round(math.log10(last / first)) + 1)]
        due = [expected_x(axis, value, True) for value in wanted]
        assert lines[: len(due)] == pytest.approx(due, abs=CLOSE)
        assert len(lines) - len(due) <= 1, "the end of the axis may lie a step beyond its last name"


def test_parts_of_the_same_whole_are_laid_end_to_end() -> None:
    """44 and 28 of a hundred leave 28; drawn from zero, both would seem to overlap."""
    by_figure = links("wholes", "zh")
    first, second = (marks(by_figure[each], "bar")[0] for each in ("2.6-014", "2.6-016"))
    assert ends(second)[0] == pytest.approx(ends(first)[1], abs=CLOSE)
    others = [marks(link, "bar")[0] for name, link in by_figure.items() if name != "2.6-016"]
    assert len({ends(each)[0] for each in others}) == 1


@pytest.mark.parametrize("chart", OVER_TIME)
def test_lines_over_time_are_as_long_as_their_period_and_as_high_as_their_value(chart: str) -> None:
    """Quarters and cumulated periods overlap on this chart, so their ends must be right."""
    ticks = [
        each for each in svg(chart, "en").iter("text") if "tick" in each.get("class", "").split()
    ]
    heights = [(float(each.attrib["y"]) - 4, each.text or "") for each in ticks]
    places = {}
    for figure, link in links(chart, "en").items():
        span, row = marks(link, "span")[0], published()[figure]
        middle = float(span.attrib["y"]) + float(span.attrib["height"]) / 2
        assert middle == pytest.approx(
            expected_x(Axis(heights, []), float(row["value"]), False), abs=CLOSE
        )
        left, right = ends(span)
        first, last = (date.fromisoformat(row[f"period_{end}"]) for end in ("start", "end"))
        places |= {first.toordinal(): left - 1, last.toordinal() + 1: right + 1}
    days = sorted(places)
    per_day = (places[days[-1]] - places[days[0]]) / (days[-1] - days[0])
    assert per_day > 0
    for day in days:
        due = places[days[0]] + per_day * (day - days[0])
        assert places[day] == pytest.approx(due, abs=CLOSE)
