"""Which asset is made from which: what follows from a file, and which files are behind an asset."""

from __future__ import annotations

import dagster as dg
import pytest

from pipeline.defs.automation import downstream_of, edges, raw_ancestors, with_raw_file_deps


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
    ("source", "reached"),
    [
        ("file", ("typed", "checked", "package")),
        ("list", ("words", "checked", "package")),
        ("other", ("table", "package")),
        ("package", ()),
        ("unknown", ()),
    ],
)
def test_what_follows_is_all_that_is_made_from_it(source: str, reached: tuple[str, ...]) -> None:
    """Directly or not, and not the source itself."""
    assert downstream_of(keys(source), MADE_FROM) == keys(*reached)


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

    joined = with_raw_file_deps([typed, table])
    assert edges(joined) == {
        dg.AssetKey("typed"): [dg.AssetKey("file")],
        dg.AssetKey("table"): [dg.AssetKey(each) for each in ("typed", "other", "list", "file")],
    }
    assert dg.materialize(joined).success
