"""Describe a package in the terms of other tools: PROV-O, Croissant and RO-Crate, from one model."""

from collections.abc import Callable

from pipeline.package.files import FileBuilder, Files, PackageInputs
from pipeline.package.metadata import croissant, prov, rocrate
from pipeline.package.metadata.package_model import Package, package_model


def _part(file: str, projection: Callable[[Package], bytes]) -> FileBuilder:
    def made_from_the_model(material: PackageInputs, made: Files) -> Files:
        return {file: projection(package_model(material, made))}

    return made_from_the_model


PROVENANCE = _part(prov.FILE, prov.provenance)
CROISSANT = _part(croissant.FILE, croissant.croissant)
CRATE = _part(rocrate.FILE, rocrate.crate)
__all__ = ["CRATE", "CROISSANT", "PROVENANCE", "Package", "package_model"]
