"""What a process gives up before it touches student code, and what the grader does to protect itself."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import signal
import socket
import struct
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox import kernel, landlock, seccomp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_FIRST_UID, _UIDS_EACH, _BLOCKS = 30001, 64, 300
KILL_ROUNDS = 200  # a process that forks faster than it is killed needs a few
_THREAD_SETTINGS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
# parts of the standard library's folder that are not the standard library
_NOT_STANDARD = {"site-packages", "dist-packages", "ensurepip", "idlelib", "lib2to3", "test", "turtledemo"}


@dataclass(frozen=True)
class Limits:
    """What one worker may use."""

    address_space: int = 1 << 30  # bytes
    cpu_seconds: int = 300
    open_files: int = 64
    processes: int = 64
    stack: int = 64 << 20  # bytes
    file_size: int = 0  # bytes


@dataclass(frozen=True)
class Walls:
    """What stands between a worker and the rest of the machine, besides limits.

    Args:
        uid: a user of its own; None where it keeps the grader's.
        files: whether only the files of an allow-list can be opened (Landlock).
        calls: whether system calls are filtered (seccomp).
    """

    uid: int | None
    files: bool
    calls: bool


def standing(number: int = 0) -> Walls:
    """All the walls that this machine offers to a worker.

    Args:
        number: counts the workers of this process; two that run at a time get users of their own.
    """
    return Walls(worker_uid(number), landlock.abi() > 0, seccomp.available())


def prctl(option: int, argument: int) -> bool:
    """Call prctl where there is one; say whether it was done."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return kernel.prctl(option, argument) == 0
    except OSError:
        return False


def close_memory() -> None:
    """Keep other processes of the same user from reading this one's memory."""
    prctl(_PR_SET_DUMPABLE, 0)


def protect_self() -> None:
    """Close the grader's memory and its files to other users; the first thing that grading does."""
    close_memory()
    os.umask(0o077)


def die_with_parent(parent: int | None = None) -> None:
    """Have the kernel end this process when the one that started it ends; at once where it is gone already."""
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        os._exit(0)


def environment() -> dict[str, str]:
    """The environment of a worker: nothing of ours but what numpy needs."""
    settings = dict.fromkeys(_THREAD_SETTINGS, "1")
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent", "MPLBACKEND": "Agg", **settings}


# ---------------------------------------------------------------------------------------------- users


def readable_by_all(path: Path) -> bool:
    """Whether any user could open a file: every folder above it can be searched, and it can be read."""
    path = path.resolve()
    with contextlib.suppress(OSError):
        return all(p.stat().st_mode & 0o001 for p in path.parents) and bool(path.stat().st_mode & 0o004)
    return False


def worker_uid(number: int = 0) -> int | None:
    """A user of its own for one worker; None where we are not root or Python would be out of its reach."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not _python_for_all():
        return None
    return _first_uid(os.getpid())[0] + number % _UIDS_EACH


@cache
def _python_for_all() -> bool:
    """Whether another user could run this Python."""
    import numpy

    return all(readable_by_all(Path(path)) for path in (sys.executable, os.__file__, numpy.__file__, __file__))


@cache
def _first_uid(pid: int) -> tuple[int, socket.socket | None]:
    """The first of a block of user numbers that no other grader on this machine has.

    A name in the kernel's list of sockets marks a block as taken; it goes when this process goes.
    """
    for k in range(_BLOCKS):
        block = (pid + k) % _BLOCKS
        mark = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            mark.bind(f"\0grader-uid-{block}")
        except OSError:
            mark.close()
            continue
        return _FIRST_UID + block * _UIDS_EACH, mark
    return _FIRST_UID + pid % _BLOCKS * _UIDS_EACH, None


# ---------------------------------------------------------------------------------------------- files


def readable(packages: Sequence[str], files: Iterable[Path] = ()) -> int:
    """Write down what a worker may read: Python, the C libraries, some packages, some files; nothing can be written.

    Args:
        packages: importable names of packages outside the standard library; what they need must be among them.
        files: other files that it may read.

    Returns:
        A file descriptor for `enter`.
    """
    standard = Path(os.__file__).parent
    found = [entry for entry in standard.iterdir() if entry.name not in _NOT_STANDARD]
    found += [path for package in packages for path in _of_package(package)]
    found += [*_shared_libraries(), Path("/dev/urandom"), Path("/etc/localtime"), Path("/usr/share/zoneinfo")]
    return landlock.ruleset([*found, *files], write=[Path(os.devnull)])


def _of_package(name: str) -> list[Path]:
    """Where a package lies, with the shared libraries that wheels put beside it."""
    places = [Path(sysconfig.get_path(kind)) for kind in ("platlib", "purelib")]
    places += [Path(entry) for entry in sys.path if entry]
    return [
        path
        for place in dict.fromkeys(places)
        for path in (place / name, place / f"{name}.libs", place / f"{name}.py")
        if path.exists()
    ]


def _shared_libraries() -> list[Path]:
    """What the loader may open: its cache, the libraries that this process has, and their neighbours of the system."""
    mapped = {
        Path(match.group()) for match in re.finditer(r"/\S+\.so[.\d]*$", Path("/proc/self/maps").read_text(), re.M)
    }
    # a folder such as /usr/lib/x86_64-linux-gnu holds libraries and nothing else
    folders = {path.parent for path in mapped if path.parent.name.endswith("-linux-gnu")}
    return [Path("/etc/ld.so.cache"), *sorted(mapped), *sorted(folders)]


# ---------------------------------------------------------------------------------------------- entering


def enter(limits: Limits, walls: Walls, ruleset: int | None, profile: str = "call") -> None:
    """Confine this process for good; called by the worker as its last act before student code is loaded.

    Args:
        limits: what it may use.
        walls: what to put up; a wall that cannot be is an error.
        ruleset: from `readable`, where `walls.files`.
        profile: which system calls are filtered, "call" or "compile".

    Raises:
        OSError: a wall was refused; the process must not go on.
    """
    parent = os.getppid()
    _lower("RLIMIT_CPU", limits.cpu_seconds, 1)  # the signal first, that says why, then the end
    for name, value in (
        ("RLIMIT_AS", limits.address_space),
        ("RLIMIT_NOFILE", limits.open_files),
        ("RLIMIT_FSIZE", limits.file_size),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_STACK", limits.stack),
    ):
        _lower(name, value)
    if walls.uid is not None:
        _lower("RLIMIT_NPROC", limits.processes)
        os.setgroups([])
        os.setresgid(walls.uid, walls.uid, walls.uid)
        os.setresuid(walls.uid, walls.uid, walls.uid)
    prctl(_PR_SET_NO_NEW_PRIVS, 1)  # what it starts cannot have more than it has itself
    if walls.uid is None and hasattr(os, "geteuid") and os.geteuid() == 0:
        _drop_capabilities()
    die_with_parent(parent)  # a change of user has cleared it
    if walls.files:
        assert ruleset is not None
        landlock.restrict(ruleset)
    if ruleset is not None:
        os.close(ruleset)
    if walls.calls:
        seccomp.install(profile)


def _drop_capabilities() -> None:
    """Take from root what makes it more than the owner of its files; source: capabilities(7)."""
    if not sys.platform.startswith("linux"):
        return
    header, none = struct.pack("Ii", 0x20080522, 0), bytes(24)  # _LINUX_CAPABILITY_VERSION_3, this process
    kernel.capset(header, none)


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
