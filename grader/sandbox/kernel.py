"""Calls of the kernel that Python has no name for."""

from __future__ import annotations

import ctypes
import os
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)


def prctl(option: int, argument: Any = 0, other: Any = 0) -> int:
    """Make the call prctl; raise OSError where it is refused."""
    return _checked(_libc.prctl(option, argument, other, 0, 0))


def syscall(number: int, *arguments: Any) -> int:
    """Make a system call by its number; raise OSError where it is refused."""
    return _checked(_libc.syscall(number, *arguments))


def ptrace(request: int, pid: int) -> int:
    """Make the call ptrace without address or data; raise OSError where it is refused."""
    return _checked(_libc.ptrace(request, pid, 0, 0))


def capset(header: bytes, data: bytes) -> int:
    """Make the call capset; raise OSError where it is refused."""
    return _checked(_libc.capset(header, data))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
