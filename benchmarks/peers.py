"""Runs in the peers' own environment: reads printed figures from standard input, and times it.

In: a JSON list of texts. Out, for each library: seconds for one pass over all texts (the best of a
few), and for each text the readings it offers, each a list of numbers and a list of unit names.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from time import perf_counter

import cn2an
from recognizers_number import Culture, NumberRecognizer
from recognizers_number_with_unit import NumberWithUnitRecognizer

PASSES = 3
NUMERAL = re.compile(r"-?[0-9零〇一二两三四五六七八九十百千万亿点.]+")


def models() -> dict[str, object]:
    """The models of Recognizers-Text that may see something in a figure. It has none for hedges."""
    numbers, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    return {
        "number": numbers.get_number_model(),
        "percentage": numbers.get_percentage_model(),
        "ordinal": numbers.get_ordinal_model(),
        "currency": units.get_currency_model(),
        "dimension": units.get_dimension_model(),
        "age": units.get_age_model(),
    }


MODELS = models()


def recognized(text: str, names: list[str]) -> list[dict[str, list[str]]]:
    """One reading for each model that finds anything."""
    found = []
    for name in names:
        results = [each.resolution or {} for each in MODELS[name].parse(text)]
        if results:
            values = [each.get("value") or "" for each in results]
            units = [each.get("unit") or name for each in results]
            found.append({"values": [value.rstrip("%") for value in values], "units": units})
    return found


def all_models(text: str) -> list[dict[str, list[str]]]:
    """All models, as one needs them for units."""
    return recognized(text, list(MODELS))


def number_model(text: str) -> list[dict[str, list[str]]]:
    """The number model alone, which is the fastest use of the library."""
    return recognized(text, ["number"])


def cn2an_smart(text: str) -> list[dict[str, list[str]]]:
    """cn2an reads numerals and not phrases: it is given the longest run of numerals."""
    runs = NUMERAL.findall(text.replace(" ", ""))
    if not runs:
        return []
    try:
        return [{"values": [str(cn2an.cn2an(max(runs, key=len), "smart"))], "units": []}]
    except ValueError:
        return []


LIBRARIES: dict[str, Callable[[str], list[dict[str, list[str]]]]] = {
    "Recognizers-Text, all models": all_models,
    "Recognizers-Text, number model": number_model,
    "cn2an": cn2an_smart,
}


def timed(reader: Callable[[str], object], texts: list[str]) -> float:
    """Seconds of the fastest of a few passes, after one that warms caches."""
    seconds = []
    for _ in range(PASSES + 1):
        start = perf_counter()
        for text in texts:
            reader(text)
        seconds.append(perf_counter() - start)
    return min(seconds[1:])


def main() -> None:
    """Reads, runs and writes."""
    texts = json.load(sys.stdin)
    answers = {
        name: {"seconds": timed(reader, texts), "readings": [reader(text) for text in texts]}
        for name, reader in LIBRARIES.items()
    }
    json.dump(answers, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
