"""Connect runs to the object store: raw files are sent before a run, a run works in a folder of its own.

Without a store in the environment, a run reads and writes the folders of the checkout.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import dagster as dg

from pipeline.defs.checks import AssetError
from pipeline.filesystem import write_atomic
from pipeline.ingest import Report
from pipeline.ingest.report_folder import VOCABULARY_FOLDER
from pipeline.object_store import ObjectStore
from pipeline.package.build import package_folder
from pipeline.paths import RAW, Paths

PACKAGES: Final = "packages"
#: How often, and after how many seconds, a step that the store refused is repeated.
RETRIES, SECONDS = 5, 10


def _content(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, without links, by path."""
    files = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def send_raw(raw: Path, names: Iterable[str]) -> None:
    """Send the vocabulary and the reports of these names to the store, if there is one. Raises OSError."""
    names = tuple(names)
    if names and (store := ObjectStore.configured()):
        for name in (VOCABULARY_FOLDER, *names):
            store.upload(f"{RAW}/{name}", _content(raw / name))


def _fetch(store: ObjectStore, name: str, work: Path) -> None:
    for part in (VOCABULARY_FOLDER, name):
        content = store.download(f"{RAW}/{part}")
        if content is None:
            raise AssetError(f"the store has no {part}. 对象存储中没有 {part}。")
        for file, data in content.items():
            write_atomic(work / RAW / part / file, data, root=work)


@contextmanager
def work_folders(paths: Paths, name: str) -> Iterator[Paths]:
    """Give the folders in which a run publishes a report: those of the checkout, or a copy from the store.

    Raises RetryRequested, which Dagster shows at the run, if the store refuses.
    """
    store = ObjectStore.configured()
    if store is None:
        yield paths
        return
    paths.build.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=paths.build) as work:
        with _repeated():
            _fetch(store, name, Path(work))
        yield Paths(Path(work))


def send_package(paths: Paths, report: Report) -> None:
    """Send a published package to the store, if there is one. Raises RetryRequested."""
    if store := ObjectStore.configured():
        target = package_folder(paths, report)
        with _repeated():
            store.upload(f"{PACKAGES}/{target.name}", _content(target))


@contextmanager
def _repeated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=SECONDS) from error
