"""The bytes of a file on disk, read so that nothing that only looks like a file can hold the reader up."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from importers.limits import LIMITS
from models.errors import ImportFailed

# Opening a pipe must not wait for its other end; Windows knows no such pipes, and would change line ends without O_BINARY.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_TOO_MANY_LINKS = "是一个绕圈的链接，找不到真正的文件"


def load_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        ImportFailed: if it is a folder or a device, has vanished, is empty, too large, or cannot be read.
    """
    name = path.name or str(path)
    try:
        data = _read(path, name)
    except FileNotFoundError as error:
        raise ImportFailed(name, "已不存在", "请确认文件没有被移动、改名或删除") from error
    except PermissionError as error:
        raise ImportFailed(
            name, "没有读取权限，或正被其他程序占用", "请关闭占用它的程序，或复制一份后再导入"
        ) from error
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error
    if not data:
        raise ImportFailed(name, "是空文件", "请确认文件内容已保存")
    return data


def _read(path: Path, name: str) -> bytes:
    _require_file(path.stat(), name)
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        # What was looked at by name may have become something else by now.
        _require_file(os.fstat(descriptor), name)
        data = file.read(LIMITS.file_bytes + 1)
    require_size(data, name)
    return data


def _require_file(found: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise ImportFailed(name, "是文件夹，不是文件", "请选择其中的文件，或导入整个文件夹")
    if not stat.S_ISREG(found.st_mode):
        raise ImportFailed(name, "是设备或管道，不是文件", "请选择保存在磁盘上的文件")
    if found.st_size > LIMITS.file_bytes:
        raise _too_large(name)


def require_size(data: bytes, name: str) -> None:
    """Refuses bytes that no file of that size would be read from.

    Raises:
        ImportFailed: if there are too many.
    """
    if len(data) > LIMITS.file_bytes:
        raise _too_large(name)


def _too_large(name: str) -> ImportFailed:
    most = LIMITS.file_bytes // 1024**2
    return ImportFailed(
        name,
        f"太大（超过{most}MB），不像一份通报",
        "请确认选对了文件；图片很多时请删去图片另存一份",
    )


def _unreadable(name: str, error: OSError | ValueError) -> ImportFailed:
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return ImportFailed(name, _TOO_MANY_LINKS, "请直接选择原来的文件")
    return ImportFailed(name, "读取失败", "请确认磁盘或网络位置可用，再试一次")
