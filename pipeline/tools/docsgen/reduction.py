"""Reduce a graph without cycles to the arrows that no longer path replaces."""

from __future__ import annotations

from collections.abc import Mapping

#: Each node with the nodes that it depends on.
Graph = Mapping[str, frozenset[str]]


def reachable(node: str, graph: Graph) -> frozenset[str]:
    """Return all nodes that a node depends on."""
    found: set[str] = set()
    left = [*graph[node]]
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            left += graph[each]
    return frozenset(found)


def reduced(graph: Graph) -> Graph:
    """Remove the arrows that a longer path replaces, so that the diagram is readable."""
    kept = {}
    for node, others in graph.items():
        longer = {far for each in others for far in reachable(each, graph)}
        kept[node] = others - longer
    return kept
