"""A process that has Python and numpy loaded, knows no secret, and becomes a worker by forking.

It is started by exec, never forked from the grader: a fork would hold the grader's memory. It runs no student
code; what it forks does, after confining itself. It answers three requests on its socket: `start` a worker,
`end` one, and, when the socket closes, go.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import importlib
import json
import os
import platform
import signal
import socket
import sys
import time
from functools import cache
from typing import Any

from grader.sandbox import jail, seccomp, worker

MAX_REQUEST = 1 << 16  # bytes
# what student code imports most, and what needs a shared library that a worker could not find by itself
_PRELOADED = (
    "collections", "ctypes", "functools", "itertools", "math", "random", "time", "typing",
    "numpy.fft", "numpy.lib.stride_tricks", "numpy.linalg",
)  # fmt: skip
_CHANNEL = 3  # the number that a worker's socket gets


def main() -> None:
    """Serve requests on the socket whose number is the first argument, for the process named by the second."""
    control = socket.socket(fileno=int(sys.argv[1]))
    jail.protect_self()
    jail.die_with_parent(int(sys.argv[2]))
    worker.prepare()
    for name in _PRELOADED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    if seccomp.available():
        seccomp.program("call", platform.machine())  # once, for all that will be forked
    if threads() != 1:
        sys.exit("the zygote has more than one thread; forking would not be safe")
    gc.collect()
    gc.freeze()
    control.send(b'{"ready": true}')
    while True:
        data, fds, _, _ = socket.recv_fds(control, MAX_REQUEST, 2)
        if not data:
            os._exit(0)
        request = json.loads(data)
        reply = _start(control, request, *fds) if request["ask"] == "start" else _end(request)
        control.send(json.dumps(reply).encode())


def threads() -> int:
    """How many threads this process has, as the kernel counts them."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Threads:"))


@cache
def _readable(packages: tuple[str, ...]) -> int:
    """One allow-list for every worker of the same packages; a worker confines itself with it and closes its copy."""
    return jail.readable(packages)


def _start(control: socket.socket, request: dict[str, Any], channel: int, output: int) -> dict[str, Any]:
    confinement, mine = worker.Confinement.read(request["confinement"]), os.getpid()
    shared = confinement.walls.files and not confinement.files
    ruleset = _readable(confinement.packages) if shared else None
    try:
        pid = os.fork()
    except OSError as err:
        os.close(channel)
        os.close(output)
        return {"error": f"a worker could not be forked: {err}"}
    if pid == 0:
        with contextlib.suppress(BaseException):
            control.detach()
            _become_worker(mine, channel, output, confinement, ruleset)
        os._exit(1)
    os.close(channel)
    os.close(output)
    return {"pid": pid}


def _become_worker(
    parent: int, channel: int, output: int, confinement: worker.Confinement, ruleset: int | None
) -> None:
    """In the child: a session and descriptors of its own, then serve."""
    jail.die_with_parent(parent)
    os.setsid()
    channel, output = _above(channel), _above(output)
    ruleset = None if ruleset is None else _above(ruleset)
    # an open file of its own, whose flags and locks nobody shares
    os.dup2(os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC), 0)
    for number in (1, 2):
        os.dup2(output, number)
    os.dup2(channel, _CHANNEL, inheritable=False)
    if ruleset is not None:
        ruleset = os.dup2(ruleset, _CHANNEL + 1, inheritable=False)
    os.closerange(_CHANNEL + (1 if ruleset is None else 2), 1024)
    worker.serve(_CHANNEL, confinement, ruleset)


def _above(fd: int) -> int:
    """The same file under a number that nothing else will be given."""
    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 100)


def _end(request: dict[str, Any]) -> dict[str, Any]:
    """Wait a while for a worker to end by itself, kill it if it does not, and say how it ended; its number is free then."""
    pid, until, status = request["pid"], time.monotonic() + request["grace"], None
    while status is None and time.monotonic() < until:
        found, raw = os.waitpid(pid, os.WNOHANG)
        status = raw if found else None
        if status is None:
            time.sleep(0.001)
    if status is None:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return {"code": None}
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    return {"code": os.waitstatus_to_exitcode(status)}
