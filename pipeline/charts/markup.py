"""SVG as text: elements, attributes, coordinates. Nothing here knows what is drawn.

No element carries `style`, `id` or a script, so that a strict content security policy has nothing
to refuse and any number of drawings can stand on one page.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.escaping.html import html_attribute, html_text

Length = Decimal | int
Attributes = dict[str, str | Decimal | int]
_TENTH = Decimal("0.01")
FONT = "system-ui,-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"


def coordinate(value: Length) -> str:
    """A length with two places at most, in plain digits."""
    text = f"{Decimal(value).quantize(_TENTH):f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def element(name: str, content: str = "", /, **attributes: str | Length) -> str:
    """One element; `class_` and `font_size` become `class` and `font-size`."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def _value(value: str | Length) -> str:
    return html_attribute(value) if isinstance(value, str) else coordinate(value)


def text(content: str, x: Length, y: Length, **attributes: str | Length) -> str:
    """A line of text whose baseline is at `y`."""
    return element("text", html_text(content), x=x, y=y, **attributes)


def rect(x: Length, y: Length, width: Length, height: Length, **attributes: str | Length) -> str:
    """A rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def line(x1: Length, y1: Length, x2: Length, y2: Length, **attributes: str | Length) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def drawing(content: str, width: Length, height: Length, label: str, language: str) -> str:
    """The whole SVG. Its role keeps the links inside open to keyboards and screen readers."""
    return element(
        "svg",
        content,
        class_="chart",
        viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        role="group",
        aria_label=label,
        lang=language,
        font_family=FONT,
        font_size=12,
        fill="var(--chart-ink)",
    )
