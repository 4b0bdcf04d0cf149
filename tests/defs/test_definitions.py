"""The graph that Dagster shows: its nodes, checks and edges, the files behind each, and what people read."""

from __future__ import annotations

import warnings
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.defs.naming import STAGES, group, package_key
from pipeline.defs.raw_files import automated, raw_ancestors
from pipeline.defs.tables import NODES
from pipeline.ingest.report_folder import REPORT_TABLES, report_folders
from pipeline.paths import Paths
from pipeline.schema import PUBLISHED
from pipeline.transform.tables import AS_KEYED
from pipeline.validation.figure_checks.typed_figures import SCHEMA as TYPED_FIGURES

CHECKOUT = Path(__file__).resolve().parents[2]
REPORT = "caict_2020"
SECTIONS = (
    "0", "1_1", "1_2", "1_3", "2", "2_1", "2_2", "2_3", "2_4", "2_5", "2_6", "3_1", "3_2", "3_3_1",
    "3_3_3",
)  # fmt: skip
#: Tables whose rows are counted for each section.
COUNTED = ("policies", "initiatives", "recommendations")
REPORT_CHECKS = {"tables", "folder", "ledger", "identities", "errata", "sections"}


@pytest.fixture(scope="module")
def repository() -> dg.RepositoryDefinition:
    """The definitions of this checkout, as the code location loads them."""
    return build_definitions(Paths(CHECKOUT)).get_repository_def()


def key(*path: str) -> dg.AssetKey:
    """An asset key of the report."""
    return dg.AssetKey([REPORT, *path])


