"""Any command that takes docker's arguments, and the image that it builds from an autograder zip."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import AssignmentError, GraderError

PLATFORM_BASE = "gradescope/autograder-base:ubuntu-22.04"
BUILD_TIMEOUT = 900.0  # seconds; what setup.sh fetches may come over a slow line
CALL_TIMEOUT = 120.0  # seconds for any other call of the engine
LOG_LINES = 20


@dataclass(frozen=True)
class Engine:
    """A command that takes docker's arguments."""

    command: tuple[str, ...]

    def call(
        self, *arguments: str, given: bytes | None = None, seconds: float = CALL_TIMEOUT
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one command of the engine; its exit code is the caller's to judge.

        Raises:
            GraderError: it did not end in time.
        """
        told: dict[str, Any] = {"stdin": subprocess.DEVNULL} if given is None else {"input": given}
        command = [*self.command, *arguments]
        try:
            return subprocess.run(command, capture_output=True, timeout=seconds, check=False, **told)
        except subprocess.TimeoutExpired:
            shown = " ".join([*self.command, *arguments[:1]])
            raise GraderError(f"{shown} did not end within {seconds:g} seconds") from None


def find_engine() -> Engine:
    """The engine that CONTAINER_COMMAND names, or else docker or podman, whichever answers.

    Raises:
        AssignmentError: there is none.
    """
    named = os.environ.get("CONTAINER_COMMAND", "")
    for command in [shlex.split(named)] if named else [["docker"], ["podman"]]:
        engine = Engine(tuple(command))
        if shutil.which(command[0]) and engine.call("ps", "--quiet").returncode == 0:
            return engine
    if named:
        raise AssignmentError(f"CONTAINER_COMMAND is {named}, which does not answer to `{named} ps`")
    raise AssignmentError("no container engine: neither docker nor podman answers; CONTAINER_COMMAND can name another")


@dataclass(frozen=True)
class Image:
    """An image that can grade: its name, and how long it took to build, in seconds; 0 where it was there already."""

    name: str
    seconds: float


def build_image(engine: Engine, packed: Path, base: str = "", *, anew: bool = False) -> Image:
    """Build the image of an autograder zip as the platform does, once for each content of the zip and each base.

    Args:
        engine: what builds it.
        packed: the autograder zip.
        base: the image to build on, or nothing for the default.
        anew: build even where it is there already.

    Raises:
        AssignmentError: there is no zip, no base image, or its setup.sh fails.
    """
    if not packed.is_file():
        raise AssignmentError("there is no such file yet; `make release` builds it", file=str(packed))
    base = base or default_base()
    digest = hashlib.sha256(packed.read_bytes() + _base_id(engine, base)).hexdigest()[:12]
    stem = re.sub(r"[^a-z0-9]+", "-", packed.stem.lower()).strip("-")
    name = f"{stem}:{digest}"
    if not anew and engine.call("image", "inspect", name).returncode == 0:
        return Image(name, 0.0)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        context = _unpack(packed, Path(folder))
        arguments = ["--no-cache", "--build-arg", f"BASE={base}", "--tag", name, str(context)]
        done = engine.call("build", *arguments, seconds=BUILD_TIMEOUT)
    if done.returncode:
        raise AssignmentError(f"the image could not be built; the last lines were\n{tail(done)}", file=str(packed))
    return Image(name, time.monotonic() - started)


def default_base() -> str:
    """The base image where none is named: CONTAINER_BASE, or else the platform's."""
    return os.environ.get("CONTAINER_BASE", "") or PLATFORM_BASE


def _base_id(engine: Engine, base: str) -> bytes:
    """What identifies the base image, fetched where it is not here."""
    inspect = ("image", "inspect", "--format", "{{.Id}}", base)
    found = engine.call(*inspect)
    if found.returncode:
        fetched = engine.call("pull", "--quiet", base, seconds=BUILD_TIMEOUT)
        found = engine.call(*inspect)
        if found.returncode:
            raise AssignmentError(
                f"the base image {base} is not here and cannot be fetched ({tail(fetched, 1)}); "
                "name another with --base or CONTAINER_BASE"
            )
    return found.stdout.strip()


def _unpack(packed: Path, folder: Path) -> Path:
    """Lay out the zip with the modes that it states."""
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
        for entry in archive.infolist():
            (folder / entry.filename).chmod((entry.external_attr >> 16) & 0o777 or 0o644)
    if not (folder / "Dockerfile").is_file():
        raise AssignmentError("holds no Dockerfile; `make release` builds one that does", file=str(packed))
    return folder


def tail(done: subprocess.CompletedProcess[bytes], lines: int = LOG_LINES) -> str:
    """The last lines of what a command printed."""
    printed = (done.stdout + done.stderr).decode("utf-8", "replace").strip().splitlines()
    return "\n".join(printed[-lines:]) or f"exit code {done.returncode}"
