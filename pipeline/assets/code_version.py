"""The version of the code behind a stage: a hash of the modules it uses, so that a change is seen."""

import hashlib
from functools import cache
from pathlib import Path

_PIPELINE = Path(__file__).resolve().parent.parent


@cache
def code_version(*packages: str) -> str:
    """The hash of all modules of the named packages of the pipeline, in order of their names."""
    digest = hashlib.sha256()
    for package in packages:
        for module in sorted((_PIPELINE / package).rglob("*.py")):
            digest.update(module.relative_to(_PIPELINE).as_posix().encode())
            digest.update(module.read_bytes())
    return digest.hexdigest()[:16]


TRANSCRIPTION = ("capture", "tables", "rules")
VALIDATION = (*TRANSCRIPTION, "validation", "decode", "exact", "reconcile")
PUBLICATION = (*VALIDATION, "resolve", "release")
