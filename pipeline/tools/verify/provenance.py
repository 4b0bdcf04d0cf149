"""Read from `provenance.jsonld` what only it states: the program's version, and the hashes of raw files."""

from __future__ import annotations

from typing import Final

from pipeline.package import Files
from pipeline.package.metadata import identifiers
from pipeline.tools.verify.checksums import HASH
from pipeline.untrusted import json_objects, load_untrusted_json

PROVENANCE: Final = "provenance.jsonld"
CROISSANT: Final = "croissant.json"
CRATE: Final = "ro-crate-metadata.json"


def _graph(files: Files) -> list[dict[str, object]]:
    """Return the nodes of the provenance; empty if it cannot be read."""
    try:
        return [
            dict(node) for node in json_objects(load_untrusted_json(files[PROVENANCE])["@graph"])
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def made_by(files: Files) -> str:
    """Return the version of the program that made the package; blank if it is not stated."""
    programs = (node for node in _graph(files) if node.get("id") == identifiers.PIPELINE)
    return next((str(node.get("version", "")) for node in programs), "")


def raw_hashes(files: Files, report: str) -> dict[str, str]:
    """Return the SHA-256 of every raw file, which only the provenance has.

    A statement of another form, or about a file that is not the report's, is not believed: the provenance
    that is made without it differs.
    """
    return {
        str(node["identifier"]): str(node["sha256"])
        for node in _graph(files)
        if {"identifier", "sha256"} <= node.keys()
        and node.get("id") == identifiers.raw(str(node["identifier"]))
        and str(node["identifier"]).startswith((f"raw/{report}/", "raw/vocabulary/"))
        and HASH.fullmatch(str(node["sha256"]))
    }
