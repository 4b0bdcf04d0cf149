"""The page in a real browser, opened from its file with no network: what a reader does with it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.opened import DESK, Opened, opened, written
from tests.package.committed import made
from tests.website.inspected import paged

pytestmark = pytest.mark.browser

HOSTILE = ["<script>window.harmed = 1</script>", "=1+1", "javascript:window.harmed=1", "@SUM(A1)"]
FIGURES = 206


def rows_saved(page: Opened) -> list[dict[str, str]]:
    """The rows of the CSV that the page saves."""
    with page.page.expect_download() as saving:
        page.page.locator("#save").click()
    data = Path(saving.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel reads Chinese right only after this mark"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_nothing_is_asked_of_any_network(english: Opened) -> None:
    """A reader on a train, or behind a wall, sees the whole page; nobody sees that they read."""
    for place in ("charts", "figures?q=5G", "fig-1.1-001", "compare", "evidence", "get"):
        english.page.evaluate("place => { location.hash = place }", place)
        shown = "figure-view" if place.startswith("fig-") else place.partition("?")[0]
        expect(english.page.locator(f"#{shown}")).to_be_in_viewport()
    assert {each.split("#")[0] for each in english.asked} == {english.address}
    assert english.complaints == []
    assert english.violations() == []


def test_every_chart_is_drawn_and_its_marks_lead_to_figures(english: Opened) -> None:
    """A drawing without height is a gap in the page; a mark without its figure leads nowhere."""
    charts = english.page.locator(".plate .en svg")
    boxes = [each.bounding_box() for each in charts.all()]
    assert len(boxes) >= 7
    assert all(box and box["width"] > 200 and box["height"] > 100 for box in boxes)
    marks = english.page.locator(".plate .en svg a")
    known = {f"#fig-{each}" for each in made().frames["figures"]["figure_id"]}
    assert {each.get_attribute("href") for each in marks.all()} <= known
    first = marks.first.get_attribute("href")
    marks.first.focus()
    english.page.keyboard.press("Enter")
    expect(english.page.locator("#figure-view")).to_be_visible()
    assert first
    assert first.removeprefix("#fig-") in english.page.locator(".view-bar .id").inner_text()


@pytest.mark.parametrize(
    ("words", "least"),
    [
        pytest.param("直播", 3, id="Chinese"),
        pytest.param("retail sales", 5, id="English"),
        pytest.param("2020-06 percent", 5, id="a date and a unit"),
        pytest.param("１.１-００１", 1, id="full-width digits"),
        pytest.param("超72万亿元", 1, id="as printed, without its spaces"),
        pytest.param("26.6个百分点", 1, id="as printed, without the brackets of the editor"),
        pytest.param("forecast", 10, id="a status"),
        pytest.param("预测", 10, id="a status in Chinese"),
        pytest.param("2020年8月", 5, id="a month in Chinese"),
        pytest.param("July 2020", 3, id="a month in English"),
        pytest.param("year on year", 30, id="a base of comparison"),
        pytest.param("同比", 30, id="a base of comparison in Chinese"),
        pytest.param("nearly", 3, id="a hedge in words"),
    ],
)
def test_search_finds_in_both_languages(english: Opened, words: str, least: int) -> None:
    """Whatever language the page is in: readers search in theirs."""
    english.page.locator("#f-q").fill(words)
    expect(english.page.locator("#count")).not_to_have_text(f"{FIGURES} of {FIGURES} figures")
    assert least <= len(english.ids()) < FIGURES
    assert english.count() == f"{len(english.ids())} of {FIGURES} figures"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("2.4-003", ["2.4-003"], id="an identifier"),
        pytest.param("２．４－００３", ["2.4-003"], id="an identifier in full width"),
        pytest.param("3.1-001", ["3.1-001"], id="not another identifier that ends so"),
        pytest.param("2.3 个百分点", ["1.1-004"], id="a number and its unit, not 22.3"),
        pytest.param("72 万亿", ["1.1-001"], id="a number and its multiplier with a space"),
        pytest.param("72万亿元", ["1.1-001"], id="a number and its multiplier without a space"),
        pytest.param("72 Trillion YUAN", ["1.1-001"], id="a number in English words, in capitals"),
        pytest.param("72,000,000,000,000", ["1.1-001"], id="thousands apart"),
        pytest.param("-6.8%", ["1.1-005"], id="a decline with a hyphen"),
        pytest.param("−6.8%", ["1.1-005"], id="a decline with a minus sign"),
    ],
)
def test_search_finds_a_number_as_it_is_typed(
    english: Opened, words: str, found: list[str]
) -> None:
    """A reader who has the report before them types what is printed there, and gets that figure."""
    english.page.locator("#f-q").fill(words)
    expect(english.page.locator("#count")).to_have_text(f"{len(found)} of {FIGURES} figures")
    assert english.ids() == found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_that_the_search_suggests_finds_something(
    browser: Browser, path: Path, language: str
) -> None:
    """The first thing a reader tries is the example in the field."""
    with opened(browser, path, f"?lang={language}") as page:
        suggested = page.page.locator("#f-q").get_attribute("placeholder") or ""
        words = suggested.removeprefix("例如 ").removeprefix("for example ")
        examples = [each.strip() for each in words.replace("、", ",").split(",")]
        assert len(examples) == 3
        for example in examples:
            page.go(f"figures?q={example}&lang={language}")
            assert 0 < len(page.ids()) < FIGURES, example


def test_a_search_without_a_find_reports_it(english: Opened) -> None:
    """An empty table could be a fault."""
    english.page.locator("#f-q").fill("no such words")
    expect(english.page.locator("#count")).to_have_text(f"None found (of {FIGURES} figures)")
    expect(english.page.locator("#rows")).to_contain_text("No figure matches")
    english.page.locator("#lang-zh").check()
    expect(english.page.locator("#count")).to_have_text(f"无结果（共 {FIGURES} 个数字）")
    english.page.locator("#lang-en").check()
    english.page.locator("#clear").click()
    expect(english.page.locator("#count")).to_have_text(f"{FIGURES} of {FIGURES} figures")


def test_filters_narrow_each_other_and_their_counts_are_true(english: Opened) -> None:
    """The number beside a choice is what the table will list."""
    english.page.locator("#f-unit").select_option("percent")
    option = english.page.locator("#f-status option[value=forecast]")
    promised = int(option.inner_text().rpartition("(")[2].rstrip(")"))
    english.page.locator("#f-status").select_option("forecast")
    expect(english.page.locator("#count")).to_have_text(f"{promised} of {FIGURES} figures")
    figures = made().frames["figures"]
    fit = figures[(figures["unit"] == "percent") & (figures["status"] == "forecast")]
    assert english.ids() == list(fit["figure_id"])


@pytest.mark.parametrize(
    ("name", "code", "column"),
    [
        ("section", "2.5", "section"),
        ("indicator", "gdp_growth", "indicator"),
        ("entity", "CN", "entity"),
        ("cited", "nbs", "cited"),
        ("bound", ">", "bound"),
    ],
)
def test_each_filter_lists_what_it_states(
    english: Opened, name: str, code: str, column: str
) -> None:
    """Compared with the published table, not with the page's own data."""
    english.page.locator(f"#f-{name}").select_option(code)
    figures = made().frames["figures"]
    expected = list(figures[figures[column] == code]["figure_id"])
    expect(english.page.locator("#count")).to_have_text(f"{len(expected)} of {FIGURES} figures")
    assert english.ids() == expected


