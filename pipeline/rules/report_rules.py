"""Rules about a report as a whole: years, regions, ledger, sections, charts, identities, errata.

E245 to E247 and W243 compare figures with the report and with each other; E3xx check that everything
is there and agrees; W49x concern measurements of the checks and are never errors.
"""

from pipeline.rules.finding import Finding, Wording


class YearOutsideReport(Finding):
    """A year far from the report's own is a mistyped digit."""

    code, name, check = "E245", "year-outside-report", "periods"
    message = Wording(
        "{value} lies outside the years that the report speaks of ({expected}).",
        "{value} 不在报告涉及的年份之内（{expected}）。",
    )
    remedy = Wording(
        "Correct the year, or first_year or last_year in report.yaml.",
        "请更正年份，或更正 report.yaml 中的 first_year 或 last_year。",
    )
    bad = {"period": "2002"}


class ObservedAfterPublication(Finding):
    """What was observed had happened when the report appeared; only an expectation may lie ahead."""

    code, name, check = "E246", "observed-after-publication", "periods"
    message = Wording(
        "{value} ends after the report was published ({expected}).",
        "{value} 晚于报告发布时间（{expected}）。",
    )
    remedy = Wording(
        "Correct the period, or the status if it is a forecast or a target.",
        "请更正时期；如为预测或目标，请更正 status。",
    )
    bad = {"period": "2021-01/2021-09"}


class FactorHundredTwin(Finding):
    """Two figures of one thing that differ by a power of ten are likely one slip."""

    code, name, check = "W243", "power-of-ten-twin", "ranges"
    message = Wording(
        "{value} and {expected} differ by a power of ten only.",
        "{value} 与 {expected} 仅差十的幂次。",
    )
    remedy = Wording("Compare both with the report.", "请将两处与报告核对。")
    wrong = "number: 0.266 here, 26.6 of the same indicator there"
    right = "number: 26.6 at both places"


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


class UnaccountedNumeral(Finding):
    """Every printed numeral is either recorded by a figure or excluded for a reason."""

    code, name, check = "E301", "unaccounted-numeral", "ledger"
    message = Wording(
        "The numeral {value} has neither figure nor reason.",
        "数词 {value} 既无对应数字，也无排除理由。",
    )
    remedy = Wording("Fill figure or reason.", "请填写 figure 或 reason。")
    wrong = "numerals.csv: token: 72, figure: , reason: "
    right = "numerals.csv: token: 72, figure: 1.1-001, reason: "


class FigureAndReason(Finding):
    """A numeral that a figure records is not excluded."""

    code, name, check = "E302", "figure-and-reason", "ledger"
    message = Wording(
        "The numeral has a figure and a reason: {value}.", "数词同时有对应数字和排除理由：{value}。"
    )
    remedy = Wording("Clear one of the two.", "请清空其一。")
    wrong = "numerals.csv: figure: 2.6-001, reason: name"
    right = "numerals.csv: figure: 2.6-001, reason: "


class UnknownFigure(Finding):
    """The ledger points at a figure that no section has."""

    code, name, check = "E303", "unknown-figure", "ledger"
    message = Wording("There is no figure {value}.", "不存在数字 {value}。")
    remedy = Wording(
        "Correct the identifier, or restore the figure's row.", "请更正编号，或恢复该数字所在行。"
    )
    wrong = "numerals.csv: figure: 2.2-999"
    right = "numerals.csv: figure: 2.2-009"


class FigureWithoutNumeral(Finding):
    """No numeral of the ledger points at this figure, so nothing proves that it is printed."""

    code, name, check = "E304", "figure-without-numeral", "ledger"
    message = Wording(
        "No numeral points at figure {value} ({expected}).",
        "没有数词指向数字 {value}（{expected}）。",
    )
    remedy = Wording(
        "Claim its numeral in numerals.csv, or remove the figure.",
        "请在 numerals.csv 中填入对应数词，或删除该数字。",
    )
    wrong = "figure 2.6-003, and no numeral with figure: 2.6-003"
    right = "numerals.csv: figure: 2.6-003"


class NumeralClaimedTwice(Finding):
    """One position of the text stands in the ledger once."""

    code, name, check = "E305", "numeral-claimed-twice", "ledger"
    message = Wording(
        "This position stands in the ledger more than once: {value}.",
        "该位置在总账中出现多次：{value}。",
    )
    remedy = Wording("Keep one row.", "请只保留一行。")
    wrong = "numerals.csv: section 2.6, paragraph 1, sentence 2, ordinal 1, in two rows"
    right = "one row for each position"


