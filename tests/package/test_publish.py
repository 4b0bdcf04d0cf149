"""What replacing a folder promises on a disk that works, and on one that really rejects."""

import fcntl
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.filesystem import UnsafePathError
from pipeline.package import PublishLockedError, publish_directory, recover_directory
from pipeline.package.publish import exchange_names
from tests.package.committed import CHECKOUT
from tests.package.faults import HALF, NEW, OLD, OLDER, REPORT, cannot_exchange, contents, write

NOBODY = 65534
LOCK = {".package.lock"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A published folder with the old files."""
    folder = tmp_path / "package"
    write(folder, OLD)
    return folder


def beside(target: Path) -> set[str]:
    """Names beside the folder."""
    return {path.name for path in target.parent.iterdir()} - {target.name}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of the folder and all in it."""
    paths = [folder, *folder.rglob("*")]
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}


def test_a_folder_then_holds_exactly_the_new_files(target: Path) -> None:
    """Files that are no longer published are gone, folders that became empty too."""
    (target / "left").mkdir()
    assert publish_directory(target, NEW, root=target.parent)
    assert contents(target) == NEW
    assert not (target / "left").exists()
    assert beside(target) == LOCK


def test_a_folder_that_does_not_exist_is_made(tmp_path: Path) -> None:
    """The first publication; folders above are made as well."""
    target = tmp_path / "somewhere" / "package"
    assert publish_directory(target, NEW, root=target.parent)
    assert contents(target) == NEW


def test_a_folder_that_holds_the_files_already_is_not_touched(target: Path) -> None:
    """Publishing twice changes no time stamp, so that `make publish` shows no change."""
    before = stamps(target)
    assert not publish_directory(target, OLD, root=target.parent)
    assert stamps(target) == before
    assert beside(target) == LOCK


def test_a_file_outside_the_folder_is_never_written(target: Path) -> None:
    """A package that comes from elsewhere may have any names."""
    for name in ("../out.csv", str(target.parent / "out.csv")):
        with pytest.raises(UnsafePathError):
            publish_directory(target, {**NEW, name: b"1"}, root=target.parent)
    assert contents(target) == OLD
    assert beside(target) == LOCK


def test_a_file_in_the_place_of_the_folder_is_rejected_and_kept(tmp_path: Path) -> None:
    """It may be anything; it is not ours to remove."""
    target = tmp_path / "package"
    target.write_bytes(b"somebody's")
    with pytest.raises(UnsafePathError, match="not a folder"):
        publish_directory(target, NEW, root=target.parent)
    assert target.read_bytes() == b"somebody's"
    assert beside(target) == set()


@pytest.mark.parametrize(
    ("left", "present", "restored"),
    [
        pytest.param({".package.new": HALF}, True, OLD, id="half written"),
        pytest.param({".package.new": NEW}, True, OLD, id="written, not swapped"),
        pytest.param({".package.new": NEW, ".package.old": OLD}, False, OLD, id="set aside"),
        pytest.param({".package.old": OLDER}, True, OLD, id="arrived, old not removed"),
        pytest.param({".package.lock": {}}, True, OLD, id="lock file of a dead process"),
        pytest.param({}, True, OLD, id="nothing"),
        pytest.param({".package.new": NEW}, False, None, id="killed in the first publication"),
    ],
)
def test_what_an_earlier_crash_left_is_cleared_away(
    target: Path,
    left: dict[str, dict[str, bytes]],
    present: bool,
    restored: dict[str, bytes] | None,
) -> None:
    """Restoring gives the last whole package; publishing then goes on as ever."""
    for name, files in left.items():
        write(target.with_name(name), files) if files else target.with_name(name).touch()
    if not present:
        shutil.rmtree(target)
    recover_directory(target, REPORT, root=target.parent)
    assert contents(target) == restored
    assert beside(target) == LOCK
    assert publish_directory(target, NEW, root=target.parent)
    assert contents(target) == NEW