def test_values_are_ordered_within_their_unit(english: Opened) -> None:
    """Percent and persons have no common order."""
    english.page.locator("#f-sort").select_option("up")
    expect(english.page.locator("#rows .unit-head").first).to_be_visible()
    rows = made().frames["figures"].set_index("figure_id").loc[english.ids()]
    units = list(rows["unit"])
    assert [u for n, u in enumerate(units) if n == 0 or units[n - 1] != u] == list(
        dict.fromkeys(units)
    )
    for unit, group in rows[rows["value"] != ""].groupby("unit"):
        assert list(group["value"].map(float)) == sorted(group["value"].map(float)), unit


def test_a_view_can_be_shared_by_its_address(english: Opened, browser: Browser, path: Path) -> None:
    """Whoever opens the address sees the same rows, in the same language and order."""
    english.page.locator("#f-unit").select_option("CNY")
    english.page.locator("#f-sort").select_option("down")
    english.page.locator("#f-q").fill("2020")
    expect(english.page).to_have_url(re.compile(r"[?&]q=2020(&|$)"))
    seen, text = english.ids(), english.count()
    with opened(browser, path, english.page.url.partition("#")[2]) as other:
        assert (other.ids(), other.count()) == (seen, text)
        assert 0 < len(seen) < FIGURES


def test_the_listed_rows_are_saved_as_they_are_published(english: Opened) -> None:
    """The same columns and cells as data/figures.csv, only fewer rows."""
    english.page.locator("#f-unit").select_option("USD")
    saved = rows_saved(english)
    figures = made().frames["figures"]
    assert saved == figures[figures["unit"] == "USD"].to_dict("records")


def test_a_figure_states_all_that_is_known_of_it(english: Opened) -> None:
    """Printed, read, bounded, placed, credited, inferred, checked, raw, quoted."""
    english.go("fig-1.1-001?lang=en")
    view = english.page.locator("#figure-view")
    row = made().frames["figures"].set_index("figure_id").loc["1.1-001"]
    for text in (
        row["printed"], "> 72 trillion yuan", "(72,000,000,000,000, ∞)", row["sentence_sha256"],
        "Which errors would be detected", "row left out", "p. 1", "National Bureau of Statistics", "entity, period", "ID-083", "consistent",
        "raw/caict-2020/figures/1.1.csv", made().report.version,
    ):  # fmt: skip
        expect(view).to_contain_text(text)
    expect(view.locator("svg.interval")).to_have_attribute("role", "img")
    assert view.locator("svg.interval .open").count() == 1
    assert view.locator("svg.interval .arrow").count() == 1


