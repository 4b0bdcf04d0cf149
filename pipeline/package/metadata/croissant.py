"""Write `croissant.json`: the tables as Croissant 1.1 and schema.org `Dataset`, for loaders and search engines.

Lists every column of every table with its type, and every table's key. Numbers are declared as
floating point, the only number type of Croissant. Their exact text is in the CSV file.

Only datapackage.json declares foreign keys. Croissant has `references`, but its own loader
(mlcroissant 1.1) joins every reference. It then cannot load a table that refers to itself. It also
fails on a table whose codes all look like numbers (section 4) while the target's do not (section
3.3.1). tests/clients shows this, and fails when the loader supports it.
"""

from collections.abc import Mapping
from typing import Final

from pipeline.package.descriptor import LICENSE
from pipeline.package.metadata import identifiers
from pipeline.package.metadata.identifiers import Node, json_bytes
from pipeline.package.metadata.package_model import NAME, Package, PackagedFile
from pipeline.rules import LocalizedText
from pipeline.schema import Field, TableSchema

FILE: Final = "croissant.json"
SPECIFICATION: Final = "http://mlcommons.org/croissant/1.1"
_TYPES: Final[Mapping[str, str]] = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
_SAME_NAME: Final = (
    "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field",
    "fileProperty", "fileObject", "fileSet", "format", "includes", "isArray", "isLiveDataset",
    "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
    "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
CONTEXT: Final[Node] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    **{name: f"cr:{name}" for name in _SAME_NAME},
}


def _both(text: LocalizedText) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def _column(table: TableSchema, field: Field) -> str:
    return f"{table.name}/{field.name}"


def _file(file: PackagedFile) -> Node:
    return {
        "@type": "cr:FileObject",
        "@id": identifiers.file(file.path),
        "name": file.path,
        "description": _both(file.title),
        "contentUrl": identifiers.file(file.path),
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
    }


def _field(table: TableSchema, field: Field, file: PackagedFile) -> Node:
    return {
        "@type": "cr:Field",
        "@id": _column(table, field),
        "name": field.name,
        "description": _both(field.description),
        "dataType": _TYPES[field.type],
        "source": {
            "fileObject": {"@id": identifiers.file(file.path)},
            "extract": {"column": field.name},
        },
    }


def _record_set(table: TableSchema, file: PackagedFile) -> Node:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": _both(table.description),
        "key": [{"@id": _column(table, table[name])} for name in table.key],
        "field": [_field(table, field, file) for field in table.fields],
    }


def _organisation(english: str, chinese: str) -> Node:
    return {"@type": "sc:Organization", "name": {"en": english, "zh": chinese}}


def croissant(package: Package) -> bytes:
    """Return the bytes of `croissant.json`."""
    report = package.report
    described: Node = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": {
            "en": f"{report.title_en} — printed figures",
            "zh": f"{report.title_zh}——原文数字",
        },
        "description": {
            "en": f"Every figure printed in the report, and what it means. {report.attribution_en}",
            "zh": f"报告中的每一个数字及其含义。{report.attribution_zh}",
        },
        "conformsTo": SPECIFICATION,
        "license": LICENSE["path"],
        "version": report.version,
        "datePublished": report.released,
        "inLanguage": [report.language, "en"],
        "keywords": list(report.keywords),
        "creator": _organisation(NAME, NAME),
        "publisher": _organisation(NAME, NAME),
        "citeAs": f"{report.publisher_en}: {report.title_en}, {report.published}. "
        f"Data compiled by {NAME}, version {report.version}, {report.released}.",
        "isBasedOn": {
            "@type": "sc:Report",
            "name": {"en": report.title_en, "zh": report.title_zh},
            "datePublished": report.published,
            "publisher": _organisation(report.publisher_en, report.publisher_zh),
        },
        "distribution": [_file(file) for _, file in package.tables],
        "recordSet": [_record_set(table, file) for table, file in package.tables],
    }
    return json_bytes(described)
