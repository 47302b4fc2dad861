"""Answers of any shape that a frame can hold, made into records."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np

from grader.errors import SubmissionError
from grader.messages import render
from grader.records import Call, Extraction, Fault, Message, Outcome, Piece, Request
from grader.sandbox import claims, client
from tests.fuzz import mutate

SECONDS = 1.0
GROWTH = 32 << 20

FAULT = {"type_name": "ValueError", "text": "t", "function": "f", "label": "cell 1", "line": 3, "source": "x = 1"}
FAULT |= {"kind": "raised", "bases": ["ValueError", "Exception"], "call": 0}
REQUEST = Request({"x": np.zeros(3)}, (Call("f", ("x",), ("out",)),), ("out",))
LINES = {"cell 1": 9}
RUN = {"verdict": "passed", "values": {"out": 1}, "changed": {"x": "f"}, "fault": None}
FOUND = {
    "file": "a.ipynb",
    "pieces": [["cell 1", "def f(): pass", {"f": [0]}, "f", False]],
    "defined": ["f"],
    "stubs": [],
    "names": ["f"],
}
FOUND |= {"problems": [["magic", {"label": "cell 1", "lines": ["%a"], "question": ""}]]}
FOUND |= {"broken": {"g": ["syntax", {"label": "cell 2", "line": 1, "text": "(", "reason": "never closed"}]}}
REPLIES: dict[str, dict[str, Any]] = {
    "found": FOUND,
    "unread": {"file": "a.ipynb", "error": ["not_json", {"line": 1, "reason": "it ends early"}]},
    "passed": RUN,
    "raised": {**RUN, "verdict": "raised", "fault": FAULT},
    "fault": FAULT,
}
REACHES = ("found: Extraction", "unread: Message", "passed: Outcome", "raised: Outcome", "fault: Fault")
ARRAYS = [np.zeros(3), np.array(True), np.array([1 + 2j]), np.array(7), np.zeros((0, 2)), np.array([np.nan], "<f2")]


def fresh(rng: random.Random) -> Any:
    """A value as it comes out of a frame."""
    kind = rng.random()
    if kind < 0.15:
        return rng.choice(ARRAYS)
    if kind < 0.2:
        return {rng.choice((None, True, 1.5, 3, "kind", "self")): mutate.tree(rng)}
    return tuple(mutate.tree(rng) for _ in range(2)) if kind < 0.25 else mutate.tree(rng)


def make(rng: random.Random) -> tuple[str, Any]:
    """A kind of answer, and one that is nearly right."""
    kind = rng.choice(sorted(REPLIES))
    reply = mutate.reshape(rng, mutate.copied(REPLIES[kind]), fresh, 4)
    return kind, reply if rng.random() < 0.95 else fresh(rng)


def run(made: tuple[str, Any]) -> str:
    """Take the claims: records of plain values, or a broken protocol."""
    kind, reply = made
    try:
        with client._claims():
            if kind in ("found", "unread"):
                record: Any = claims.extraction(reply)
            else:
                fault = kind == "fault"
                record = claims.fault(reply, LINES, ["f"]) if fault else claims.outcome(reply, REQUEST, LINES, "", 0.0)
    except client.WorkerLost as lost:
        return f"{kind}: {lost.verdict.value} {lost.detail}"
    check(record)
    return f"{kind}: {type(record).__name__}"


def check(record: Any) -> None:
    """Nothing in a record is of another type than it says, and every message can be told."""
    if isinstance(record, Extraction):
        texts(record.file, *record.defined, *record.stubs, *record.names, *record.broken)
        for piece in record.pieces:
            _check_piece(piece)
        for message in (*record.problems, *record.broken.values()):
            check(message)
    elif isinstance(record, Message):
        texts(record.kind, *record.data)
        assert isinstance(client.as_submission_error(record), SubmissionError)
        texts(render(record))
        json.dumps(render(record))
    elif isinstance(record, Fault):
        texts(record.type_name, record.text, record.function, record.label, record.source, record.kind, *record.bases)
        assert record.function in ("f", "")
        assert record.label in (*LINES, "")
        assert type(record.line) is type(record.call) is int
        assert 0 <= record.line <= max(LINES.values())
    else:
        assert type(record) is Outcome
        assert {*record.changed} <= {*REQUEST.inputs}
        assert {*record.changed.values()} <= {"f"}
        if record.fault is not None:
            assert record.fault.call in range(len(REQUEST.calls))
            check(record.fault)


def _check_piece(piece: Piece) -> None:
    texts(piece.label, piece.source, piece.question)
    for name, kept in (piece.keep or {}).items():
        texts(name)
        assert all(type(k) is int for k in kept)


def texts(*values: object) -> None:
    """Each of them is a str."""
    for value in values:
        assert type(value) is str, value
