"""Rules about double entry: what is keyed against what the printed figure states (E22x)."""

from pipeline.localization import localized
from pipeline.rules.finding import Finding


class PrintedUnreadable(Finding):
    """The printed form follows the grammar of printed figures."""

    code, name, check_name = "E221", "printed-unreadable", "double_entry"
    message_template = localized("The printed figure {value} cannot be read: {expected}.")
    remedy_template = localized(
        "Key the printed figure only: direction, hedge, number, multiplier, unit; supplied words in 〔〕."
    )
    bad = {"printed": "超 72 万亿元元"}


class _Differs(Finding):
    """Hold the check and the message that the rules of double entry share; never raised itself."""

    code, name, check_name = "E222", "printed-differs", "double_entry"
    message_template = localized("The cell is {value}, but the printed figure gives {expected}.")
    remedy_template = localized("Compare both with the page and correct the wrong one.")


class NumberDiffers(_Differs):
    """The keyed number equals the printed number, digit for digit, with trailing zeros."""

    code, name = "E223", "number-differs"
    bad = {"number": "27"}


class SignDiffers(_Differs):
    """A printed decline is keyed with a minus sign; no other figure is."""

    code, name = "E224", "sign-differs"
    bad = {"number": "-72"}


class RangeEndDiffers(_Differs):
    """Both ends of a printed range are keyed; a single number has no second end."""

    code, name = "E225", "range-end-differs"
    bad = {"number_high": "80"}


class MultiplierDiffers(_Differs):
    """The keyed multiplier equals the printed one: 万, 亿 and 万亿 are easily confused."""

    code, name = "E226", "multiplier-differs"
    bad = {"multiplier": "亿"}


class HedgeDiffers(_Differs):
    """The keyed hedge equals the printed one, because a hedge decides the bounds of a figure."""

    code, name = "E227", "hedge-differs"
    bad = {"hedge": "近"}


class UnitDiffers(_Differs):
    """The keyed unit is one that the printed unit word can mean."""

    code, name = "E228", "unit-differs"
    bad = {"printed": "超 72 万亿公里"}


class UnitNotPrinted(_Differs):
    """A unit that is not printed was inferred by the editor and is listed as inferred."""

    code, name = "E229", "unit-not-printed"
    message_template = localized(
        "The number has no printed unit word, and unit is not listed as inferred."
    )
    remedy_template = localized(
        "Add unit to inferred, or add the shared unit word in 〔〕 to printed."
    )
    bad = {"printed": "超 72 万亿"}


class IncreaseOrRatio(_Differs):
    """增长 N 倍 adds N times the base; 是…的 N 倍 is N times the base."""

    code, name = "E230", "increase-or-ratio"
    message_template = localized(
        "The indicator's measure is {value}; the printed words mean {expected}."
    )
    remedy_template = localized("Choose the indicator that the words describe.")
    wrong = localized("printed: 是…的 20 倍, indicator: an increase_multiple")
    right = localized("printed: 增长了 20 倍, indicator: an increase_multiple")
