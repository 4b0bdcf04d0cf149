"""How a client is asked about many packages, and its answers: by package, what it finds wrong.

A client that leaves a package unanswered is a fault of these tests, never a verdict: it raises.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.clients.environments import CHECKOUT, Said, node_folder, python_program, run

Complaints = dict[Path, list[str]]
"""By package, what a client finds wrong: nothing for one that it believes."""
PROGRAMS = Path(__file__).parent / "programs"
PROFILE = CHECKOUT / "tests" / "package" / "profiles" / "datapackage-2.0.json"


class UnansweredError(AssertionError):
    """A client stated nothing about some package, or not in the way that was agreed."""


def answers(text: Said, packages: Sequence[Path]) -> Complaints:
    """The lines that programs/answers.py prints, one for each package."""
    lines = [line for line in text.text.splitlines() if line.startswith('{"package"')]
    reported = {Path(each["package"]): each["complaints"] for each in map(json.loads, lines)}
    if text.status != 0 or list(reported) != list(packages):
        raise UnansweredError(text.text)
    return reported


def by_python(lock: str, program: str, packages: Sequence[Path]) -> Complaints:
    """Ask a program that runs in one of the Python environments."""
    command = [python_program(lock), PROGRAMS / program, *packages]
    return answers(run(command, CHECKOUT), packages)


def by_node(lock: str, program: str, packages: Sequence[Path], *before: Path) -> Complaints:
    """Ask a program that runs with one of the folders of Node modules."""
    command = ["node", PROGRAMS / program, node_folder(lock), *before, *packages]
    return answers(run(command, CHECKOUT), packages)


def by_ajv(packages: Sequence[Path]) -> Complaints:
    """Ask ajv, with the formats that the profile names."""
    return by_node("ajv", "apply_profile.cjs", packages, PROFILE)


def by_sqlite(packages: Sequence[Path]) -> Complaints:
    """Ask the SQLite that this Python has."""
    return answers(
        run([sys.executable, PROGRAMS / "read_sqlite.py", *packages], CHECKOUT), packages
    )


def zip_of(package: Path) -> Path:
    """The archive of a package beside its folder, the files at its root."""
    path = package.with_name(f"{package.name}.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(package.rglob("*")):
            archive.write(file, file.relative_to(package))
    return path


def zips_by_frictionless(packages: Sequence[Path]) -> Complaints:
    """Ask frictionless about the archives of packages."""
    reported = by_python("frictionless", "read_frictionless.py", list(map(zip_of, packages)))
    return dict(zip(packages, reported.values(), strict=True))


def by_check_jsonschema(packages: Sequence[Path]) -> Complaints:
    """Ask check-jsonschema about the descriptors; it reports those that are wrong."""
    command = python_program("profile").with_name("check-jsonschema")
    descriptors = [package / "datapackage.json" for package in packages]
    text = run(
        [command, "--schemafile", PROFILE, "--output-format", "json", *descriptors], CHECKOUT
    )
    report = json.loads(text.text)
    reported: Complaints = {package: [] for package in packages}
    for error in report["errors"]:
        reported[Path(error["filename"]).parent].append(f"{error['path']}: {error['message']}")
    if report["parse_errors"] or (text.status != 0) != any(reported.values()):
        raise UnansweredError(text.text)
    return reported


def by_sha256sum(folder: Path) -> Said:
    """What `sha256sum -c` states of the list of hashes."""
    return run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], folder)


def at_once(ask: Callable[[Sequence[Path]], Said], packages: Sequence[Path]) -> Complaints:
    """Ask a client about all packages in one process, which prints an answer for each."""
    return answers(ask(packages), packages)


def one_by_one(ask: Callable[[Path], Said], packages: Sequence[Path]) -> Complaints:
    """Ask a client that knows one package at a time; its status is its verdict."""
    text = {package: ask(package) for package in packages}
    return {package: [each.text] if each.status else [] for package, each in text.items()}
