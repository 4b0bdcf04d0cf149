"""What the world's tools read of a package: PROV-O, Croissant and RO-Crate, from one model of it."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.release.descriptions import crate, croissant, prov
from pipeline.release.descriptions.model import Package, package_model
from pipeline.release.material import Files, Material, Part


def _part(file: str, projection: Callable[[Package], bytes]) -> Part:
    def made_from_the_model(material: Material, made: Files) -> Files:
        return {file: projection(package_model(material, made))}

    return made_from_the_model


PROVENANCE = _part(prov.FILE, prov.provenance)
CROISSANT = _part(croissant.FILE, croissant.croissant)
CRATE = _part(crate.FILE, crate.crate)

__all__ = ["CRATE", "CROISSANT", "PROVENANCE", "Package", "package_model"]
