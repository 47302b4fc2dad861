"""The grader's end: start a worker, ask it under a deadline, believe nothing that it answers."""

from __future__ import annotations

import contextlib
import itertools
import os
import secrets
import selectors
import signal
import socket
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.errors import GraderError, SubmissionError
from grader.records import Extraction, Fault, Message, Outcome, Piece, Request, SourceFile, Verdict
from grader.sandbox import claims, jail, launch, seal, wire
from grader.sandbox.output import Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_CPUCLOCK_SCHED = 2  # with a process's number, what clock_getcpuclockid gives on Linux
START_SECONDS = 30.0
LOAD_SECONDS = 10.0
ATTEMPT_SECONDS = 20.0
END_GRACE = 1.0  # seconds that a worker gets to end, having closed its socket
COUNT = itertools.count()
MAX_REPLY_HEADER = 1 << 20  # bytes, of everything but an extraction, which holds sources
RUN_HEADER, RUN_HEADER_EACH = 1 << 18, 1 << 13  # bytes, of the answer to calls: some, and more for each case
MAX_FAULTS = 20


class WorkerLost(Exception):
    """A worker that timed out, died or broke the protocol; `verdict` says which."""

    def __init__(self, verdict: Verdict, detail: str = "", stdout: str = "") -> None:
        super().__init__(f"{verdict}: {detail}")
        self.verdict, self.detail, self.stdout = verdict, detail, stdout


class UnsendableError(GraderError):
    """A request that is larger than a worker reads."""


@dataclass(frozen=True)
class Extension:
    """A compiled cell that a worker loads: the library, the cell that it was made of, and whether others see its names."""

    path: Path
    label: str = ""
    source: str = ""
    seen: bool = True


