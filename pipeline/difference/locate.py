"""From what a user names to a side of a comparison: a git revision, a folder, a zip.

A revision is read as what it published, if it did, so that a change of the code which changes the
data is seen too; a folder with raw/ is read as what it would publish now.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pipeline.archive import FaultKind, read_zip
from pipeline.capture import capture_report, capture_vocabulary, read_report
from pipeline.capture.folder import VOCABULARY_FOLDER, report_folders
from pipeline.difference.keyed import raw_snapshot
from pipeline.difference.package import DESCRIPTOR, UnreadableSideError, package_snapshot
from pipeline.difference.snapshot import Snapshot
from pipeline.refused import reason
from pipeline.rules import Wording

USUAL_PACKAGE: Final = "datapackage"


def _git(root: Path, *arguments: str) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise UnreadableSideError("git is not installed", "未安装 git")
    # no shell; revisions are resolved behind --end-of-options, so that none is taken as an option
    done = subprocess.run([git, "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise UnreadableSideError(
            done.stderr.decode(errors="replace").strip() or "git failed", "git 命令失败"
        )
    return done.stdout


def _revision(root: Path, name: str) -> str:
    """The commit that a name stands for."""
    try:
        found = _git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
    except UnreadableSideError:
        raise UnreadableSideError(
            f"{name} is no folder, no zip and no revision that git knows",
            f"{name} 既不是文件夹、zip，也不是 git 版本",
        ) from None
    return found.decode().strip()


def _unpack_revision(root: Path, name: str, target: Path) -> None:
    archive = _git(root, "archive", "--format=tar", _revision(root, name))
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        opened.extractall(target, filter=_inside)  # noqa: S202 - filtered


def _inside(member: tarfile.TarInfo, target: str) -> tarfile.TarInfo | None:
    """A member as the data filter takes it; a link that leads out of the revision is left out."""
    try:
        return tarfile.data_filter(member, target)
    except tarfile.FilterError:
        return None


_FAULTS: Final[Mapping[FaultKind, Wording]] = {
    FaultKind.NO_ZIP: Wording("{reason}", "{reason}"),
    FaultKind.DAMAGED: Wording("{name}: {reason}", "{name}：{reason}"),
    FaultKind.TWICE: Wording("{name} is in it more than once", "{name} 出现不止一次"),
    FaultKind.OUTSIDE: Wording("the path {name} leads out of it", "路径 {name} 指向包外"),
}


def _unpack_zip(path: Path, target: Path) -> None:
    """Unpack a zip in which nothing is wrong. Raises UnreadableSideError."""
    archive = read_zip(path)
    for fault in archive.faults:
        said, name = _FAULTS[fault.kind], fault.name
        raise UnreadableSideError(
            f"{path.name}: {said.en.format(name=name, reason=fault.reason.en)}",
            f"{path.name}：{said.zh.format(name=name, reason=fault.reason.zh)}",
        )
    try:
        for name, data in archive.members.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)
    except (OSError, ValueError) as error:
        raise UnreadableSideError(f"{path.name}: {error}", f"{path.name} 无法解压") from None


def _raw_of(folder: Path) -> Path | None:
    """The raw folder that a folder has or is."""
    if (folder / "raw").is_dir():
        return folder / "raw"
    return folder if (folder / VOCABULARY_FOLDER).is_dir() else None


def _report_folder(raw: Path, report: str) -> Path:
    folders = {folder.name: folder for folder in report_folders(raw)}
    if report in folders:
        return folders[report]
    known = ", ".join(folders) or "–"
    raise UnreadableSideError(
        f"there is no report {report} in raw/ (there is: {known})", f"raw/ 中没有报告 {report}"
    )


def _published(checkout: Path, report: str) -> Path | None:
    """The package that a checkout has published of a report, if it has."""
    stated, _ = read_report(checkout / "raw" / report, checkout)
    target = checkout / (stated.package if stated else USUAL_PACKAGE)
    return target if (target / DESCRIPTOR).is_file() else None


def folder_snapshot(name: str, folder: Path, report: str, depth: int = 3) -> Snapshot:
    """The side that a folder holds: a package, raw data, a checkout, or one folder that does.

    Raises:
        UnreadableSideError: it holds none of them, nor does what it holds, as deep as `depth`.
    """
    if (folder / DESCRIPTOR).is_file():
        return package_snapshot(name, folder)
    if raw := _raw_of(folder):
        own = _report_folder(raw, report)
        return raw_snapshot(name, capture_report(own, raw, capture_vocabulary(raw)))
    inside = [each for each in folder.iterdir() if each.is_dir() and each.name[0] != "."]
    if len(inside) == 1 and depth:
        return folder_snapshot(name, inside[0], report, depth - 1)
    raise UnreadableSideError(
        f"{name} holds neither a package nor raw data", f"{name} 中既无数据包也无原始数据"
    )


def revision_snapshot(name: str, root: Path, report: str) -> Snapshot:
    """The side that a git revision holds: what it published, else what its raw data makes."""
    with tempfile.TemporaryDirectory() as folder:
        checkout = Path(folder)
        _unpack_revision(root, name, checkout)
        published = _published(checkout, report)
        if published is not None:
            return package_snapshot(name, published)
        return folder_snapshot(name, checkout, report)


def snapshot(name: str, root: Path, report: str) -> Snapshot:
    """The side that a name stands for; an existing folder or file goes before a revision.

    Args:
        name: a folder, a zip or a git revision.
        root: the checkout whose revisions are meant.
        report: the report's folder in raw/, where the side holds raw data.

    Raises:
        UnreadableSideError: nothing of the kind can be read.
    """
    try:
        return _named(name, root, report)
    except OSError as error:
        said = reason(error)
        raise UnreadableSideError(f"{name}: {said.en}", f"无法读取 {name}：{said.zh}") from None


def _named(name: str, root: Path, report: str) -> Snapshot:
    path = Path(name)
    if path.is_dir():
        return folder_snapshot(name, path, report)
    if not path.is_file():
        return revision_snapshot(name, root, report)
    with tempfile.TemporaryDirectory() as folder:
        _unpack_zip(path, Path(folder))
        return folder_snapshot(name, Path(folder), report)
