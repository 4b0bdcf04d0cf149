"""What goes out: files of a package from published tables, written whole or not at all."""

from pipeline.release.descriptor import descriptor
from pipeline.release.forms.archive import zipped
from pipeline.release.material import Files, Material, Part
from pipeline.release.package import (
    PARTS,
    RELEASE_PARTS,
    PackageError,
    check_package,
    package_files,
)
from pipeline.release.replace import BusyError, replace_folder, restore_folder

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
