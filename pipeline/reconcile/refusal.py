"""The error of reading arithmetic between figures: a text that is no expression."""

from pipeline.rules import Wording


class NotAnExpression(ValueError):
    """A text is no expression: `expected` says what should stand at `position` (from 0)."""

    def __init__(self, text: str, position: int, expected: Wording) -> None:
        super().__init__(text, position, expected)
        self.text = text
        self.position = position
        self.expected = expected

    @property
    def said(self) -> Wording:
        """Where and what, in both languages."""
        at = self.position + 1
        return Wording(
            f"at character {at} expected {self.expected.en}",
            f"第 {at} 个字符处应为{self.expected.zh}",
        )

    def __str__(self) -> str:
        return self.said.en
