"""The page in a real browser, opened from its file with no network: what a reader does with it."""

from __future__ import annotations

import csv
import io
import re
from base64 import b64encode
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
COLOURS = """async (text) => {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height), found = new Set();
  for (let n = 0; n < data.length; n += 4) found.add(`rgb(${data[n]}, ${data[n + 1]}, ${data[n + 2]})`);
  return [...found];
}"""
"""The colours of a picture."""


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
    english.go("charts?lang=en")
    charts = english.page.locator("#charts .plate svg")
    boxes = [each.bounding_box() for each in charts.all()]
    assert len(boxes) >= 7
    assert all(box and box["width"] > 200 and box["height"] > 100 for box in boxes)
    marks = english.page.locator("#charts .plate svg a")
    known = {f"#fig-{each}" for each in made().frames["figures"]["figure_id"]}
    assert {each.get_attribute("href") for each in marks.all()} <= known
    first = marks.first.get_attribute("href")
    marks.first.focus()
    english.page.keyboard.press("Enter")
    expect(english.page.locator("#figure-view")).to_be_visible()
    assert first
    assert first.removeprefix("#fig-") in english.page.locator(".view-bar .id").inner_text()


LEAST = {
    "直播": 3,
    "retail sales": 5,
    "2020-06 percent": 5,
    "１.１-００１": 1,  # full-width digits
    "超72万亿元": 1,  # as printed, without its spaces
    "26.6个百分点": 1,  # as printed, without the brackets of the editor
    "forecast": 10,
    "预测": 10,
    "2020年8月": 5,
    "July 2020": 3,
    "year on year": 30,
    "同比": 30,
    "nearly": 3,
}
"""Queries in both languages, and how many figures each finds at least."""
AS_TYPED = {
    "2.4-003": "2.4-003",
    "２．４－００３": "2.4-003",
    "3.1-001": "3.1-001",  # not another identifier that ends so
    "2.3 个百分点": "1.1-004",  # not 22.3
    "72 万亿": "1.1-001",
    "72万亿元": "1.1-001",
    "72 Trillion YUAN": "1.1-001",
    "72,000,000,000,000": "1.1-001",
    "-6.8%": "1.1-005",  # a hyphen
    "−6.8%": "1.1-005",  # a minus sign
}
"""Queries of a reader who has the report before them, and the only figure that each finds."""


def test_search_finds_in_both_languages(english: Opened) -> None:
    """Whatever language the page is in: readers search in theirs."""
    for words, least in LEAST.items():
        english.search(words)
        found = len(english.ids())
        assert least <= found < FIGURES, words
        assert english.count() == f"{found} of {FIGURES} figures", words


def test_search_finds_a_number_as_it_is_typed(english: Opened) -> None:
    """What is printed in the report leads to its figure, and to no other."""
    found = {}
    for words in AS_TYPED:
        english.search(words)
        found[words] = english.ids()
        assert english.count() == f"1 of {FIGURES} figures", words
    assert found == {words: [figure] for words, figure in AS_TYPED.items()}


