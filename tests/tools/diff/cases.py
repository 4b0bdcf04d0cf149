"""One edit of the raw data for every kind of change, with what must be stated of it."""

from dataclasses import dataclass

from pipeline.ingest.changelog import VersionBump
from tests.tools.diff.sides import Edit, Keyed


@dataclass(frozen=True)
class Case:
    """An edit; the changes `(group, table, key)`, derived ones apart; effects `(kind, key)`; step.

    The last are the classes of the cells of the first changed row, none if its cells are the same.
    """

    edit: Edit
    changes: set[tuple[str, str, str]]
    effects: set[tuple[str, str]]
    step: VersionBump
    classes: tuple[str, ...] = ()


def cell(table: str, key: str, **cells: str) -> Edit:
    """Other cells in one row."""
    return lambda keyed: keyed.key_in(table, key, **cells)


def gone(table: str, key: str) -> Edit:
    """One row less."""
    return lambda keyed: keyed.drop(table, key)


def _renumber(keyed: Keyed) -> None:
    keyed.copy("figures", "1.3-001", "1.3-009")
    keyed.drop("figures", "1.3-001")


def _exchange(keyed: Keyed) -> None:
    frame = keyed.frame("policies")
    keyed.put("policies", frame.loc[[1, 0, *range(2, len(frame))]])


def _ledger(keyed: Keyed) -> None:
    frame = keyed.frame("numerals").copy()
    frame.loc[1, "reason"] = "date"
    keyed.put("numerals", frame)


def _mixture(keyed: Keyed) -> None:
    keyed.key_in("figures", "1.3-002", number="16.5", printed="增长 16.5%", page="6", note_en="x")
    keyed.key_in("figures", "1.1-002", status="estimate")
    keyed.copy("figures", "1.1-001", "1.1-099", printed="超 99 万亿元", number="99")
    keyed.drop("policies", "P27")
    keyed.key_in("policies", "P02", summary_en="Otherwise put.")


