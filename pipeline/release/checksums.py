"""`SHA256SUMS`: the hashes of all files, for those who trust no program of ours.

`sha256sum -c SHA256SUMS` in the package's folder checks them all.
"""

from __future__ import annotations

import hashlib
from typing import Final

from pipeline.release.material import Files, Material

PATH: Final = "SHA256SUMS"


def checksums(material: Material, made: Files) -> Files:
    """The hashes of all files made so far, in the form of GNU coreutils, by path."""
    del material
    lines = (f"{hashlib.sha256(made[path]).hexdigest()}  {path}\n" for path in sorted(made))
    return {PATH: "".join(lines).encode()}