def test_what_only_a_note_names_stands_below_all_that_a_title_names(english: Opened) -> None:
    """Whoever counts the forecasts does not count the figure whose note discusses the word."""
    figures = made().frames["figures"]
    forecasts = set(figures[figures["status"] == "forecast"]["figure_id"])
    english.search("forecast")
    head = english.page.locator("#rows .group-head")
    expect(head).to_have_text("Named only by the definition, a note or the section · 1")
    above = head.evaluate("(each) => [...each.parentElement.children].indexOf(each)")
    assert set(english.ids()[:above]) == forecasts
    assert english.ids()[above:] == ["3.1-004"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_that_the_search_suggests_finds_something(
    browser: Browser, path: Path, language: str
) -> None:
    """The first thing a reader tries is the example in the field."""
    with opened(browser, path, f"?lang={language}") as page:
        suggested = page.page.locator("#f-q").get_attribute("placeholder") or ""
        words = suggested.removeprefix("如：").removeprefix("e.g. ")
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


def test_each_filter_lists_what_it_states(english: Opened) -> None:
    """Compared with the published table, not with the page's own data."""
    figures = made().frames["figures"]
    codes = {
        "section": "2.5",
        "indicator": "gdp_growth",
        "entity": "CN",
        "cited": "nbs",
        "bound": ">",
    }
    for column, code in codes.items():
        english.page.locator(f"#f-{column}").select_option(code)
        expected = list(figures[figures[column] == code]["figure_id"])
        expect(english.page.locator("#count")).to_have_text(f"{len(expected)} of {FIGURES} figures")
        assert english.ids() == expected, column
        english.page.locator("#clear").click()


def test_values_are_ordered_within_their_unit(english: Opened) -> None:
    """Percent and persons have no common order."""
    english.page.locator("#f-sort").select_option("up")
    expect(english.page.locator("#rows .group-head").first).to_be_visible()
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
        row["printed"], "more than 72 trillion yuan", "no upper limit stated", row["sentence_sha256"],
        "Which entry errors would be detected", "row left out", "p. 1", "National Bureau of Statistics", "entity, period", "ID-083", "consistent",
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
    expect(english.page.locator("#figures-title [lang=zh]")).to_be_visible()
    expect(english.page.locator("#figures-title [lang=en]")).to_be_hidden()
    assert english.page.locator("html").get_attribute("lang") == "zh-Hans"
    assert english.page.url.endswith("lang=zh")
    english.go("figures")
    expect(english.page.locator("#figures-title [lang=zh]")).to_be_visible()
    assert english.count() == f"{FIGURES} 个数字中的 {FIGURES} 个"
    english.go("figures?lang=en")
    expect(english.page.locator("#figures-title [lang=en]")).to_be_visible()


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


def test_many_figures_are_drawn_as_they_are_scrolled_to(browser: Browser, tmp_path: Path) -> None:
    """The table draws a part of a long report; the counts, the order and the file are of the whole."""
    frames = dict(made().frames)
    figures = frames["figures"]
    copies = [figures.assign(figure_id=f"r{n}-" + figures["figure_id"]) for n in range(3)]
    frames["figures"] = pd.concat(copies, ignore_index=True)
    page_file = written(tmp_path, {**made().files, "index.html": paged(frames).encode()})
    with opened(browser, page_file, "figures?lang=en", accept_downloads=True) as page:
        assert page.count() == f"{3 * FIGURES} of {3 * FIGURES} figures"
        rows = page.page.locator("#rows .id")
        few = rows.count()
        assert few < FIGURES
        rows.nth(few - 1).scroll_into_view_if_needed()
        expect(rows.nth(few)).to_be_attached()
        rows.nth(rows.count() - 1).press("ArrowDown")
        focused = page.page.evaluate("document.activeElement.textContent")
        seen = page.ids()
        assert focused in seen[2 * few :]
        assert seen == list(frames["figures"]["figure_id"])
        assert [row["figure_id"] for row in rows_saved(page)] == seen


def test_hostile_notes_stay_texts(browser: Browser, tmp_path: Path) -> None:
    """In the table, in the view of a figure and in the saved rows: nothing runs, nothing computes."""
    frames = {name: frame.copy() for name, frame in made().frames.items()}
    for row, note in enumerate(HOSTILE):
        frames["figures"].loc[row, ["note_zh", "note_en", "printed", "entity"]] = note
        frames["policies"].loc[row, ["summary_zh", "summary_en"]] = note
    page_file = written(tmp_path, {**made().files, "index.html": paged(frames).encode()})
    with opened(
        browser, page_file, "figures?lang=en", viewport=DESK, accept_downloads=True
    ) as page:
        for row, note in enumerate(HOSTILE):
            assert page.cells("printed")[row] == note
            figure = page.ids()[row]
            page.page.locator("#rows .id").nth(row).click()
            expect(page.page.locator("#figure-view .printed")).to_have_text(note)
            page.page.keyboard.press("Escape")
            assert figure in page.ids()
        saved = rows_saved(page)
        assert page.page.evaluate("window.harmed") is None
        assert (page.violations(), page.complaints) == ([], [])
    assert [row["note_en"] for row in saved[: len(HOSTILE)]] == [
        HOSTILE[0], f"'{HOSTILE[1]}", HOSTILE[2], f"'{HOSTILE[3]}",
    ]  # fmt: skip


def test_a_chart_is_shared_as_a_drawing_and_as_rows(english: Opened) -> None:
    """The drawing stands alone with its colours; the rows are those of its marks."""
    english.go("charts?lang=en")
    plate = english.page.locator("#chart-recovery")
    saved = {}
    for name in ("PNG", "SVG", "CSV"):
        with english.page.expect_download() as saving:
            plate.get_by_role("button", name=name).click()
        saved[name] = Path(saving.value.path()).read_bytes()
    drawing = saved["SVG"].decode()
    assert drawing.startswith("<svg")
    assert 'stroke="rgb(' in drawing
    assert "var(" not in re.sub(r'class="[^"]*"', "", drawing)
    assert "Jan–Mar 2020" in drawing
    assert "2020年1–3月" not in drawing
    ids = [
        row["figure_id"] for row in csv.DictReader(io.StringIO(saved["CSV"].decode("utf-8-sig")))
    ]
    marks = plate.locator("svg a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert {f"#fig-{each}" for each in ids} == set(marks)
    colours = english.page.evaluate(COLOURS, b64encode(saved["PNG"]).decode())
    for name in ("fall", "rise"):
        bar = plate.locator(f"rect.span[fill*={name}]").first
        assert bar.evaluate("each => getComputedStyle(each).fill") in colours
    assert english.violations() == []


def test_back_leads_out_of_a_figure_that_was_closed(english: Opened) -> None:
    """One step back from the list is the view before it, whether a figure was opened between or not."""
    english.go("overview?lang=en")
    english.page.locator("nav a[href='#figures']").click()
    english.page.locator("#rows .id").first.click()
    expect(english.page.locator("#figure-view")).to_be_visible()
    english.page.keyboard.press("Escape")
    expect(english.page).to_have_url(re.compile("#figures$"))
    english.page.go_back()
    expect(english.page.locator("#overview")).to_be_visible()
    expect(english.page.locator("#figures")).to_be_hidden()


def test_slash_leads_to_the_search_of_the_first_screen(english: Opened) -> None:
    """A search from the first screen opens the list with its answers."""
    english.go("overview?lang=en")
    english.page.keyboard.press("/")
    expect(english.page.locator("#find-q")).to_be_focused()
    english.page.keyboard.type("900 million")
    english.page.keyboard.press("Enter")
    expect(english.page.locator("#rows .id").first).to_have_text("3.1-006")
    expect(english.page.locator("#figures")).to_be_visible()


def test_a_search_names_the_cases_that_figures_do_not(english: Opened) -> None:
    """A reader who searches a company finds where it is named."""
    english.page.locator("#f-q").fill("Tencent")
    english.page.locator("#f-q").press("Enter")
    expect(english.page.locator("#also a").first).to_contain_text("Case: ")
