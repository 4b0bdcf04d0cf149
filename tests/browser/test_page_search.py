"""The search against a list of queries with their expected first answers, written before its code."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.opened import Opened, opened
from tests.package.committed import made, rows

pytestmark = pytest.mark.browser

QUERIES = Path(__file__).with_name("queries.csv")


def first_answer(page: Opened) -> str:
    """The kind of the record that is named first, or the first figure that is listed."""
    return str(
        page.page.evaluate("""() => {
      const link = document.querySelector('#also a');
      const rows = [...document.querySelectorAll('#rows tr')];
      const figure = rows[0].querySelector('.id');
      const kind = link && link.getAttribute('href').slice(1).split('-')[0];
      return ['erratum', 'identity'].includes(kind) || !figure ? kind || '' : figure.textContent;
    }""")
    )


def wrong(page: Opened, seen: str) -> list[tuple[str, str, str]]:
    """The queries of a part of the list with another first answer than expected."""
    found = []
    with QUERIES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["seen"] == seen]
    for row in rows:
        page.search(row["query"])
        answer = first_answer(page)
        if answer not in row["first"].split(";"):
            found.append((row["query"], row["first"], answer))
    return found


@pytest.mark.parametrize("seen", ["yes", "no"])
def test_each_query_has_its_expected_first_answer(browser: Browser, path: Path, seen: str) -> None:
    """Periods, numbers, synonyms, names, places and records, in both languages."""
    with opened(browser, path, "figures?lang=en") as page:
        assert wrong(page, seen) == []


def test_a_code_counts_for_more_than_a_word(english: Opened) -> None:
    """No figure is of 5G users: those of 5G stand before those of users."""
    english.search("5G users")
    figures = made().frames["figures"].set_index("figure_id")
    titles = [figures.at[each, "indicator_en"] for each in english.ids()]
    named = ["5G" in title for title in titles]
    assert named == sorted(named, reverse=True)
    assert sum(named) == sum("5G" in title for title in figures["indicator_en"])
    assert not all(named)


def test_the_figures_of_the_errata_are_found_by_that_word(english: Opened) -> None:
    """All of them and no other, whether or not their notes name the erratum."""
    named = {each for row in rows("errata") for each in row["figures"].split(";")}
    for query in ("erratum", "errata", "disputed", "勘误"):
        english.search(query)
        assert set(english.page.locator("#rows .id").all_text_contents()) == named, query
