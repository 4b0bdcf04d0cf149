"""Draw the pictures of the READMEs: a printed figure that becomes a row, and the badges.

GitHub shows them as images, without the styles of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.localization import (
    LANGUAGES,
    Language,
    LocalizedText,
    in_language,
    localized,
    untranslated,
)
from pipeline.parsing import ParsedFigure, Period, Quantity
from pipeline.schema import FIGURES, READABLE
from pipeline.schema.model import decimal_text
from pipeline.tools.docsgen.rules import RuleExample
from pipeline.tools.docsgen.svg import (
    FILL,
    QUIET,
    arrow_down,
    box,
    drawing,
    on_light_ground,
    text_at,
    text_width,
)
from pipeline.validation.keyed_figure import KeyedFigure

_SHOWN: Final = (
    "indicator", "entity", "relation", "value", "lower", "upper", "unit", "start", "end",
)  # fmt: skip
_PRINTED, _READ, _ROW = localized("as printed"), localized("as read"), localized("published row")
#: Statements of the READMEs; the tests compare them with pyproject.toml and the licences.
BADGES: Final = (
    (LocalizedText("Python", "Python"), "≥ 3.11"),
    (localized("code"), "MIT"),
    (localized("data"), "CC BY 4.0"),
)
_RAISED: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _parts(figure: KeyedFigure, read: ParsedFigure, quantity: Quantity) -> dict[str, LocalizedText]:
    """Return the words of the printed form in order of printing, each with its meaning."""
    unit = figure.vocabulary.by_code("units")[figure.row["unit"]]
    power = figure.vocabulary.by_code("multipliers").get(read.multiplier, {}).get("exponent", "")
    factor = f"× 10{power.translate(_RAISED)}"
    found = {
        read.hedge: FIGURES["bound"].labels[quantity.bound],
        read.number: untranslated(read.number),
        read.multiplier: untranslated(factor),
        read.unit_words: LocalizedText(unit["title_en"], unit["title_zh"]),
    }
    printed = figure.row["printed"]
    words = sorted((word for word in found if word and word in printed), key=printed.index)
    return {word: found[word] for word in words}


def _row(
    figure: KeyedFigure, quantity: Quantity, period: Period | None
) -> Mapping[str, LocalizedText]:
    """Return cells of the readable row by the English names of their columns."""
    known = figure.vocabulary
    rows = {
        name: known.by_code(table)[figure.row[name]]
        for name, table in (("indicator", "indicators"), ("entity", "entities"), ("unit", "units"))
    }
    numbers = {name: getattr(quantity, name) for name in ("value", "lower", "upper")}
    days = {"start": period and period.start, "end": period and period.end}
    plain = {
        **{name: decimal_text(each) if each is not None else "" for name, each in numbers.items()},
        **{name: each.isoformat() if each else "" for name, each in days.items()},
    }
    return {
        "relation": FIGURES["bound"].labels[quantity.bound],
        **{name: LocalizedText(row["title_en"], row["title_zh"]) for name, row in rows.items()},
        **{name: untranslated(each) for name, each in plain.items()},
    }


def _phrase(parts: Mapping[str, LocalizedText], language: Language) -> Iterator[str]:
    """Draw the printed words in boxes, and below each what it means."""
    x = 120
    for label, y in ((_PRINTED, 42), (_READ, 104)):
        yield text_at(16, y, in_language(language, label), fill=QUIET)
    for word, meaning in parts.items():
        shown = in_language(language, meaning)
        width = max(text_width(word, 26) + 24, text_width(shown, 13) + 16)
        middle = x + width // 2
        yield box(x, 14, width, 42, FILL)
        yield text_at(middle, 44, word, 26, "middle")
        yield arrow_down(middle, 60, 22)
        yield text_at(middle, 104, shown, anchor="middle")
        x += width + 10


def picture(example: RuleExample, language: Language) -> str:
    """Return the picture of a figure: its printed words, their meaning, its row; empty if it is invalid."""
    figure = KeyedFigure(example.cells(), example.vocabulary)
    read, quantity, period = figure.reading, figure.quantity, figure.period
    if not isinstance(read, ParsedFigure) or not isinstance(quantity, Quantity):
        return drawing(0, 0, [])
    cells = _row(figure, quantity, period if isinstance(period, Period) else None)
    names = dict(zip(READABLE["en"].columns, READABLE[language].columns, strict=True))
    parts = [*_phrase(_parts(figure, read, quantity), language)]
    parts += [text_at(16, 142, in_language(language, _ROW), fill=QUIET)]
    x = 16
    for column in _SHOWN:
        shown, name = in_language(language, cells[column]), names[column]
        width = max(text_width(shown, 13), text_width(name, 13)) + 18
        parts += [box(x, 152, width - 2, 26, FILL), text_at(x + 8, 170, name, fill=QUIET)]
        parts.append(text_at(x + 8, 197, shown))
        x += width
    return on_light_ground(x + 14, 212, parts)


def badges(language: Language) -> str:
    """Return the badges side by side."""
    parts: list[str] = []
    x = 0
    for title, stated in BADGES:
        name = in_language(language, title)
        left, right = text_width(name, 11) + 14, text_width(stated, 11) + 14
        parts += [box(x, 0, left + right, 20, "#1a66b0"), box(x, 0, left, 20, "#566270")]
        parts.append(text_at(x + left // 2, 14, name, 11, "middle", "#ffffff"))
        parts.append(text_at(x + left + right // 2, 14, stated, 11, "middle", "#ffffff"))
        x += left + right + 6
    return drawing(x - 6, 20, parts)


def pictures(example: RuleExample) -> Mapping[str, str]:
    """Return every picture by its name in docs/images."""
    return {
        f"{name}{'' if language == 'en' else '.zh'}.svg": drawn
        for language in LANGUAGES
        for name, drawn in (("row", picture(example, language)), ("badges", badges(language)))
    }
