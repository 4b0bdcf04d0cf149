"""E4: what can go wrong between one release and the next."""

from pipeline.rules.finding import Finding
from pipeline.rules.wording import Wording


class MissingEntry(Finding):
    """A release after the first says what it changed, so that nobody has to compare packages."""

    code, name, check = "E401", "missing-changelog-entry", "changelog"
    message = Wording(
        "The changelog has no entry for version {value}, which revises another.",
        "变更记录中没有版本 {value} 的条目，而该版本修订了另一版本。",
    )
    remedy = Wording(
        "Write it: python -m pipeline changelog --against <the previous release>; it goes to {expected}.",
        "请生成：python -m pipeline changelog --against <上一版本>，写入 {expected}。",
    )
    wrong = "report.yaml: version: 0.3.0, and changes/ ends with 0.2.0.yaml"
    right = "changes/0.3.0.yaml, as the command writes it"


class EntryDisagrees(Finding):
    """An entry belongs to its version: name, date, the release before it, the step it takes."""

    code, name, check = "E402", "changelog-entry-disagrees", "changelog"
    message = Wording("{value} stands here, but {expected}.", "此处为 {value}，但{expected}。")
    remedy = Wording(
        "Correct report.yaml or write the entry anew.", "请更正 report.yaml，或重新生成该条目。"
    )
    wrong = "report.yaml: version: 0.1.1, and its entry has rows added (a minor step)"
    right = "report.yaml: version: 0.2.0"
