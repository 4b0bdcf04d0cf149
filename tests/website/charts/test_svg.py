"""Scales and texts of a drawing: Vega-Lite puts every value at the same place."""

import re
from decimal import Decimal

import altair as alt
import pytest
import vl_convert

from pipeline.website.charts.svg import JOIN, Scale, broken, linear, logarithmic, width

CLOSE = 0.02
VALUES = {
    "growth": (linear, ["-77", "49", "2.1"]),
    "shares": (linear, ["96.8", "0.6"]),
    "less than one": (linear, ["0.03", "-0.018"]),
    "money": (logarithmic, ["197000000000000", "300000000", "62100000000"]),
    "a decade": (logarithmic, ["370", "180"]),
}


def by_vega(scale: Scale, values: list[str]) -> list[float]:
    """Where Vega-Lite puts points on an axis of the same ends."""
    domain = [float(scale.low), float(scale.high)]
    axis = alt.Scale(type=scale.kind, domain=domain, nice=False, zero=False)
    data = alt.Data(values=[{"value": float(each)} for each in values])
    spec = alt.Chart(data).mark_point().encode(x=alt.X("value:Q", scale=axis))
    spec = spec.properties(width=float(scale.end - scale.start), height=20)
    text = vl_convert.vegalite_to_svg(spec.to_dict())
    placed = re.findall(r'aria-roledescription="point" [^>]*transform="translate\(([\d.]+),', text)
    return [float(each) + float(scale.start) for each in placed]


@pytest.mark.parametrize(("make", "values"), VALUES.values(), ids=VALUES)
def test_vega_lite_puts_every_value_at_the_same_place(make: type, values: list[str]) -> None:
    """A well-kept charting library is the second opinion on our few lines of arithmetic."""
    scale: Scale = make([Decimal(each) for each in values], Decimal(24), Decimal(316))
    places = [float(scale.at(Decimal(each))) for each in values]
    assert by_vega(scale, values) == pytest.approx(places, abs=CLOSE)
    assert scale.low <= min(map(Decimal, values)) <= max(map(Decimal, values)) <= scale.high


def test_long_labels_break_between_their_parts_first() -> None:
    """A period torn in two is hard to read; only a part that is too long by itself is torn."""
    assert broken(JOIN.join(("Xiaomi", "Revenue", "2019")), 13, 120, 120) == (
        "Xiaomi · Revenue",
        "2019",
    )
    lines = broken("增长率" * 20, 13, 60, 130)
    assert "".join(lines) == "增长率" * 20
    assert width(lines[0], 13) <= 60
    assert all(width(line, 13) <= 130 for line in lines[1:])
