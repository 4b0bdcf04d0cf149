"""Runs where rdflib, PyLD and prov are installed: three readings of the provenance as JSON.

The files of sections, if there are any, are read as well, each at its own address.

Of rdflib: how many triples, names that are used but not described, terms of PROV-O that PROV-O
does not have (by the ontology's list below). Of PyLD: the triples that rdflib does not read, and
the other way round. Of prov: how many records of each kind.
"""

import json
from collections import Counter
from pathlib import Path

from answers import answer
from prov.model import ProvDocument
from pyld import jsonld
from rdflib import RDF, Graph, URIRef
from rdflib.compare import graph_diff, to_isomorphic
from rdflib.namespace import PROV

BASE = "https://package.invalid/"


def documents(package: Path) -> dict[str, str]:
    """The documents of the provenance by their addresses."""
    paths = [package / "provenance.jsonld", *sorted(package.glob("provenance/*.jsonld"))]
    return {
        BASE + path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
    }


def triples(texts: dict[str, str]) -> Graph:
    """The triples that rdflib reads."""
    graph = Graph()
    for address, text in texts.items():
        graph.parse(data=text, format="json-ld", publicID=address)
    return graph


def processed(texts: dict[str, str]) -> Graph:
    """The triples that PyLD makes."""
    graph = Graph()
    for address, text in texts.items():
        options = {"base": address, "format": "application/n-quads"}
        graph.parse(data=jsonld.to_rdf(json.loads(text), options), format="nt")
    return graph


def dangling(graph: Graph) -> list[str]:
    """Names within the package that stand for nothing, because nothing states what they are."""
    described = set(graph.subjects(RDF.type))
    used = {each for each in graph.objects() if isinstance(each, URIRef)}
    return sorted(each for each in used - described if each.startswith(BASE))


def foreign(graph: Graph) -> list[str]:
    """Terms that claim to be of PROV-O; rdflib's closed namespace is W3C's list of them."""
    used = {*graph.predicates(), *graph.objects(predicate=RDF.type)}
    return sorted(each for each in used if each.startswith(str(PROV)) and each not in PROV)


def complaints(package: Path) -> list[str]:
    """What is wrong with the provenance of a package; what was found is printed on a line before."""
    texts = documents(package)
    graph = triples(texts)
    _, only_rdflib, only_pyld = graph_diff(to_isomorphic(graph), to_isomorphic(processed(texts)))
    stated = graph.serialize(format="turtle")
    document = ProvDocument.deserialize(content=stated, format="rdf", rdf_format="turtle")
    wrong = {
        "dangling": dangling(graph),
        "foreign": foreign(graph),
        "only_rdflib": len(only_rdflib),
        "only_pyld": len(only_pyld),
    }
    records = Counter(type(record).__name__ for record in document.get_records())
    print(json.dumps({"triples": len(graph), "records": records}))
    return [f"{name}: {found}" for name, found in wrong.items() if found] + ["empty"] * (not graph)


answer(complaints)
