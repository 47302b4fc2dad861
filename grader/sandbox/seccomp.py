"""A filter of system calls, written as the small program that the kernel runs before each call.

Sources: linux/seccomp.h, linux/bpf_common.h, linux/audit.h; seccomp(2).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from functools import cache

from grader.sandbox import kernel, syscalls

_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH = 0, 4  # offsets in struct seccomp_data
_FIRST, _SECOND = 16, 24  # the low halves of the arguments, both machines being little-endian
SOME_PROCESS = 0x7FC0FFEE  # stands for the process that is confined; larger than any real number
_SOME_PROCESS = struct.pack("I", SOME_PROCESS)
_X32 = 0x40000000
_CLONE_THREAD = 0x00010000
_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA = 15, 16, 0x53564D41
_PR_SET_SECCOMP, _PR_GET_SECCOMP, _MODE_FILTER = 22, 21, 2
# commands of fcntl on one's own descriptors: none that locks, leases, watches, or signals another process
_ON_DESCRIPTORS = (0, 1, 2, 3, 4, 5, 9, 1030, 1032, 1034)
# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: none that changes a file or its attributes
_ON_TERMINALS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# machine: column of the table, and AUDIT_ARCH_*
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_CALL = {
    **syscalls.PROCESSES,
    **syscalls.SOCKETS,
    **syscalls.SHARED_MEMORY,
    **syscalls.QUEUED,
    **syscalls.FILE_WATCHES,
    **syscalls.FILE_ATTRIBUTES,
    **syscalls.FILE_TREE,
    **syscalls.SHARED_STATE,
    **syscalls.UNUSED,
    **syscalls.SYSTEM,
}
# a compiler starts other programs and makes files; it needs nothing else of the above
_NEEDED_TO_COMPILE = {"fork", "vfork", "execve", *syscalls.FILE_TREE, "chmod", "fchmod", "fchmodat"}
DENIED = {
    "call": _CALL,
    "compile": {name: numbers for name, numbers in _CALL.items() if name not in _NEEDED_TO_COMPILE},
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def available() -> bool:
    """Whether this kernel and this machine have what `install` needs."""
    if not sys.platform.startswith("linux") or platform.machine() not in _MACHINES:
        return False
    try:
        return kernel.prctl(_PR_GET_SECCOMP) >= 0
    except OSError:
        return False


def install(profile: str) -> None:
    """Put the filter over this process for good.

    Args:
        profile: "call" for a process that only computes, "compile" for one that starts a compiler.

    Raises:
        OSError: the kernel refused.
    """
    code = program(profile, platform.machine()).replace(_SOME_PROCESS, struct.pack("I", os.getpid()))
    buffer = ctypes.create_string_buffer(code, len(code))
    loaded = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    kernel.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(loaded))


@cache
def program(profile: str, machine: str) -> bytes:
    """Write the filter, for a process whose number is `SOME_PROCESS`.

    Args:
        profile: "call" or "compile".
        machine: "x86_64" or "aarch64".

    Returns:
        struct sock_filter, one after the other.
    """
    column, arch = _MACHINES[machine]
    code = [
        _step(_LOAD, _ARCH),
        _step(_EQUAL, arch, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        code += [_step(_AT_LEAST, _X32, 0, 1), _step(_RETURN, _KILL)]
    code += [_step(_AT_LEAST, syscalls.HIGHEST + 1, 0, 1), _refuse(errno.ENOSYS)]
    for first, last in _ranges(sorted(n for both in DENIED[profile].values() if (n := both[column]) is not None)):
        test = (
            [_step(_EQUAL, first, 0, 1)]
            if first == last
            else [_step(_AT_LEAST, first, 0, 2), _step(_AT_LEAST, last + 1, 1, 0)]
        )
        code += [*test, _refuse(errno.EPERM)]
    for name, verdict in _by_argument(profile).items():
        number = syscalls.BY_ARGUMENT[name][column]
        assert number is not None
        code += [_step(_EQUAL, number, 0, len(verdict)), *verdict]
    return b"".join([*code, _step(_RETURN, _ALLOW)])


def _ranges(numbers: list[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers taken together: fewer steps, for the kernel runs all of them for each of its calls."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _by_argument(profile: str) -> dict[str, list[bytes]]:
    """What is done about the calls that are allowed for some arguments only."""
    refused = {
        "clone3": [_refuse(errno.ENOSYS)],  # its flags lie in memory; libc falls back on clone
        "openat2": [_refuse(errno.ENOSYS)],
        "kill": _only(_FIRST, SOME_PROCESS),
        "tgkill": _only(_FIRST, SOME_PROCESS),
        "prlimit64": _only(_FIRST, 0, SOME_PROCESS),
        "prctl": _only(_FIRST, _PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA),
        "fcntl": _only(_SECOND, *_ON_DESCRIPTORS),
        "ioctl": _only(_SECOND, *_ON_TERMINALS),
    }
    if profile == "call":
        refused["clone"] = [
            _step(_LOAD, _FIRST),
            _step(_ANY_BIT, _CLONE_THREAD, 1, 0),
            _refuse(errno.EPERM),
            _step(_RETURN, _ALLOW),
        ]
    return refused


def _only(argument: int, *values: int) -> list[bytes]:
    """Allow a call whose argument is one of these; refuse it otherwise."""
    tests = [_step(_EQUAL, value, len(values) - k, 0) for k, value in enumerate(values)]
    return [_step(_LOAD, argument), *tests, _refuse(errno.EPERM), _step(_RETURN, _ALLOW)]


def _step(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, operand)


def _refuse(number: int) -> bytes:
    return _step(_RETURN, _ERRNO | number)
