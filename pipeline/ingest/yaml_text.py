"""Parse YAML as mappings, lists and texts, with the line of every key and item.

Values are never converted to numbers or dates. Repeated keys, aliases, anchors, tags and deep nesting
are refused, so that the text states each value where a reader sees it and cannot expand.

PyYAML composes the nodes, because they know their lines and its loader can be restricted here.
strictyaml refuses the `[]` and `{}` that changelog entries contain. ruamel.yaml would be a second YAML
library, and needs the same restrictions.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules.file_rules import UnreadableYaml

#: The limits of characters, of keys and values, and of nesting; a changelog entry has seven levels.
LARGEST: Final = 1 << 20
MOST: Final = 50_000
DEEPEST: Final = 20
#: A longer key is shortened where it is the column of a place.
LONGEST_KEY: Final = 80

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlText:
    """Hold the values of a mapping, and the line of each value by its path of keys and positions."""

    file: str
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[KeyPath, int] = field(default_factory=dict)

    def place(self, *path: str | int) -> Location:
        """Return the place of a key, at the line of the longest known part of its path."""
        line = self.lines.get(self.known_part(path), 0)
        return Location(self.file, line, str(path[0])[:LONGEST_KEY])

    def known_part(self, path: KeyPath) -> KeyPath:
        """Return the longest part of a path that the text has, or its first key."""
        parts = (path[:end] for end in range(len(path), 0, -1))
        return next((part for part in parts if part in self.lines), path[:1])


class _RefusedError(Exception):
    """Report the line of a text that is not YAML, or not plain YAML."""

    def __init__(self, line: int, reason: LocalizedText) -> None:
        super().__init__(reason.en)
        self.line, self.reason = line, reason


class _Composer(yaml.composer.Composer):
    """Compose nodes without aliases, anchors and tags, and not deeper than the limit."""

    depth = 0
    count = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node; raise _RefusedError if its form is refused."""
        event = self.peek_event()  # type: ignore[attr-defined]
        if reason := self._why_refused(event):
            raise _RefusedError(event.start_mark.line + 1, reason)
        self.depth += 1
        self.count += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _why_refused(self, event: Any) -> LocalizedText | None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            return localized("it has an anchor & or an alias *")
        if event.tag is not None:
            return localized("it has a tag !")
        if self.count == MOST:
            return localized("it has more than {most} keys and values", most=MOST)
        if self.depth == DEEPEST:
            return localized("it is nested too deeply")
        return None


class _Loader(_Composer, yaml.BaseLoader):
    """Parse in Python, which states errors better."""


class _FastLoader(_Composer, yaml.CBaseLoader):
    """Parse with LibYAML, many times as fast."""

    def __init__(self, text: str) -> None:
        _Composer.__init__(self)
        yaml.CBaseLoader.__init__(self, text)


def load_yaml(text: str, file: str) -> tuple[YamlText, Finding | None]:
    """Return the mapping in a text, or the finding at the line where it cannot be read."""
    lines: dict[KeyPath, int] = {}
    try:
        values = _plain(_composed(text), (), lines)
    except _RefusedError as error:
        return YamlText(file), UnreadableYaml(Location(file, error.line), "", error.reason)
    if isinstance(values, dict):
        return YamlText(file, values, lines), None
    return YamlText(file), UnreadableYaml(Location(file), "", localized("it has no keys"))


def _composed(text: str) -> yaml.Node | None:
    """Return the root node of a text; raise _RefusedError if it is too long or is not YAML."""
    if len(text) > LARGEST:
        limit = localized("it has more than {largest} characters", largest=LARGEST)
        raise _RefusedError(0, limit)
    with suppress(yaml.YAMLError, ValueError, OverflowError):
        return _FastLoader(text).get_single_node()
    try:
        loader = _Loader(text)
    except yaml.reader.ReaderError as error:
        raise _syntax_error(text.count("\n", 0, error.position) + 1, error.reason) from error
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _syntax_error(line, str(error.problem)) from error
    except (ValueError, OverflowError) as error:  # PyYAML does not limit the numbers of escapes
        raise _syntax_error(loader.line + 1, "the number is too large") from error


def _syntax_error(line: int, problem: str) -> _RefusedError:
    return _RefusedError(line, LocalizedText(problem, f"语法错误（{problem}）"))


def _plain(node: yaml.Node | None, path: KeyPath, lines: dict[KeyPath, int]) -> object:
    """Return the value of a node; record its line and those of the values in it."""
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            lines[*path, position] = item.start_mark.line + 1
        return [_plain(item, (*path, position), lines) for position, item in enumerate(node.value)]
    return None if node is None else node.value


def _mapping(node: yaml.MappingNode, path: KeyPath, lines: dict[KeyPath, int]) -> dict[str, object]:
    """Return a mapping; raise _RefusedError at the first key that is repeated or not a text."""
    values: dict[str, object] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _RefusedError(line, localized("a key is not a text"))
        if key.value in values:
            shown = repr(key.value[:LONGEST_KEY])
            reason = localized("the key {shown} is repeated", shown=shown)
            raise _RefusedError(line, reason)
        lines[*path, key.value] = line
        values[key.value] = _plain(value, (*path, key.value), lines)
    return values
