"""Write `ro-crate-metadata.json`: all files of all formats with size and SHA-256, and the run that made them.

RO-Crate 1.2, flattened and compacted as it requires. Raw files are not part of this crate; the run
names them with their hashes. The standard requires a web address for a `SoftwareApplication`. The
program has none, so it is a work with a name and a version.
"""

from collections.abc import Iterator
from typing import Final

from pipeline.package.descriptor import LICENSE
from pipeline.package.metadata import identifiers
from pipeline.package.metadata.identifiers import Node, json_bytes
from pipeline.package.metadata.package_model import NAME, VERSION, Package, PackagedFile

FILE: Final = "ro-crate-metadata.json"
SPECIFICATION: Final = "https://w3id.org/ro/crate/1.2"
_RUN: Final = "#run"


def _refer(*ids: str) -> list[Node]:
    return [{"@id": each} for each in ids]


def _descriptor() -> Node:
    return {
        "@id": FILE,
        "@type": "CreativeWork",
        "name": "RO-Crate metadata / RO-Crate 元数据",
        "conformsTo": {"@id": SPECIFICATION},
        "about": {"@id": identifiers.PACKAGE},
    }


def _root(package: Package) -> Node:
    report = package.report
    return {
        "@id": identifiers.PACKAGE,
        "@type": "Dataset",
        "name": f"{report.title_en} — printed figures / {report.title_zh}——原文数字",
        "description": "Every figure printed in the report, with what was printed, where, and what "
        "it means: value, limiting word, bounds, unit, period, base and source. / "
        "报告中的每一个数字：原文、位置与含义。",
        "version": report.version,
        "datePublished": report.released,
        "license": {"@id": LICENSE["path"]},
        "author": {"@id": identifiers.PROJECT},
        "publisher": {"@id": identifiers.PROJECT},
        "creditText": f"{report.attribution_zh} / {report.attribution_en}",
        "inLanguage": [report.language, "en"],
        "keywords": list(report.keywords),
        "isBasedOn": {"@id": identifiers.REPORT},
        "mentions": {"@id": _RUN},
        "hasPart": _refer(*(identifiers.file(file.path) for file in package.files)),
    }


def _file(file: PackagedFile) -> Node:
    return {
        "@id": identifiers.file(file.path),
        "@type": "File",
        "name": f"{file.title.en} / {file.title.zh}",
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def _run(package: Package) -> Node:
    return {
        "@id": _RUN,
        "@type": "CreateAction",
        "name": "Validation of raw/ and publication / 校验 raw/ 并发布",
        "description": "Rules applied / 所用规则: "
        + ", ".join(rule.code for rule in package.rules),
        "agent": {"@id": identifiers.PROJECT},
        "instrument": {"@id": identifiers.PIPELINE},
        "endTime": package.report.released,
        "object": _refer(identifiers.REPORT, *(identifiers.raw(path) for path in package.raw)),
        "result": _refer(*(identifiers.file(file.path) for file in package.files)),
    }


def _raw(package: Package) -> Iterator[Node]:
    for path, sha256 in package.raw.items():
        yield {
            "@id": identifiers.raw(path),
            "@type": "CreativeWork",
            "name": path,
            "sha256": sha256,
            **({"description": extent} if (extent := identifiers.extent(path)) else {}),
        }


def _context_entities(package: Package) -> Iterator[Node]:
    report = package.report
    yield {
        "@id": identifiers.REPORT,
        "@type": "Report",
        "name": f"{report.title_zh} / {report.title_en}",
        "datePublished": report.published,
        "inLanguage": report.language,
        "publisher": {"@id": identifiers.PUBLISHER},
    }
    yield {
        "@id": identifiers.PUBLISHER,
        "@type": "Organization",
        "name": f"{report.publisher_zh} / {report.publisher_en}",
    }
    yield {"@id": identifiers.PROJECT, "@type": "Organization", "name": NAME}
    yield {"@id": identifiers.PIPELINE, "@type": "CreativeWork", "name": NAME, "version": VERSION}
    yield {
        "@id": LICENSE["path"],
        "@type": "CreativeWork",
        "name": LICENSE["title"],
        "identifier": LICENSE["name"],
        "description": f"{report.attribution_zh} / {report.attribution_en}",
    }


def crate(package: Package) -> bytes:
    """Return the bytes of `ro-crate-metadata.json` for the files made so far."""
    graph = [
        _descriptor(),
        _root(package),
        *map(_file, package.files),
        _run(package),
        *_context_entities(package),
        *_raw(package),
    ]
    return json_bytes({"@context": f"{SPECIFICATION}/context", "@graph": graph})
