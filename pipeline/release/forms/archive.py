"""Zip archives whose bytes depend on what is in them and on nothing else but the build of zlib."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from pipeline.release.material import Files

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_FILE: Final = 0o100644 << 16
_LEVEL: Final = 9


def zipped(files: Files) -> bytes:
    """The files at the root of an archive, sorted, on the first day that zip knows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, _FIRST_DAY)
            member.create_system, member.external_attr = _UNIX, _FILE
            archive.writestr(member, files[path], zipfile.ZIP_DEFLATED, _LEVEL)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of an archive by path."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
