"""The page under axe-core: both languages, both colour schemes, phone and desk, and one figure's view."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.opened import DESK, PHONE, opened

pytestmark = pytest.mark.browser

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
