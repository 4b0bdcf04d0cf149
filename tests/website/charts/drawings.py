"""The report's charts, read back as a browser would read them: links, marks, axes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree as ET

from pipeline.website.charts import Chart, charts
from tests.committed_rows import keyed_rows
from tests.package.committed import made

LANGUAGES = ("zh", "en")
CHARTS = sorted(row["chart"] for row in keyed_rows("charts"))


@cache
def drawn() -> dict[str, Chart]:
    """The charts of the committed raw data by identifier."""
    return {chart.id: chart for chart in charts(made().frames)}


@cache
def svg(chart: str, language: str) -> ET.Element:
    """One drawing as elements, with the words of one language, as the styles show them."""
    return shown(drawn()[chart].svg, language)


def shown(drawing: str, language: str) -> ET.Element:
    """A drawing without the words of the other language; it has to be well-formed for that."""
    (other,) = {*LANGUAGES} - {language}
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    for parent in list(root.iter()):
        for each in marks(parent, other):
            if each in parent:
                parent.remove(each)
    return root


@cache
def published() -> dict[str, dict[str, str]]:
    """The published figures by identifier."""
    frame = made().frames["figures"]
    return {row["figure_id"]: row for row in frame.to_dict("records")}


def figure_of(link: ET.Element) -> str:
    """The figure that a link leads to."""
    return link.attrib["href"].removeprefix("#fig-")


def links(chart: str, language: str) -> dict[str, ET.Element]:
    """The links of a drawing by the figure that they lead to."""
    return {figure_of(link): link for link in svg(chart, language).iter("a")}


def marks(link: ET.Element, name: str) -> list[ET.Element]:
    """The elements of a link that have this class."""
    return [each for each in link.iter() if name in each.get("class", "").split()]


def classes(link: ET.Element) -> set[str]:
    """Every class of a link's marks."""
    found = {name for each in link for name in each.get("class", "").split()}
    return found - {*LANGUAGES}


def texts(link: ET.Element, name: str) -> str:
    """The text of a link's elements of one class, lines joined."""
    return " ".join(each.text or "" for each in marks(link, name))


@dataclass(frozen=True)
class Axis:
    """The ticks that a reader sees, as pairs of place and label, and the links drawn on them."""

    ticks: list[tuple[float, str]]
    links: list[ET.Element]


def axes(chart: str, language: str) -> Iterator[Axis]:
    """Each axis of a drawing with the figures that stand on it."""
    axis = Axis([], [])
    for each in svg(chart, language):
        if each.get("class") == "axis":
            if axis.links:
                yield axis
            ticks = [one for one in each if "tick" in one.get("class", "").split()]
            axis = Axis([(float(one.attrib["x"]), one.text or "") for one in ticks], [])
        elif each.tag == "a":
            axis.links.append(each)
    yield axis


def cells(text: str, status: str = "actual", value_high: str = "") -> dict[str, str]:
    """The cells of a figure that its marks depend on."""
    names = ("bound", "value", "lower", "upper", "lower_closed", "upper_closed")
    stated = ("" if cell == "." else cell for cell in text.split())
    return {**dict(zip(names, stated, strict=True)), "status": status, "value_high": value_high}
