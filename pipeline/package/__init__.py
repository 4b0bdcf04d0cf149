"""Build the files of a Data Package from published tables, and publish them atomically."""

from pipeline.package.build import (
    COMMITTED_BUILDERS,
    RELEASE_BUILDERS,
    PackageError,
    check_package,
    package_files,
)
from pipeline.package.descriptor import descriptor
from pipeline.package.files import FileBuilder, Files, PackageInputs, zip_bytes
from pipeline.package.publish import (
    PublishLockedError,
    is_interrupted,
    publish_directory,
    recover_directory,
)

__all__ = [
    "COMMITTED_BUILDERS", "RELEASE_BUILDERS", "FileBuilder", "Files", "PackageError",
    "PackageInputs", "PublishLockedError", "check_package", "descriptor", "is_interrupted", "package_files",
    "publish_directory", "recover_directory", "zip_bytes",
]  # fmt: skip
