"""The drawings in a real browser: no accessibility violation, no words over words, marks that link."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipeline.website.charts import STYLE, legend
from tests.website.charts.drawings import LANGUAGES, drawn

pytestmark = pytest.mark.browser

TAGS = {"zh": "zh-CN", "en": "en"}

#: Pairs of texts in the same drawing whose boxes meet, and texts outside of it.
COLLISIONS = """
() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].filter(t => t.getClientRects().length).map(t => [t.textContent, t.getBoundingClientRect()]);
  const outside = texts.filter(([, b]) => b.left < frame.left - 1 || b.right > frame.right + 1);
  const lines = texts.map(([stated, b]) =>
    [stated, b.left, b.right, b.top + b.height / 4, b.bottom - b.height / 4]);
  const meeting = lines.flatMap((a, i) => lines.slice(i + 1).filter(b =>
    a[1] < b[2] && b[1] < a[2] && a[3] < b[4] && b[3] < a[4]).map(b => a[0] + ' | ' + b[0]));
  return [...outside.map(([stated]) => 'outside: ' + stated), ...meeting];
})
"""


def page_of(language: str, theme: str) -> str:
    """A page that holds nothing but the charts, as the package's page does."""
    figures = "".join(
        f'<h2 id="chart-{chart.id}-title">{escape(getattr(chart.title, language))}</h2>{chart.svg}'
        for chart in drawn().values()
    )
    targets = "".join(
        f'<p id="fig-{figure}">{figure}</p>' for c in drawn().values() for figure in c.figures[:1]
    )
    (other,) = {*LANGUAGES} - {language}
    body = "body{background:var(--chart-surface);color:var(--chart-ink);margin:36px}"
    body += f".{other}{{display:none}}"
    return (
        f'<!doctype html><html lang="{TAGS[language]}" data-theme="{theme}"><meta charset="utf-8">'
        f"<title>charts</title><style>{STYLE}{body}</style><main><h1>charts</h1>{figures}"
        f'<h2 id="legend-title">legend</h2>{legend()}{targets}</main></html>'
    )


@pytest.fixture(
    scope="module",
    params=[(lang, theme) for lang in LANGUAGES for theme in ("light", "dark")],
    ids="-".join,
)
def phone(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """The charts on a screen 360 wide, in each language and theme."""
    path = tmp_path_factory.mktemp("charts") / "charts.html"
    path.write_text(page_of(*request.param), encoding="utf-8")
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(path.as_uri())
    yield page
    page.close()


def test_axe_finds_nothing_to_object_to(phone: Page) -> None:
    """Names, roles, contrast and the size of what can be touched."""
    violations = Axe().run(phone).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == []


def test_no_words_stand_on_other_words_or_outside(phone: Page) -> None:
    """Widths are estimated without fonts; this machine's fonts must not prove them too small."""
    assert phone.evaluate(COLLISIONS) == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


def test_a_key_leads_from_a_mark_to_its_figure(phone: Page) -> None:
    """Every mark can be reached without a mouse."""
    phone.locator("svg.chart a").first.focus()
    phone.keyboard.press("Enter")
    first = next(iter(drawn().values())).figures[0]
    assert phone.evaluate("location.hash") == f"#fig-{first}"
