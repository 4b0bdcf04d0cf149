"""Review a draft in a browser with the keyboard only, and count the decisions.

A decision is a cell that is keyed or chosen, with the key that leaves it, or a key that accepts an item.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from pipeline.tools.draft.unconfirmed import PROTECTED

#: What a person decides about numerals: the cells of a figure, or the reason for each.
Truth = dict[str, str] | list[str]


class Reviewer:
    """Decide about each item."""

    def __init__(self, page: Page, truth: Callable[[list[int]], Truth]) -> None:
        self.page, self.truth = page, truth
        self.decisions = 0

    def press(self, key: str) -> None:
        """Decide by a key."""
        self.page.keyboard.press(key)
        self.decisions += 1

    def command(self, key: str) -> None:
        """Leave the cell, and press the key of a command."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press(key)

    def numerals(self) -> list[int]:
        """The numerals of the item."""
        found: list[int] = self.page.locator("mark.now").evaluate_all(
            "all => all.map(each => Number(each.dataset.n))"
        )
        return found

    def focus(self, name: str) -> None:
        """Go to a cell: `c` goes to the first one, and Tab to the next."""
        here = "document.activeElement.name || ''"
        if self.page.evaluate(here) == name:
            return
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("c")
        for _ in range(60):
            if self.page.evaluate(here) == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no cell {name}")

    def key(self, name: str, cell: str) -> None:
        """Key a cell."""
        self.focus(name)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(cell)
        self.decisions += 1

    def select(self, name: str, code: str) -> None:
        """Choose in a list by the arrows."""
        self.focus(name)
        place = f"Array.from(document.activeElement.options).findIndex(o => o.value === {code!r})"
        self.page.keyboard.press("Home")
        for _ in range(int(self.page.evaluate(place))):
            if self.page.evaluate("document.activeElement.value") == code:
                break
            self.page.keyboard.press("ArrowDown")
        self.decisions += 1

    def value(self, name: str) -> str:
        """What a cell shows."""
        cell = self.page.locator(f"#row [name='{name}']")
        return cell.input_value() if cell.count() else ""

    def candidates(self) -> list[str]:
        """The candidates of the first open cell."""
        chips = self.page.locator("#row .open .chips").first
        if not chips.count():
            return []
        texts = chips.locator("button").all_inner_texts()
        return [text.split(" · ")[-1].rstrip("0123456789").strip() for text in texts]

    def open(self) -> str:
        """The first open cell."""
        cell = self.page.locator("#row .open").first
        return cell.locator("input, select").get_attribute("name") or "" if cell.count() else ""

    def set(self, name: str, cell: str) -> None:
        """Choose a candidate of the first open cell, else key it or choose it in the list."""
        if self.value(name) == cell:
            return
        candidates = self.candidates()
        if self.open() == name and cell in candidates:
            self.page.keyboard.press("Escape")
            self.press(str(candidates.index(cell) + 1))
        elif name.isdecimal() or name == "decision":
            self.select(name, cell)
        else:
            self.key(name, cell)

    def decide(self) -> None:
        """Decide about the item in view."""
        numerals = self.numerals()
        truth = self.truth(numerals)
        is_figure = self.page.locator("#c-decision").count() > 0
        if isinstance(truth, list):
            names = ["decision"] if is_figure else [str(n) for n in numerals]
            for name, reason in zip(names, truth, strict=False):
                self.set(name, reason)
        else:
            if not is_figure:
                raise AssertionError(f"{numerals} are not shown as a figure")
            if self.page.locator("#c-number").count():
                for name in PROTECTED:
                    if truth.get(name):
                        self.key(name, truth[name])
                self.page.keyboard.press("Enter")
            for name, cell in truth.items():
                if self.page.locator(f"#row [name='{name}']").count():
                    self.set(name, cell)
        self.page.keyboard.press("Escape")
        self.press("Enter")

    def left(self) -> int:
        """How many items are not decided."""
        shown = self.page.locator("#progress").inner_text()
        return int("".join(c if c.isdecimal() else " " for c in shown).split()[-1])

    def decide_all(self) -> None:
        """Decide about each item until none is left."""
        before = -1
        while left := self.left():
            assert left != before, self.page.locator("#row").inner_text()
            before = left
            self.decide()
