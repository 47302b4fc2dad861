"""What a process gives up before it touches student code, and what the grader does to protect itself.

This is the place for further walls (a file allow-list, a filter of system calls): they go into `enter`, after
the change of user and before the worker says that it is ready.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_FIRST_UID, _UIDS = 30001, 20000
KILL_ROUNDS = 200  # a process that forks faster than it is killed needs a few
_THREAD_SETTINGS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


@dataclass(frozen=True)
class Limits:
    """What one worker may use."""

    address_space: int = 1 << 30  # bytes
    cpu_seconds: int = 300
    open_files: int = 64
    processes: int = 64
    stack: int = 64 << 20  # bytes


def prctl(option: int, argument: int) -> bool:
    """Call prctl where there is one; say whether it was done."""
    if not sys.platform.startswith("linux"):
        return False
    done: int = ctypes.CDLL(None, use_errno=True).prctl(option, argument, 0, 0, 0)
    return done == 0


def protect_self() -> None:
    """Close the grader's memory and its files to other users; the first thing that grading does."""
    prctl(_PR_SET_DUMPABLE, 0)
    os.umask(0o077)


def environment() -> dict[str, str]:
    """The environment of a worker: nothing of ours but what numpy needs."""
    settings = dict.fromkeys(_THREAD_SETTINGS, "1")
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent", "MPLBACKEND": "Agg", **settings}


def readable_by_all(path: Path) -> bool:
    """Whether any user could open a file: every folder above it can be searched, and it can be read."""
    path = path.resolve()
    with contextlib.suppress(OSError):
        return all(p.stat().st_mode & 0o001 for p in path.parents) and bool(path.stat().st_mode & 0o004)
    return False


def worker_uid(number: int = 0) -> int | None:
    """A user of its own for one worker; None where we are not root or Python would be out of its reach.

    Args:
        number: counts the workers of this process, so that what one leaves behind does not count against the next.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import numpy

    needed = [sys.executable, os.__file__, numpy.__file__, __file__]
    if not all(readable_by_all(Path(path)) for path in needed):
        return None
    return _FIRST_UID + (64 * os.getpid() + number) % _UIDS


def enter(limits: Limits, uid: int | None) -> None:
    """Confine this process for good; called by the worker as its last act before student code is loaded."""
    _lower("RLIMIT_CPU", limits.cpu_seconds, 1)  # the signal first, that says why, then the end
    for name, value in (
        ("RLIMIT_AS", limits.address_space),
        ("RLIMIT_NOFILE", limits.open_files),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_STACK", limits.stack),
    ):
        _lower(name, value)
    if uid is not None:
        _lower("RLIMIT_NPROC", limits.processes)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def _lower(name: str, value: int, spare: int = 0) -> None:
    """Lower one limit, soft and hard, never raising what is lower already; macOS refuses some."""
    kind = getattr(resource, name)
    hard = resource.getrlimit(kind)[1]
    soft, bound = (
        (value, value + spare) if hard == resource.RLIM_INFINITY else (min(value, hard), min(value + spare, hard))
    )
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (soft, bound))


def kill_all_of(uid: int) -> None:
    """End every process of a worker's user, wherever it fled to; only root can."""
    for _ in range(KILL_ROUNDS):
        found = list(_processes_of(uid))
        for pid in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not found:
            return


def _processes_of(uid: int) -> Iterator[int]:
    """Processes of a user that are not dead already."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError, IndexError):
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            if entry.stat().st_uid == uid and state not in "ZX":
                yield int(entry.name)