class OrdinalsNotContiguous(Finding):
    """The numerals of a sentence are numbered 1, 2, 3 … in order; a gap is a lost numeral."""

    code, name, check = "E306", "ordinals-not-contiguous", "ledger"
    message = Wording(
        "The numerals of this sentence are numbered {value}, not {expected}.",
        "该句数词序号为 {value}，应为 {expected}。",
    )
    remedy = Wording(
        "Restore the lost row, or stamp the ledger anew from the text.",
        "请恢复缺失的行，或据文本重新盖章。",
    )
    wrong = "ordinals of one sentence: 1, 3"
    right = "ordinals of one sentence: 1, 2"


class TwoFingerprints(Finding):
    """All numerals of a sentence carry that sentence's fingerprint."""

    code, name, check = "E307", "two-fingerprints", "ledger"
    message = Wording(
        "The numerals of one sentence carry different fingerprints: {value}.",
        "同一句的数词指纹不一致：{value}。",
    )
    remedy = Wording("Stamp the ledger anew from the text.", "请据文本重新盖章。")
    wrong = "two numerals of one sentence: sentence_sha256: b6c9…, 0000…"
    right = "two numerals of one sentence: sentence_sha256: b6c9…, b6c9…"


class LedgerPageDiffers(Finding):
    """A figure stands on the page on which its first numeral stands."""

    code, name, check = "E308", "ledger-page-differs", "ledger"
    message = Wording(
        "Page {value}; the figure says page {expected}.",
        "页码为 {value}，而数字所记页码为 {expected}。",
    )
    remedy = Wording(
        "Correct the figure's page, or the figure that the numeral points at.",
        "请更正数字的页码，或该数词所指的数字。",
    )
    wrong = "numerals.csv: page: 18; its figure: page: 19"
    right = "numerals.csv: page: 19; its figure: page: 19"


class LedgerSectionDiffers(Finding):
    """A figure's numerals stand in its section."""

    code, name, check = "E309", "ledger-section-differs", "ledger"
    message = Wording(
        "The numeral stands in section {value}, the figure in {expected}.",
        "数词位于章节 {value}，而数字属于 {expected}。",
    )
    remedy = Wording("Correct the figure that the numeral points at.", "请更正该数词所指的数字。")
    wrong = "numerals.csv: section: 2.5, figure: 2.6-006"
    right = "numerals.csv: section: 2.6, figure: 2.6-006"


class NumeralNotInPrinted(Finding):
    """The printed form of a figure contains the numerals that it claims."""

    code, name, check = "E310", "numeral-not-in-printed", "ledger"
    message = Wording(
        "The numeral {value} is not in the figure's printed form {expected}.",
        "数字的所印形式 {expected} 中没有数词 {value}。",
    )
    remedy = Wording(
        "Correct the printed form, or the figure that the numeral points at.",
        "请更正所印形式，或该数词所指的数字。",
    )
    wrong = "numerals.csv: token: 12345, figure: 1.1-001 (超 72 万亿元)"
    right = "numerals.csv: token: 72, figure: 1.1-001 (超 72 万亿元)"


class SectionWithoutRows(Finding):
    """A section of which nothing is recorded anywhere was probably forgotten."""

    code, name, check = "E311", "section-without-rows", "sections"
    message = Wording("Nothing is recorded of section {value}.", "章节 {value} 没有任何记录。")
    remedy = Wording(
        "Transcribe its figures, policies, initiatives, challenges or measures.",
        "请录入该章节的数字、政策、案例、问题或措施。",
    )
    wrong = "sections.csv: 4.6, and no row of any table with section 4.6"
    right = "at least one figure, policy, initiative, challenge or measure of section 4.6"


class NotDrawable(Finding):
    """A figure has a place on its chart's axis; otherwise the page could not be made at all."""

    code, name = "E312", "not-drawable"
    message = Wording(
        "Figure {value} cannot stand on this chart: it needs {expected}.",
        "数字 {value} 无法绘于此图：须为{expected}。",
    )
    remedy = Wording(
        "Choose another kind of chart or scale, or take the figure out.",
        "请改用其他图形或坐标，或移出该数字。",
    )
    wrong = "chart_figures.csv: a figure without period on a chart over time"
    right = "chart_figures.csv: a figure with a period"