class Worker:
    """One other process. Use it as a context manager; leaving the block ends it and all that it started."""

    def __init__(
        self,
        limits: jail.Limits | None = None,
        packages: Sequence[str] = ("numpy",),
        files: Sequence[Path] = (),
        launcher: launch.Launcher | None = None,
        walls: jail.Walls | None = None,
    ) -> None:
        """Describe it.

        Args:
            limits: what it may use.
            packages: what it may import besides the standard library.
            files: what it may read besides.
            launcher: how it is started; the one that this process shares where none is given.
            walls: what confines it; all that this machine offers where nothing is given.
        """
        self._limits = limits or jail.Limits()
        self.packages, self._files = tuple(packages), tuple(files)
        self._launcher = launcher
        self.lines: dict[str, int] = {}  # of each piece that it was given
        self._walls = walls or jail.standing(next(COUNT))
        self._started: launch.Started | None = None

    def __enter__(self) -> Worker:
        self._channel, theirs = socket.socketpair()
        self._output, write = os.pipe()
        request_id = secrets.randbits(48)
        try:
            self._started = (self._launcher or launch.shared()).start(theirs, write, self._confinement(request_id))
        except GraderError:
            self.close()
            raise
        finally:
            theirs.close()
            os.close(write)
        os.set_blocking(self._output, False)
        self._channel.setblocking(False)
        try:
            self._receive(request_id, b"", START_SECONDS)
        except WorkerLost as err:
            self.close()
            raise GraderError(f"the worker did not start: {err.detail} {err.stdout[-2000:]}") from None
        return self

    def _confinement(self, request_id: int) -> dict[str, Any]:
        return {
            "limits": asdict(self._limits),
            "walls": asdict(self._walls),
            "packages": list(self.packages),
            "files": [str(path) for path in self._files],
            "id": request_id,
        }

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._started.pid if self._started else 0

    def close(self) -> None:
        """Kill the worker, its process group, and everything else that runs as its user; once is enough."""
        if self._started is not None:
            self._started.end()
            self._started = None
        if self._walls.uid is not None and not self._walls.calls:  # where it could have started others
            jail.kill_all_of(self._walls.uid)
        self._channel.close()
        if self._output >= 0:
            os.close(self._output)
            self._output = -1

    # ------------------------------------------------------------------------------------------ requests

    def extract(
        self, files: Iterable[SourceFile], functions: Iterable[str], seconds: float
    ) -> list[Extraction | Message]:
        """Have each file read: what it defines, or the message that says why it cannot be read."""
        sent = [(f.name, np.frombuffer(f.content, dtype=np.uint8)) for f in files]
        request = {"ask": "extract", "files": sent, "functions": list(functions)}
        reply, _ = self._ask(request, seconds, wire.MAX_HEADER)
        with _claims():
            return [claims.extraction(found) for found in reply["found"]]

    def load(
        self,
        pieces: Iterable[Piece],
        siblings: Mapping[str, str],
        functions: Iterable[str],
        seconds: float = LOAD_SECONDS,
        extensions: Mapping[str, Extension] | None = None,
    ) -> tuple[list[Fault], list[str]]:
        """Have what some functions need executed, compiled cells first; return what went wrong, and what can be called."""
        wanted = set(functions)
        pieces = list(pieces)
        self.lines = {f"{name}.py": source.count("\n") + 1 for name, source in siblings.items()}
        for piece in pieces:
            self.lines[piece.label] = max(self.lines.get(piece.label, 0), piece.source.count("\n") + 1)
        sent = [[p.label, p.source, kept] for p in pieces if not p.compiled and (kept := p.kept_for(wanted)) != []]
        compiled = {name: [str(e.path), e.label, e.source, e.seen] for name, e in (extensions or {}).items()}
        message = {"ask": "load", "pieces": sent, "siblings": dict(siblings), "functions": sorted(wanted)}
        reply, _ = self._ask({**message, "extensions": compiled}, seconds)
        with _claims():
            faults = [claims.fault(raw, self.lines) for raw in reply["problems"][:MAX_FAULTS]]
            return faults, [name for name in wanted if name in reply["callables"]]

    def run(self, request: Request, seconds: float) -> Outcome:
        """Have one case's calls made."""
        return self.run_all([request], seconds)[0]

    def run_all(self, requests: Sequence[Request], seconds: float) -> list[Outcome]:
        """Have the calls of several cases made at one go, in the order given; what they print is told with each.

        Args:
            requests: the cases.
            seconds: for all of them together.
        """
        started = time.monotonic()
        header = RUN_HEADER + RUN_HEADER_EACH * len(requests)
        reply, printed = self._ask({"ask": "run", "cases": [_sent(request) for request in requests]}, seconds, header)
        took = (time.monotonic() - started) / max(len(requests), 1)
        with _claims():
            if "too_large" in reply:
                raise WorkerLost(Verdict.CRASHED, "too_large", printed)
            outcomes = reply["outcomes"]
            if len(outcomes) != len(requests):
                raise ValueError(len(outcomes))
            return [claims.outcome(raw, request, self.lines, printed, took) for raw, request in zip(outcomes, requests)]

    def attempt(self, grader: int, secrets: Iterable[Path]) -> list[str]:
        """Have tried what a worker must not be able to do; return the names of what succeeded.

        Args:
            grader: number of this process.
            secrets: files that must be out of reach.
        """
        request = {"ask": "attempt", "grader": grader, "secrets": [str(path) for path in secrets]}
        reply, _ = self._ask(request, ATTEMPT_SECONDS)
        with _claims():
            return [str(name) for name in reply["made"]]

    def ask(self, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Ask something that no other method is for, and return the answer as it came."""
        return self._ask(message, seconds)[0]

    def cpu(self) -> float:
        """Seconds that its process has spent, all threads together, as the kernel counts them."""
        with contextlib.suppress(OSError):
            return time.clock_gettime(~self.pid << 3 | _CPUCLOCK_SCHED)
        return time.perf_counter()  # this system does not tell: what passes on the wall is the next best

    # ------------------------------------------------------------------------------------------ the wire

    def _ask(
        self, message: dict[str, Any], seconds: float, max_header: int = MAX_REPLY_HEADER
    ) -> tuple[dict[str, Any], str]:
        """Send one message and wait for its answer; return it with what was printed meanwhile."""
        request_id = secrets.randbits(48)
        return self._receive(request_id, self._frame(message, request_id), seconds, max_header)

    @staticmethod
    def _frame(message: dict[str, Any], request_id: int) -> bytes:
        try:
            return wire.dump({**message, "id": request_id})
        except wire.WireError as err:
            raise UnsendableError(f"a request that cannot be sent: {err}") from None

    def _receive(
        self, request_id: int, frame: bytes, seconds: float, max_header: int = MAX_REPLY_HEADER
    ) -> tuple[dict[str, Any], str]:
        """Send a frame, none where it is empty, and wait for the answer of this number."""
        deadline = time.monotonic() + seconds
        output = Output(self._output)
        with selectors.DefaultSelector() as selector:
            selector.register(self._output, selectors.EVENT_READ)
            selector.register(self._channel, selectors.EVENT_READ | (selectors.EVENT_WRITE if frame else 0))
            reply = self._exchange(selector, output, frame, deadline, max_header)
        output.drain()
        answer = reply.get("reply") if isinstance(reply, dict) else None
        if not isinstance(answer, dict) or type(reply.get("id")) is not int or reply["id"] != request_id:
            raise WorkerLost(Verdict.CRASHED, "protocol", output.text)
        return answer, output.text

    def _exchange(
        self, selector: selectors.BaseSelector, output: Output, frame: bytes, deadline: float, max_header: int
    ) -> Any:
        unsent, received, expected = memoryview(frame), bytearray(), wire.PREFIX.size
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                output.drain()
                raise WorkerLost(Verdict.TIMEOUT, "", output.text)
            for key, events in selector.select(left):
                if key.fd == self._output:
                    if not output.drain():
                        selector.unregister(self._output)
                    continue
                if events & selectors.EVENT_READ:
                    expected = self._read(received, expected, bool(unsent), output, max_header)
                    if len(received) == expected and expected > wire.PREFIX.size:
                        return self._load(bytes(received), output)
                if events & selectors.EVENT_WRITE and unsent:
                    with contextlib.suppress(BlockingIOError, BrokenPipeError, ConnectionResetError):
                        unsent = unsent[self._channel.send(unsent[: 1 << 20]) :]
                    if not unsent:
                        selector.modify(self._channel, selectors.EVENT_READ)

    def _read(self, received: bytearray, expected: int, early: bool, output: Output, max_header: int) -> int:
        """Take what has come; return how long the frame is as far as is known."""
        try:
            part = self._channel.recv(min(expected - len(received), 1 << 20))
        except BlockingIOError:
            return expected
        except ConnectionResetError:
            part = b""
        if not part:
            raise self._ended(output)
        if early:
            raise WorkerLost(Verdict.CRASHED, "protocol", output.text)
        received += part
        if len(received) == expected == wire.PREFIX.size:
            try:
                expected += sum(wire.sizes(bytes(received), max_header))
            except wire.WireError:
                raise WorkerLost(Verdict.CRASHED, "protocol", output.text) from None
        return expected

    def _load(self, frame: bytes, output: Output) -> Any:
        try:
            return wire.load(frame)
        except wire.WireError:
            raise WorkerLost(Verdict.CRASHED, "protocol", output.text) from None

    def _ended(self, output: Output) -> WorkerLost:
        """Say how a worker died that closed its end."""
        output.drain()
        code = self._started.end(END_GRACE) if self._started else None
        if code is None:
            return WorkerLost(Verdict.CRASHED, "closed", output.text)
        if code == -signal.SIGXCPU:
            return WorkerLost(Verdict.TIMEOUT, "", output.text)
        return WorkerLost(Verdict.CRASHED, _ending(code), output.text)


def _sent(request: Request) -> dict[str, Any]:
    """A case's calls as plain data; what is as usual is left out."""
    sent: dict[str, Any] = {
        "inputs": dict(request.inputs),
        "calls": [[c.function, list(c.arguments), list(c.returns)] for c in request.calls],
        "want": list(request.want),
    }
    if request.layout != "C":
        sent["layout"] = request.layout
    if request.read_only:
        sent["read_only"] = True
    if request.replays:
        sent["replays"] = [seal.seal(replay) for replay in request.replays]
    return sent


def _ending(code: int) -> str:
    """A process's end in words: exit 1, signal SIGSEGV."""
    if code >= 0:
        return f"exit {code}"
    known = {s.value: s.name for s in signal.Signals}
    return f"signal {known.get(-code, -code)}"


@contextlib.contextmanager
def _claims() -> Any:
    """Turn any answer of an unexpected shape into a broken protocol."""
    try:
        yield
    except WorkerLost:
        raise
    except Exception:
        raise WorkerLost(Verdict.CRASHED, "protocol") from None


def as_submission_error(message: Message) -> SubmissionError:
    """The error that stops grading, from the message that a worker gave for a file."""
    return SubmissionError(message.kind, **message.data)
