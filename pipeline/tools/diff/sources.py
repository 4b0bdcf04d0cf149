"""Read a side of a comparison by name: a git revision, a folder, a zip, a package.

A revision is read as its published package if it has one. A change of the code that changes the data is
then visible too. A folder with raw/ is read as what it publishes now. A published package of any
release can be a side.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.filesystem import DESCRIPTOR, name_of, os_error_text, package_owner, read_regular
from pipeline.ingest import load_report, load_vocabulary
from pipeline.ingest.report_folder import VOCABULARY_FOLDER, report_folders
from pipeline.ingest.report_metadata import FILE
from pipeline.ingest.yaml_text import load_yaml
from pipeline.localization import first_names
from pipeline.paths import RAW
from pipeline.rules import LocalizedText, localized, untranslated
from pipeline.tools.diff.dataset import Dataset, UnreadableSideError, load_package, load_raw
from pipeline.untrusted import BudgetExceededError, ZipFaultKind, is_safe, limited, read_zip

WORKING_TREE: Final = "working tree"
#: Environment variables that make git read another repository or other objects.
_MISLEADING: Final = frozenset(
    f"GIT_{name}"
    for name in (
        "DIR", "WORK_TREE", "INDEX_FILE", "COMMON_DIR", "NAMESPACE", "OBJECT_DIRECTORY",
        "ALTERNATE_OBJECT_DIRECTORIES", "REPLACE_REF_BASE", "GRAFT_FILE", "SHALLOW_FILE",
    )
)  # fmt: skip
#: Modes of git's tree entries: files, and symbolic links.
_FILES, _LINK = ("100644", "100755", "100664"), "120000"


def _git_environment() -> dict[str, str]:
    """Return the environment for git without variables that select another repository or objects."""
    kept = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    return {**kept, "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}


def _git(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a checkout. Raises UnreadableSideError if git is missing or the repository is damaged."""
    git = shutil.which("git")
    if git is None:
        raise UnreadableSideError(localized("git is not installed"))
    # no shell; --end-of-options keeps a revision from being parsed as an option
    done = subprocess.run(  # noqa: S603
        [git, "-C", str(root), *arguments],
        input=given,
        capture_output=True,
        check=False,
        env=_git_environment(),
    )
    if done.returncode > 1 or (done.returncode and done.stderr.strip()):
        reported = done.stderr.decode(errors="replace").strip() or f"status {done.returncode}"
        raise UnreadableSideError(localized("git failed: {reported}", reported=reported))
    return done


def revision(root: Path, name: str) -> str | None:
    """Return the commit of a name; None if the repository does not have it."""
    ask = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    if not (done := _git(root, *ask, f"{name}^{{commit}}")).returncode:
        return done.stdout.decode().strip()
    if not (known := _git(root, *ask, name)).returncode:
        reported = known.stdout.decode(errors="replace").strip()
        raise UnreadableSideError(
            localized(
                "git failed: {name} names {reported}, which is not a commit that can be read",
                name=name,
                reported=reported,
            )
        )
    return None


def entries(root: Path, commit: str, folder: str) -> Iterator[tuple[str, str, str]]:
    """Yield mode, object and path of every file of a commit below a folder."""
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{folder}/").stdout
    for line in filter(None, listed.split(b"\0")):
        facts, _, path = line.partition(b"\t")
        mode, _, name = facts.decode().split(" ")
        yield mode, name, os.fsdecode(path)


def _objects(root: Path, names: Sequence[str]) -> Iterator[bytes]:
    """Yield the stored bytes of objects; attributes of the revision cannot alter or omit them."""
    given = "".join(f"{name}\n" for name in names).encode()
    stream = io.BytesIO(_git(root, "cat-file", "--batch", given=given).stdout)
    for _ in names:
        *_, size = stream.readline().split()
        yield stream.read(int(size))
        stream.read(1)


