"""The page under axe-core: both languages, both colour schemes, phone and desk, and one figure's view."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.opened import DESK, PHONE, opened

pytestmark = pytest.mark.browser

CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of this size; what is written in an empty field is text."""
CHINESE_ELSEWHERE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.parentElement;
    if (!/\\p{Script=Han}/u.test(node.data) || place.closest('script, style') || !place.checkVisibility()) continue;
    if (place.closest('#cite-bibtex, [id^=erratum-] .en')) continue;  // quoted within another language
    if (!place.closest('[lang]').lang.startsWith('zh')) found.push(node.data);
  }
  return found;
}"""
RATIO = """each => {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const light = (colour) => channels(colour).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const [ink, paper] = [getComputedStyle(each, '::placeholder').color, getComputedStyle(each).backgroundColor].map(light);
  return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
}"""
PLACES = {"the page": "", "one figure": "fig-1.1-001", "a figure with an erratum": "fig-2.5-022"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_stands_in_anybodys_way(
    browser: Browser, path: Path, language: str, scheme: str, size: dict[str, int], place: str
) -> None:
    """Names, contrast, order of headings, landmarks: no rule of axe-core is broken."""
    options = {"viewport": size, "color_scheme": scheme}
    with opened(browser, path, f"{PLACES[place]}?lang={language}", **options) as page:
        page.page.evaluate(
            "for (const each of document.querySelectorAll('main details')) each.open = true"
        )
        found = Axe().run(page.page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_search_suggests_can_be_read(browser: Browser, path: Path, scheme: str) -> None:
    """axe-core does not look at what is written in an empty field."""
    with opened(browser, path, "?lang=en", color_scheme=scheme) as page:
        assert page.page.locator("#f-q").evaluate(RATIO) >= CONTRAST


@pytest.mark.parametrize("place", PLACES)
def test_chinese_words_are_marked_as_chinese_in_the_english_page(
    browser: Browser, path: Path, place: str
) -> None:
    """Else a screen reader spells them in English, and a browser picks Japanese letters for them."""
    with opened(browser, path, f"{PLACES[place]}?lang=en", locale="en-GB") as page:
        page.page.evaluate(
            "for (const each of document.querySelectorAll('details')) each.open = true"
        )
        assert page.page.evaluate(CHINESE_ELSEWHERE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "what", [".top-bar nav a", "#lang-en", "#f-q", "#f-unit", "#clear", "#rows a.id", "summary"]
)
def test_whoever_uses_the_keyboard_sees_where_they_are(
    browser: Browser, path: Path, what: str, scheme: str
) -> None:
    """A line around what has the focus, or around the words that stand for it."""
    with opened(browser, path, "?lang=en", color_scheme=scheme) as page:
        place = page.page.locator(what).first
        page.page.keyboard.press("Tab")
        place.focus()
        seen = place if what != "#lang-en" else page.page.locator("#lang-en + label")
        expect(seen).to_have_css("outline-style", "solid")
        expect(seen).to_have_css("outline-width", "2px")
