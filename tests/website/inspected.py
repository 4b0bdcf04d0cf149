"""A page taken apart as a browser would: its elements, what it refers to, its inlined parts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pipeline.package.statistics import quality
from pipeline.transform.tables import Tables
from pipeline.website import page
from tests.package.committed import made

REFERRING = ("href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href")
LATER = {"index.html", "ro-crate-metadata.json", "SHA256SUMS"}
VOID = {"meta", "input", "link", "br", "img", "hr", "rect"}


@dataclass
class Element:
    """A start tag with its attributes, and the text directly in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Inspected(HTMLParser):
    """All elements of a page, in order."""

    source: str
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; one that cannot hold text is closed at once."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of SVG that closes itself."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and whatever in it was not closed."""
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Text belongs to the innermost element."""
        if self.open:
            self.open[-1].text += data

    def of(self, tag: str) -> list[Element]:
        """All elements of one kind."""
        return [each for each in self.elements if each.tag == tag]

    def references(self) -> Iterator[tuple[str, str]]:
        """Every address that the page names, with the element that names it."""
        for each in self.elements:
            for name in REFERRING:
                if name in each.attributes:
                    yield each.tag, each.attributes[name]

    def ids(self) -> list[str]:
        """Every id, in order."""
        return [each.attributes["id"] for each in self.elements if "id" in each.attributes]


def other_files() -> dict[str, bytes]:
    """The files of the package that are made before its page, and that it can therefore list."""
    return {path: data for path, data in made().files.items() if path not in LATER}


def paged(frames: Tables) -> str:
    """The page of the first report with these tables."""
    publication = made()
    counts = quality(frames, publication.ledger)
    return page(publication.report, frames, counts, other_files()).decode()
