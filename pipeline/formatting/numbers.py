"""Format a number with its hedge and unit, and the two sides of an identity, in both languages.

`more than 72 trillion yuan`, `超过 72 万亿元`; `[40.7228 万亿, 41.4044 万亿]`, and the slack. Scales are exact: a
number is shifted by powers of ten and never rounded. Long decimals are shortened: ends of an interval
are rounded outwards and the slack is rounded down. evidence/identities.csv has the exact values.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Final

from pipeline.formatting.figures import HEDGES, grouped
from pipeline.localization import Language, LocalizedText, in_language
from pipeline.parsing.numbers import parse_number as read_number
from pipeline.rules import localized

Row = Mapping[str, str]
SCALES_ZH: Final = ((12, "万亿"), (8, "亿"), (4, "万"))
SCALES_EN: Final = ((12, "trillion"), (9, "billion"), (6, "million"))
#: Words after a number, for units whose title in the table is long or a singular.
SHORT_UNITS: Final = {
    "CNY": localized("yuan"),
    "USD": localized("US dollars"),
    "currency_not_printed": localized("(currency not printed)"),
    "percent": localized("%"),
    "percentage_point": localized("percentage points"),
    "times": localized("times"),
    "count": localized("occurrences"),
    "ratio": LocalizedText("", ""),
    "item": localized("items"),
    "person": localized("persons"),
    "household": localized("households"),
    "year": localized("years"),
    "month": localized("months"),
    "day": localized("days"),
    "hour": localized("hours"),
    "minute": localized("minutes"),
    "second": localized("seconds"),
    "km": localized("km"),
    "Mbps": localized("Mbps"),
    "GB": localized("GB"),
    "GB_per_month": localized("GB per month"),
    "per_mille": localized("‰"),
    "tonne": localized("tonnes"),
    "tonne_of_coal_equivalent": localized("tonnes of coal equivalent"),
    "hectare": localized("hectares"),
    "kWh": localized("kWh"),
    "ug_per_m3": localized("µg/m³"),
    "CNY_per_USD": localized("yuan per US dollar"),
    "CNY_per_GB": localized("yuan per GB"),
    "CNY_per_month": localized("yuan per month"),
}
ATTACHED: Final = frozenset("%‰")
#: Significant digits of the decimal value that is shown after a fraction.
DIGITS: Final = 4


def _singular(noun: str) -> str:
    """Return the singular of a plural: `batches` is `batch`, `forms of business` is `form of business`."""
    head, of, rest = noun.partition(" of ")
    for ending, end in (
        ("ies", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("sses", "ss"),
        ("s", ""),
    ):
        if head.endswith(ending):
            return head.removesuffix(ending) + end + of + rest
    return noun


def unit_word(figure: Row, unit: Row, indicator: Row) -> LocalizedText:
    """Return the word after a figure's number: what its indicator counts, or its unit.

    Args:
        figure: a row of the published figures.
        unit: the row of its unit; its title is used if no shorter word is known.
        indicator: the row of its indicator.
    """
    title = LocalizedText(unit["title_en"], unit["title_zh"])
    counted = LocalizedText(indicator["counted_en"], indicator["counted_zh"])
    if counted.en:
        return (
            LocalizedText(_singular(counted.en), counted.zh) if figure["value"] == "1" else counted
        )
    return title if figure["value"] == "1" else SHORT_UNITS.get(figure["unit"], title)


def format_figure(figure: Row, unit: Row, indicator: Row) -> LocalizedText:
    """Format a published figure's value, hedge and unit, given the rows of its unit and indicator."""
    hedge, word = HEDGES[figure["bound"]], unit_word(figure, unit, indicator)
    if figure["unit"] == "rank":
        return localized("{hedge}no. {value}", hedge=hedge, value=figure["value"])
    return LocalizedText(
        hedge.en + _joined(_amount(figure, SCALES_EN, "en"), word.en),
        hedge.zh + _joined(_amount(figure, SCALES_ZH, "zh"), word.zh),
    )


def scaled(value: str, scales: tuple[tuple[int, str], ...]) -> str:
    """Format a decimal with grouped thousands, or with a scale word if it is large."""
    number = Decimal(value)
    for exponent, word in scales:
        if abs(number) >= Decimal(10) ** exponent:
            shifted = number.scaleb(-exponent).normalize()
            return f"{grouped(shifted)} {word}"
    return grouped(number)


