"""Check the entity of a figure by the names nearest before it, or directly behind it."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from pipeline.parsing.normalization import normalize_text
from pipeline.tools.source_text.figure_words import (
    FigureInText,
    Lookup,
    Mention,
    Names,
    compared_with,
)

#: Between a figure and the entity behind it that it describes, in normalised text.
_OF: Final = re.compile(r"[%个成]*的(?:受访)?|(?:[-~至]\d+)?岁(?:及?以[上下])?的?")
#: A printed rank; an entity directly before it is the scope of the order: 世界第一.
_ORDINAL: Final = re.compile("第|前")
#: Before an entity that is a whole or a base of comparison.
_BESIDE: Final = re.compile(r"(?:占据?了?|不及|比|较|高于|低于|超过|相当于|仅次于)(?:全球|同期)?\Z")


def entity_words(figure: FigureInText, lookup: Lookup, beside: Collection[str]) -> str:
    """Return the name of another entity that is nearer, or the names that are not in the paragraph."""
    entity, compared = figure.row["entity"], compared_with(figure.row)
    if entity == compared:
        return f"{figure.row['basis']}, which is the entity itself"
    mentions = lookup.entities.mentions(figure.text)
    own = [each for each in mentions if entity in each.codes]
    others = [
        each
        for each in mentions
        if entity not in each.codes and each.codes & set(beside) - {compared}
    ]
    if behind := _owner_behind(figure, [*own, *others]):
        return behind.name if behind in others else ""
    own_before = [each for each in own if each.end <= figure.start]
    last = max((each.end for each in own_before), default=0)
    nearer = [
        each
        for each in others
        if last <= each.start
        and each.end <= figure.start
        and not _is_other(each, figure, own, lookup)
    ]
    if figure.infers("entity"):
        return _inferred_entity(figure, lookup, own_before, nearer)
    if not own:
        names = lookup.entities.names.get(entity, ())
        named = Names(lookup.entities.names).mentions(figure.text)
        return "" if any(entity in each.codes for each in named) else ", ".join(names)
    return nearer[-1].name if nearer else ""


def _owner_behind(figure: FigureInText, mentions: Sequence[Mention]) -> Mention | None:
    """Return the entity directly behind a figure: 71.7%的居民, 18-30岁小镇青年."""
    for each in mentions:
        between = figure.text[figure.end : each.start] if each.start >= figure.end else ","
        if _OF.fullmatch(between):
            return each
    return None


def _is_other(
    mention: Mention, figure: FigureInText, own: Sequence[Mention], lookup: Lookup
) -> bool:
    """Return whether a mention before a figure is a whole, a base of comparison, or part of a name."""
    text = figure.text
    if text[mention.end : figure.start] == "(":
        return False
    if text[mention.end : figure.start] in ("", "第") and _ORDINAL.match(figure.row["printed"]):
        return True
    names = lookup.entities.names.get(figure.row["entity"], ())
    is_part = any(mention.name in normalize_text(name) for name in names)
    of_own = figure.row["entity"] not in lookup.region and any(
        each.name in name for each in own for name in _names_of(mention, lookup)
    )
    return is_part or of_own or _BESIDE.search(text[: mention.start]) is not None


def _names_of(mention: Mention, lookup: Lookup) -> Iterator[str]:
    for code in mention.codes:
        yield from map(normalize_text, lookup.entities.names.get(code, ()))


def _inferred_entity(
    figure: FigureInText, lookup: Lookup, own: Sequence[Mention], nearer: Sequence[Mention]
) -> str:
    """Return words about an entity that the editor inferred: it is stated, or named nowhere above."""
    entity = figure.row["entity"]
    if own and not nearer:
        return f"{own[-1].name}, which the sentence states"
    above = {code for each in lookup.entities.mentions(figure.earlier) for code in each.codes}
    names = lookup.entities.names.get(entity, ())
    # the scope of a cited standard is in the standard
    is_cited = figure.row["status"] == "threshold" and bool(figure.row["cited"])
    is_known = is_cited or entity in lookup.region or entity in above or not names
    return "" if own or is_known else ", ".join(names)
