"""Define the rules about identities between figures, and about the errata that they prove (E32x)."""

from pipeline.localization import localized
from pipeline.rules.finding import Finding


class UnreadableExpression(Finding):
    """An identity consists of figures, decimals, + - * / ** ( ), and one relation."""

    code, name, check_name = "E320", "unreadable-expression", "identities"
    message_template = localized("{value} cannot be read: {expected}.")
    remedy_template = localized(
        "Write figures in brackets and a claim with its relation: ([1.1-006] - [1.1-005]) / 2, = [1.1-004]."
    )
    wrong = "expression: [1.1-002] minus [1.1-003]"
    right = "expression: [1.1-002] - [1.1-003]"


class UnknownTerm(Finding):
    """An identity refers only to figures of the sections."""

    code, name, check_name = "E321", "unknown-term", "identities"
    message_template = localized("Figure {value} does not exist.")
    remedy_template = localized("Correct the identifier, or restore the figure's row.")
    wrong = "expression: [1.1-999] - [1.1-003]"
    right = "expression: [1.1-002] - [1.1-003]"


class InconsistentIdentity(Finding):
    """An identity holds, unless an erratum records that the report contradicts itself."""

    code, name, check_name = "E322", "inconsistent-identity", "identities"
    message_template = localized("The claim {value} cannot be true: {expected}.")
    remedy_template = localized(
        "Compare each figure with the report; if all are as printed, record the contradiction in errata.csv."
    )
    wrong = "expression: [1.1-002] - [1.1-003], claim: = [1.1-005]"
    right = "expression: [1.1-002] - [1.1-003], claim: = [1.1-004]"


class UnreadableGuard(Finding):
    """A guard consists of two expressions with a relation between them, so that it can be checked."""

    code, name, check_name = "E323", "unreadable-guard", "errata"
    message_template = localized("{value} cannot be read: {expected}.")
    remedy_template = localized(
        "Write it as expression, relation, expression: [3.1-015] / [3.1-014] < 0.185."
    )
    wrong = "guard: [3.1-015] / [3.1-014]"
    right = "guard: [3.1-015] / [3.1-014] < 0.185"


class UnknownErratumFigure(Finding):
    """An erratum and its guard refer only to figures of the sections."""

    code, name, check_name = "E324", "unknown-erratum-figure", "errata"
    message_template = localized("Figure {value} does not exist.")
    remedy_template = localized("Correct the identifier, or restore the figure's row.")
    wrong = "figures: 3.1-999"
    right = "figures: 3.1-015"


class GuardNoLongerHolds(Finding):
    """The guard of an erratum holds; if its figures change, the erratum must be revised."""

    code, name, check_name = "E325", "guard-no-longer-holds", "errata"
    message_template = localized("The guard {value} no longer holds.")
    remedy_template = localized(
        "If a figure was corrected, remove the erratum, or describe what still applies."
    )
    wrong = localized("guard: [2.5-018] = 32000000, and the value of 2.5-018 is 3200000")
    right = localized("guard: [2.5-018] = 3200000")


class ErratumWithoutContradiction(Finding):
    """The identity that an erratum calls inconsistent is inconsistent."""

    code, name, check_name = "E326", "erratum-without-contradiction", "errata"
    message_template = localized(
        "The identity {value} is {expected}, but the erratum states that it is inconsistent."
    )
    remedy_template = localized(
        "Correct the column identity_verdict, or remove the erratum if the contradiction is resolved."
    )
    wrong = localized("identity: ID-001, which holds, identity_verdict: inconsistent")
    right = "identity: ID-001, identity_verdict: consistent"


class ErratumOfOtherFigures(Finding):
    """The identity that an erratum names uses at least one of the figures of the erratum."""

    code, name, check_name = "E327", "erratum-of-other-figures", "errata"
    message_template = localized("The identity {value} uses none of the figures {expected}.")
    remedy_template = localized(
        "Correct the column identity or the column figures, or clear identity."
    )
    wrong = localized("figures: 3.1-015, identity: ID-001, which compares 1.1-002 and 1.1-003")
    right = "figures: 1.1-002, identity: ID-001"


class VacuousIdentity(Finding):
    """An identity or a guard depends on its figures; one that holds for any numbers checks nothing."""

    code, name, check_name = "E328", "vacuous-identity", "identities"
    message_template = localized("{value} has the same result for any figures.")
    remedy_template = localized(
        "Write the equation that the statement describes, or remove the row."
    )
    wrong = "expression: [1.1-002] - [1.1-002], claim: = 0"
    right = "expression: [1.1-002] - [1.1-003], claim: = [1.1-004]"
