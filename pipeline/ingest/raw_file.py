"""Read one raw file as bytes, as text, or as a YAML mapping of texts.

The file must be below raw/, in UTF-8 without NUL and without conflict markers of git. YAML values are
never converted to numbers or dates, and a key must not be repeated.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.filesystem import links_below, os_error_text
from pipeline.rules import Finding, LocalizedText, Location
from pipeline.rules import file_rules as rules

_ELSEWHERE: Final = LocalizedText("a link to a place outside the folder", "指向文件夹之外的链接")
#: Conflict markers of git around two versions of the same lines; the middle one has no name after it.
_MERGE_MARK: Final = re.compile(r"(?m)^(?:<{7}(?: .*)?|>{7}(?: .*)?|\|{7}(?: .*)?|={7})\r?$")


def outside(path: Path, root: Path) -> Finding | None:
    """Return the finding about the first part of a path below `root` that is a link out of the root."""
    for link in links_below(path, root):
        if not Path(os.path.realpath(link)).is_relative_to(os.path.realpath(root)):
            place = Location(link.relative_to(root).as_posix())
            return rules.NotAFile(place, "", _ELSEWHERE)
    return None


def not_a_file(path: Path, root: Path) -> LocalizedText | None:
    """Return why a path is not a file of the raw folder below `root`; None if it is one."""
    if path.is_symlink() and not path.exists():
        return LocalizedText("a broken link", "失效的链接")
    if not path.is_file():
        return (
            LocalizedText("a folder", "文件夹")
            if path.is_dir()
            else LocalizedText("a device", "设备")
        )
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return _ELSEWHERE
    return None


def read_bytes(path: Path, root: Path) -> tuple[bytes, Finding | None]:
    """Return the bytes of a raw file, or the finding if it cannot be read."""
    place = Location(path.relative_to(root).as_posix())
    if path.exists() and (elsewhere := outside(path, root)):
        return b"", elsewhere
    if not path.exists() and not path.is_symlink():
        return b"", rules.MissingFile(place)
    if kind := not_a_file(path, root):
        return b"", rules.NotAFile(place, "", kind)
    try:
        return path.read_bytes(), None
    except OSError as error:
        return b"", rules.NotAFile(place, "", os_error_text(error))


def decode(data: bytes, file: str) -> tuple[str, Finding | None]:
    """Return a file's text without its byte order mark, or the finding with the unreadable line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", rules.NotUtf8(Location(file, _line(data, error.start)), hex(data[error.start]))
    if "\0" in text:
        return "", rules.NulCharacter(Location(file, _line(data, data.index(b"\0"))))
    if mark := _MERGE_MARK.search(text):
        row = text.count("\n", 0, mark.start()) + 1
        return "", rules.UnresolvedMerge(Location(file, row), mark[0].strip())
    return text, None


def _line(data: bytes, position: int) -> int:
    """Return the line of a byte; LF, CRLF and CR end lines."""
    return len(data[: position + 1].splitlines())


def load_yaml(text: str, file: str) -> tuple[Mapping[str, Any], Finding | None]:
    """Load a YAML mapping with scalars as text, so that 1.10 stays 1.10."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds text only
    except (yaml.YAMLError, RecursionError) as error:
        return {}, _unreadable(error, file)
    if not isinstance(loaded, dict) or not isinstance(node, yaml.MappingNode):
        return {}, rules.UnreadableYaml(Location(file), type(loaded).__name__)
    return loaded, _first_repeated(node, file)


def _unreadable(error: yaml.YAMLError | RecursionError, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    reason = "nested too deeply" if isinstance(error, RecursionError) else "unreadable"
    place = Location(file, mark.line + 1 if mark else 0)
    return rules.UnreadableYaml(place, str(getattr(error, "problem", None) or reason))


def _first_repeated(node: yaml.MappingNode, file: str) -> Finding | None:
    """Report the first key that is repeated in its mapping: YAML forbids that, but PyYAML accepts it."""
    repeated = [key for mapping in _mappings(node) for key in _repeated(mapping)]
    if not repeated:
        return None
    key = min(repeated, key=lambda each: each.start_mark.index)
    place = Location(file, key.start_mark.line + 1)
    return rules.UnreadableYaml(place, f"the key {key.value} is repeated")


def _mappings(root: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Yield every mapping of a document once, even if several aliases refer to it."""
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        inner: list[yaml.Node] = []
        if isinstance(node, yaml.MappingNode):
            yield node
            inner = [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            inner = node.value
        waiting += [each for each in inner if id(each) not in seen]
        seen |= set(map(id, inner))


def _repeated(mapping: yaml.MappingNode) -> Iterator[yaml.Node]:
    seen: set[str] = set()
    for key, _ in mapping.value:
        if key.value in seen:
            yield key
        seen.add(key.value)
