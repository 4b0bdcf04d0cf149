"""What a change of rows does elsewhere: to identities, to protection, to rows that refer to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.difference.consequence import Effect, EffectKind, listed
from pipeline.difference.references import reference_effects
from pipeline.difference.rows import Change
from pipeline.difference.snapshot import Snapshot
from pipeline.rules import Wording
from pipeline.tables import FIGURES, IDENTITIES, IDENTITY_TERMS, PROTECTION


def _verdict_kind(old: str, new: str) -> EffectKind | None:
    """What a change of verdict means; blank is the verdict of an identity that is new."""
    if old == new:
        return None
    if not new:
        return EffectKind.UNJUDGED
    if new == "inconsistent":
        return EffectKind.INCONSISTENT
    if old and new == "undecidable":
        return EffectKind.UNDECIDABLE
    decided = {"inconsistent": EffectKind.RESOLVED, "undecidable": EffectKind.DECIDED}
    return decided.get(old) if new == "consistent" else None


def identity_effects(old: Snapshot, new: Snapshot) -> Iterator[Effect]:
    """Identities that come to another verdict, and new ones that are inconsistent."""
    before = old.rows(IDENTITIES.name)
    for key, row in new.rows(IDENTITIES.name).items():
        was, now = before.get(key, {}).get("verdict", ""), row.get("verdict", "")
        kind = _verdict_kind(was, now)
        if kind is None or (key in before and not was):
            continue
        said = Wording(
            f"identity {key[0]}: {was or 'new'} → {now or 'cannot be judged'}: {row.get('statement_en', '')}",
            f"关系 {key[0]}：{was or '新'} → {now or '无法判定'}：{row.get('statement_zh', '')}",
        )
        yield Effect(kind, IDENTITIES.name, key, said)


def _guarded(side: Snapshot) -> dict[str, set[str]]:
    """For each figure the identities in which a slip of its digits would be noticed."""
    found: dict[str, set[str]] = defaultdict(set)
    identities = side.rows(IDENTITIES.name)
    for row in side.rows(IDENTITY_TERMS.name).values():
        verdict = identities.get((row.get("identity", ""),), {}).get("verdict")
        # an identity that is broken notices already
        if row.get("power_up") or row.get("power_down") or verdict == "inconsistent":
            found[row.get("figure", "")].add(row.get("identity", ""))
    return found


def protection_effects(old: Snapshot, new: Snapshot) -> Iterator[Effect]:
    """Figures that no identity guards any more, and those that one guards now."""
    if IDENTITY_TERMS.name not in old.sheets or IDENTITY_TERMS.name not in new.sheets:
        return
    before, after = _guarded(old), _guarded(new)
    kept = old.rows(FIGURES.name).keys() & new.rows(FIGURES.name).keys()
    for figure in sorted(key[0] for key in kept):
        was, now = before.get(figure, set()), after.get(figure, set())
        if was and not now:
            said = Wording(
                f"{figure}: no identity would notice a slip any more (was: {listed(sorted(was))})",
                f"{figure}：不再有关系能发现其差错（原有：{listed(sorted(was))}）",
            )
            yield Effect(EffectKind.UNPROTECTED, FIGURES.name, (figure,), said)
        elif now and not was:
            said = Wording(
                f"{figure}: a slip would now be noticed by {listed(sorted(now))}",
                f"{figure}：其差错现可由 {listed(sorted(now))} 发现",
            )
            yield Effect(EffectKind.PROTECTED, FIGURES.name, (figure,), said)


def _caught(side: Snapshot) -> dict[str, set[str]]:
    """For each figure whose protection was measured, the slips that are caught without the text."""
    return {
        key[0]: set(filter(None, row.get("caught_without_text", "").split(";")))
        for key, row in side.rows(PROTECTION.name).items()
        if row.get("measured") == "true"
    }


def measured_effects(old: Snapshot, new: Snapshot) -> Iterator[Effect]:
    """Figures for which a slip was caught and no longer is, as the mutation score measured it."""
    before, after = _caught(old), _caught(new)
    for figure in before.keys() & after.keys():
        if lost := sorted(before[figure] - after[figure]):
            said = Wording(
                f"{figure}: no longer caught without the text: {listed(lost)}",
                f"{figure}：不凭文本已不能发现：{listed(lost)}",
            )
            yield Effect(EffectKind.UNPROTECTED, PROTECTION.name, (figure,), said, len(lost))


def effects(old: Snapshot, new: Snapshot, changes: Iterable[Change]) -> tuple[Effect, ...]:
    """Every consequence, the gravest first."""
    found = [
        *identity_effects(old, new),
        *protection_effects(old, new),
        *measured_effects(old, new),
        *reference_effects(new, changes),
    ]
    order = list(EffectKind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.table, each.key)))