class NotOnThisScale(Finding):
    """Bars and parts begin at zero and growth passes it; a logarithmic axis has no zero."""

    code, name = "E313", "not-on-this-scale"
    message = Wording("{value} have no logarithmic axis.", "{value} 不能使用对数坐标。")
    remedy = Wording("Choose dots, or a linear scale.", "请改用圆点或线性坐标。")
    wrong = "charts.csv: kind: bars, scale: log"
    right = "charts.csv: kind: bars, scale: linear"


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


class UnreadableExpression(Finding):
    """An identity is arithmetic over figures, decimals and + - * / ** ( ), and one relation."""

    code, name, check = "E320", "unreadable-expression", "identities"
    message = Wording("{value} cannot be read: {expected}.", "无法读取 {value}：{expected}。")
    remedy = Wording(
        "Write figures in brackets and a claim with its relation: ([1.1-006] - [1.1-005]) / 2, = [1.1-004].",
        "数字编号放入方括号，claim 以关系符开头：([1.1-006] - [1.1-005]) / 2，= [1.1-004]。",
    )
    wrong = "expression: [1.1-002] minus [1.1-003]"
    right = "expression: [1.1-002] - [1.1-003]"


class UnknownTerm(Finding):
    """An identity names figures that some section has."""

    code, name, check = "E321", "unknown-term", "identities"
    message = Wording("There is no figure {value}.", "不存在数字 {value}。")
    remedy = Wording(
        "Correct the identifier, or restore the figure's row.", "请更正编号，或恢复该数字所在行。"
    )
    wrong = "expression: [1.1-999] - [1.1-003]"
    right = "expression: [1.1-002] - [1.1-003]"


class InconsistentIdentity(Finding):
    """Figures that contradict each other were keyed wrongly, or the report contradicts itself."""

    code, name, check = "E322", "inconsistent-identity", "identities"
    message = Wording(
        "The claim {value} cannot be true: {expected}.", "关系 {value} 不可能成立：{expected}。"
    )
    remedy = Wording(
        "Compare each figure with the report; if all are as printed, record the contradiction in errata.csv.",
        "请逐一与报告核对；若均如所印，请在 errata.csv 中记录该矛盾。",
    )
    wrong = "expression: [1.1-002] - [1.1-003], claim: = [1.1-005]"
    right = "expression: [1.1-002] - [1.1-003], claim: = [1.1-004]"


class UnreadableGuard(Finding):
    """A guard is two expressions with a relation between them, so that it can be checked."""

    code, name, check = "E323", "unreadable-guard", "errata"
    message = Wording("{value} cannot be read: {expected}.", "无法读取 {value}：{expected}。")
    remedy = Wording(
        "Write it as expression, relation, expression: [3.1-015] / [3.1-014] < 0.185.",
        "请写作“表达式 关系符 表达式”：[3.1-015] / [3.1-014] < 0.185。",
    )
    wrong = "guard: [3.1-015] / [3.1-014]"
    right = "guard: [3.1-015] / [3.1-014] < 0.185"


class UnknownErratumFigure(Finding):
    """An erratum and its guard speak of figures that some section has."""

    code, name, check = "E324", "unknown-erratum-figure", "errata"
    message = Wording("There is no figure {value}.", "不存在数字 {value}。")
    remedy = Wording(
        "Correct the identifier, or restore the figure's row.", "请更正编号，或恢复该数字所在行。"
    )
    wrong = "figures: 3.1-999"
    right = "figures: 3.1-015"


class GuardNoLongerHolds(Finding):
    """An erratum describes the figures as they stand; when they change, it has to be read again."""

    code, name, check = "E325", "guard-no-longer-holds", "errata"
    message = Wording("The guard {value} no longer holds.", "守护条件 {value} 已不成立。")
    remedy = Wording(
        "If a figure was corrected, remove the erratum or describe what is left of it.",
        "若数字已更正，请删除该勘误，或改述仍存在的部分。",
    )
    wrong = "guard: [2.5-018] = 32000000, while 2.5-018 says 3200000"
    right = "guard: [2.5-018] = 3200000"


class ErratumWithoutContradiction(Finding):
    """An erratum that names an identity excuses it, so that identity must be inconsistent."""

    code, name, check = "E326", "erratum-without-contradiction", "errata"
    message = Wording(
        "The identity {value} is {expected}, not inconsistent.",
        "关系 {value} 的结论为 {expected}，并非矛盾。",
    )
    remedy = Wording(
        "Clear the identity, or remove the erratum if nothing is wrong any more.",
        "请清空 identity；若已无矛盾，请删除该勘误。",
    )
    wrong = "identity: ID-001, which holds"
    right = "identity: (blank), or one that is inconsistent"


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
