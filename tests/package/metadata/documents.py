"""The descriptions that raw/ makes now, as the tests read them."""

import json
from collections.abc import Iterator
from typing import Any

from tests.package.committed import made

Node = dict[str, Any]


def document(name: str) -> Node:
    """A description that raw/ makes now."""
    found: Node = json.loads(made().files[name])
    return found


def nodes(value: object, key: str) -> Iterator[Node]:
    """Every object with an identifier, wherever it stands."""
    if isinstance(value, dict):
        if key in value and len(value) > 1:
            yield value
        for each in value.values():
            yield from nodes(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each, key)


def graph(name: str, key: str) -> dict[str, Node]:
    """The described things of a JSON-LD document by name; each is described once."""
    found = list(nodes(document(name)["@graph"], key))
    by_name = {node[key]: node for node in found}
    assert len(by_name) == len(found), "a name is given once"
    return by_name


def listed(value: Any) -> list[Any]:
    """JSON-LD writes one value and a list of one in the same way."""
    return value if isinstance(value, list) else [value]
