"""rdflib, PyLD and prov read the provenance: the same triples, only PROV-O's terms, no dangling name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.package.metadata import package_model
from pipeline.package.metadata.prov import provenance
from tests.clients.linked_data import read_provenance
from tests.clients.packages import Corruption, ask_once, edited, written
from tests.package.committed import inputs, made, rows

pytestmark = pytest.mark.clients
FILE = "provenance.jsonld"


def test_three_readers_agree_on_the_provenance(tmp_path: Path) -> None:
    """Two JSON-LD processors make the same triples; the PROV library knows all that they state."""
    found, answer = map(json.loads, read_provenance([written(tmp_path)]).text.splitlines())
    assert answer["complaints"] == []
    figures = len(rows("figures"))
    assert found["triples"] > 10 * figures
    records = found["records"]
    assert records["ProvGeneration"] >= 2 * figures
    assert records["ProvDerivation"] >= figures
    transcribed = len({row["section"] for row in rows("figures")})
    assert records["ProvActivity"] == transcribed + len(rows("second_readings")) + 2


def test_three_readers_agree_on_the_provenance_in_files_of_sections(tmp_path: Path) -> None:
    """Its names are the same, and it has three triples more for each file."""
    parts = provenance(package_model(inputs(), made().files), most=0)
    whole, apart = (
        written(tmp_path / "whole"),
        written(tmp_path / "apart", lambda files: files.update(parts)),
    )
    one, complaints, more, others = map(
        json.loads, read_provenance([whole, apart]).text.splitlines()
    )
    assert (complaints["complaints"], others["complaints"]) == ([], [])
    assert more["triples"] == one["triples"] + 3 * (len(parts) - 1)


def described(document: Any, name: str) -> Any:
    """What the graph states of a name."""
    return next(node for node in document["@graph"] if node["id"] == name)


def lose(name: str) -> Corruption:
    """Nothing states any more what a name is."""
    return edited(FILE, lambda document: document["@graph"].remove(described(document, name)))


def misspell(document: Any) -> None:
    """A term that PROV-O does not have."""
    document["@context"]["used"]["@id"] = "prov:hasUsed"


CORRUPTIONS: Mapping[str, Corruption] = {
    "report not described": lose("#report"),
    "activity not described": lose("#validation"),
    "figure not described": lose("index.html#fig-1.1-001"),
    "no term of PROV-O": edited(FILE, misspell),
    "no context": edited(FILE, lambda document: document.pop("@context")),
}


def test_a_corrupted_provenance_is_rejected(tmp_path: Path) -> None:
    """Each leaves a claim that nobody can follow."""
    reported = ask_once(read_provenance, CORRUPTIONS, tmp_path)
    assert [name for name, complaints in reported.items() if not complaints] == []
