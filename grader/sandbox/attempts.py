"""What a confined worker must not be able to do, tried in one: each attempt returns quietly only where it succeeds."""

from __future__ import annotations

import os
import resource
import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox import kernel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_PTRACE_ATTACH = 16


@dataclass(frozen=True)
class Attempt:
    """One attempt.

    Args:
        name: what is tried, as it is reported.
        walls: names of the `Walls` that stop it; one that stands is enough. Empty where the limits do.
        run: tries it, given the grader's process and its secret files; raises OSError where it is stopped.
    """

    name: str
    walls: tuple[str, ...]
    run: Callable[[int, Sequence[Path]], object]


def _read(path: Path) -> None:
    with path.open("rb") as file:
        file.read(1)


def _open(path: Path) -> None:
    """Open and no more: reading another process's memory from its start fails for other reasons."""
    with path.open("rb"):
        pass


def _any(tries: Iterable[Callable[[], object]]) -> None:
    """Try all; one that succeeds is enough."""
    refused: OSError = PermissionError("there is nothing to try")
    for attempt in tries:
        try:
            attempt()
        except OSError as err:
            refused = err
        else:
            return
    raise refused


def _read_secret(_: int, secrets: Sequence[Path]) -> None:
    _any(partial(_read, path) for path in secrets)


def _list_secrets(_: int, secrets: Sequence[Path]) -> None:
    _any(partial(os.listdir, path.parent) for path in secrets)


def _write_file(_: int, __: Sequence[Path]) -> None:
    os.close(os.open("/tmp", os.O_TMPFILE | os.O_RDWR, 0o600))  # noqa: S108 where any user can write; it has no name


def _fork(_: int, __: Sequence[Path]) -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _exec(_: int, __: Sequence[Path]) -> None:
    os.execv("/dev/null/none", ["none"])  # noqa: S606 where exec is allowed, the error is another one


def _attach(grader: int, _: Sequence[Path]) -> None:
    kernel.ptrace(_PTRACE_ATTACH, grader)


def _raise_limit(_: int, __: Sequence[Path]) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard + 1))
    except ValueError as err:
        raise PermissionError(str(err)) from None


ATTEMPTS = (
    Attempt("read the solution and the secret", ("uid", "files"), _read_secret),
    Attempt("list the folder of the solution", ("uid", "files"), _list_secrets),
    Attempt("read /etc/passwd", ("files",), lambda _, __: _read(Path("/etc/passwd"))),
    Attempt("write a file", ("files",), _write_file),
    Attempt("read the grader's memory", ("uid", "files"), lambda grader, _: _open(Path(f"/proc/{grader}/mem"))),
    Attempt(
        "read the grader's environment", ("uid", "files"), lambda grader, _: _read(Path(f"/proc/{grader}/environ"))
    ),
    Attempt("trace the grader", ("uid", "calls"), _attach),
    Attempt("signal the grader", ("uid", "calls"), lambda grader, _: os.kill(grader, 0)),
    Attempt("start a process", ("calls",), _fork),
    Attempt("start a program", ("calls",), _exec),
    Attempt("open a network socket", ("calls",), lambda _, __: socket.socket().close()),
    Attempt("take memory outside the limit", ("calls",), lambda _, __: os.close(os.memfd_create("attempt"))),
    Attempt("raise a limit", (), _raise_limit),
)


def made(grader: int, secrets: Sequence[Path]) -> list[str]:
    """Try everything; return the names of what succeeded.

    Args:
        grader: number of the grader's process.
        secrets: files that must stay out of reach.
    """
    return [attempt.name for attempt in ATTEMPTS if _succeeds(attempt, grader, secrets)]


def _succeeds(attempt: Attempt, grader: int, secrets: Sequence[Path]) -> bool:
    try:
        attempt.run(grader, secrets)
    except PermissionError:
        return False
    except (OSError, AttributeError) as err:
        # something other than a wall stopped it; only exec is expected to end so
        return attempt.run is _exec and not isinstance(err, AttributeError)
    return True
