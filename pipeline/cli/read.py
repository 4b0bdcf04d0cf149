"""Read printed figures on the command line, for people and for programs.

One form is one argument. The value is in the unit that the words imply, or in the unit that is given.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from pipeline.parsing import FigureSyntaxError, Lexicon, ParsedFigure, QuantityError
from pipeline.parsing.shared_parts import Part, parse_figures
from pipeline.paths import Paths
from pipeline.schema.model import decimal_text

#: One figure or one error for programs: text, truth, integers and lists of text.
Answer: TypeAlias = dict[str, object]
_VOCABULARY = "vocabulary"


class UnknownUnitError(ValueError):
    """The vocabulary has no such unit."""


def read_command(paths: Paths, forms: Sequence[str], unit: str, as_document: bool) -> int:
    """Print what each form states; return 1 if a form was refused, else 0.

    Raises LexiconError or OSError if the vocabulary cannot be used, and UnknownUnitError.
    """
    words = Lexicon.from_folder(paths.raw / _VOCABULARY)
    if unit and unit not in words.units:
        raise UnknownUnitError(unit)
    answers = [answer(form, unit, words) for form in forms]
    if as_document:
        sys.stdout.write(json.dumps(answers, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join("\n".join(_lines(each)) for each in answers) + "\n")
    return 1 if any("error" in each for each in answers) else 0


def answer(form: str, unit: str, words: Lexicon) -> Answer:
    """Return what a form states, as one object: a figure, several figures, or an error."""
    try:
        parts = parse_figures(form, words)
        figures = [_figure(part, unit, words) for part in parts]
    except FigureSyntaxError as error:
        return {
            "printed": form,
            "error": error.reason,
            "position": error.position,
            "unknown": error.unknown,
            "rest": error.rest,
        }
    except QuantityError as error:
        return {"printed": form, "error": str(error), "position": 0, "unknown": "", "rest": ""}
    if len(figures) == 1:
        return {**figures[0], "printed": form}
    return {"printed": form, "figures": figures}


def _figure(part: Part, unit: str, words: Lexicon) -> Answer:
    """Return one figure. Raises QuantityError if its words mean another unit than the given one."""
    figure = part.figure
    if unit and figure.units and unit not in figure.units:
        raise QuantityError("unit", unit, " or ".join(sorted(figure.units)))
    used = unit or (next(iter(figure.units)) if len(figure.units) == 1 else "")
    return {
        "printed": part.printed,
        **_words_of(figure),
        "unit": used,
        **_meaning(figure, used, words),
    }


def _words_of(figure: ParsedFigure) -> Answer:
    return {
        "rate": figure.rate,
        "direction": figure.direction,
        "tones": list(figure.tones),
        "hedge": figure.hedge,
        "number": figure.number,
        "number_high": figure.number_high,
        "multiplier": figure.multiplier,
        "unit_words": figure.unit_words,
        "units": sorted(figure.units),
        "ordinal": figure.ordinal,
        "multiple": figure.multiple,
        "recent": figure.recent,
        "supplied": sorted(figure.supplied),
    }


def _meaning(figure: ParsedFigure, unit: str, words: Lexicon) -> Answer:
    """Return the quantity; numbers are exact text, a missing number is None."""
    stated = figure.to_quantity(unit, words)
    numbers = {
        "value": stated.value,
        "value_high": stated.value_high,
        "lower": stated.lower,
        "upper": stated.upper,
    }
    shown: Answer = {
        name: None if number is None else decimal_text(number) for name, number in numbers.items()
    }
    closed = {
        "lower_closed": None if stated.lower is None else stated.lower_closed,
        "upper_closed": None if stated.upper is None else stated.upper_closed,
    }
    return {**shown, **closed, "bound": stated.bound, "decimals": stated.decimals}


def _lines(answer: Answer) -> Iterator[str]:
    """Yield the lines for people: the form, then what is known of it."""
    yield str(answer["printed"])
    if "error" in answer:
        yield from _error_lines(answer)
        return
    several = answer.get("figures")
    for figure in several if isinstance(several, list) else [answer]:
        if figure is not answer:
            yield f"  {figure['printed']}"
        yield from (f"    {name:<12} {text}" for name, text in _shown(figure) if text)


def _error_lines(answer: Answer) -> Iterator[str]:
    error = FigureSyntaxError(str(answer["printed"]), int(str(answer["position"])), "")
    _, shown, caret = str(error).split("\n")
    yield from (shown, caret, f"    error        {answer['error']}")


def _shown(figure: Answer) -> Iterator[tuple[str, str]]:
    for name in ("rate", "direction", "tones", "hedge", "number", "number_high", "multiplier"):
        yield name, _text(figure[name])
    yield "units", _text(figure["units"])
    for name in ("value", "value_high", "bound"):
        yield name, _text(figure[name])
    yield "interval", _interval(figure)
    yield "decimals", "" if figure["decimals"] is None else str(figure["decimals"])


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _interval(figure: Answer) -> str:
    low, high = figure["lower"], figure["upper"]
    left = "(-∞" if low is None else ("[" if figure["lower_closed"] else "(") + str(low)
    right = "∞)" if high is None else str(high) + ("]" if figure["upper_closed"] else ")")
    return f"{left}, {right}"
