"""Build the files of a Data Package from published tables, and publish them atomically."""

from pipeline.package.build import PARTS, RELEASE_PARTS, PackageError, check_package, package_files
from pipeline.package.descriptor import descriptor
from pipeline.package.files import Files, Material, Part, zipped
from pipeline.package.publish import BusyError, replace_folder, restore_folder

__all__ = [
    "PARTS",
    "RELEASE_PARTS",
    "BusyError",
    "Files",
    "Material",
    "PackageError",
    "Part",
    "check_package",
    "descriptor",
    "package_files",
    "replace_folder",
    "restore_folder",
    "zipped",
]