def test_all_is_on_the_disk_before_the_name_is_exchanged_and_the_name_before_the_end(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power failure the name leads to a whole package, the old one or the new one."""
    calls: list[str] = []
    force = os.fsync

    def noted(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        calls.append(path.relative_to(target.parent).as_posix())
        force(descriptor)

    def exchanged(one: Path, other: Path) -> bool:
        calls.append("the names are exchanged")
        return exchange_names(one, other)

    monkeypatch.setattr(os, "fsync", noted)
    assert publish_directory(target, NEW, root=target.parent, exchange=exchanged)
    *written, exchange, last = calls
    folders = {".package.new", ".package.new/data"}
    assert set(written) == {f".package.new/{name}" for name in NEW} | folders
    assert (exchange, last) == ("the names are exchanged", ".")


def test_without_exchange_the_folder_is_replaced_all_the_same(target: Path) -> None:
    """File systems that cannot exchange two names get two renames."""
    assert publish_directory(target, NEW, root=target.parent, exchange=cannot_exchange)
    assert contents(target) == NEW
    assert beside(target) == LOCK


def test_a_failed_second_rename_puts_the_old_folder_back(target: Path) -> None:
    """The new folder vanishes between the renames: the first one is undone."""

    def loses_the_new_one(new: Path, other: Path) -> bool:
        shutil.rmtree(new)
        return False

    with pytest.raises(FileNotFoundError):
        publish_directory(target, NEW, root=target.parent, exchange=loses_the_new_one)
    assert contents(target) == OLD
    assert beside(target) == LOCK


def test_a_second_publisher_is_reported_that_the_folder_is_busy(target: Path) -> None:
    """Two publishers at once: the second stops at once, the first finishes."""
    first = (
        "import sys, pathlib\n"
        "from tests.package.faults import NEW, loaded\n"
        "module = loaded()\n"
        "def waits(one, other):\n"
        "    print('swapping', flush=True)\n"
        "    sys.stdin.readline()\n"
        "    return module.exchange_names(one, other)\n"
        "target = pathlib.Path(sys.argv[1])\n"
        "module.publish_directory(target, NEW, root=target.parent, exchange=waits)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", first, str(target)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as publisher:
        assert publisher.stdin and publisher.stdout
        assert publisher.stdout.readline() == "swapping\n"
        for second in (
            lambda: publish_directory(target, OLD, root=target.parent),
            lambda: recover_directory(target, REPORT, root=target.parent),
        ):
            with pytest.raises(
                PublishLockedError, match="package is being published by another process"
            ):
                second()
        assert contents(target) == OLD
        publisher.stdin.write("go on\n")
        publisher.stdin.flush()
        assert publisher.wait() == 0
    assert contents(target) == NEW
    assert beside(target) == LOCK


def test_the_lock_is_held_by_a_living_process_only(target: Path) -> None:
    """A lock file that a killed process left does not keep anybody out."""
    with target.with_name(".package.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(PublishLockedError):
            publish_directory(target, NEW, root=target.parent)
    assert publish_directory(target, NEW, root=target.parent)


def forked(action: str, target: Path) -> str:
    """Replace in a process whose rights or limits are first cut by `action`; the error it had."""
    script = (
        "import os, pathlib, resource, sys\n"
        "from tests.package.faults import NEW, loaded\n"
        "module = loaded()\n"
        f"{action}\n"
        "try:\n"
        "    target = pathlib.Path(sys.argv[1])\n"
        "    module.publish_directory(target, NEW, root=target.parent)\n"
        "except OSError as error:\n"
        "    print(type(error).__name__, error.errno)\n"
    )
    command = [sys.executable, "-c", script, str(target)]
    ran = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_a_disk_that_takes_no_more_bytes_leaves_the_old_folder(target: Path) -> None:
    """The kernel itself rejects the write, in the middle of a file."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    assert len(NEW["data/figures.csv"]) > 4096
    error = forked("resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))", target)
    assert error == "OSError 27", "EFBIG"
    assert contents(target) == OLD
    assert beside(target) == LOCK


@pytest.fixture
def unwritable() -> Iterator[Path]:
    """A published folder below one that may be read and not be written to by others."""
    with tempfile.TemporaryDirectory() as name:
        write(Path(name) / "package", OLD)
        Path(name).chmod(0o555)
        yield Path(name) / "package"
        Path(name).chmod(0o755)


def test_a_folder_that_may_not_be_written_is_left_alone(unwritable: Path) -> None:
    """Root may write anywhere, so root becomes nobody first."""
    rights = f"os.geteuid() or (os.setgroups([]), os.setgid({NOBODY}), os.setuid({NOBODY}))"
    assert forked(rights, unwritable) == "PermissionError 13"
    assert contents(unwritable) == OLD
    assert beside(unwritable) == set()
