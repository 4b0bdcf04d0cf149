"""Which files are behind an asset, and that each asset has an edge to them."""

from __future__ import annotations

import dagster as dg
import pytest

from pipeline.defs.automation import automated, raw_ancestors


def keys(*names: str) -> set[dg.AssetKey]:
    """Asset keys of one word."""
    return {dg.AssetKey(name) for name in names}


# two files; a section is read, checked against the words, and published with another table
MADE_FROM = {
    dg.AssetKey(name): keys(*deps)
    for name, deps in {
        "typed": ("file",),
        "words": ("list",),
        "checked": ("typed", "words"),
        "table": ("other",),
        "package": ("checked", "table"),
    }.items()
}


@pytest.mark.parametrize(
    ("each", "files"),
    [
        ("typed", ("file",)),
        ("checked", ("file", "list")),
        ("package", ("file", "list", "other")),
        ("file", ()),
    ],
)
def test_the_files_behind_an_asset_are_what_nothing_makes(
    each: str, files: tuple[str, ...]
) -> None:
    """However many steps lie between."""
    assert raw_ancestors(dg.AssetKey(each), MADE_FROM) == keys(*files)


def test_an_asset_joined_to_its_files_keeps_what_it_named() -> None:
    """Edges are added in a stable order and none twice; what an asset does is untouched."""

    @dg.asset(deps=["file"])
    def typed() -> int:
        return 1

    @dg.asset(deps=["typed", "other", "list"])
    def table() -> int:
        return 2

    joined = automated([typed, table])
    edges = {
        spec.key: [each.asset_key for each in spec.deps] for one in joined for spec in one.specs
    }
    assert edges == {
        dg.AssetKey("typed"): [dg.AssetKey("file")],
        dg.AssetKey("table"): [dg.AssetKey(each) for each in ("typed", "other", "list", "file")],
    }
    assert dg.materialize(joined).success
