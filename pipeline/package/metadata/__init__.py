"""Describe a package in the terms of other tools: PROV-O, Croissant and RO-Crate, from one model."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.package.files import FileBuilder, Files, PackageInputs
from pipeline.package.metadata import croissant, prov, rocrate
from pipeline.package.metadata.package_model import Package, package_model


def _part(projection: Callable[[Package], Files]) -> FileBuilder:
    def made_from_the_model(material: PackageInputs, made: Files) -> Files:
        return projection(package_model(material, made))

    return made_from_the_model


PROVENANCE = _part(prov.provenance)
CROISSANT = _part(lambda package: {croissant.FILE: croissant.croissant(package)})
CRATE = _part(lambda package: {rocrate.FILE: rocrate.crate(package)})
__all__ = ["CRATE", "CROISSANT", "PROVENANCE", "Package", "package_model"]
