"""What only the provenance of a package states: who made it, and the hash of every raw file."""

from __future__ import annotations

import json

import pytest

from pipeline.tools.verify.provenance import PROVENANCE, made_by, raw_hashes
from tests.package.committed import REPORT, made


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b'{"@graph": 1}', b'{"@graph": []}', b'{"@graph": ["\\ud800"]}', b"[" * 10**5],
)  # fmt: skip
def test_a_provenance_that_cannot_be_read_states_nothing(text: bytes) -> None:
    """Nothing is raised; that it differs is found where it is made again."""
    assert (made_by({PROVENANCE: text}), raw_hashes({PROVENANCE: text}, REPORT)) == ("", {})
    assert (made_by({}), raw_hashes({}, REPORT)) == ("", {})


def test_the_provenance_names_its_maker_and_the_hash_of_every_raw_file() -> None:
    """A package is compared with what the same program would make."""
    files = made().files
    assert made_by(files)
    stated = raw_hashes(files, REPORT)
    assert {"raw/caict-2020/figures/1.1.csv", "raw/vocabulary/units.csv"} <= stated.keys()
    assert all(len(each) == 64 for each in stated.values())


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("raw/other-2020/numerals.csv", "0" * 64),
        ("pipeline/untrusted.py", "0" * 64),
        (f"raw/{REPORT}/numerals.csv", "<b>0</b>"),
        (f"raw/{REPORT}/numerals.csv", ["0" * 64]),
        (f"raw/{REPORT}/numerals.csv", "0" * 64 + "\n"),
    ],
)
def test_a_hash_of_another_form_or_file_is_not_believed(name: str, digest: object) -> None:
    """What is made without it differs from the provenance that states it."""
    node = {"id": f"#{name}", "identifier": name, "sha256": digest}
    text = json.dumps({"@graph": [node]}).encode()
    assert raw_hashes({PROVENANCE: text}, REPORT) == {}
