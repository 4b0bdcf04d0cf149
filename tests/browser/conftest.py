"""`make ui` in a clean clone of the last commit, the published page, and a browser that knows no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.opened import Opened, opened, written
from tests.browser.server import Served
from tests.browser.serving import LOOPBACK, chromium, make_ui
from tests.package.committed import made


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the interface share one Dagster and run alone; those of the page can run side by side."""
    for item in items:
        if "served" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.interface)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running Dagster, shared by all tests; each leaves its files as they were committed."""
    with make_ui(tmp_path_factory.mktemp("ui")) as made:
        yield made


@pytest.fixture
def mended(served: Served) -> Iterator[None]:
    """Whatever a test breaks is as it was committed for the next one, and nothing runs by itself."""
    yield
    served.reset_sensor("edited_files")
    served.restore()
    assert served.reload() == ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with chromium() as made:
        yield made


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package that raw/ makes, on the disk."""
    return written(tmp_path_factory.mktemp("package"), made().files)


@pytest.fixture
def english(browser: Browser, path: Path) -> Iterator[Opened]:
    """The figures of the published page in English on a desk."""
    with opened(browser, path, "figures?lang=en", accept_downloads=True) as page:
        yield page


def is_here(address: str) -> bool:
    """Whether an address is on this machine, or no address at all."""
    parts = urlsplit(address)
    return parts.hostname == LOOPBACK or parts.scheme in ("data", "blob")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page as wide as an editor's screen; it asks no other machine for anything."""
    made = browser.new_page(viewport={"width": 1600, "height": 900})
    asked: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    made.on("websocket", lambda socket: asked.append(socket.url))
    yield made
    made.close()
    assert [address for address in asked if not is_here(address)] == []