def unpack_revision(
    root: Path, commit: str, folder: str, target: Path, report: str | None = None
) -> None:
    """Write a folder of a commit below `target`; omit links that point outside it.

    Args:
        root: the repository.
        commit: the commit.
        folder: the folder of the commit.
        target: the folder to write to.
        report: of the raw folder, the report whose data is written; None for all.

    Raises:
        UnreadableSideError: a path leads out of the target. git checks the names of a tree only when it
            checks the commit out.
    """
    listed = [each for each in entries(root, commit, folder) if each[0] in (*_FILES, _LINK)]
    for _, _, path in listed:
        if not is_safe(path):
            raise UnreadableSideError(
                localized("the path {name} points outside the revision", name=path)
            )
    # a link may lead to the data of another report
    if report is not None and not any(mode == _LINK for mode, _, _ in listed):
        listed = [each for each in listed if _concerns(each[2], report)]
    links: list[tuple[Path, str]] = []
    for (mode, _, path), data in zip(
        listed, _objects(root, [name for _, name, _ in listed]), strict=True
    ):
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if mode == _LINK:
            # without `x/..`, which leads elsewhere once x is a link
            links.append((place, os.path.normpath(os.fsdecode(data))))
        else:
            place.write_bytes(data)
    for place, named in links:  # after all files, so that no file is written through a link
        if Path(os.path.realpath(place.parent / named)).is_relative_to(os.path.realpath(target)):
            place.symlink_to(named)


def _concerns(path: str, report: str) -> bool:
    """Return whether a report depends on a file of raw/: its own, the vocabulary, or facts of any report."""
    _, folder, *rest = PurePosixPath(path).parts
    return folder in (report, VOCABULARY_FOLDER) or rest == [FILE]


_FAULTS: Final[Mapping[ZipFaultKind, LocalizedText]] = {
    ZipFaultKind.NOT_A_ZIP: localized("{reason}"),
    ZipFaultKind.TOO_LARGE: localized("it is larger than {reason}"),
    ZipFaultKind.DAMAGED: localized("{name}: {reason}"),
    ZipFaultKind.DUPLICATE: localized("{name} occurs more than once"),
    ZipFaultKind.PATH_TRAVERSAL: localized("the path {name} points outside the archive"),
}


def _unpack_zip(path: Path, target: Path) -> None:
    """Unpack a zip without faults. Raises UnreadableSideError."""
    archive = read_zip(path)
    for fault in archive.faults:
        text = _FAULTS[fault.kind].format(name=fault.name, reason=fault.reason)
        raise UnreadableSideError(localized("{path}: {text}", path=path.name, text=text))
    try:
        for name, data in archive.members.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)
    except (OSError, ValueError) as error:
        raise UnreadableSideError(
            localized("{path}: {error}", path=path.name, error=error)
        ) from None


@contextmanager
def _within_budgets(name: str) -> Iterator[None]:
    """Raise UnreadableSideError if reading a side takes more time or memory than a package may take."""
    try:
        with limited():
            yield
    except BudgetExceededError as error:
        text = localized("{name}: {text}", name=name, text=error.reason)
        raise UnreadableSideError(text) from None


class UnknownReportError(UnreadableSideError):
    """Report that a side has raw data, and none of the report."""


def _raw_of(folder: Path) -> Path | None:
    """Return the raw folder that a folder contains or is."""
    if (folder / "raw").is_dir():
        return folder / "raw"
    return folder if (folder / VOCABULARY_FOLDER).is_dir() else None


def _report_folder(raw: Path, report: str) -> Path:
    if found := report_folders(raw, report):
        return found[0]
    known = first_names([folder.name for folder in report_folders(raw)]) or "–"
    raise UnknownReportError(
        localized("no report {report} in raw/ (available: {known})", report=report, known=known)
    )


def _published(checkout: Path, report: str) -> str | None:
    """Return the folder in which a revision publishes a report, as its facts state."""
    path = checkout / RAW / report / FILE
    if not path.is_file():
        return None
    # lenient, because an earlier release lacks keys that are now required
    text, _ = load_yaml(read_regular(path).decode("utf-8-sig"), FILE)
    package = text.values.get("package")
    return package if isinstance(package, str) and is_safe(package) else None


def load_folder(name: str, folder: Path, report: str, depth: int = 3) -> Dataset:
    """Return the side in a folder: a package, raw data, a checkout, or one subfolder with one of them.

    Raises:
        UnreadableSideError: neither the folder nor a subfolder down to `depth` is one of them. Also
            raised if the folder has both raw data and a package, because either could hide the
            other.
    """
    raw, is_package = _raw_of(folder), (folder / DESCRIPTOR).is_file()
    if raw and is_package:
        raise UnreadableSideError(
            localized(
                "{name} contains both raw data and {descriptor}; give the path of one of them",
                name=name,
                descriptor=DESCRIPTOR,
            )
        )
    if is_package:
        with _within_budgets(name):
            return load_package(name, folder, report)
    if raw:
        return _raw_side(name, raw, report)
    inside = [each for each in folder.iterdir() if each.is_dir() and each.name[0] != "."]
    if len(inside) == 1 and depth:
        return load_folder(name, inside[0], report, depth - 1)
    raise UnreadableSideError(
        localized("{name} contains neither a package nor raw data", name=name)
    )


