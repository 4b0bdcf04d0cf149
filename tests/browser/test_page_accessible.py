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
    if (place.closest('#cite-bibtex, [id^=erratum-] [lang=en]')) continue;  // quoted within another language
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
SPARE = """each => {
  const style = getComputedStyle(each), pen = document.createElement('canvas').getContext('2d');
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const room = each.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
  return room - pen.measureText(each.placeholder).width;
}"""
"""The pixels that are left beside what is written in an empty field."""
FOCUSED = {
    **dict.fromkeys(
        [".top-bar nav a", "#lang-en", "#f-q", "#f-unit", "#clear", "#rows a.id"], "figures"
    ),
    "#get summary": "get",
}
"""What the keyboard reaches, and its view."""
VIEWS = ["overview", "charts", "figures", "facts", "compare", "evidence", "get"]
PLACES = {
    **dict(zip(VIEWS, VIEWS, strict=True)),
    "one figure": "fig-1.1-001",
    "a figure with an erratum": "fig-2.5-022",
}
DETACH = """() => {
  window.sections = [...document.querySelectorAll('main > section')];
  for (const each of window.sections) if (!each.classList.contains('current')) each.remove();
  for (const each of document.querySelectorAll('main details')) each.open = true;
}"""
"""Keep the view that is shown only: axe-core examines nothing that is hidden, and passes over it slowly."""
ATTACH = "() => document.querySelector('main').append(...window.sections)"
WAYS = [("zh", "light", PHONE), ("zh", "dark", DESK), ("en", "light", DESK), ("en", "dark", PHONE)]


@pytest.mark.parametrize(
    ("language", "scheme", "size"), WAYS, ids=["zh-light", "zh-dark", "en-light", "en-dark"]
)
def test_nothing_stands_in_anybodys_way(
    browser: Browser, path: Path, language: str, scheme: str, size: dict[str, int]
) -> None:
    """Names, contrast, order of headings, landmarks: no rule of axe-core is broken in any view."""
    reports = {}
    with opened(browser, path, viewport=size, color_scheme=scheme) as page:
        for place, hash_ in PLACES.items():
            page.move(f"{hash_}?lang={language}")
            page.page.evaluate(DETACH)
            found = Axe().run(page.page)
            if found.violations_count:
                reports[place] = found.generate_report()
            page.page.evaluate(ATTACH)
    assert reports == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_search_suggests_can_be_read(browser: Browser, path: Path, scheme: str) -> None:
    """axe-core does not look at what is written in an empty field; on a phone it is not cut off."""
    phone = {"width": 390, "height": 844}
    with opened(browser, path, viewport=phone, color_scheme=scheme) as page:
        for place, field in (("overview", "#find-q"), ("figures", "#f-q")):
            for language in ("zh", "en"):
                page.move(f"{place}?lang={language}")
                assert page.page.locator(field).evaluate(RATIO) >= CONTRAST
                assert page.page.locator(field).evaluate(SPARE) >= 0, (field, language)


def test_chinese_words_are_marked_as_chinese_in_the_english_page(
    browser: Browser, path: Path
) -> None:
    """Else a screen reader spells them in English, and a browser picks Japanese letters for them."""
    found = {}
    with opened(browser, path, locale="en-GB") as page:
        for place, hash_ in PLACES.items():
            page.move(f"{hash_}?lang=en")
            page.page.evaluate(
                "for (const each of document.querySelectorAll('details')) each.open = true"
            )
            found[place] = page.page.evaluate(CHINESE_ELSEWHERE)
    assert {place: words for place, words in found.items() if words} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whoever_uses_the_keyboard_sees_where_they_are(
    browser: Browser, path: Path, scheme: str
) -> None:
    """A line around what has the focus, or around the words that stand for it."""
    with opened(browser, path, color_scheme=scheme) as page:
        for what, view in FOCUSED.items():
            page.move(f"{view}?lang=en")
            page.page.keyboard.press("Tab")
            page.page.locator(what).first.focus()
            seen = page.page.locator(what if what != "#lang-en" else "#lang-en + label").first
            expect(seen).to_have_css("outline-style", "solid")
            expect(seen).to_have_css("outline-width", "2px")
