"""Rules about where a policy holds (E247)."""

from pipeline.rules.finding import Finding
from pipeline.rules.wording import Wording


class RegionOutsideReport(Finding):
    """A policy holds in a country that the report speaks of; any other is a mistyped letter."""

    code, name = "E247", "region-outside-report"
    message = Wording(
        "{value} lies in no country that the report speaks of ({expected}).",
        "{value} 不属于报告所涉的国家或地区（{expected}）。",
    )
    remedy = Wording(
        "Correct the code, or add the country to region in report.yaml.",
        "请更正代码，或在 report.yaml 的 region 中加入该国家或地区。",
    )
    wrong = "policies.csv: region: CH-SH"
    right = "policies.csv: region: CN-SH"
