"""Rules about whether everything is there and agrees: ledger, sections, identities, errata (E3xx)."""

from pipeline.rules.finding import Finding
from pipeline.rules.wording import Wording


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
