"""The page where something is missing: scripts, a figure that an address names, a part of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.opened import Opened, opened
from tests.package.committed import made, rows

pytestmark = pytest.mark.browser

LANGUAGES = ["zh", "en"]
LEADING_NOWHERE = """() => [...document.querySelectorAll('a[href^="#"], svg a')]
  .map((each) => each.getAttribute('href'))
  .filter((href) => !document.getElementById(href.slice(1)))"""


def test_the_page_can_be_read_without_scripts(browser: Browser, path: Path) -> None:
    """All rows, both languages by the same switch, and nothing that would not work."""
    with opened(browser, path, java_script_enabled=False) as page:
        assert page.page.locator("#plain tr[id]").count() == len(made().frames["figures"])
        expect(page.page.locator("#filters")).to_be_hidden()
        expect(page.page.locator("h1 [lang=en]")).to_be_hidden()
        page.page.locator("#lang-en").check()
        expect(page.page.locator("h1 [lang=en]")).to_be_visible()
        expect(page.page.locator("h1 [lang=zh]")).to_be_hidden()


def test_without_scripts_the_page_states_in_both_languages_what_is_missing(
    browser: Browser, path: Path
) -> None:
    """Whatever language is chosen, because the browser's own is not known then."""
    with opened(browser, path, java_script_enabled=False) as page:
        for language in LANGUAGES:
            page.page.locator(f"#lang-{language}").check()
            for words in ("搜索、筛选、排序", "search, filters, sorting"):
                expect(page.page.get_by_text(words)).to_be_visible()
        expect(page.page.get_by_role("button")).to_have_count(0)
        expect(page.page.get_by_role("combobox")).to_have_count(0)


def test_with_scripts_nothing_is_stated_to_be_missing(english: Opened) -> None:
    """The notice is for those whom it concerns."""
    expect(english.page.get_by_text("search, filters, sorting")).to_be_hidden()


def test_without_scripts_every_link_leads_somewhere(browser: Browser, path: Path) -> None:
    """Addresses of a view, such as figures?section=1.2, are names of places then."""
    with opened(browser, path, java_script_enabled=False) as page:
        assert page.page.evaluate(LEADING_NOWHERE) == []
        page.page.locator("#lang-en").check()
        page.page.locator(".where a[href='#figures?section=2.5']").first.click()
        expect(page.page.locator("#fig-2\\.5-001")).to_be_in_viewport()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_scripts_state_the_sentences_that_stand_in_the_file(
    browser: Browser, path: Path, language: str
) -> None:
    """Periods, bases and errata in the same words, so that nobody needs scripts to understand a figure."""
    with opened(browser, path, java_script_enabled=False) as page:
        page.page.locator(f"#lang-{language}").check()
        standing = page.page.evaluate(f"""() => Object.fromEntries([...document.querySelectorAll(
          '#plain tr[id]')].map((row) => [row.id.slice(4), [
            row.querySelector('td:last-child [lang={language}]').textContent,
            ...[...row.querySelectorAll('a')].map((link) => link.textContent)]]))""")
    with opened(browser, path, f"charts?lang={language}") as page:
        names = page.page.locator("#charts svg a").evaluate_all(
            "all => all.map((each) => each.getAttribute('aria-label').split(' · '))"
        )
    word = {"zh": "勘误", "en": "erratum"}[language]
    for sentence, *errata, figure in names:
        assert [sentence, *(each.removeprefix(f"{word} ") for each in errata)] == standing[figure]
    assert len(names) > 50


def test_a_row_states_which_errata_speak_of_it(english: Opened) -> None:
    """Whoever takes the number from the table has seen the warning, and is one step from it."""
    shown = english.ids()
    mark = english.page.locator("#fig-2\\.5-025 .erratum")
    expect(mark).to_have_text("Erratum E03")
    mark.click()
    expect(english.page.locator("#erratum-E03")).to_be_in_viewport()
    named = {each for row in rows("errata") for each in row["figures"].split(";")}
    assert len(shown) == len(made().frames["figures"])
    assert english.page.locator("#rows tr:has(.erratum)").count() == len(named)


@pytest.mark.parametrize("figure", ["2.5-025", "2.2-006"])
def test_the_view_of_a_figure_warns_beside_its_number(
    browser: Browser, path: Path, figure: str
) -> None:
    """Not only far below, after everything else that is known of it."""
    with opened(browser, path, f"fig-{figure}?lang=en") as page:
        mark = page.page.locator("dialog h2 .erratum").first
        expect(mark).to_be_in_viewport()
        erratum = mark.inner_text().removeprefix("Erratum ")
        mark.click()
        card = page.page.locator(f"#erratum-{erratum}")
        expect(card).to_be_in_viewport()
        expect(card.locator("details")).to_have_attribute("open", "")
        assert page.page.locator(".reached").evaluate_all("all => all.map((each) => each.id)") == [
            f"erratum-{erratum}"
        ]
        expect(card).to_have_css("outline-style", "solid")
        card.get_by_role("link", name=figure).click()
        expect(page.page.locator("dialog .view-bar .id")).to_have_text(figure)


@pytest.mark.parametrize("address", ["9.9-999", "fig-9.9-999"])
def test_an_address_of_an_unknown_figure_is_answered(
    browser: Browser, path: Path, address: str
) -> None:
    """A reader who followed a wrong citation would look for it in vain."""
    with opened(browser, path, f"{address}?lang=en") as page:
        text = page.page.get_by_role("alert")
        expect(text).to_have_text("There is no figure “9.9-999”. Search all figures below.")
        expect(text).to_be_in_viewport()
        page.page.locator("#lang-zh").check()
        expect(text).to_contain_text("没有编号为“9.9-999”的数字")
        page.page.evaluate("location.hash = 'fig-1.1-001'")
        expect(page.page.locator("#figure-view")).to_be_visible()
        page.page.keyboard.press("Escape")
        expect(page.page.locator("#missing")).to_be_hidden()


def test_an_address_of_an_unknown_part_is_answered(browser: Browser, path: Path) -> None:
    """The same of a part that an older release may have had."""
    with opened(browser, path, "appendix?lang=en") as page:
        expect(page.page.get_by_role("alert")).to_contain_text("no part called “appendix”")


def test_a_figure_is_found_by_its_bare_identifier(browser: Browser, path: Path) -> None:
    """As it stands in a citation, without what the page puts before it."""
    with opened(browser, path, "2.4-003?lang=en") as page:
        expect(page.page.locator("dialog .view-bar .id")).to_have_text("2.4-003")
        assert page.page.url.endswith("#fig-2.4-003?lang=en")


def test_a_fraction_is_shown_as_printed_with_its_value(browser: Browser, path: Path) -> None:
    """On the axis and in the interval too; the decimals stand beside it once."""
    with opened(browser, path, "fig-3.3.1-020?lang=en") as page:
        view = page.page.locator("dialog .view")
        for words in ("less than 1/6 (≈ 0.1667)", "less than 1/6, no lower limit stated; ratio"):
            expect(view).to_contain_text(words)
        expect(view.locator("svg .stated-text")).to_have_text("1/6")
