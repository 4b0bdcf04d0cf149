"""Rules about double entry: what is keyed against what the printed figure states (E22x)."""

from pipeline.rules.finding import Finding, LocalizedText


class PrintedUnreadable(Finding):
    """The printed form follows the grammar of printed figures."""

    code, name, check_name = "E221", "printed-unreadable", "double_entry"
    message_template = LocalizedText(
        "The printed figure {value} cannot be read: {expected}.",
        "无法解析原文数字 {value}：{expected}。",
    )
    remedy_template = LocalizedText(
        "Key the printed figure only: direction, hedge, number, multiplier, unit; supplied words in 〔〕.",
        "只录入原文数字：方向词、模糊词、数字、数量级、单位；补充的词放入〔〕。",
    )
    bad = {"printed": "超 72 万亿元元"}


class _Differs(Finding):
    """Hold the check and the message that the rules of double entry share; never raised itself."""

    code, name, check_name = "E222", "printed-differs", "double_entry"
    message_template = LocalizedText(
        "The cell is {value}, but the printed figure gives {expected}.",
        "录入为 {value}，而原文为 {expected}。",
    )
    remedy_template = LocalizedText(
        "Compare both with the page and correct the wrong one.", "请与原页核对，更正有误的一方。"
    )


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
    message_template = LocalizedText(
        "The number has no printed unit word, and unit is not listed as inferred.",
        "原文数字后没有单位，而 unit 未列为推断项。",
    )
    remedy_template = LocalizedText(
        "Add unit to inferred, or add the shared unit word in 〔〕 to printed.",
        "请在 inferred 中加入 unit，或在 printed 中用〔〕补充共用的单位词。",
    )
    bad = {"printed": "超 72 万亿"}


class IncreaseOrRatio(_Differs):
    """增长 N 倍 adds N times the base; 是…的 N 倍 is N times the base."""

    code, name = "E230", "increase-or-ratio"
    message_template = LocalizedText(
        "The indicator's measure is {value}; the printed words mean {expected}.",
        "该指标的度量类型为 {value}，而原文用词表示 {expected}。",
    )
    remedy_template = LocalizedText(
        "Choose the indicator that the words describe.", "请选择与用词相符的指标。"
    )
    wrong = "printed: 是…的 20 倍, indicator: an increase_multiple"
    right = "printed: 增长了 20 倍, indicator: an increase_multiple"
