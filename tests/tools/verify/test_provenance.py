"""The provenance of a package against its figures: what each node must state, and whom it may name."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.schema import PUBLISHED
from pipeline.tools.verify.provenance import (
    PROVENANCE,
    maker,
    provenance_findings,
    raw_hashes,
)
from pipeline.tools.verify.tables import ReceivedTables, received_tables
from tests.package.committed import made
from tests.tools.verify.corruptions import Files

FIGURE = "index.html#fig-1.1-001"
Edit = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def files() -> Files:
    """The package that the committed raw/ makes."""
    return dict(made().files)


@pytest.fixture(scope="module")
def received(files: Files) -> ReceivedTables:
    """Its tables."""
    return received_tables(files, {each.name: each for each in PUBLISHED})


def changed(files: Files, edit: Edit) -> Files:
    """The files with another provenance; the nodes are edited by their identifier."""
    document = json.loads(files[PROVENANCE])
    edit({node["id"]: node for node in document["@graph"]} | {"@graph": document["@graph"]})
    return {**files, PROVENANCE: json.dumps(document).encode()}


INCOMPLETE = ["E513 1.1-001"]
CASES: dict[str, tuple[Edit, list[str]]] = {
    "as published": (lambda nodes: nodes, []),
    "another printed form": (lambda nodes: nodes[FIGURE].update(printed="72"), INCOMPLETE),
    "no printed form": (lambda nodes: nodes[FIGURE].pop("printed"), INCOMPLETE),
    "quoted from elsewhere": (
        lambda nodes: nodes[FIGURE].update(
            wasQuotedFrom=nodes["index.html#fig-1.2-017"]["wasQuotedFrom"]
        ),
        INCOMPLETE,
    ),
    "another row of raw/": (
        lambda nodes: nodes[FIGURE]["wasDerivedFrom"].update(id="#raw/a.csv:2"), INCOMPLETE
    ),
    "a row of raw/ that is not described": (
        lambda nodes: nodes[FIGURE].update(wasDerivedFrom=nodes[FIGURE]["wasDerivedFrom"]["id"]),
        ["E514 #raw/caict-2020/figures/1.1.csv:2"],
    ),
    "the figure is gone": (
        lambda nodes: nodes["@graph"].remove(nodes[FIGURE]), [*INCOMPLETE * 3, f"E514 {FIGURE}"]
    ),
    "another fingerprint of its sentence": (
        lambda nodes: nodes[nodes[FIGURE]["wasQuotedFrom"]].update(sha256="0"),
        [f"E513 1.1-00{number}" for number in (1, 2, 3, 4)],
    ),
    "a name of no node": (
        lambda nodes: nodes[FIGURE].update(wasAttributedTo="#nobody"), ["E514 #nobody"]
    ),
    "several names, one of no node": (
        lambda nodes: nodes[FIGURE].update(wasAttributedTo=["#pipeline", "#nobody"]),
        ["E514 #nobody"],
    ),
    "an address elsewhere": (
        lambda nodes: nodes[FIGURE].update(wasAttributedTo="https://example.org/a"), []
    ),
    "a file of the package": (
        lambda nodes: nodes[FIGURE].update(wasAttributedTo="README.md"), []
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_figure_states_its_sentence_and_its_row(
    name: str, files: Files, received: ReceivedTables
) -> None:
    """Who follows a number comes to the sentence that was read and the row that was keyed."""
    edit, expected = CASES[name]
    found = provenance_findings(changed(files, edit), received)
    assert [f"{each.code} {each.value}" for each in found] == expected


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b'{"@graph": 1}', b'{"@graph": []}', b'{"@graph": ["\\ud800"]}', b"[" * 10**5],
)  # fmt: skip
def test_a_provenance_that_cannot_be_read_is_one_finding(
    text: bytes, files: Files, received: ReceivedTables
) -> None:
    """And not one for each figure."""
    broken = {**files, PROVENANCE: text}
    found = list(provenance_findings(broken, received))
    assert [(each.code, each.location.file) for each in found] == [("E517", PROVENANCE)]
    assert (maker(broken), raw_hashes(broken)) == ("", {})


def test_a_provenance_that_is_missing_is_reported(files: Files, received: ReceivedTables) -> None:
    """Then nobody knows where a figure is from."""
    without = {path: data for path, data in files.items() if path != PROVENANCE}
    assert [each.code for each in provenance_findings(without, received)] == ["E503"]
    assert (maker(without), raw_hashes(without)) == ("", {})


def test_the_provenance_names_its_maker_and_the_hash_of_every_raw_file(files: Files) -> None:
    """A package is compared with what the same program would make."""
    assert maker(files)
    stated = raw_hashes(files)
    assert {"raw/caict-2020/figures/1.1.csv", "raw/vocabulary/units.csv"} <= stated.keys()
    assert all(len(each) == 64 for each in stated.values())
