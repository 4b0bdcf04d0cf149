"""The published page on a small phone and on paper: nothing is cut off, everything can be touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.opened import DESK, PHONE, Opened, opened

pytestmark = pytest.mark.browser

PAPER = {"width": 718, "height": 1000}
"""A4 in CSS pixels, less a centimetre on each side."""
SHEETS = 10
LANGUAGES = ["zh", "en"]
OPEN_ALL = """for (const each of document.querySelectorAll('details')) each.open = true;
for (const each of document.querySelectorAll('main > section')) each.classList.add('current')"""
FINGER = 24
"""WCAG 2.2, 2.5.8, in CSS pixels; links within a sentence are excepted there."""
TOUCHED = "button, select, summary, input, nav a, a.id, a.place, a.erratum, th a"
TOO_SMALL = """(selector, least) => [...document.querySelectorAll(selector)].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && Math.min(box.width, box.height) < least - 0.1;
}).map((each) => each.outerHTML.slice(0, 120))"""
BEYOND = """(width) => [...document.querySelectorAll('main *')].filter((each) =>
  !each.closest('.hidden, svg, thead') && each.getBoundingClientRect().right > width + 0.5
).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_phone_shows_the_whole_width(browser: Browser, path: Path, language: str) -> None:
    """At 360 px nothing is cut off and nothing scrolls sideways."""
    with opened(browser, path, viewport=PHONE) as page:
        for place in ("", "charts", "figures", "facts", "fig-2.4-005", "evidence", "get"):
            page.move(f"{place}?lang={language}")
            width = page.page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["width"], place


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_touched_is_large_enough_for_a_finger(
    browser: Browser, path: Path, language: str
) -> None:
    """The links of the table are most of what there is to touch."""
    with opened(browser, path, f"?lang={language}", viewport=PHONE) as page:
        page.page.evaluate(OPEN_ALL)
        assert page.page.evaluate(f"([s, n]) => ({TOO_SMALL})(s, n)", [TOUCHED, FINGER]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_is_wider_than_a_phone(browser: Browser, path: Path, language: str) -> None:
    """An identity of 1,400 px could be read only in pieces."""
    with opened(browser, path, f"?lang={language}", viewport=PHONE) as page:
        page.page.evaluate(OPEN_ALL)
        for table in ("identities", "policies", "ledger", "files-name"):
            place = page.page.locator(
                f"table[aria-labelledby={table}], [aria-labelledby={table}] table"
            )
            right = place.evaluate("each => each.getBoundingClientRect().right")
            assert right <= PHONE["width"], table


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_identity_states_what_must_hold_the_result_and_the_slack(
    browser: Browser, path: Path, language: str
) -> None:
    """Whoever doubts the check sees both sides, and by how much they agree or are apart."""
    text = {
        "zh": ("[298.58 亿, 300.833 亿]", "≥", "不符", "勘误 E03", "−136.91 亿"),
        "en": ("[29.858 billion, 30.0833 billion]", "≥", "inconsistent", "Erratum E03", "−13.691 billion"),
    }  # fmt: skip
    with opened(browser, path) as page:
        for size in (DESK, PHONE, PAPER):
            page.page.set_viewport_size(size)
            page.move("overview")
            page.move(f"identity-ID-040?lang={language}")
            row = page.page.locator("#identity-ID-040")
            expect(row).to_be_in_viewport()
            for words in text[language]:
                expect(row).to_contain_text(words, use_inner_text=True)
            right = row.evaluate("each => each.getBoundingClientRect().right")
            assert right <= size["width"], size


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_base_of_comparison_is_never_cut_off(
    browser: Browser, path: Path, size: dict[str, int]
) -> None:
    """Two gaps of one indicator in one year differ in nothing else."""
    with opened(browser, path, "figures?q=1.2-00&lang=en", viewport=size) as page:
        for figure, base in (
            ("006", "gross capital formation"),
            ("007", "net exports of goods and services"),
        ):
            text = page.page.locator(f"#fig-1\\.2-{figure} .c-when small")
            expect(text).to_be_visible()
            expect(text).to_have_text(f"minus Contribution share of {base} to GDP growth")
            assert text.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_paper_shows_rows_and_no_controls(english: Opened) -> None:
    """Filters are of no use on paper; the rows are."""
    english.page.emulate_media(media="print")
    expect(english.page.locator("#filters")).to_be_hidden()
    expect(english.page.locator(".top-bar")).to_be_hidden()
    expect(english.page.locator("#fig-1\\.1-001")).to_be_visible()


def test_paper_is_light_whatever_the_screen_is(browser: Browser, path: Path) -> None:
    """Light letters and black cards would be unreadable, and waste ink."""
    with opened(browser, path, "?lang=en", color_scheme="dark") as page:
        for theme in ("auto", "light", "dark"):
            page.page.emulate_media(media="screen", color_scheme="dark")
            page.page.locator(f"#theme-{theme}").check()
            page.page.emulate_media(media="print", color_scheme="dark")
            for place, colour in (("h1", "color"), (".card", "backgroundColor")):
                found = page.page.locator(place).first.evaluate(
                    f"each => getComputedStyle(each).{colour}"
                )
                bright = min(map(int, found[4:-1].split(", "))) > 200
                assert bright == (place == ".card"), (theme, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_cuts_no_table(browser: Browser, path: Path, language: str) -> None:
    """What hangs over the edge of a sheet is not printed."""
    with opened(browser, path, f"?lang={language}", viewport=PAPER) as page:
        page.page.evaluate(OPEN_ALL)
        page.page.emulate_media(media="print")
        expect(page.page.locator(".figures thead")).to_be_visible()
        assert page.page.evaluate(BEYOND, PAPER["width"]) == []


def test_figures_and_charts_take_ten_sheets_at_most(english: Opened) -> None:
    """Nobody prints forty sheets; the evidence is printed from its own view. English is the longer one."""
    sheets = re.findall(rb"/Type\s*/Page\b", english.page.pdf(format="A4"))
    assert 3 <= len(sheets) <= SHEETS
