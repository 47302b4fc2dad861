"""The compilers of this machine, and a store of what they made."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import platform
import secrets
import shutil
import stat
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from grader.errors import GraderError
from grader.sandbox import jail

_SEARCHED = "/usr/bin:/bin:/usr/local/bin"
_PARTS = ("cc1", "collect2", "as", "ld")


@dataclass(frozen=True)
class Tools:
    """Where the compilers are.

    Args:
        programs: gcc first, then what it starts.
        headers: folders with those of Python and numpy.
        versions: of all that a library depends on.
    """

    programs: tuple[str, ...]
    headers: tuple[str, ...]
    versions: tuple[str, ...]


@cache
def tools() -> Tools:
    """Find the compilers.

    Raises:
        GraderError: one is missing, with what to install.
    """
    if importlib.util.find_spec("Cython") is None:
        raise GraderError("compiled answers need Cython: pip install 'cython>=3.0'")
    gcc = shutil.which("gcc", path=_SEARCHED)
    if gcc is None:
        raise GraderError("compiled answers need gcc: install the package gcc of this system")
    headers = tuple(dict.fromkeys((sysconfig.get_path("include"), sysconfig.get_path("platinclude"), np.get_include())))
    if not any(Path(folder, "Python.h").is_file() for folder in headers):
        raise GraderError("compiled answers need the headers of Python: install the package python3-dev of this system")
    parts = [shutil.which(_said(gcc, f"-print-prog-name={part}"), path=_SEARCHED) for part in _PARTS]
    programs = tuple(os.path.realpath(program) for program in (gcc, *parts) if program)
    versions = (
        importlib.metadata.version("cython"),
        np.__version__,
        _said(gcc, "--version"),
        sys.version,
        platform.machine(),
    )
    return Tools(programs, headers, versions)


def cython_version() -> tuple[int, ...]:
    """The first two numbers of Cython's version."""
    return tuple(map(int, importlib.metadata.version("cython").split(".")[:2]))


def _said(*command: str) -> str:
    """What a trusted program answers."""
    try:
        done = subprocess.run(command, capture_output=True, env=jail.environment(), timeout=10, check=True)
    except (OSError, subprocess.SubprocessError) as err:
        raise GraderError(f"gcc does not work: {err}") from None
    return done.stdout.decode(errors="replace").strip()


# ---------------------------------------------------------------------------------------------- files of others


def take(name: str, size: int, owner: int, folder: int | None = None) -> bytes | None:
    """Read a file that somebody else may have made: a plain one, theirs, with no other name, not too large."""
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return None
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != owner or found.st_nlink != 1 or found.st_size > size:
            return None
        with os.fdopen(fd, "rb", closefd=False) as file:
            content = file.read(size + 1)
    finally:
        os.close(fd)
    return content if 0 < len(content) <= size else None


# ---------------------------------------------------------------------------------------------- the store


def entry(store: Path, *parts: Any) -> Path:
    """Where a library is kept: a name made of everything that it depends on.

    Raises:
        GraderError: the store is open to others.
    """
    store.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = store.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise GraderError(f"{store} keeps compiled answers and must be a folder of the grader's alone (mode 700)")
    return store / f"{hashlib.sha256(json.dumps(parts).encode()).hexdigest()}.so"


def kept(path: Path, size: int) -> bytes | None:
    """A library kept earlier, if it is whole: its digest stands before it."""
    content = take(str(path), size + 32, os.geteuid())
    if content is None or hashlib.sha256(content[32:]).digest() != content[:32]:
        return None
    return content[32:]


def keep(path: Path, library: bytes) -> None:
    """Keep a library; two that do so at once do no harm."""
    new = path.with_name(f"{secrets.token_hex(8)}.new")
    fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(hashlib.sha256(library).digest() + library)
    new.replace(path)
