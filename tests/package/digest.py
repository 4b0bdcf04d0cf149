"""The hashes of all files that a root's raw/ would release, the archive too; run as `python -m tests.package.digest ROOT REPORT`."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.ingest.report_folder import captured_reports
from pipeline.package import RELEASE_PARTS
from pipeline.package.build import make_distribution, make_publication
from pipeline.paths import Paths


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of every file by path."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def released(root: Path, report: str) -> dict[str, str]:
    """SHA-256 of every file of a report's release in every form, and of its archive."""
    capture = captured_reports(Paths(root))[report]
    made = make_distribution(make_publication(capture, parts=RELEASE_PARTS))
    return digests({**made.files, f"{made.name}.zip": made.archive})


if __name__ == "__main__":
    json.dump(released(Path(sys.argv[1]), sys.argv[2]), sys.stdout)
