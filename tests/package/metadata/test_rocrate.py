"""RO-Crate of the package: it lists every file, and every name resolves."""

from __future__ import annotations

import hashlib

from tests.package.committed import made
from tests.package.metadata.documents import graph, listed


def test_the_crate_lists_every_file_made_before_it_with_size_and_hash() -> None:
    """Whatever form is added to the package, the crate lists it."""
    described = graph("ro-crate-metadata.json", "@id")
    files = {name: node for name, node in described.items() if node["@type"] == "File"}
    later = {"ro-crate-metadata.json", "SHA256SUMS"}
    assert set(files) == set(made().files) - later
    for name, node in files.items():
        data = made().files[name]
        assert node["contentSize"] == str(len(data))
        assert node["sha256"] == hashlib.sha256(data).hexdigest()
        assert node["license"] == described["./"]["license"]
        assert node["encodingFormat"] != "application/octet-stream", name
    assert [each["@id"] for each in described["./"]["hasPart"]] == list(files)
    assert [each["@id"] for each in described["#run"]["result"]] == list(files)


def test_every_local_name_in_the_crate_is_described_in_it() -> None:
    """RO-Crate is flat: what is referred to stands in the graph, once."""
    described = graph("ro-crate-metadata.json", "@id")
    used = {
        value["@id"]
        for node in described.values()
        for each in node.values()
        for value in listed(each)
        if isinstance(value, dict)
    }
    assert used - described.keys() == {"https://w3id.org/ro/crate/1.2"}
