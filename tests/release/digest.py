"""The hashes of all files that a root's raw/ would publish; run as `python -m tests.release.digest ROOT`."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.paths import Paths
from pipeline.publication import captured_reports, make_publication


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of every file by path."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


if __name__ == "__main__":
    captures = captured_reports(Paths(Path(sys.argv[1])))
    made = {name: make_publication(capture).files for name, capture in captures.items()}
    json.dump({name: digests(files) for name, files in made.items()}, sys.stdout)
