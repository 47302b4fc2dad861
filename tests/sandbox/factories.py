"""Workers with a student's source in them, and requests to make of them."""

from __future__ import annotations

import contextlib
import os
import textwrap
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from grader.records import Call, Outcome, Piece, Replay, Request
from grader.sandbox import jail, landlock, launch, seccomp
from grader.sandbox.client import Worker, WorkerLost

ROOMY = 30.0  # seconds for what ends by itself, on a slow machine too
SHORT = 0.5  # seconds for what never ends

OPEN = jail.Walls(None, False, False)
WITHOUT_CALLS = replace(jail.standing(), calls=False)  # where a worker may start other processes

needs_own_user = pytest.mark.skipif(jail.worker_uid() is None, reason="workers have no user of their own here")
needs_linux = pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="reads /proc")
needs_files = pytest.mark.skipif(landlock.abi() == 0, reason="this kernel has no file allow-lists")
needs_calls = pytest.mark.skipif(not seccomp.available(), reason="this kernel has no filter of system calls")
needs_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="looks into other processes")
both_launchers = pytest.mark.parametrize("launcher", [launch.Fresh, launch.shared], ids=["fresh", "forked"])


def piece(source: str, label: str = "cell 1", question: str = "") -> Piece:
    """A cell of which every statement is executed."""
    return Piece(label, textwrap.dedent(source), None, question)


def request(*returns: str, function: str = "f", want: tuple[str, ...] | None = None, **inputs: Any) -> Request:
    """One call of f with these inputs."""
    returns = returns or ("out",)
    return Request(inputs, (Call(function, tuple(inputs), returns),), returns if want is None else want)


def replay(function: str, result: Any, *, defaults: dict[str, Any] | None = None, **arguments: Any) -> Replay:
    """A recorded call and its answer."""
    return Replay(function, tuple(arguments), defaults or {}, arguments, result)


@contextlib.contextmanager
def started(source: str, limits: jail.Limits | None = None, **setup: Any) -> Iterator[Worker]:
    """A real worker with a student's source loaded; `setup` is what `Worker` is told besides."""
    with Worker(limits, **setup) as worker:
        worker.load([piece(source)], {}, ("f",), ROOMY)
        yield worker


def answer(
    source: str, limits: jail.Limits | None = None, setup: dict[str, Any] | None = None, **inputs: Any
) -> Outcome:
    """What f of a student's source gives in a real worker."""
    with started(source, limits, **(setup or {})) as worker:
        return worker.run(request(**inputs), ROOMY)


def loss(source: str, seconds: float = ROOMY, limits: jail.Limits | None = None, **setup: Any) -> WorkerLost:
    """How a worker is lost in which f of a student's source was called."""
    with started(source, limits, **setup) as worker, pytest.raises(WorkerLost) as caught:
        worker.run(request(), seconds)
    return caught.value


def tried(body: str, limits: jail.Limits | None = None, **setup: Any) -> str:
    """The name of the exception that a few lines end with in a worker, or "done"."""
    lines = textwrap.indent(textwrap.dedent(body), " " * 8)
    imports = "import ctypes, os, resource, signal, socket, subprocess, sys, threading, time"
    source = f"{imports}\ndef f():\n    try:\n{lines}\n    except BaseException as err:\n"
    source += "        return type(err).__name__\n    return 'done'"
    found: str = answer(source, limits, setup).values["out"]
    return found


def status_of(pid: int) -> dict[str, str]:
    """What the kernel says of a process, by field; empty where it is gone."""
    try:
        with open(f"/proc/{pid}/status") as file:
            return {name: text.strip() for name, _, text in (line.partition(":") for line in file)}
    except OSError:
        return {}


def alive(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    return status_of(pid).get("State", "X")[0] not in "ZX"


def gone(*pids: int) -> bool:
    """Whether processes end within a while."""
    until = time.monotonic() + ROOMY / 3
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(map(alive, pids))
