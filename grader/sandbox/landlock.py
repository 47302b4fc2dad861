"""A list of the files that a process may open; everything else is out of its reach, whoever owns it.

Source: linux/landlock.h; landlock(7). Needs Linux 5.13 (ABI 1); later ABIs close more and are used where they are.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from functools import cache
from typing import TYPE_CHECKING

from grader.sandbox import kernel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every machine
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_MAKE_AND_REMOVE = 0x1FF0  # REMOVE_DIR to MAKE_SYM
_ABI_1 = 0x1FFF
_ALL_NET, _ALL_SCOPES = 0b11, 0b11  # bind and connect TCP; abstract sockets and signals of others
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV


@cache
def abi() -> int:
    """Version of Landlock that the kernel offers; 0 for none."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        return kernel.syscall(_CREATE, None, ctypes.c_size_t(0), 1)
    except OSError:
        return 0


def ruleset(
    read: Iterable[Path], *, write: Iterable[Path] = (), execute: Iterable[Path] = (), change: Iterable[Path] = ()
) -> int:
    """Write down what may be opened.

    Args:
        read: files, and folders with all that is in them, that can be read.
        write: files that can also be written, such as /dev/null.
        execute: files and folders whose programs can be read and started.
        change: folders in which everything can be done.

    Returns:
        A file descriptor for `restrict`; a path that does not exist is left out.

    Raises:
        OSError: the kernel refused.
    """
    version = abi()
    handled = _ABI_1 | sum(bit for need, bit in ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEV)) if version >= need)
    attributes = struct.pack("QQQ", handled, _ALL_NET, _ALL_SCOPES)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    fd = kernel.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    reading, writing = _READ_FILE | _READ_DIR, _WRITE_FILE | _TRUNCATE
    for paths, access in (
        (read, reading),
        (write, _READ_FILE | writing),
        (execute, reading | _EXECUTE),
        (change, reading | writing | _MAKE_AND_REMOVE | _REFER),
    ):
        for path in paths:
            _allow(fd, path, access & handled)
    return fd


def _allow(ruleset_fd: int, path: Path, access: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            access &= _ON_FILES
        rule = struct.pack("=Qi", access, fd)
        kernel.syscall(_ADD, ruleset_fd, _PATH_BENEATH, rule, 0)
    finally:
        os.close(fd)


def restrict(ruleset_fd: int) -> None:
    """Confine this process, and all that it starts, to what was written down; for good.

    Raises:
        OSError: the kernel refused.
    """
    kernel.syscall(_RESTRICT, ruleset_fd, 0)
