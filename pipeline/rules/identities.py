"""Rules about arithmetic between figures and the report's own contradictions (E32x)."""

from pipeline.rules.finding import Finding
from pipeline.rules.wording import Wording


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
