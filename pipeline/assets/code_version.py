"""The version of the code behind a stage: a hash of the modules it uses, so that a change is seen."""

from functools import cache
from pathlib import Path

from pipeline.content import content

_SOURCES = {".py", ".j2", ".js", ".css"}
_PIPELINE = Path(__file__).resolve().parent.parent


@cache
def code_version(*packages: str) -> str:
    """The hash of all modules, templates, styles and scripts of the named parts of the pipeline."""
    sources = {
        path.relative_to(_PIPELINE).as_posix(): path.read_bytes()
        for package in packages
        for path in (_PIPELINE / f"{package}.py", *(_PIPELINE / package).rglob("*"))
        if path.is_file() and path.suffix in _SOURCES
    }
    return content(sources)[:16]


# with what each builds on, which the tests compare with the imports
TRANSCRIPTION = ("capture", "refused", "safe_paths", "tables", "rules")
VALIDATION = (*TRANSCRIPTION, "validation", "decode", "exact", "reconcile", "source")
RESOLUTION = (*VALIDATION, "resolve")
PUBLICATION = (*RESOLUTION, "charts", "escaping", "page", "release", "publication")