def _joined(amount: str, unit: str) -> str:
    """Join an amount and its unit: `5 days`, `70%`, `72 万亿元`."""
    attached = not unit or unit in ATTACHED or not amount[-1].isascii()
    return f"{amount}{unit}" if attached else f"{amount} {unit}"


def _fraction(number: str, value: str) -> str:
    """Format a fraction as printed with its value: `1/6 (≈ 0.1667)`, `1/4 (= 0.25)`."""
    under = read_number(number.lstrip("-−")).exact.denominator
    ends = 10 ** under.bit_length() % under == 0  # finite as a decimal: no prime factor but 2 and 5
    shown = Decimal(value) if ends else Context(prec=DIGITS).create_decimal(value)
    return f"{number} ({'=' if ends else '≈'} {grouped(shown)})"


def _amount(figure: Row, scales: tuple[tuple[int, str], ...], language: Language) -> str:
    stated = [
        _fraction(figure[number], figure[value])
        if "/" in figure[number] or "分之" in figure[number]
        else scaled(figure[value], scales)
        for number, value in (("number", "value"), ("number_high", "value_high"))
        if figure[value]
    ]
    if stated:
        return {"en": " to ", "zh": " 至 "}[language].join(stated)
    bounds = {"lower": (">", ">="), "upper": ("<", "<=")}
    return {"en": " and ", "zh": "、"}[language].join(
        in_language(language, HEDGES[bound[figure[f"{end}_closed"] == "true"]])
        + scaled(figure[end], scales)
        for end, bound in bounds.items()
        if figure[end]
    )


#: Significant digits that are shown.
SHOWN_DIGITS: Final = 6
RELATION_SIGNS: Final = {"=": "=", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}
_UNBOUNDED: Final = {"lower": "−∞", "upper": "∞"}
_BRACKETS: Final = {("lower", True): "[", ("lower", False): "(", ("upper", True): "]", ("upper", False): ")"}  # fmt: skip


def sides(identity: Row) -> tuple[LocalizedText, LocalizedText]:
    """Format both sides as intervals, the second with its relation: `[2.2, 2.4]`, `= [2.25, 2.35]`."""
    ends = len(identity["claim"]) - len(identity["claim"].lstrip("<>="))
    sign = RELATION_SIGNS[identity["claim"][:ends]]
    printed = interval(identity, "printed")
    return interval(identity, "implied"), localized("{sign} {printed}", sign=sign, printed=printed)


def interval(identity: Row, side: str) -> LocalizedText:
    """Format one side in mathematical brackets, or a single value without brackets."""
    if identity[f"{side}_lower"] and identity[f"{side}_lower"] == identity[f"{side}_upper"]:
        return _stated(identity[f"{side}_lower"], ROUND_FLOOR)
    low, high = _end(identity, side, "lower"), _end(identity, side, "upper")
    return localized("{low}, {high}", low=low, high=high)


def slack(identity: Row) -> LocalizedText:
    """Format how far the sides may shift, or are apart; blank if the identity is undecidable."""
    return _stated(identity["slack"], ROUND_FLOOR) if identity["slack"] else LocalizedText("", "")


def _end(identity: Row, side: str, end: str) -> LocalizedText:
    cell = identity[f"{side}_{end}"]
    closed = bool(cell) and identity[f"{side}_{end}_closed"] == "true"
    bracket = _BRACKETS[end, closed]
    rounding = ROUND_FLOOR if end == "lower" else ROUND_CEILING
    text = _stated(cell, rounding) if cell else LocalizedText(_UNBOUNDED[end], _UNBOUNDED[end])
    if end == "lower":
        return LocalizedText(bracket + text.en, bracket + text.zh)
    return LocalizedText(text.en + bracket, text.zh + bracket)


def _stated(cell: str, rounding: str) -> LocalizedText:
    number = Decimal(cell)
    if len(number.normalize().as_tuple().digits) > SHOWN_DIGITS:
        last = Decimal(1).scaleb(number.adjusted() - SHOWN_DIGITS + 1)
        number = number.quantize(last, rounding).normalize()
    text = f"{number:f}"
    return LocalizedText(scaled(text, SCALES_EN), scaled(text, SCALES_ZH))
