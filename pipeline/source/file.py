"""The file of a copy of a report, as bytes and as text, or why it cannot be read."""

from __future__ import annotations

from pathlib import Path

from pipeline.refused import reason
from pipeline.source.refusal import UnreadableTextError


def bytes_of(path: Path) -> bytes:
    """A file's bytes. Raises UnreadableTextError where the system refuses it."""
    try:
        return path.read_bytes()
    except OSError as error:
        said = reason(error)
        raise UnreadableTextError(
            f"{path.name} cannot be read: {said.en}", f"无法读取 {path.name}：{said.zh}"
        ) from None


def text_of(path: Path) -> str:
    """A file's text with plain line ends. Raises UnreadableTextError, also where it is not UTF-8."""
    try:
        text = bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTextError(
            f"{path.name} is not UTF-8 (byte {error.start + 1}); save it again as UTF-8",
            f"{path.name} 不是 UTF-8 编码（第 {error.start + 1} 字节）；请另存为 UTF-8",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