def test_a_figure_is_opened_and_left_by_keyboard(english: Opened) -> None:
    """Focus goes into the view, stays there, and comes back to where it was."""
    link = english.page.locator("#rows .id").nth(4)
    link.focus()
    english.page.keyboard.press("Enter")
    view = english.page.locator("#figure-view")
    expect(view).to_be_visible()
    assert english.page.evaluate("document.activeElement.closest('dialog') !== null")
    view.get_by_role("button", name="Next").click()
    expect(view.locator(".view-bar .id")).to_have_text(english.ids()[5])
    assert english.page.url.endswith(f"#fig-{english.ids()[5]}?lang=en")
    english.page.keyboard.press("Escape")
    expect(view).to_be_hidden()
    assert english.page.evaluate("document.activeElement.textContent") == english.ids()[4]


def test_the_language_is_switched_remembered_and_in_the_address(english: Opened) -> None:
    """A choice lasts; an address states in which language its view was shared."""
    english.page.locator("#lang-zh").check()
    expect(english.page.locator("h1 .zh")).to_be_visible()
    expect(english.page.locator("h1 .en")).to_be_hidden()
    assert english.page.locator("html").get_attribute("lang") == "zh-Hans"
    assert english.page.url.endswith("lang=zh")
    english.go("")
    expect(english.page.locator("h1 .zh")).to_be_visible()
    assert english.count() == f"{FIGURES} 个数字中的 {FIGURES} 个"
    english.go("?lang=en")
    expect(english.page.locator("h1 .en")).to_be_visible()


def test_the_colours_are_switched_and_remembered(english: Opened) -> None:
    """Against the system's wish, in both directions."""
    paper = "getComputedStyle(document.body).backgroundColor"
    light = english.page.evaluate(paper)
    english.page.locator("#theme-dark").check()
    dark = english.page.evaluate(paper)
    assert dark != light
    english.go("?lang=en")
    assert english.page.evaluate(paper) == dark
    english.page.locator("#theme-light").check()
    english.page.emulate_media(color_scheme="dark")
    assert english.page.evaluate(paper) == light


def test_many_figures_are_turned_over_page_by_page(browser: Browser, tmp_path: Path) -> None:
    """The table draws a part of a long report; the counts, the order and the file are of the whole."""
    frames = dict(made().frames)
    figures = frames["figures"]
    copies = [figures.assign(figure_id=f"r{n}-" + figures["figure_id"]) for n in range(3)]
    frames["figures"] = pd.concat(copies, ignore_index=True)
    page_file = written(tmp_path, {**made().files, "index.html": paged(frames).encode()})
    with opened(browser, page_file, "?lang=en", accept_downloads=True) as page:
        assert page.count() == f"{3 * FIGURES} of {3 * FIGURES} figures"
        seen = page.ids()
        page.page.locator("#page-on").click()
        assert "page=2" in page.page.url
        seen += page.ids()
        page.page.locator("#page-on").click()
        seen += page.ids()
        assert seen == list(frames["figures"]["figure_id"])
        expect(page.page.locator("#page-on")).to_be_disabled()
        assert [row["figure_id"] for row in rows_saved(page)] == seen


def test_hostile_notes_stay_texts(browser: Browser, tmp_path: Path) -> None:
    """In the table, in the view of a figure and in the saved rows: nothing runs, nothing computes."""
    frames = {name: frame.copy() for name, frame in made().frames.items()}
    for row, note in enumerate(HOSTILE):
        frames["figures"].loc[row, ["note_zh", "note_en", "printed", "entity"]] = note
        frames["policies"].loc[row, ["summary_zh", "summary_en"]] = note
    page_file = written(tmp_path, {**made().files, "index.html": paged(frames).encode()})
    with opened(browser, page_file, "?lang=en", viewport=DESK, accept_downloads=True) as page:
        for row, note in enumerate(HOSTILE):
            assert page.cells("printed")[row] == note
            figure = page.ids()[row]
            page.page.locator("#rows .id").nth(row).click()
            expect(page.page.locator("#figure-view h2")).to_have_text(note)
            page.page.keyboard.press("Escape")
            assert figure in page.ids()
        saved = rows_saved(page)
        assert page.page.evaluate("window.harmed") is None
        assert (page.violations(), page.complaints) == ([], [])
    assert [row["note_en"] for row in saved[: len(HOSTILE)]] == [
        HOSTILE[0], f"'{HOSTILE[1]}", HOSTILE[2], f"'{HOSTILE[3]}",
    ]  # fmt: skip
