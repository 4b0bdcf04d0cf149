"""Faults at every step of a replacement, on real files, in a process of its own.

`python -m tests.package.faults FAULT EXCHANGE TARGET FOLDER` tries, for k = 1, 2, 3 …, one replacement in
a fresh folder FOLDER/k and strikes at its k-th file operation, until one comes through unharmed. It
prints one line per try: k, what was struck, how the process ended. Nothing is mocked: a profile
function (an audit hook for `read_only`, which must go on rejecting) sees the interpreter call the
operating system, and strikes there. The replacement is loaded by its path, without pandas.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from pipeline.filesystem import write_atomic

PACKAGE = Path(__file__).resolve().parents[2] / "pipeline" / "package"
REPORT = "report-a"


def package(report: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """Files as a package of a report: with its descriptor and its list of checksums."""
    made = {"datapackage.json": json.dumps({"name": report}).encode(), **files}
    lines = (f"{hashlib.sha256(made[name]).hexdigest()}  {name}\n" for name in sorted(made))
    return {**made, "SHA256SUMS": "".join(lines).encode()}


OLD = package(REPORT, {"data/figures.csv": b"old figures\n", "data/gone.csv": b"-\n"})
NEW = package(REPORT, {"data/figures.csv": b"new figures\n" * 1000})
OLDER = package(REPORT, {"data/figures.csv": b"older figures\n"})
#: What a process that was killed while it wrote leaves: the list comes first, then some files.
HALF = {name: data for name, data in NEW.items() if name == "SHA256SUMS"}
FILE = "data/figures.csv"
BEFORE: dict[str, dict[str, dict[str, bytes]]] = {
    "absent": {},
    "present": {"package": OLD},
    "killed while set aside": {".package.old": OLD, ".package.new": HALF},
    "killed after arrival": {"package": OLD, ".package.old": OLDER},
}
UNHARMED, SURVIVED, RAISED, KILLED = 0, 3, 4, 5
ENDS = {UNHARMED: "unharmed", SURVIVED: "survived", RAISED: "raised", KILLED: "killed"}
OPERATIONS = frozenset(
    [
        "open",
        "mkdir",
        "rename",
        "replace",
        "unlink",
        "remove",
        "rmdir",
        "fsync",
        "write",
        "flush",
        "close",
        "flock",
        "__exit__",
    ]
)
EXCHANGES = frozenset({"exchange_names", "cannot_exchange"})
CHANGES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir"})
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
Exchange = Callable[[Path, Path], bool]
Replacement = Callable[..., object]


def loaded() -> ModuleType:
    """The module under test."""
    spec = importlib.util.spec_from_file_location("publish", PACKAGE / "publish.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder, plainly."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def contents(folder: Path) -> dict[str, bytes] | None:
    """The bytes of every file of a folder; None if there is no folder."""
    if not folder.exists():
        return None
    files = (path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def cannot_exchange(one: Path, other: Path) -> bool:
    """A system that cannot exchange two names."""
    return False


def careless(target: Path, files: dict[str, bytes], *, root: Path, exchange: Exchange) -> None:
    """What must not be done: write into the published folder. Shows that the faults find it."""
    for path in sorted(target.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    write(target, files)


def one_file(target: Path, files: dict[str, bytes], *, root: Path, exchange: Exchange) -> None:
    """Replace one file of the folder, as a release does with its archive."""
    write_atomic(target / FILE, files[FILE], root=root, durable=True)


class Strike:
    """One fault at the k-th operation."""

    def __init__(self, fault: str, at: int) -> None:
        self.fault, self.at, self.count, self.struck = fault, at, 0, ""

    def profile(self, frame: FrameType, event: str, arg: Any) -> None:
        """Called by the interpreter before and after each call."""
        name = arg.__name__ if event.startswith("c_") else frame.f_code.co_name
        if name not in (OPERATIONS if event.startswith("c_") else EXCHANGES):
            return
        if self.fault == "refused" and "return" in event:
            return  # what the disk has done it does not reject
        self.count += 1
        if self.count == self.at:
            self.struck = f"{'after' if 'return' in event else 'before'} {name}"
            self.strike()

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Called by the interpreter before it asks the system; from `at` on nothing is written."""
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if writes or event in CHANGES:
            self.refuse_from_now_on(event)

    def refuse_from_now_on(self, event: str) -> None:
        """Count a change, and reject it if the disk has become read-only."""
        self.count += 1
        if self.count >= self.at:
            self.struck = self.struck or f"from {event}"
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def guarded(self, exchange: Exchange) -> Exchange:
        """The exchange on a disk that may have become read-only; no audit hook sees it."""

        def exchanged(one: Path, other: Path) -> bool:
            self.refuse_from_now_on("exchange")
            return exchange(one, other)

        return exchanged

    def strike(self) -> None:
        """The fault itself; a profile function that raises is removed by the interpreter."""
        if self.fault == "killed":
            write_strike(self, KILLED)
            os._exit(KILLED)
        if self.fault == "interrupted":
            raise KeyboardInterrupt
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def write_strike(strike: Strike, end: int) -> None:
    """Report how the try ended; without the interpreter's own buffers, which os._exit drops."""
    os.write(1, f"{strike.at}\t{strike.struck}\t{ENDS[end]}\n".encode())


def attempt(replacement: Replacement, target: Path, strike: Strike, exchange: Exchange) -> int:
    """One replacement with one fault; how it ended."""
    if strike.fault == "read_only":
        exchange = strike.guarded(exchange)
        sys.addaudithook(strike.audit)
    else:
        sys.setprofile(strike.profile)
    try:
        replacement(target, NEW, root=target.parent, exchange=exchange)
    except (OSError, KeyboardInterrupt):
        return RAISED
    finally:
        sys.setprofile(None)
    return SURVIVED if strike.struck else UNHARMED


def tried(replacement: Replacement, target: Path, fault: str, at: int, exchange: Exchange) -> int:
    """Fork, replace, strike; the end of the child."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    strike = Strike(fault, at)
    end = attempt(replacement, target, strike, exchange)
    write_strike(strike, end)
    os._exit(end)


def main(fault: str, exchange: str, target: str, folder: str) -> None:
    """Strike at every operation in turn."""
    module = loaded()
    others: dict[str, Replacement] = {"careless": careless, "one file": one_file}
    replacement = others.get(exchange, module.publish_directory)
    function = module.exchange_names if exchange == "exchange" else cannot_exchange
    for at in range(1, 2000):
        place = Path(folder) / str(at) / "package"
        place.parent.mkdir(parents=True)
        for name, files in BEFORE[target].items():
            write(place.with_name(name), files)
        if tried(replacement, place, fault, at, function) == UNHARMED:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
