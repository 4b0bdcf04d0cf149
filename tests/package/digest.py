"""The hashes of all files that a root's raw/ would release, the archive too; run as `python -m tests.package.digest ROOT REPORT`."""

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.ingest.report_folder import load_reports
from pipeline.package import RELEASE_BUILDERS
from pipeline.package.build import build_package, build_release
from pipeline.paths import Paths


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of every file by path."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def released(root: Path, report: str) -> dict[str, str]:
    """SHA-256 of every file of a report's release in every form, and of its archive."""
    capture = load_reports(Paths(root))[report]
    made = build_release(build_package(capture, parts=RELEASE_BUILDERS))
    return digests({**made.files, f"{made.name}.zip": made.archive})


if __name__ == "__main__":
    json.dump(released(Path(sys.argv[1]), sys.argv[2]), sys.stdout)
