"""Bytes with random errors: what a reader of files of unknown origin must answer with a finding."""

from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

#: What has a meaning in zip, JSON, CSV, YAML or to a terminal.
_TOKENS: Final = (
    b"", b"\0", b"\n", b"\r", b'"', b"'", b",", b":", b"- ", b"? ", b"[", b"]", b"{", b"}", b"#", b"|", b"<<: ",
    b"&a ", b"*a", b"!!python/name:os ", b"---\n", b"%YAML 9.9\n", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"\xff\xff\xff\xff", b"1e999999", b"9" * 5_000, b"[" * 2_000, b'"\\ud800"', b"NaN", b"null", b"../",
    b"PK\5\6", b"PK\1\2", b"PK\3\4", "超".encode(), "\u202e".encode(),
)  # fmt: skip


def mutated(data: bytes) -> SearchStrategy[bytes]:
    """The bytes with up to eight places replaced, cut or repeated."""
    edit = st.tuples(
        st.integers(0, len(data)),
        st.integers(0, 40),
        st.sampled_from(_TOKENS) | st.binary(max_size=8),
    )

    def edited(edits: list[tuple[int, int, bytes]]) -> bytes:
        made = data
        for place, length, new in edits:
            made = made[:place] + new + made[place + length :]
        return made

    return st.lists(edit, min_size=1, max_size=8).map(edited) | st.integers(0, len(data)).map(
        lambda end: data[:end]
    )
