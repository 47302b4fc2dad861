"""Which confinement holds on this machine."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.sandbox import jail

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
    "C": Tier("C", f"{_SEPARATE}, as a user of its own that cannot read the solutions."),
    "D": Tier(
        "D", f"{_SEPARATE}, but with your own rights: it could read your files. Grade only submissions that you trust."
    ),
    "E": Tier("E", f"{_SEPARATE}. This is a self-check, not a place to grade."),
}


def tier(secrets: Iterable[Path] = ()) -> Tier:
    """The tier of this machine: C for root with a change of user, D without, E where it is not Linux.

    Args:
        secrets: files that the other user must not be able to read; D where it can.
    """
    if not sys.platform.startswith("linux"):
        return TIERS["E"]
    dropped = jail.worker_uid() is not None and not any(map(jail.readable_by_all, secrets))
    return TIERS["C"] if dropped else TIERS["D"]


def report(secrets: Iterable[Path] = ()) -> list[tuple[str, str]]:
    """What `grader doctor` prints: a name and a finding each, for a course with these secret files."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    open_to_all = [path for path in secrets if jail.readable_by_all(path)]
    found = tier(open_to_all)
    drop = (
        "yes"
        if jail.worker_uid() is not None
        else "no: not root"
        if not root
        else "no: Python is not readable by other users"
    )
    if open_to_all and found.name == "D" and drop == "yes":
        drop = f"yes, but other users can read {open_to_all[0]}: chmod 0700 the folder above it"
    return [
        ("tier", f"{found.name}: {found.text}"),
        ("user of its own", drop),
        ("limits", "memory, CPU time, open files, file size" + (", processes" if found.name == "C" else "")),
        ("file allow-list", "no"),
        ("system call filter", "no"),
    ]
