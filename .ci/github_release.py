"""Publish the zip of dist/SHA256SUMS (`make bundle`) as a release of the tag on GitHub.

Runs with a token that may write, after the job that built the zip. It accepts tag and names only in the
program's form, and passes them to `gh` as arguments. Needs only Python and `gh`.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

TAG = re.compile(r"(?:(?P<report>[a-z][a-z0-9-]*)-)?v(?P<version>\d+\.\d+\.\d+)", re.ASCII)
LINE = re.compile(
    r"(?P<digest>[0-9a-f]{64})  (?P<name>[a-z][a-z0-9-]*-\d+\.\d+\.\d+\.zip)\n", re.ASCII
)


def release(dist: Path, tag: str) -> list[str]:
    """Return the command that creates the release; exit if a file differs from what was built."""
    named = TAG.fullmatch(tag)
    if named is None:
        sys.exit("the tag must have the form v1.2.3 or report-v1.2.3")
    sums = dist / "SHA256SUMS"
    listed = LINE.fullmatch(sums.read_text(encoding="utf-8"))
    if listed is None:
        sys.exit("SHA256SUMS must name exactly one zip")
    archive, version = dist / listed["name"], named["version"]
    wanted = rf"{named['report'] or '[a-z][a-z0-9-]*'}-{re.escape(version)}\.zip"
    if not re.fullmatch(wanted, archive.name):
        sys.exit(f"{archive.name} is not the zip of the tag")
    files = (archive, sums, dist / "CHANGELOG.md")
    if any(each.is_symlink() for each in files):
        sys.exit("a file of the release is a link")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != listed["digest"]:
        sys.exit(f"{archive.name} differs from the hash in SHA256SUMS")
    return [
        "gh", "release", "create", tag, str(archive), str(sums),
        "--verify-tag", "--title", tag, "--notes-file", str(files[2]),
    ]  # fmt: skip


if __name__ == "__main__":
    subprocess.run(release(Path(sys.argv[1]), os.environ["GITHUB_REF_NAME"]), check=True)
