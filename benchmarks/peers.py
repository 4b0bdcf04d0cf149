"""Read printed figures from standard input in the peers' own environment, and measure the time.

Input: a JSON list of texts. Output, for each library: seconds of one pass over all texts (the best of a
few). For each text: the possible readings, each a list of numbers and a list of unit names.
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
    """Return the models of Recognizers-Text that may recognise a figure. It has none for hedges."""
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
    """Return one reading for each model that recognises anything."""
    found = []
    for name in names:
        results = [each.resolution or {} for each in MODELS[name].parse(text)]
        if results:
            values = [each.get("value") or "" for each in results]
            units = [each.get("unit") or name for each in results]
            found.append({"values": [value.rstrip("%") for value in values], "units": units})
    return found


def all_models(text: str) -> list[dict[str, list[str]]]:
    """Read with all models, as units require."""
    return recognized(text, list(MODELS))


def number_model(text: str) -> list[dict[str, list[str]]]:
    """Read with the number model alone, the fastest use of the library."""
    return recognized(text, ["number"])


def cn2an_smart(text: str) -> list[dict[str, list[str]]]:
    """Read the longest run of numerals, because cn2an reads numerals and not phrases."""
    runs = NUMERAL.findall(text.replace(" ", ""))
    if not runs:
        return []
    try:
        return [{"values": [str(cn2an.cn2an(max(runs, key=len), "smart"))], "units": []}]
    except (ValueError, KeyError):  # KeyError: 3亿5
        return []


LIBRARIES: dict[str, Callable[[str], list[dict[str, list[str]]]]] = {
    "Recognizers-Text, all models": all_models,
    "Recognizers-Text, number model": number_model,
    "cn2an": cn2an_smart,
}


def timed(reader: Callable[[str], object], texts: list[str]) -> float:
    """Return the seconds of the fastest of a few passes, after one that fills caches."""
    seconds = []
    for _ in range(PASSES + 1):
        start = perf_counter()
        for text in texts:
            reader(text)
        seconds.append(perf_counter() - start)
    return min(seconds[1:])


def main() -> None:
    """Read the texts, run the libraries, write the results."""
    texts = json.load(sys.stdin)
    answers = {
        name: {"seconds": timed(reader, texts), "readings": [reader(text) for text in texts]}
        for name, reader in LIBRARIES.items()
    }
    json.dump(answers, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