def _raw_side(name: str, raw: Path, report: str) -> Dataset:
    own = _report_folder(raw, report)
    return load_raw(name, load_report(own, raw, load_vocabulary(raw)))


def working_tree(root: Path, report: str) -> Dataset:
    """Return the side of a checkout's raw/ now; ignore the rest of the checkout."""
    return _readable(WORKING_TREE, lambda: _raw_side(WORKING_TREE, root / RAW, report))


def load_revision(name: str, root: Path, commit: str, report: str) -> Dataset:
    """Return the side of a commit: its published package of the report, else its raw data.

    The side's name shows which one, in git notation: `HEAD:datapackage` or `HEAD:raw`.
    """
    with tempfile.TemporaryDirectory() as folder:
        checkout = Path(folder)
        unpack_revision(root, commit, RAW, checkout, report)
        package = _published(checkout, report)
        if package is not None:
            unpack_revision(root, commit, package, checkout)
            if package_owner(checkout / package) == report:
                with _within_budgets(name):
                    return load_package(f"{name}:{package}", checkout / package, report)
        if not (checkout / RAW).is_dir():
            raise UnreadableSideError(
                localized("{name} contains neither a package nor raw data", name=name)
            )
        return _raw_side(f"{name}:{RAW}", checkout / RAW, report)


def load_dataset(name: str, root: Path, report: str) -> Dataset:
    """Return the side with this name.

    Args:
        name: a folder, a zip or a git revision.
        root: the checkout whose revisions can be named.
        report: the report's folder in raw/, and the name of its packages.

    Raises:
        UnreadableSideError: nothing by this name can be read, or the name is both a path and a
            revision.
    """
    return _readable(name, lambda: _named(name, root, report))


def stated_report(name: str) -> str | None:
    """Return the report of a package that is a folder or a zip, as its descriptor names it; else None."""
    path = Path(name)
    try:
        if not path.is_file():
            return package_owner(path)
        with limited():
            members = read_zip(path).members
    except (OSError, ValueError, BudgetExceededError):
        return None
    descriptors = (each for each in members if PurePosixPath(each).name == DESCRIPTOR)
    return name_of(members.get(min(descriptors, key=len, default=""), b""))


def _readable(name: str, read: Callable[[], Dataset]) -> Dataset:
    """Read a side. Raises UnreadableSideError if the system reports an error."""
    try:
        return read()
    except (OSError, ValueError) as error:
        text = os_error_text(error) if isinstance(error, OSError) else untranslated(str(error))
        raise UnreadableSideError(localized("{name}: {text}", name=name, text=text)) from None


def _commit(name: str, root: Path, is_path: bool) -> str | None:
    """Return the commit of a name, if it can be one; a path does not need git."""
    if name.startswith(("/", "./", "../")) or name in (".", ".."):
        return None
    try:
        return revision(root, name)
    except UnreadableSideError:
        if is_path:
            return None
        raise


def _named(name: str, root: Path, report: str) -> Dataset:
    if not name.strip():
        raise UnreadableSideError(
            localized("the name is empty; expected a revision, a folder or a zip")
        )
    path = Path(name)
    commit = _commit(name, root, path.exists())
    if commit and path.exists():
        raise UnreadableSideError(
            localized(
                "{name} is both a revision and a path; write ./{name} for the path, {commit} for the revision",
                name=name,
                commit=commit,
            )
        )
    if commit:
        return load_revision(name, root, commit, report)
    if path.is_dir():
        return load_folder(name, path, report)
    if path.is_file():
        with tempfile.TemporaryDirectory() as folder, _within_budgets(name):
            _unpack_zip(path, Path(folder))
            return load_folder(name, Path(folder), report)
    raise UnreadableSideError(
        localized("{name} is not a folder, a zip or a revision that git knows", name=name)
    )
