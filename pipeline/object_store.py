"""Keep folders in an object store: each version under the hash of its content, and one pointer to the current.

A store has no folders and no rename. A version is therefore written whole under a name of its own, and the
pointer, a single object that the store replaces atomically, names it last. A process that is killed leaves
an incomplete version that no pointer names; the next upload of the same content completes it.

The URL is one of pyarrow's file systems, such as `s3://bucket/prefix?region=…&allow_delayed_open=true`. Nothing
is imported unless a store is used.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.budgets import budget
from pipeline.filesystem import ExplainedError, hash_files
from pipeline.localization import LocalizedText, localized

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

VARIABLE: Final = "PRINTED_FIGURES_STORE"
CURRENT: Final = "current"
#: A version is the hash of its content.
_VERSION: Final = re.compile(r"[0-9a-f]{64}")
#: Bytes of one object, and bytes and objects of one folder; more are not read.
_LARGEST: Final = 64 << 20
_LARGEST_FOLDER: Final = 96 << 20
_MOST_OBJECTS: Final = 2_000


class StoreError(ExplainedError):
    """Report that the store holds other content than its pointer names."""

    def __init__(self, path: str, reason: LocalizedText) -> None:
        super().__init__(errno.EIO, reason, path)


def _require_small(path: str, count: int, size: int) -> None:
    if count > budget(_MOST_OBJECTS):
        raise StoreError(
            path, localized("it has more than {count} files", count=budget(_MOST_OBJECTS))
        )
    if size > budget(_LARGEST_FOLDER):
        limit = localized("it is larger than {count} MiB", count=budget(_LARGEST_FOLDER) >> 20)
        raise StoreError(path, limit)


@dataclass(frozen=True)
class ObjectStore:
    """Hold the file system of a store and the path below which its folders are."""

    files: FileSystem
    root: str

    @classmethod
    def at(cls, url: str) -> ObjectStore:
        """Return the store at a URL. Raises ValueError if the URL is not one."""
        from pyarrow.fs import FileSystem

        files, root = FileSystem.from_uri(url)
        if not root:
            raise ValueError(f"{url} does not name a folder")
        return cls(files, root)

    @classmethod
    def configured(cls) -> ObjectStore | None:
        """Return the store that the environment names, or None."""
        url = os.environ.get(VARIABLE)
        return cls.at(url) if url else None

    def upload(self, folder: str, content: Mapping[str, bytes]) -> bool:
        """Make this the content of a folder; return whether it changed. Raises OSError."""
        version = hash_files(content)
        if self._current(folder) == version:
            return False
        for name in sorted(content):
            self._put(f"{folder}/{version}/{name}", content[name])
        self._put(f"{folder}/{CURRENT}", version.encode())
        return True

    def download(self, folder: str) -> dict[str, bytes] | None:
        """Return the current content of a folder, None if it has none. Raises OSError."""
        from pyarrow.fs import FileSelector

        version = self._current(folder)
        if version is None:
            return None
        base = f"{self.root}/{folder}/{version}"
        found = self.files.get_file_info(FileSelector(base, recursive=True))
        paths = [each.path for each in found if each.is_file]
        _require_small(base, len(paths), sum(each.size for each in found if each.is_file))
        content = {path.removeprefix(f"{base}/"): self._get(path) for path in paths}
        if hash_files(content) != version:
            raise StoreError(base, localized("it is not the content that its pointer names"))
        return content

    def folders(self, parent: str) -> list[str]:
        """Return the names of the folders below one, whether or not they have content."""
        from pyarrow.fs import FileSelector

        selected = FileSelector(f"{self.root}/{parent}", allow_not_found=True)
        return sorted(each.base_name for each in self.files.get_file_info(selected))

    def _current(self, folder: str) -> str | None:
        path = f"{self.root}/{folder}/{CURRENT}"
        try:
            version = self._get(path).decode(errors="replace")
        except FileNotFoundError:
            return None
        if not _VERSION.fullmatch(version):
            raise StoreError(path, localized("it does not name a version"))
        return version

    def _get(self, path: str) -> bytes:
        if self.files.type_name == "local" and os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - as the store names it
            raise StoreError(path, localized("it is not a regular file"))
        with self.files.open_input_stream(path) as opened:
            data = bytes(opened.read(budget(_LARGEST) + 1))
        if len(data) > budget(_LARGEST):
            limit = localized("it is larger than {count} MiB", count=budget(_LARGEST) >> 20)
            raise StoreError(path, limit)
        return data

    def _put(self, name: str, data: bytes) -> None:
        path = f"{self.root}/{name}"
        if self.files.type_name == "local":  # the other stores have no folders
            self.files.create_dir(path.rpartition("/")[0])
        with self.files.open_output_stream(path) as out:
            out.write(data)
