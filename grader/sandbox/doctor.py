"""Which confinement holds on this machine, and whether it really does."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from grader.errors import ConfinementError
from grader.sandbox import attempts, jail, landlock, launch
from grader.sandbox.client import Worker, WorkerLost

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class Tier:
    """A level of confinement: its letter, and what it means in a sentence."""

    name: str
    text: str


_SEPARATE = "student code runs in a process of its own with limits"
TIERS = {
    "A": Tier("A", f"{_SEPARATE}, as a user of its own, with a file allow-list and a system call filter."),
    "B": Tier("B", f"{_SEPARATE}, a file allow-list and a system call filter, as the same user as the grader."),
    "C": Tier(
        "C",
        f"{_SEPARATE} and a system call filter, as a user of its own; it can read what every user of this machine can.",
    ),
    "D": Tier("D", f"{_SEPARATE}, but nothing keeps it from your files. Grade only submissions that you trust."),
    "E": Tier("E", f"{_SEPARATE}. This is a self-check, not a place to grade."),
}
TOO_OPEN = "D"


def tier(secrets: Iterable[Path] = ()) -> Tier:
    """The tier of this machine.

    Args:
        secrets: files that a user of their own must not be able to read; C becomes D where it can.
    """
    if not sys.platform.startswith("linux"):
        return TIERS["E"]
    walls = jail.standing()
    if walls.calls and walls.files:
        return TIERS["B" if walls.uid is None else "A"]
    closed = walls.uid is not None and not any(map(jail.readable_by_all, secrets))
    return TIERS["C" if walls.calls and closed else "D"]


def require(secrets: Iterable[Path] = (), *, trust: bool = False) -> Tier:
    """Make sure that student code is confined before any is run: the tier is not D, and what it promises holds.

    Args:
        secrets: files that must stay out of a worker's reach.
        trust: whether to go on at tier D, for submissions that are known to be harmless.

    Returns:
        The tier.

    Raises:
        ConfinementError: it is not; the message says what to do.
    """
    jail.close_memory()
    secrets = tuple(path for path in secrets if path.exists())
    found = tier(secrets)
    if found.name == TOO_OPEN and not trust:
        raise ConfinementError(
            "This machine cannot confine student code: it could read your files. Grade in a container (make container), "
            "on Linux 5.13 or newer, or say --trust-submissions if you know what the submission does."
        )
    if broken := broken_promises(secrets):
        raise ConfinementError(
            f"Student code could {' and '.join(broken)}, which tier {found.name} rules out. Nothing was graded."
        )
    return found


@cache
def broken_promises(secrets: tuple[Path, ...]) -> tuple[str, ...]:
    """What a worker can do here that its walls should stop, tried once per process; empty where all is well."""
    walls = jail.standing()
    standing = {
        name
        for name, stands in (("uid", walls.uid is not None), ("files", walls.files), ("calls", walls.calls))
        if stands
    }
    done = _succeeded(secrets)
    return tuple(a.name for a in attempts.ATTEMPTS if a.name in done and (not a.walls or standing & set(a.walls)))


def _succeeded(secrets: tuple[Path, ...]) -> list[str]:
    """The attempts that a worker of this machine succeeds in."""
    try:
        with Worker() as worker:
            return worker.attempt(os.getpid(), secrets)
    except WorkerLost as lost:
        raise ConfinementError(f"The worker that tries its own walls was lost: {lost}") from None


def report(secrets: Iterable[Path] = ()) -> list[tuple[str, str]]:
    """What `grader doctor` prints: a name and a finding each, for a course with these secret files."""
    secrets = tuple(path for path in secrets if path.exists())
    walls, found = jail.standing(), tier(secrets)
    open_to_all = [path for path in secrets if jail.readable_by_all(path)]
    drop = "yes" if walls.uid is not None else "no: not root"
    if walls.uid is None and hasattr(os, "geteuid") and os.geteuid() == 0:
        drop = f"no: other users cannot read this Python ({sys.executable})"
    if walls.uid is not None and open_to_all and not walls.files:
        drop = f"yes, but other users can read {open_to_all[0]}: chmod 0700 the folder above it"
    launcher = launch.shared()
    workers = (
        f"a fresh process each: {launcher.reason}"
        if isinstance(launcher, launch.Fresh)
        else "forked from a warm process"
    )
    done = _succeeded(secrets)
    rows = [
        ("tier", f"{found.name}: {found.text}"),
        ("user of its own", drop),
        ("file allow-list", f"Landlock, ABI {landlock.abi()}" if walls.files else "no: this kernel has no Landlock"),
        ("system call filter", f"seccomp, {platform.machine()}" if walls.calls else "no"),
        ("limits", "memory, CPU time, open files, file size" + (", processes" if walls.uid is not None else "")),
        ("workers", workers),
    ]
    return rows + [(f"can it {a.name}", "YES" if a.name in done else "no") for a in attempts.ATTEMPTS]