REFERRED = "row_referred_to"
TOUCHED = "rows_touched"
DANGLING = "reference_dangling"
CASES: dict[str, Case] = {
    "another number": Case(
        cell("figures", "1.3-001", number="295.3", printed="295.3 万人"),
        {("value", "figures", "1.3-001")}, {(REFERRED, "1.3-001")}, VersionBump.CORRECTION,
        ("value", "text"),
    ),
    "another multiplier": Case(
        cell("figures", "1.3-001", multiplier="亿", printed="295.2 亿人"),
        {("value", "figures", "1.3-001")}, {(REFERRED, "1.3-001")}, VersionBump.CORRECTION,
        ("value", "text"),
    ),
    "another hedge": Case(
        cell("figures", "1.1-001", hedge="近", printed="近 72 万亿元"),
        {("value", "figures", "1.1-001")}, {(REFERRED, "1.1-001")}, VersionBump.CORRECTION,
        ("value", "reading", "text"),
    ),
    "another unit": Case(
        cell("figures", "1.1-001", unit="USD"),
        {("reading", "figures", "1.1-001")},
        {
            (REFERRED, "1.1-001"), ("identity_unjudged", "ID-083"), ("identity_unjudged", "ID-086"),
            ("coverage_lost", "1.1-001"), ("coverage_lost", "1.2-017"),
        },
        VersionBump.CORRECTION, ("reading",),
    ),
    "another period": Case(
        cell("figures", "1.3-002", period="2020"),
        {("reading", "figures", "1.3-002")}, {(REFERRED, "1.3-002")}, VersionBump.CORRECTION,
        ("reading",),
    ),
    "another basis": Case(
        cell("figures", "1.3-002", basis="pop"),
        {("reading", "figures", "1.3-002")}, {(REFERRED, "1.3-002")}, VersionBump.CORRECTION,
        ("reading",),
    ),
    "another indicator": Case(
        cell("figures", "1.3-002", indicator="gdp_growth"),
        {("reading", "figures", "1.3-002")}, {(REFERRED, "1.3-002")}, VersionBump.CORRECTION,
        ("reading", "derived"),
    ),
    "no longer a cited number": Case(
        cell("figures", "1.1-001", cited="", credit="", inferred=""),
        {("reading", "figures", "1.1-001")}, {(REFERRED, "1.1-001")}, VersionBump.CORRECTION,
        ("reading",),
    ),
    "typography": Case(
        cell("figures", "1.1-001", printed="超72万亿元"),
        {("text", "figures", "1.1-001")}, {(REFERRED, "1.1-001")}, VersionBump.CORRECTION, ("text",),
    ),
    "another page": Case(
        cell("figures", "1.3-002", page="6"),
        {("moved", "figures", "1.3-002")}, set(), VersionBump.CORRECTION, ("text",),
    ),
    "a note": Case(
        cell("figures", "1.3-002", note_en="another remark"),
        {("wording", "figures", "1.3-002")}, set(), VersionBump.CORRECTION, ("wording",),
    ),
    "a figure removed": Case(
        gone("figures", "1.1-004"),
        {("removed", "figures", "1.1-004")},
        {(DANGLING, "1.1-004"), ("identity_unjudged", "ID-001")}, VersionBump.BREAKING,
    ),
    "a figure added": Case(
        lambda keyed: keyed.copy("figures", "1.1-001", "1.1-099", printed="超 9 元", number="9"),
        {("added", "figures", "1.1-099")}, set(), VersionBump.ADDITION,
    ),
    "a figure renumbered": Case(
        _renumber,
        {("renumbered", "figures", "1.3-009")}, {(DANGLING, "1.3-001")}, VersionBump.BREAKING,
    ),
    "a number that breaks an identity": Case(
        cell("figures", "1.1-004", number="2.9", printed="提升了 2.9 个百分点"),
        {("value", "figures", "1.1-004"), ("value", "identities", "ID-001")},
        {(REFERRED, "1.1-004"), ("identity_inconsistent", "ID-001")}, VersionBump.CORRECTION,
        ("value", "text"),
    ),
    "an identity that guarded a figure": Case(
        gone("identities", "ID-001"),
        {("removed", "identities", "ID-001")}, {("coverage_lost", "1.1-004"), ("rule_weakened", "ID-001")}, VersionBump.BREAKING,
    ),
    "a claim that cannot be true": Case(
        cell("identities", "ID-002", claim="< [1.1-005]"),
        {("value", "identities", "ID-002")}, {("identity_inconsistent", "ID-002")},
        VersionBump.CORRECTION, ("value", "reading", "derived"),
    ),
    "the title of an indicator": Case(
        cell("indicators", "gdp", title_en="GDP"),
        {("wording", "indicators", "gdp")}, {(TOUCHED, "gdp")}, VersionBump.CORRECTION, ("wording",),
    ),
    "the meaning of a unit": Case(
        cell("units", "CNY", dimension="weight"),
        {("reading", "units", "CNY")}, {(TOUCHED, "CNY"), ("rule_weakened", "CNY")}, VersionBump.BREAKING, ("reading",),
    ),
    "a code that nothing uses": Case(
        # the package does not hold it
        gone("entities", "human_workers"), set(), set(), VersionBump.NONE,
    ),
    "the reason of a numeral": Case(
        _ledger, {("reading", "numerals", "0/2/2/1")}, set(), VersionBump.CORRECTION, ("reading",),
    ),
    "a summary": Case(
        cell("policies", "P02", summary_en="Otherwise put."),
        {("wording", "policies", "P02")}, set(), VersionBump.CORRECTION, ("wording",),
    ),
    "the level of a policy": Case(
        cell("policies", "P02", level="local"),
        {("reading", "policies", "P02")}, set(), VersionBump.CORRECTION, ("reading",),
    ),
    "another order": Case(
        _exchange, {("moved", "policies", "P02")}, set(), VersionBump.CORRECTION,
    ),
    "a mixture": Case(
        _mixture,
        {
            ("value", "figures", "1.3-002"), ("removed", "policies", "P27"),
            ("reading", "figures", "1.1-002"), ("added", "figures", "1.1-099"),
            ("wording", "policies", "P02"),
        },
        {(REFERRED, "1.3-002"), (REFERRED, "1.1-002")}, VersionBump.BREAKING,
        ("value", "text", "wording"),
    ),
}  # fmt: skip