def test_loading_warns_of_nothing() -> None:
    """No beta or deprecated interface is used, so an upgrade is not a surprise."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        build_definitions(Paths(CHECKOUT)).resolve_all_job_defs()


def test_a_section_goes_from_raw_to_figures(repository: dg.RepositoryDefinition) -> None:
    """One node for each state that a section passes through."""
    graph = repository.asset_graph
    parents = {name: graph.get(key(*name)).parent_keys for name in _SECTION_EDGES}
    assert {name: set(found) for name, found in parents.items()} == {
        name: set(expected) for name, expected in _SECTION_EDGES.items()
    }


_SECTION_EDGES = {
    ("transcription", "section_1_1"): [key("raw", "section_1_1")],
    ("validated", "section_1_1"): [
        key("transcription", "section_1_1"),
        key("transcription", "sections"),
        dg.AssetKey("vocabulary"),
        # the files behind these, so that an edited file makes stale whatever hangs on it
        key("raw", "section_1_1"),
        key("raw", "sections"),
        dg.AssetKey(["raw", "vocabulary"]),
    ],
    ("transcription", "numerals"): [key("raw", "numerals")],
    ("tables", "sections"): [
        key("tables", "figures"),
        *(key("validated", f"section_{each}") for each in SECTIONS),
        *(key("transcription", each) for each in ("sections", *COUNTED)),
        *(key("raw", f"section_{each}") for each in SECTIONS),
        *(key("raw", each) for each in ("report", "sections", "numerals", *COUNTED)),
        dg.AssetKey(["raw", "vocabulary"]),
    ],
}


def test_the_package_waits_for_every_table(repository: dg.RepositoryDefinition) -> None:
    """Nothing is published past a table that failed."""
    waits = repository.asset_graph.get(package_key("caict-2020")).parent_keys
    keyed = {key("transcription", table.name) for table in AS_KEYED}
    computed = {key("tables", each) for each in NODES}
    made = {each for each in waits if "raw" not in each.path}
    assert made == {key("transcription", "report"), *keyed, *computed}


def test_every_published_table_has_a_node() -> None:
    """A table without a node would be published and never shown."""
    computed = {table for tables in NODES.values() for table in tables}
    assert {*computed, *AS_KEYED} == set(PUBLISHED)


def test_whatever_hangs_on_a_file_names_the_file(repository: dg.RepositoryDefinition) -> None:
    """Dagster looks one step up; so every asset names all the files that it is made from."""
    graph = repository.asset_graph
    files = {each for each in graph.get_all_asset_keys() if "raw" in each.path}
    assert len(files) > len(REPORT_TABLES)
    for file in files:
        hanging, fresh = set[dg.AssetKey](), {file}
        while fresh:
            fresh = {child for each in fresh for child in graph.get(each).child_keys} - hanging
            hanging |= fresh
        silent = {each for each in hanging if file not in graph.get(each).parent_keys}
        assert hanging
        assert silent == set()


def test_every_check_of_a_section_blocks_and_can_be_run_by_itself(
    repository: dg.RepositoryDefinition,
) -> None:
    """An editor can repeat one check without the others."""
    graph = repository.asset_graph
    checks = {
        each: {check for check in graph.asset_check_keys if check.asset_key == each}
        for each in (key("validated", "section_1_1"), key("quality"))
    }
    names = [{check.name for check in own} for own in checks.values()]
    assert names == [{"figures"}, REPORT_CHECKS]
    assert all(graph.get(check).blocking for own in checks.values() for check in own)


def test_the_check_of_a_section_names_the_checks_of_pandera(
    repository: dg.RepositoryDefinition,
) -> None:
    """An editor sees which checks look at all figures at once."""
    check = repository.asset_graph.get(dg.AssetCheckKey(key("validated", "section_1_1"), "figures"))
    assert TYPED_FIGURES.checks
    assert all(str(each.name) in (check.description or "") for each in TYPED_FIGURES.checks)


def test_no_node_stands_alone(repository: dg.RepositoryDefinition) -> None:
    """Every node leads to a package or comes from one."""
    graph = repository.asset_graph
    alone = [
        each
        for each in graph.get_all_asset_keys()
        if not graph.get(each).parent_keys and not graph.get(each).child_keys
    ]
    assert alone == []


def test_every_node_is_described_in_both_languages(repository: dg.RepositoryDefinition) -> None:
    """Chinese and English readers are both at home; names stay ASCII as Dagster wants them."""
    graph = repository.asset_graph
    for each in graph.get_all_asset_keys():
        text = graph.get(each).description or ""
        assert any("\u4e00" <= character <= "\u9fff" for character in text), each
        assert any(character.isascii() and character.isalpha() for character in text), each
        assert each.to_user_string().isascii()


def test_every_node_stands_in_the_group_of_its_stage(repository: dg.RepositoryDefinition) -> None:
    """A closed group of the first report is readable in full: it has room for 17 characters."""
    graph = repository.asset_graph
    groups: dict[str, set[str]] = {}
    for each in graph.get_all_asset_keys():
        if each.path[0] == REPORT:
            groups.setdefault(each.path[1], set()).add(graph.get(each).group_name)
    assert groups == {
        "raw": {"caict_2020_raw"},
        "transcription": {"caict_2020_typed"},
        "validated": {"caict_2020_valid"},
        "quality": {"caict_2020_valid"},
        "tables": {"caict_2020_tables"},
        "datapackage": {"caict_2020"},
    }
    assert max(len(name) for names in groups.values() for name in names) <= 17


def test_groups_follow_each_other(repository: dg.RepositoryDefinition) -> None:
    """No edge leads back to an earlier stage, so the collapsed graph reads from left to right."""
    graph = repository.asset_graph
    stage = {group(REPORT.replace("_", "-"), name): at for at, name in enumerate(STAGES)}
    edges = {
        (stage[graph.get(parent).group_name], stage[graph.get(each).group_name])
        for each in graph.get_all_asset_keys()
        for parent in graph.get(each).parent_keys
        if each.path[0] == parent.path[0] == REPORT
    }
    assert {at for edge in edges for at in edge} == set(stage.values())
    assert [edge for edge in sorted(edges) if edge[0] > edge[1]] == []


def test_a_section_is_known_by_its_title(repository: dg.RepositoryDefinition) -> None:
    """An editor knows 1.1 by what it is called, in both languages, at every stage."""
    graph = repository.asset_graph
    for stage in ("raw", "transcription", "validated"):
        text = graph.get(key(stage, "section_1_1")).description or ""
        assert text.startswith("1.1 我国经济")
        assert "fundamentals of China" in text


def test_a_full_run_has_a_step_for_each_stage() -> None:
    """A step costs more than a section; every node and check is there nevertheless."""
    definitions = build_definitions(Paths(CHECKOUT))
    jobs = {
        "publish": ("_transcription", "_validated", "_tables", "__datapackage"),
        "validate": ("_transcription", "_validated"),
    }
    reports = [each.name.replace("-", "_") for each in report_folders(Paths(CHECKOUT).raw)]
    for job, stages in jobs.items():
        nodes = {node.name for node in definitions.resolve_job_def(job).nodes}
        assert nodes == {"vocabulary", *(f"{each}{stage}" for each in reports for stage in stages)}


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
