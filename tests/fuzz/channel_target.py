"""A worker at the other end of the socket that answers what it likes, in pieces, too early, or not at all."""

from __future__ import annotations

import os
import random
import socket
import time
from typing import Any

from grader.records import Extraction, Fault, Message, Outcome, Piece, SourceFile
from grader.sandbox import wire
from grader.sandbox.client import Worker, WorkerLost
from grader.sandbox.output import KEPT_OUTPUT
from tests.fuzz import claims_target, mutate, wire_target

SECONDS = 1.0
REACHES = ("extract: 1 files", "load: 1 faults", "run: passed", "run: raised", "run: lost, crashed closed")
GROWTH = 64 << 20
DEADLINE, SLACK = 0.05, 1.0  # seconds; the slack is for a machine that is busy with something else


class Channel:
    """The grader's end of a socketpair; once a request is sent whole, the answer lies there."""

    def __init__(self, script: dict[str, Any], output: int) -> None:
        self._script, self._output = script, output
        self._rng = random.Random(script["number"])
        self._ours, self._theirs = socket.socketpair()
        self._asked = bytearray()
        if script["early"]:
            self._theirs.send(script["early"])

    def fileno(self) -> int:
        return self._ours.fileno()

    def close(self) -> None:
        self._ours.close()
        self._theirs.close()

    def recv(self, count: int) -> bytes:
        return self._ours.recv(min(count, self._rng.choice((1, 7, 16, 100, 1 << 20))))

    def send(self, data: memoryview) -> int:
        sent = self._ours.send(data[: self._rng.choice((10, 1000, 1 << 20))])
        self._asked += self._theirs.recv(1 << 21)
        prefix = bytes(self._asked[: wire.PREFIX.size])
        if len(prefix) == wire.PREFIX.size and len(self._asked) == len(prefix) + sum(wire.sizes(prefix)):
            self._answer(wire.load(bytes(self._asked))["id"])
        return sent

    def _answer(self, request_id: int) -> None:
        script = self._script
        os.write(self._output, script["printed"])
        frame = script["frame"]
        if frame is None:
            frame = wire.dump({"id": request_id if script["known"] else 5, "reply": script["reply"]})
            frame = mutate.damage(self._rng, frame, times=2) if script["damaged"] else frame
        if frame:
            self._theirs.send(frame[: 1 << 16])
        if script["closed"]:
            self._theirs.shutdown(socket.SHUT_RDWR) if script["number"] % 2 else self._theirs.close()


def make(rng: random.Random) -> dict[str, Any]:
    """What is asked, and all that the other end will do."""
    ask, kind = rng.choice(
        (("extract", "found"), ("extract", "unread"), ("load", "fault"), ("run", "passed"), ("run", "raised"))
    )
    content = mutate.copied(claims_target.REPLIES[kind])
    if rng.random() < 0.7:
        content = mutate.reshape(rng, content, claims_target.fresh, 2)
    reply = {
        "extract": {"found": [content]},
        "load": {"problems": [content], "callables": ["f"]},
        "run": {"outcomes": [content]},
    }[ask]
    if rng.random() < 0.3:
        reply = mutate.reshape(rng, reply, claims_target.fresh, 1)
    wild = rng.random()
    frame = None if wild < 0.8 else wire_target.make(rng)[0] if wild < 0.95 else rng.randbytes(rng.randint(0, 99))
    return {
        "number": rng.getrandbits(32),
        "ask": ask,
        "reply": reply,
        "frame": frame,
        "known": rng.random() < 0.95,
        "damaged": rng.random() < 0.3,
        "early": rng.randbytes(20) if rng.random() < 0.02 else b"",
        "printed": rng.randbytes(rng.choice((0, 0, 0, 5, 5000))),
        "closed": rng.random() < 0.98,
    }


def _ask(worker: Worker, ask: str) -> Any:
    if ask == "extract":
        return worker.extract([SourceFile("a.ipynb", b"{}")], ["f"], DEADLINE)
    if ask == "load":
        return worker.load([Piece("cell 1", "x\n" * 8, None)], {}, ["f"], DEADLINE)
    return worker.run(claims_target.REQUEST, DEADLINE)


def _tell(ask: str, answer: Any) -> str:
    if ask == "run":
        assert type(answer) is Outcome
        claims_target.check(answer)
        return f"run: {answer.verdict.value}"
    if ask == "load":
        faults, names = answer
        assert all(type(fault) is Fault for fault in faults)
        assert names in ([], ["f"])
        return f"load: {min(len(faults), 2)} faults"
    assert all(isinstance(found, (Extraction, Message)) for found in answer)
    return f"extract: {min(len(answer), 2)} files"


def run(made: dict[str, Any]) -> str:
    """Ask it: an answer made of records, or WorkerLost, and always by the deadline."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    worker = Worker.__new__(Worker)
    worker._output, worker._started, worker.lines = read, None, dict(claims_target.LINES)
    worker._channel = channel = Channel(made, write)  # type: ignore[assignment]
    channel._ours.setblocking(False)
    began, texts = time.monotonic(), ""
    try:
        outcome = _tell(made["ask"], _ask(worker, made["ask"]))
    except WorkerLost as lost:
        texts = lost.stdout
        outcome = f"{made['ask']}: lost, {lost.verdict.value} {lost.detail}".rstrip()
    finally:
        os.close(read)
        os.close(write)
        channel.close()
    assert len(texts) <= KEPT_OUTPUT + 100
    assert time.monotonic() - began < DEADLINE + SLACK, "an answer after its deadline"
    return outcome
