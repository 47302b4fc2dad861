"""Work done in forked children, each piece of it bounded: what hangs, crashes or eats memory ends its child alone."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import selectors
import signal
import sys
import time
import traceback
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.errors import AssignmentError, GraderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeVar

    Job = TypeVar("Job")
    Work = Callable[[Job, Callable[[str], None]], Any]

CHILDREN = 2


@dataclass(frozen=True)
class Bounds:
    """What a child may use.

    Args:
        seconds: between two signs of life.
        memory: bytes, beyond what the parent has already.
        until: `time.monotonic()` after which no further job is begun.
    """

    seconds: float = 10.0
    memory: int = 1 << 29
    until: float = float("inf")


@dataclass(frozen=True)
class Ended:
    """A job that ended its child, or had no memory left.

    Args:
        how: "timeout", "crashed" or "memory".
        stage: what it said last that it was at.
    """

    how: str
    stage: str


def spread(jobs: Sequence[Job], work: Work[Job], bounds: Bounds, children: int = CHILDREN) -> Iterator[tuple[int, Any]]:
    """Do jobs in a few children; where one ends its child, another child goes on with those that are left.

    Args:
        jobs: what is to be done; children inherit it.
        work: does one job, telling now and then what it is at; its answer must be JSON.
        bounds: what a child may use.
        children: how many work at the same time.

    Yields:
        The number of each job done, and its answer: JSON, or an `Ended`.

    Raises:
        AssignmentError: a file of the course cannot be used.
        GraderError: a job raised any other exception, or a child ended before its first job.
    """
    with selectors.DefaultSelector() as selector:
        queues = [list(range(k, len(jobs), children)) for k in range(children)]
        try:
            for queue in queues:
                _start(selector, jobs, work, queue, bounds)
            while selector.get_map():
                soonest = min(key.data.deadline for key in selector.get_map().values())
                for key, _ in selector.select(max(0.0, soonest - time.monotonic())):
                    yield from _heard(selector, key.data, jobs, work, bounds)
                for child in [key.data for key in selector.get_map().values()]:
                    if time.monotonic() > child.deadline:
                        yield from _lost(selector, child, "timeout", jobs, work, bounds)
        finally:
            for key in list(selector.get_map().values()):
                _end(selector, key.data)


class _Child:
    def __init__(self, pid: int, pipe: int, queue: list[int], seconds: float) -> None:
        self.pid, self.pipe, self.queue, self.seconds = pid, pipe, queue, seconds
        self.buffer, self.at, self.stage = b"", -1, ""
        self.begun, self.over = False, False
        self.alive()

    def alive(self) -> None:
        self.deadline = time.monotonic() + self.seconds


def _start(
    selector: selectors.BaseSelector, jobs: Sequence[Job], work: Work[Job], queue: list[int], bounds: Bounds
) -> None:
    if not queue:
        return
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the other threads are NumPy's, and idle
        pid = os.fork()
    if pid == 0:
        try:
            os.close(ours)
            _live(jobs, work, queue, bounds, theirs)
        finally:
            os._exit(0)
    os.close(theirs)
    selector.register(ours, selectors.EVENT_READ, _Child(pid, ours, list(queue), bounds.seconds))


def _live(jobs: Sequence[Job], work: Work[Job], queue: list[int], bounds: Bounds, pipe: int) -> None:
    """What a child does with its time."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(quiet, stream)
    sys.stdout = sys.stderr = os.fdopen(quiet, "w")  # whatever these were, and whatever they still held
    with contextlib.suppress(OSError, ValueError):  # where sizes cannot be told, time alone is bounded
        with open("/proc/self/statm", encoding="ascii") as file:
            size = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + bounds.memory, size + bounds.memory))

    def tell(**told: Any) -> None:
        left = memoryview(json.dumps(told).encode() + b"\n")
        while left:
            left = left[os.write(pipe, left) :]

    for number in queue:
        if time.monotonic() > bounds.until:
            break
        tell(begin=number)
        try:
            answer = work(jobs[number], lambda stage: tell(stage=stage))
        except AssignmentError as err:
            tell(fault=str(err))
        except MemoryError:
            tell(short=True)
        except Exception:
            tell(error=traceback.format_exc())
        else:
            tell(answer=answer)
    tell(over=True)


def _heard(
    selector: selectors.BaseSelector, child: _Child, jobs: Sequence[Job], work: Work[Job], bounds: Bounds
) -> Iterator[tuple[int, Any]]:
    """Read what a child said."""
    piece = os.read(child.pipe, 1 << 16)
    if not piece:
        yield from _lost(selector, child, "crashed", jobs, work, bounds)
        return
    *lines, child.buffer = (child.buffer + piece).split(b"\n")
    for line in lines:
        told = json.loads(line)
        child.alive()
        if "begin" in told:
            child.at, child.stage, child.begun = told["begin"], "", True
            child.queue.remove(child.at)
        elif "stage" in told:
            child.stage = told["stage"]
        elif "over" in told:
            child.over = True
        elif "fault" in told:
            raise AssignmentError(told["fault"])
        elif "error" in told:
            print(told["error"], file=sys.stderr)
            raise GraderError("a trial could not be made; see above")
        else:
            yield child.at, Ended("memory", child.stage) if "short" in told else told["answer"]
            child.at = -1


def _lost(
    selector: selectors.BaseSelector, child: _Child, how: str, jobs: Sequence[Job], work: Work[Job], bounds: Bounds
) -> Iterator[tuple[int, Any]]:
    """End a child that does not end its job or is gone, and let another go on with what it had left."""
    _end(selector, child)
    if child.over:
        return
    if not child.begun:
        raise GraderError("a child process ended before its first job")  # and so would the next one
    if child.at >= 0:
        yield child.at, Ended(how, child.stage)
    _start(selector, jobs, work, child.queue, bounds)


def _end(selector: selectors.BaseSelector, child: _Child) -> None:
    selector.unregister(child.pipe)
    os.close(child.pipe)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.pid, signal.SIGKILL)
    os.waitpid(child.pid, 0)
