"""Check cells of one figure with each other and with its section: id, page, credit, inferred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pipeline.rules import Finding, Location, localized, untranslated
from pipeline.rules import figure_rules as rules
from pipeline.schema import INFERABLE
from pipeline.schema.model import is_valid_literal
from pipeline.validation.keyed_figure import KeyedFigure

Pages = Mapping[str, tuple[int, int] | None]


def credit_goes_with_cited(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that cited and credit are both filled or both blank."""
    row = figure.row
    if bool(row["cited"]) != bool(row["credit"]):
        yield rules.CreditMismatch(place.at("credit"), row["credit"])


def inferred_names_columns(figure: KeyedFigure, place: Location) -> Iterator[Finding]:
    """Check that each listed column can be inferred, is listed once and is filled."""
    row = figure.row
    if not row["inferred"]:
        return
    at, listed = place.at("inferred"), row["inferred"].split(";")
    possible = ", ".join(INFERABLE)
    for number, name in enumerate(listed):
        if name not in INFERABLE or name in listed[:number]:
            yield rules.InferredNotAColumn(at, name, untranslated(possible))
        elif not row[name]:
            yield rules.InferredBlank(at, name)


def id_is_of_the_section(figure: KeyedFigure, place: Location, section: str) -> Iterator[Finding]:
    """Check that the identifier begins with the section that the file is named after."""
    identifier = figure.row["id"]
    if identifier.rpartition("-")[0] != section and identifier:
        yield rules.WrongSection(place.at("id"), identifier, untranslated(section))


def page_is_of_the_section(
    figure: KeyedFigure, place: Location, section: str, pages: Pages
) -> Iterator[Finding]:
    """Check that the page is between the first page of the section and that of the next."""
    page, span = figure.row["page"], pages.get(section)
    if section not in pages or (page and not is_valid_literal(page, "integer")):
        return
    if span is None:
        if page:
            expected = localized("no printed page number")
            yield rules.WrongPage(place.at("page"), page, expected)
        return
    first, last = span
    if not page or not first <= Decimal(page) <= last:
        text = f"{first}–{last}"
        yield rules.WrongPage(place.at("page"), page, untranslated(text))


RULES = (credit_goes_with_cited, inferred_names_columns)
