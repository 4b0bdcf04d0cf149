"""What only the provenance of a package states: who made it, and the hash of every raw file."""

from __future__ import annotations

import pytest

from pipeline.tools.verify.provenance import PROVENANCE, made_by, raw_hashes
from tests.package.committed import made


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b'{"@graph": 1}', b'{"@graph": []}', b'{"@graph": ["\\ud800"]}', b"[" * 10**5],
)  # fmt: skip
def test_a_provenance_that_cannot_be_read_states_nothing(text: bytes) -> None:
    """Nothing is raised; that it differs is found where it is made again."""
    assert (made_by({PROVENANCE: text}), raw_hashes({PROVENANCE: text})) == ("", {})
    assert (made_by({}), raw_hashes({})) == ("", {})


def test_the_provenance_names_its_maker_and_the_hash_of_every_raw_file() -> None:
    """A package is compared with what the same program would make."""
    files = made().files
    assert made_by(files)
    stated = raw_hashes(files)
    assert {"raw/caict-2020/figures/1.1.csv", "raw/vocabulary/units.csv"} <= stated.keys()
    assert all(len(each) == 64 for each in stated.values())
