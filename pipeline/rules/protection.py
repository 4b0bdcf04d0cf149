"""Rules about measurements that are no longer of the figures as they stand (W49x); never an error."""

from pipeline.rules.finding import Finding
from pipeline.rules.wording import Wording


class ProtectionNotMeasured(Finding):
    """What was measured on another state of a figure is not published as if it were of this one."""

    code, name, check = "W490", "protection-not-measured", "protection"
    message = Wording(
        "The protection of {value} has not been measured as it stands now; it is published blank.",
        "{value} 的保护程度尚未就现状测量，发布时留空。",
    )
    remedy = Wording(
        "Run make mutate with the report's text and commit what it writes.",
        "请备好报告文本运行 make mutate，并提交其写出的文件。",
    )
    wrong = "figures/1.1.csv: number changed, protection.csv as before"
    right = "figures/1.1.csv: number changed, protection.csv as make mutate writes it"
