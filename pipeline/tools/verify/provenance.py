"""Check `provenance.jsonld` against the figures: place and row of each, and no dangling reference."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pipeline.package import Files
from pipeline.package.metadata import identifiers
from pipeline.package.metadata.prov import CONTEXT
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules import package_rules as rules
from pipeline.schema import FIGURES
from pipeline.tools.verify.tables import ReceivedTables, received_frames
from pipeline.validation.schema import Row, rows_of

PROVENANCE: Final = "provenance.jsonld"
REFERENCES: Final = frozenset(
    name
    for name, meaning in CONTEXT.items()
    if isinstance(meaning, dict) and meaning.get("@type") == "@id"
)
"""Properties whose values name other nodes."""

Node = Mapping[str, Any]


def _graph(files: Files) -> list[Node]:
    """Return the nodes of the provenance; empty if it cannot be read."""
    try:
        graph = json.loads(files.get(PROVENANCE, b""))["@graph"]
        # JSON can escape half a UTF-16 surrogate pair, which no encoding can write
        json.dumps(graph, ensure_ascii=False).encode()
        return [node for node in graph if isinstance(node, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _all_nodes(value: object) -> Iterator[Node]:
    """Yield every node, including nested ones."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _all_nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from _all_nodes(each)


def maker(files: Files) -> str:
    """Return the version of the program that made the package, from the provenance."""
    programs = (node for node in _graph(files) if node.get("id") == identifiers.PIPELINE)
    return next((str(node.get("version")) for node in programs), "")


def raw_hashes(files: Files) -> dict[str, str]:
    """Return the SHA-256 of every raw file, which only the provenance has."""
    return {
        str(node["identifier"]): str(node["sha256"])
        for node in _graph(files)
        if {"identifier", "sha256"} <= node.keys()
        and node.get("id") == identifiers.raw(str(node["identifier"]))
    }


def _referred(node: Node) -> Iterator[str]:
    for name in REFERENCES & node.keys():
        values = node[name] if isinstance(node[name], list) else [node[name]]
        yield from (value for value in values if isinstance(value, str))


def _dangling(nodes: list[Node], files: Files) -> Iterator[Finding]:
    """Yield references to missing nodes; external addresses and files are not checked."""
    known = {str(node["id"]) for node in nodes if "id" in node} | files.keys()
    for node in nodes:
        for name in _referred(node):
            if name not in known and "://" not in name:
                yield rules.ProvenanceDangles(Location(PROVENANCE), name)


def _expected(row: Row) -> tuple[str, str]:
    """Return the sentence from which a figure is quoted, and its raw row."""
    place = identifiers.place(row["section"], row["paragraph"], row["sentence"])
    return place, identifiers.raw_row(row["raw_file"], row["raw_row"])


def _figure_findings(row: Row, nodes: Mapping[str, Node]) -> Iterator[Finding]:
    node = nodes.get(identifiers.figure(row["figure_id"]), {})
    place, raw_row = _expected(row)
    origin = node.get("wasDerivedFrom")
    stated = {
        "printed": (node.get("printed"), row["printed"]),
        "wasQuotedFrom": (node.get("wasQuotedFrom"), place),
        "wasDerivedFrom": (origin.get("id") if isinstance(origin, dict) else origin, raw_row),
        "sha256": (nodes.get(place, {}).get("sha256", ""), row["sentence_sha256"]),
    }
    for name, (found, expected) in stated.items():
        if found != expected:
            what = f"{name} {expected}"
            yield rules.ProvenanceIncomplete(
                Location(PROVENANCE, 0, row["figure_id"]),
                row["figure_id"],
                LocalizedText(what, what),
            )


def provenance_findings(files: Files, received: ReceivedTables) -> Iterator[Finding]:
    """Check that each figure's place, fingerprint and raw row are stated, and no reference dangles."""
    if PROVENANCE not in files:
        yield rules.FileMissing(Location(PROVENANCE), PROVENANCE)
        return
    try:
        nodes = list(_all_nodes(_graph(files)))
    except RecursionError:
        nodes = []
    if not nodes:
        reason = localized("it does not contain a readable graph")
        yield rules.FileUnreadable(Location(PROVENANCE), "", reason)
        return
    by_id = {str(node["id"]): node for node in nodes if "id" in node}
    for row in rows_of(received_frames(received)[FIGURES.name]):
        yield from _figure_findings(row, by_id)
    yield from _dangling(nodes, files)
