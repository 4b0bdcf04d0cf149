"""Which asset is made from which: what follows from a file, and from which files each is made."""

from collections.abc import Collection, Iterable, Mapping

import dagster as dg

Edges = Mapping[dg.AssetKey, Collection[dg.AssetKey]]


def edges(definitions: Iterable[dg.AssetsDefinition]) -> dict[dg.AssetKey, list[dg.AssetKey]]:
    """What every asset is made from."""
    return {
        spec.key: [each.asset_key for each in spec.deps]
        for definition in definitions
        for spec in definition.specs
    }


def following(sources: Collection[dg.AssetKey], made_from: Edges) -> set[dg.AssetKey]:
    """All assets that are made from the sources, directly or not."""
    reached: set[dg.AssetKey] = set()
    fresh = set(sources)
    while fresh:
        fresh = {each for each, deps in made_from.items() if fresh & set(deps)} - reached
        reached |= fresh
    return reached


def files_behind(each: dg.AssetKey, made_from: Edges) -> set[dg.AssetKey]:
    """The raw assets from which an asset is made, directly or not: those that nothing makes."""
    seen: set[dg.AssetKey] = set()
    fresh = set(made_from.get(each, ()))
    while fresh:
        seen |= fresh
        fresh = {dep for one in fresh for dep in made_from.get(one, ())} - seen
    return {one for one in seen if one not in made_from}


def joined_to_files(steps: Iterable[dg.AssetsDefinition]) -> list[dg.AssetsDefinition]:
    """The same assets, each of which also names every raw file that it is made from.

    Dagster compares an asset with what it names, one step up: without these edges an edited file
    makes stale only what reads it first, and the package looks fresh until that has been made.
    """
    steps = list(steps)
    made_from = edges(steps)

    def joined(spec: dg.AssetSpec) -> dg.AssetSpec:
        named = {each.asset_key for each in spec.deps}
        files = sorted(files_behind(spec.key, made_from) - named)
        return spec.replace_attributes(deps=[*spec.deps, *files])

    return list(dg.map_asset_specs(joined, steps))
