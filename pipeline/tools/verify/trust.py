"""Compare a package with a release that the reader trusts: a package, or a list of checksums, maybe signed.

A consistent forgery passes every check of a package against itself. Only something that the forger
cannot change shows it: an earlier copy, checksums from elsewhere, a signature by a known key, the text.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final

from pipeline.budgets import budget
from pipeline.ingest import RawReport
from pipeline.package import Files
from pipeline.rules import Finding, LocalizedText, Location, localized, untranslated
from pipeline.rules.package_rules import (
    FileUnreadable,
    NotInTheText,
    NotTheTrusted,
    SignatureInvalid,
    TextUnreadable,
)
from pipeline.tools.source_text import UnreadableTextError
from pipeline.tools.source_text.verification import scan_report, verify_report
from pipeline.tools.verify.checksums import stated_sums
from pipeline.tools.verify.package_reader import SUMS, open_package
from pipeline.untrusted import JSON_LIMIT
from pipeline.validation.report import keyed_figures

NAMESPACE: Final = "printed-figures"
_SECONDS: Final = 10


def _hashes(files: Files) -> dict[str, str]:
    return {path: sha256(data).hexdigest() for path, data in files.items()}


def _file_hash(path: Path) -> str:
    with path.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _is_list(path: Path) -> bool:
    """Return whether a path is a list of checksums and not a package."""
    if not path.is_file():
        return False
    with path.open("rb") as opened:
        return opened.read(2) != b"PK"


def _list(path: Path) -> dict[str, str]:
    with path.open("rb") as opened:
        return stated_sums(opened.read(budget(JSON_LIMIT)))


def _differences(actual: Mapping[str, str], trusted: Mapping[str, str]) -> Iterator[Finding]:
    for name in sorted(actual.keys() | trusted.keys()):
        if actual.get(name) != trusted.get(name):
            expected = (
                untranslated(trusted[name]) if name in trusted else localized("it is not in it")
            )
            yield NotTheTrusted(Location(name), actual.get(name, name), expected)


def against_findings(path: Path, files: Files, trusted: Path) -> Iterator[Finding]:
    """Compare a package with a trusted package, with its list of checksums, or with that of its zip."""
    is_list = _is_list(trusted)
    sums = _list(trusted) if is_list else _hashes(open_package(trusted).files)
    zips = {name: digest for name, digest in sums.items() if name.endswith(".zip")}
    if not sums:
        reason = localized("it does not list any file")
        yield FileUnreadable(Location(trusted.name), "", reason)
    elif zips:
        name = path.name if path.name in zips else min(zips)
        actual = {name: _file_hash(path)} if path.is_file() else {}
        yield from _differences(actual, {name: zips[name]})
    else:
        own = {SUMS} if is_list else set()
        yield from _differences(_hashes({name: files[name] for name in files.keys() - own}), sums)


def _keygen(signed: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    with signed.open("rb") as data:
        return subprocess.run(  # noqa: S603 - no shell, and each path follows its option
            ["ssh-keygen", "-Y", *arguments],  # noqa: S607
            stdin=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )


def signer(signed: Path, key: Path) -> str | Finding:
    """Return who signed a list of checksums, or the finding if no key of the file did.

    Args:
        signed: the list; `<list>.sig` is its signature by `ssh-keygen -Y sign -n printed-figures`.
        key: the keys that are trusted, in the format of `allowed_signers` (ssh-keygen(1)).
    """
    signature = f"{signed.resolve()}.sig"
    given = ("-s", signature, "-f", str(key.resolve()))
    try:
        found = _keygen(signed, "find-principals", *given)
        name = found.stdout.decode(errors="replace").partition("\n")[0]
        if name:
            found = _keygen(signed, "verify", "-n", NAMESPACE, "-I", name, *given)
        reason = found.stderr or found.stdout
        if name and not found.returncode:
            return name
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = str(error).encode()
    text = reason.decode(errors="replace").strip()
    return SignatureInvalid(Location(signed.name), signed.name, untranslated(text))


def text_findings(capture: RawReport, text: Path) -> Iterator[Finding]:
    """Compare the ledger, the printed forms, the entities and the bases of comparison with a text."""
    try:
        scanned = scan_report(capture, text)
    except UnreadableTextError as error:
        yield TextUnreadable(Location(text.name), "", error.message)
        return
    for each in verify_report(capture, scanned):
        yield NotInTheText(Location(text.name), each.figure, untranslated(str(each)))


def proved_by_text(capture: RawReport, text: Path) -> LocalizedText:
    """State what a text proves: the place of all figures, and the entities that are not inferred."""
    figures = keyed_figures(capture)
    return localized(
        "the text {name} (the printed form of {figures} figures, and the entity of {named}; the others are inferred)",
        name=text.name,
        figures=len(figures),
        named=sum("entity" not in row["inferred"].split(";") for row in figures),
    )
