"""A published page opened from its file, without a network, and what the browser states meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route

WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(
  event.violatedDirective + ' ' + event.blockedURI));
"""
MOVE = """hash => location.hash === hash || new Promise((done) => {
  addEventListener('hashchange', done, { once: true });
  location.hash = hash;
}).then(() => true)"""
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}


@dataclass
class Opened:
    """A page, the addresses that it asked for, and everything it complained of."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, hash_: str) -> None:
        """Open the page anew at a place."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{hash_}")
        self.ready()

    def move(self, hash_: str) -> None:
        """Lead to a place of the page that is open, as a link within it does."""
        self.page.evaluate(MOVE, f"#{hash_}")

    def ready(self) -> None:
        """Wait until the page can be used."""
        self.page.locator("html[data-ready]").wait_for(state="attached")

    def search(self, words: str) -> None:
        """Search for words; the rows are those that it finds."""
        self.page.locator("#f-q").fill(words)
        self.page.locator("#f-q").press("Enter")

    def count(self) -> str:
        """What the page states of how many figures are listed."""
        return self.page.locator("#count").inner_text()

    def cells(self, name: str) -> list[str]:
        """The listed cells of one column."""
        return self.page.locator(f"#rows td.c-{name}").all_inner_texts()

    def ids(self) -> list[str]:
        """The listed figures, drawn to the last one."""
        self.page.evaluate("""() => {
          const more = document.getElementById("more");
          while (!more.hidden) more.click();
        }""")
        return self.page.locator("#rows .id").all_inner_texts()

    def violations(self) -> list[str]:
        """What the content security policy has rejected."""
        found: list[str] = self.page.evaluate("window.violations")
        return found


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A package on the disk; the path of its page."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / "index.html"


def _refuse(route: Route) -> None:
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


@contextmanager
def opened(browser: Browser, path: Path, hash_: str = "", **options: Any) -> Iterator[Opened]:
    """The page in a context of its own; requests for anything but a file fail, and all are noted."""
    defaults = {"viewport": DESK, "locale": "zh-CN", "reduced_motion": "reduce"}
    context: BrowserContext = browser.new_context(**{**defaults, **options})
    try:
        context.route("**/*", _refuse)
        context.add_init_script(WATCH)
        page = context.new_page()
        made = Opened(page, path.as_uri())
        page.on("request", lambda request: made.asked.append(request.url))
        page.on("console", lambda message: made.complaints.append(message.text))
        page.on("pageerror", lambda error: made.complaints.append(str(error)))
        page.goto(f"{made.address}#{hash_}")
        if options.get("java_script_enabled", True):
            made.ready()
        yield made
    finally:
        context.close()
