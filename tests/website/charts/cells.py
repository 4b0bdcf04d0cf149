"""The cells of a figure that its marks and its words depend on."""

from __future__ import annotations


def cells(text: str, status: str = "actual", value_high: str = "") -> dict[str, str]:
    """The cells of a figure that its marks depend on."""
    names = ("bound", "value", "lower", "upper", "lower_closed", "upper_closed")
    stated = ("" if cell == "." else cell for cell in text.split())
    return {**dict(zip(names, stated, strict=True)), "status": status, "value_high": value_high}
