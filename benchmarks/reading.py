"""Read every printed form and figure with this grammar and with its peers, side by side.

    python benchmarks/reading.py

The first run makes an environment for the peers (benchmarks/.env).
"""

from __future__ import annotations

import csv
import json
import platform
import subprocess
import sys
import venv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from pipeline.parsing import FigureSyntaxError, Lexicon, parse_printed, to_quantity  # noqa: E402

ENVIRONMENT = HERE / ".env"
PASSES = 10

#: The names of the units in Recognizers-Text; it reads 个百分点 as a percentage, which is wrong.
UNIT_NAMES = {
    "percentage": "percent",
    "ordinal": "rank",
    "Chinese yuan": "CNY",
    "United States dollar": "USD",
    "Kilometer": "km",
    "Meter": "km",
    "Gigabyte": "GB",
    "Year": "year",
    "Month": "month",
    "Day": "day",
}


@dataclass(frozen=True)
class Expected:
    """Hold the meaning of a printed figure as keyed by a person: values in the base unit, hedge, unit."""

    printed: str
    values: tuple[Decimal, ...]
    negative: bool
    hedge: str
    unit: str


@dataclass
class Score:
    """Count the figures that one reader reads correctly; `complete` counts those without any error."""

    number: int = 0
    sign: int = 0
    hedge: int = 0
    unit: int = 0
    complete: int = 0


def expected_figures(words: Lexicon) -> list[Expected]:
    """Return the hand-written forms, and all figures of the reports in raw/."""
    found = []
    for row in _rows(ROOT / "tests" / "parsing" / "forms.csv"):
        values = tuple(Decimal(row[name]) for name in ("value", "value_high") if row[name])
        negative = any(value < 0 for value in values) or row["upper"].startswith("-")
        found.append(Expected(row["printed"], values, negative, row["hedge"], row["unit"]))
    for path in sorted(ROOT.glob("raw/*/figures/*.csv")):
        found += [_keyed(row, words) for row in _rows(path)]
    return found


def _keyed(row: dict[str, str], words: Lexicon) -> Expected:
    number, high, multiplier = row["number"], row["number_high"], row["multiplier"]
    stated = to_quantity(number, high, multiplier, row["hedge"], row["unit"], words)
    values = tuple(value for value in (stated.value, stated.value_high) if value is not None)
    negative = row["number"].startswith("-")
    return Expected(row["printed"], values, negative, row["hedge"], row["unit"])


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def score_of_grammar(figures: list[Expected], words: Lexicon) -> Score:
    """Count what this grammar reads correctly."""
    score = Score()
    for figure in figures:
        try:
            reading = parse_printed(figure.printed, words)
        except FigureSyntaxError as refusal:
            print(f"not read: {refusal}", file=sys.stderr)
            continue
        stated = reading.to_quantity(figure.unit if figure.unit in reading.units else "", words)
        values = tuple(value for value in (stated.value, stated.value_high) if value is not None)
        right_unit = figure.unit in reading.units or not reading.units
        answers = _sizes(values) == _sizes(figure.values), (reading.sign < 0) == figure.negative
        _count(score, figure, *answers, reading.hedge == figure.hedge, right_unit)
    return score


def score_of_peer(figures: list[Expected], readings: list[list[dict[str, list[str]]]]) -> Score:
    """Count what a peer reads correctly, with the best of its readings in each respect."""
    score = Score()
    for figure, offered in zip(figures, readings, strict=True):
        values = [each["values"] for each in offered]
        units = {UNIT_NAMES.get(unit, "") for each in offered for unit in each["units"]}
        number = any(_sizes(each) == _sizes(figure.values) for each in values)
        sign = any(each[0].startswith("-") == figure.negative for each in values)
        unit = figure.unit in units if figure.unit else True
        _count(score, figure, number or not figure.values, sign, not figure.hedge, unit)
    return score


def _count(
    score: Score, figure: Expected, number: bool, sign: bool, hedge: bool, unit: bool
) -> None:
    score.number += number and bool(figure.values)
    score.sign += sign and figure.negative
    score.hedge += hedge and bool(figure.hedge)
    score.unit += unit and bool(figure.unit)
    score.complete += number and hedge and unit and (sign or not figure.negative)


def _sizes(values: Iterable[Decimal | str]) -> tuple[Fraction | None, ...]:
    """Return sizes rounded to twelve decimals; None for text that is not a number."""
    return tuple(map(_size, values))


def _size(value: Decimal | str) -> Fraction | None:
    try:
        return abs(round(Fraction(value), 12))
    except (ValueError, OverflowError):
        return None


def peers(texts: list[str]) -> dict[str, dict[str, Any]]:
    """Run the peers; create their environment if it does not exist."""
    folder = "Scripts" if platform.system() == "Windows" else "bin"
    python = ENVIRONMENT / folder / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        requirements = str(HERE / "peers.txt")
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", requirements], check=True)
    command = [python, HERE / "peers.py"]
    answer = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    answers: dict[str, dict[str, Any]] = json.loads(answer.stdout)
    return answers


def seconds_of_grammar(texts: list[str], words: Lexicon) -> float:
    """Return the seconds of the fastest of a few passes over all texts, on one core."""
    seconds = []
    for _ in range(PASSES):
        start = perf_counter()
        for text in texts:
            parse_printed(text, words)
        seconds.append(perf_counter() - start)
    return min(seconds)


def line(name: str, score: Score, speed: float, own: float) -> str:
    """Format one line of the table."""
    counts = (score.number, score.sign, score.hedge, score.unit, score.complete)
    return f"| {name} | {' | '.join(map(str, counts))} | {speed:,.0f} | {own / speed:,.1f} |"


def main() -> None:
    """Print the table."""
    words = Lexicon.from_folder(ROOT / "raw" / "vocabulary")
    figures = expected_figures(words)
    texts = [figure.printed for figure in figures]
    own = len(texts) / seconds_of_grammar(texts, words)
    totals = (
        sum(bool(figure.values) for figure in figures),
        sum(figure.negative for figure in figures),
        sum(bool(figure.hedge) for figure in figures),
        sum(bool(figure.unit) for figure in figures),
        len(figures),
    )
    print(f"Python {platform.python_version()}, {len(texts)} printed figures\n")
    print("| reader | number | sign of declines | hedge | unit | all of it | figures/s | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    print(f"| *to be read* | {' | '.join(map(str, totals))} | | |")
    print(line("this grammar", score_of_grammar(figures, words), own, own))
    for name, answer in peers(texts).items():
        score = score_of_peer(figures, answer["readings"])
        print(line(name, score, len(texts) / answer["seconds"], own))


if __name__ == "__main__":
    main()
