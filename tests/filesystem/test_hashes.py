"""The hash of what files contain: it changes with every byte, name and boundary, and with nothing else."""

from __future__ import annotations

import pytest

from pipeline.filesystem import hash_files

FILES = {"data/a.csv": b"one\n", "data/b.csv": b"two\n"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"data/a.csv": b"one\n", "data/b.csv": b"two\r\n"}, id="a byte"),
        pytest.param({"data/a.csv": b"one\n", "data/c.csv": b"two\n"}, id="a name"),
        pytest.param({"data/a.csv": b"two\n", "data/b.csv": b"one\n"}, id="names exchanged"),
        pytest.param({"data/a.csv": b"one\nt", "data/b.csv": b"wo\n"}, id="a boundary"),
        pytest.param({"data/a.csvo": b"ne\n", "data/b.csv": b"two\n"}, id="between name and bytes"),
        pytest.param({**FILES, "data/empty.csv": b""}, id="an empty file more"),
    ],
)
def test_other_files_have_another_hash(other: dict[str, bytes]) -> None:
    """A package whose files were renamed or cut elsewhere is another package."""
    assert hash_files(other) != hash_files(FILES)


def test_the_order_of_files_does_not_count() -> None:
    """A folder has none."""
    assert hash_files(dict(reversed(FILES.items()))) == hash_files(FILES)
