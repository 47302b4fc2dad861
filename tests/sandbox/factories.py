"""Workers with a student's source in them, and requests to make of them."""

from __future__ import annotations

import contextlib
import os
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest

from grader.records import Call, Outcome, Piece, Replay, Request
from grader.sandbox import jail
from grader.sandbox.client import Worker, WorkerLost

ROOMY = 30.0  # seconds for what ends by itself, on a slow machine too
SHORT = 0.5  # seconds for what never ends

needs_own_user = pytest.mark.skipif(jail.worker_uid() is None, reason="workers have no user of their own here")
needs_linux = pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="reads /proc")


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
def started(source: str, limits: jail.Limits | None = None) -> Iterator[Worker]:
    """A real worker with a student's source loaded."""
    with Worker(limits) as worker:
        worker.load([piece(source)], {}, ("f",), ROOMY)
        yield worker


def answer(source: str, limits: jail.Limits | None = None, **inputs: Any) -> Outcome:
    """What f of a student's source gives in a real worker."""
    with started(source, limits) as worker:
        return worker.run(request(**inputs), ROOMY)


def loss(source: str, seconds: float = ROOMY, limits: jail.Limits | None = None) -> WorkerLost:
    """How a worker is lost in which f of a student's source was called."""
    with started(source, limits) as worker, pytest.raises(WorkerLost) as caught:
        worker.run(request(), seconds)
    return caught.value
