"""One YAML file to a mapping of texts. Nothing is taken for a number or a date; no key may repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from pipeline.rules import Finding, Place
from pipeline.rules import capture as rules


def load_yaml(text: str, file: str) -> tuple[Mapping[str, Any], Finding | None]:
    """The YAML mapping, scalars as text so that 1.10 stays 1.10."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds text only
    except (yaml.YAMLError, RecursionError) as error:
        return {}, _unreadable(error, file)
    if not isinstance(loaded, dict) or not isinstance(node, yaml.MappingNode):
        return {}, rules.UnreadableYaml(Place(file), type(loaded).__name__)
    return loaded, _first_repeated(node, file)


def _unreadable(error: yaml.YAMLError | RecursionError, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    reason = "nested too deeply" if isinstance(error, RecursionError) else "unreadable"
    place = Place(file, mark.line + 1 if mark else 0)
    return rules.UnreadableYaml(place, str(getattr(error, "problem", None) or reason))


def _first_repeated(node: yaml.MappingNode, file: str) -> Finding | None:
    """The first key that stands twice in its mapping, which YAML forbids and its reader overlooks."""
    repeated = [key for mapping in _mappings(node) for key in _repeated(mapping)]
    if not repeated:
        return None
    key = min(repeated, key=lambda each: each.start_mark.index)
    place = Place(file, key.start_mark.line + 1)
    return rules.UnreadableYaml(place, f"the key {key.value} stands twice")


def _mappings(root: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Every mapping of a document once, however often aliases name it."""
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
