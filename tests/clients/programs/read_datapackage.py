"""Runs where datapackage is installed: the descriptor, sizes and hashes, every cell, every reference."""

from pathlib import Path

from answers import answer

from datapackage import Package


def complaints(folder: Path) -> list[str]:
    """What the library states; it raises at the first bad cell."""
    package = Package(str(folder / "datapackage.json"), strict=False)
    if not package.valid:
        return [str(error) for error in package.errors]
    rows = {}
    for resource in package.resources:
        resource.check_integrity()
        resource.check_relations()
        rows[resource.name] = sum(1 for _ in resource.iter(cast=True, relations=True))
    stated = {each.name: each.descriptor["rows"] for each in package.resources}
    return [] if rows == stated else [f"read {rows}, stated {stated}"]


answer(complaints)
