"""What was found sound before: a note in build/ that exactly these bytes passed under this code.

Only the verdict is kept, never data: whatever is published is made anew from raw/ in every run and
compared with the disk byte by byte. A note counts for one content, one state of every module of the
pipeline and one set of the libraries that judge; what was refused or only warned of leaves no note.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.content import judging_code
from pipeline.whole_file import write_whole

#: Taken as this is imported: what is edited while a process runs does not judge in it.
_CODE: Final = judging_code()


def accepted(note: Path, what: str, code: str = _CODE) -> bool:
    """Whether this content is the one that was last found sound, under the same code."""
    try:
        return note.read_text(encoding="utf-8") == f"{what} {code}\n"
    except (OSError, UnicodeDecodeError):
        return False


def accept(note: Path, what: str, root: Path, code: str = _CODE) -> None:
    """Note that this content was found sound; where no note can be written, it is judged again."""
    with suppress(OSError):
        write_whole(note, f"{what} {code}\n".encode(), root=root)
