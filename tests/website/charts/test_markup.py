"""The drawings as part of a page: safe under its policy, legible on a phone, explained by the legend."""

import hashlib
import os
import re
import subprocess
import sys
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from pipeline.website.charts import ENTRIES, STYLE, VARIABLES, legend
from pipeline.website.charts.layouts import WIDTH
from pipeline.website.charts.svg import MARKS, TEXTS
from tests.project import CHECKOUT
from tests.website.charts.drawings import CHARTS, LANGUAGES, classes, drawn, links, shown
from tests.website.charts.drawings import drawn as charts_drawn

PHONE = 288
SMALLEST = 11
FINGER = 24
BUDGET = 400_000
ELEMENTS = {"svg", "g", "a", "rect", "line", "path", "circle", "text"}
EACH = pytest.mark.parametrize("name", [*CHARTS, "legend"])


@cache
def drawings() -> dict[str, str]:
    """Every drawing of the page."""
    return {**{chart.id: chart.svg for chart in drawn().values()}, "legend": legend()}


@pytest.fixture
def drawing(name: str) -> str:
    """The drawing that a test is about."""
    return drawings()[name]


def elements(drawing: str) -> list[ET.Element]:
    """Every element of a drawing."""
    return list(ET.fromstring(drawing).iter())  # noqa: S314 - our own drawing


@EACH
def test_nothing_in_a_drawing_needs_leave_of_a_content_security_policy(drawing: str) -> None:
    """No style, no script, no address but the page's own; no identifier that could stand twice."""
    for each in elements(drawing):
        assert each.tag in ELEMENTS
        assert not {name for name in each.attrib if name in ("style", "id") or name[:2] == "on"}
        assert each.get("href", "#fig-").startswith("#fig-")
    assert not re.search(r'https?:|url\(|="(data|javascript):', drawing)


@EACH
def test_every_colour_is_a_variable_of_the_style(drawing: str) -> None:
    """A fixed colour would vanish on one of the two themes."""
    used = {each.get(name) for each in elements(drawing) for name in ("fill", "stroke")} - {None}
    assert used <= {"none", *(f"var({name})" for name in VARIABLES)}
    assert all(f"{name}:" in STYLE for name in VARIABLES)


@EACH
def test_letters_are_legible_and_links_can_be_touched_on_a_phone(drawing: str) -> None:
    """A page 360 wide leaves 288 to a drawing, which shrinks it a little."""
    shrunk = PHONE / WIDTH
    root, *rest = elements(drawing)
    assert root.attrib["viewBox"].startswith(f"0 0 {WIDTH} ")
    sizes = [
        float(each.attrib["font-size"]) for each in [root, *rest] if "font-size" in each.attrib
    ]
    assert min(sizes) * shrunk >= SMALLEST
    for each in rest:
        if each.get("class") == "hit":
            assert float(each.attrib["height"]) * shrunk >= FINGER
            assert float(each.attrib["width"]) * shrunk >= FINGER


@EACH
def test_no_number_of_a_drawing_came_through_float(drawing: str) -> None:
    """0.30000000000000004 in a label or a coordinate is the sign of it."""
    assert not re.search(r"\d\.\d{4,}|\d[eE][+-]?\d|NaN|Infinity", drawing)


def test_all_charts_together_are_small() -> None:
    """They are part of a page that must stay under two megabytes."""
    assert sum(len(drawing.encode()) for drawing in drawings().values()) < BUDGET


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(c * w for c, w in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "least"), [*((each, 4.5) for each in TEXTS), *((each, 3.0) for each in MARKS)]
)
def test_colours_stand_out_from_the_surface(name: str, least: float, shade: str) -> None:
    """WCAG 2.2: 4.5 for texts (1.4.3), 3 for what must be seen to understand (1.4.11)."""
    lights = [luminance(getattr(VARIABLES[each], shade)) for each in (name, "--chart-surface")]
    assert (max(lights) + 0.05) / (min(lights) + 0.05) >= least


DIGEST = (
    "import hashlib; from tests.website.charts.test_markup import drawings; "
    "print(hashlib.sha256(''.join(drawings().values()).encode()).hexdigest())"
)


@pytest.mark.slow
def test_the_bytes_depend_on_no_font_no_locale_and_no_hash_seed() -> None:
    """The committed page is compared byte for byte with what another machine makes."""
    bare = {"FONTCONFIG_FILE": os.devnull, "LC_ALL": "C", "PYTHONHASHSEED": "7", "HOME": os.devnull}
    made = subprocess.run(
        [sys.executable, "-c", DIGEST],
        cwd=CHECKOUT,
        env=bare,
        capture_output=True,
        text=True,
        check=True,
    )
    here = hashlib.sha256("".join(drawings().values()).encode()).hexdigest()
    assert made.stdout.strip() == here


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_explains_every_mark_that_the_charts_use(language: str) -> None:
    """A mark that nobody explains is decoration."""
    tree = shown(legend(), language)
    explained = {name for each in tree.iter() for name in each.get("class", "").split()}
    used = {
        name
        for chart in charts_drawn()
        for link in links(chart, language).values()
        for name in classes(link)
    }
    plain = {"span", "hit", "gutter", "label", "value", "middle", "quiet", "dot", "lead", "whole"}
    assert used - plain <= explained
    assert len([each for each in tree if each.tag == "text"]) == len(ENTRIES)
