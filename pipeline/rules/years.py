"""Rules about years that are keyed but printed nowhere near the figure (E314, E315)."""

from pipeline.rules.finding import Finding
from pipeline.rules.wording import Wording


class YearNotStated(Finding):
    """A year that the sentence does not print was inferred, or mistyped."""

    code, name, check = "E314", "year-not-stated", "ledger"
    message = Wording(
        "The sentence prints no such year as that of {value}; it prints {expected}.",
        "句中未印 {value} 的年份，所印为 {expected}。",
    )
    remedy = Wording(
        "Correct the period, or add period to inferred.",
        "请更正时期；如系推断，请在 inferred 中注明 period。",
    )
    wrong = "figures/2.1.csv: period 2018 where the sentence prints 2019"
    right = "figures/2.1.csv: period 2019"


class InferredYearNowhere(Finding):
    """A year is inferred from what stands near: the paragraph, the report's own year, a comparison."""

    code, name, check = "E315", "inferred-year-nowhere", "ledger"
    message = Wording(
        "Nothing near the figure speaks of the year of {value}; near it are {expected}.",
        "该数字附近没有 {value} 的年份，附近所印为 {expected}。",
    )
    remedy = Wording(
        "Correct the period; it is a year of the paragraph, the report's own, or the base of a "
        "comparison in the sentence.",
        "请更正时期：应为段中所印年份、报告所属年份，或句中比较的基期。",
    )
    wrong = "figures/2.5.csv: period 2018-01/2018-06, inferred period, in a paragraph without 2018"
    right = "figures/2.5.csv: period 2020-01/2020-06, inferred period, the report's own year"
