"""Define the errors of parsing: a text that is not a figure, cells that do not state a quantity."""

from unicodedata import east_asian_width

_WIDE = "\u3000"


class FigureSyntaxError(ValueError):
    """The text is not a printed figure: `expected` describes what is needed at `position` (from 0).

    Positions count characters. If an unknown word stands before a readable rest, `unknown` is the word
    and `rest` what the rest reads as; otherwise both are blank.
    """

    def __init__(
        self, printed: str, position: int, expected: str, unknown: str = "", rest: str = ""
    ) -> None:
        super().__init__(printed, position, expected, unknown, rest)
        self.printed = printed
        self.position = position
        self.expected = expected
        self.unknown = unknown
        self.rest = rest

    @property
    def reason(self) -> str:
        """Return what is wrong, with the number of the character, counted from 1."""
        at = f"at character {self.position + 1}"
        if self.unknown:
            return f"{at}: {self.unknown} is not a known word; the rest reads as {self.rest}"
        return f"{at} expected {self.expected}"

    def __str__(self) -> str:
        shown = "".join(char if char.isprintable() else " " for char in self.printed)
        indent = "".join(_blank(char) for char in shown[: self.position])
        return f"{self.reason}\n    {shown}\n    {indent}^"


class QuantityError(ValueError):
    """The keyed cells do not state a quantity: `column` is `seen` instead of `expected`."""

    def __init__(self, column: str, seen: str, expected: str) -> None:
        super().__init__(column, seen, expected)
        self.column = column
        self.seen = seen
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.column} is {self.seen!r}; expected {self.expected}"


def _blank(char: str) -> str:
    """Return a space as wide as the character, so that the caret is under its target."""
    return _WIDE if east_asian_width(char) in "WF" else " "
