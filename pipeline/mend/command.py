"""What `fix` does: mend the files, write those that changed, tell every change in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.announce import announce
from pipeline.capture.file import read_bytes
from pipeline.mend.file import Mended, mend_file
from pipeline.mend.folder import raw_tables, table_of
from pipeline.paths import Paths
from pipeline.rules import Wording
from pipeline.whole_file import write_whole

NO_TABLE = Wording("no table is kept there", "此处没有声明的表")
NO_FILE = Wording("it cannot be read", "无法读取")


def mended_files(paths: Paths, files: Sequence[Path]) -> Iterator[tuple[Path, Mended]]:
    """Each of the files, or every file of raw/, with what it should be."""
    for path in files or raw_tables(paths.raw):
        whole = path.absolute()
        table = table_of(whole, paths.raw)
        if table is None:
            yield whole, Mended(b"", left_alone=NO_TABLE)
            continue
        data, refused = read_bytes(whole, paths.root)
        file = whole.relative_to(paths.root).as_posix()
        left = Mended(data, left_alone=NO_FILE)
        yield whole, left if refused else mend_file(data, table, file)


def fix(paths: Paths, files: Sequence[Path], only_check: bool) -> int:
    """Mend raw files, or only tell what would be mended.

    Returns:
        The exit status: 1 if a mere check found something to mend, 2 if there is no raw/.
    """
    if not paths.raw.is_dir():
        announce(f"there is no folder {paths.raw}", f"没有文件夹 {paths.raw}")
        return 2
    changed = 0
    for path, mended in mended_files(paths, files):
        if mended.left_alone:
            left = mended.left_alone
            announce(f"{path.name}: left alone: {left.en}", f"未改动：{left.zh}")
        for change in mended.changes:
            announce(str(change))
        if mended.changes:
            changed += 1
            if not only_check:
                write_whole(path, mended.data, root=paths.root)
    _tell(changed, only_check)
    return 1 if changed and only_check else 0


def _tell(changed: int, only_check: bool) -> None:
    if not changed:
        announce("nothing to mend", "无需修整")
    elif only_check:
        announce(f"{changed} files to mend: make fix", f"{changed} 个文件需修整：make fix")
    else:
        announce(f"{changed} files mended", f"已修整 {changed} 个文件")
