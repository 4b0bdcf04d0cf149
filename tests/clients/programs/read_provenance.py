"""Runs where rdflib, PyLD and prov are installed: three readings of provenance.jsonld as JSON.

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


def triples(path: Path) -> Graph:
    """The triples that rdflib reads."""
    return Graph().parse(data=path.read_text(encoding="utf-8"), format="json-ld", publicID=BASE)


def processed(path: Path) -> Graph:
    """The triples that PyLD makes."""
    document = json.loads(path.read_text(encoding="utf-8"))
    options = {"base": BASE, "format": "application/n-quads"}
    return Graph().parse(data=jsonld.to_rdf(document, options), format="nt")


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
    path = package / "provenance.jsonld"
    graph = triples(path)
    _, only_rdflib, only_pyld = graph_diff(to_isomorphic(graph), to_isomorphic(processed(path)))
    document = ProvDocument.deserialize(str(path), format="rdf", rdf_format="json-ld")
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
