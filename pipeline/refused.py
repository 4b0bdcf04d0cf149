"""Why the operating system refused a file, in both languages.

Python tells it in the words of the C library, which has one language here; the reasons that people
meet are worded anew, the others keep their symbol, which can be looked up.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

from pipeline.rules import Wording
from pipeline.safe_paths import UnsafePathError

_REASONS: Final[Mapping[int, Wording]] = {
    errno.ENOENT: Wording("it does not exist", "不存在"),
    errno.EACCES: Wording("there is no right to it", "没有权限"),
    errno.EPERM: Wording("it is not permitted", "不被允许"),
    errno.EROFS: Wording("the disk is read-only", "磁盘为只读"),
    errno.ENOSPC: Wording("the disk is full", "磁盘已满"),
    errno.EDQUOT: Wording("the disk quota is used up", "磁盘配额已用完"),
    errno.EFBIG: Wording("it would be larger than is allowed", "超出允许的文件大小"),
    errno.EISDIR: Wording("it is a folder", "是文件夹"),
    errno.ENOTDIR: Wording("it, or what it stands in, is no folder", "该项或其上级不是文件夹"),
    errno.ENAMETOOLONG: Wording("its name is too long", "名称过长"),
    errno.ELOOP: Wording("its links lead in a circle", "链接循环"),
    errno.EIO: Wording("the disk fails", "磁盘出错"),
}


def reason(error: OSError) -> Wording:
    """Why a file was refused."""
    if isinstance(error, UnsafePathError):
        return error.reason
    number = error.errno or 0
    if number in _REASONS:
        return _REASONS[number]
    symbol = errno.errorcode.get(number, type(error).__name__)
    said = f"{error.strerror} ({symbol})" if error.strerror else symbol
    return Wording(said, f"错误 {symbol}")
