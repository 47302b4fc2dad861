"""Frames from the other process: mutated ones and noise."""

from __future__ import annotations

import json
import random
import tracemalloc
from typing import Any

import numpy as np

from grader.records import Opaque
from grader.sandbox import wire
from tests.fuzz import mutate

SECONDS = 1.0
REACHES = ("read: dict", "bytes left over", "a bad array", "a bad table of arrays", "not a frame")
GROWTH = 48 << 20
AMPLIFIED, SPARE = 150, 256 << 10  # bytes held at once for each byte that came, and besides


def _value(rng: random.Random, depth: int = 2) -> Any:
    kind = rng.randrange(8 if depth else 5)
    if kind == 0:
        return rng.choice(
            (None, True, -1, 2**63 - 1, 2**70, 0.5, float("nan"), float("-inf"), "text", "\ud800", Opaque("set"))
        )
    if kind < 5:
        dtype = rng.choice(sorted(wire.DTYPES))
        shape = tuple(rng.randint(0, 4) for _ in range(rng.randint(0, 4)))
        made = np.array([rng.randrange(2) for _ in range(int(np.prod(shape)))]).reshape(shape).astype(dtype)
        return np.asfortranarray(made) if rng.random() < 0.3 else made
    items = [_value(rng, depth - 1) for _ in range(rng.randint(0, 3))]
    if kind == 5:
        return items
    return tuple(items) if kind == 6 else {rng.choice((*mutate.TEXTS, 1, -5, True)): item for item in items}


SHEETS = [wire.dump({"id": k, "reply": {"values": _value(random.Random(k), 3)}}) for k in range(300)]


def _tree(rng: random.Random) -> Any:
    if rng.random() < 0.5:
        return mutate.tree(rng)
    kind = rng.choice(("tuple", "dict", "array", "float", "opaque"))
    return {kind: rng.choice((mutate.tree(rng), rng.randint(-2, 3), [["a", mutate.tree(rng)]], "nan"))}


def _row(rng: random.Random) -> list[Any]:
    shape = [rng.choice((0, 1, 2, 3, rng.choice(mutate.NUMBERS))) for _ in range(rng.choice((0, 1, 2, 3, 8, 9, 40)))]
    return [rng.choice((*wire.DTYPES, "|O", "<U4", 1)), shape, rng.choice("CFA")]


def _packed(header: bytes, body: bytes, rng: random.Random) -> bytes:
    lengths = [len(header), len(body)]
    if rng.random() < 0.05:
        place = rng.randrange(2)
        lengths[place] = mutate.number(rng, 32 + 32 * place)
    magic = wire.MAGIC if rng.random() < 0.99 else rng.randbytes(4)
    return wire.PREFIX.pack(magic, *lengths) + header + body


def make(rng: random.Random) -> tuple[bytes, bool]:
    """A frame, and whether its memory is measured."""
    measured = rng.random() < 0.1
    sheet = rng.choice(SHEETS)
    if rng.random() < 0.1:
        return mutate.damage(rng, sheet, rng.choice(SHEETS)), measured
    if rng.random() < 0.02:
        return rng.randbytes(rng.randint(0, 200)), measured
    length, _ = wire.sizes(sheet[: wire.PREFIX.size])
    at = wire.PREFIX.size + length
    header, body = sheet[wire.PREFIX.size : at], sheet[at:]
    kind = rng.random()
    if kind < 0.25:
        header = mutate.damage(rng, header, rng.choice(SHEETS), 3)
    elif kind < 0.3:
        header = rng.choice((b"[", b'{"a":', b"[[],", b'{"tuple":[', b"1", b'"')) * rng.randint(1, 3000)
    elif kind < 0.34:
        piece = rng.choice(
            (b"[]", b"{}", b'{"tuple":[]}', b'{"dict":[]}', b"1e5", b'"ab"', b"[[]]", b'{"array":0}', b"123456")
        )
        header = b"[[" + b",".join([piece] * rng.randint(1, 8000)) + b"],[]]"
    elif kind < 0.95:
        tree = json.loads(header)
        tree = mutate.reshape(rng, tree, lambda r: _row(r) if r.random() < 0.2 else _tree(r))
        header = json.dumps(tree).encode()
    if rng.random() < 0.2:
        body = mutate.damage(rng, body, sheet, 2)
    return _packed(header, body, rng), measured


def _loaded(frame: bytes) -> str:
    try:
        wire.sizes(frame[: wire.PREFIX.size].ljust(wire.PREFIX.size, b"\0"), 1 << 20)
        value = wire.load(frame)
    except wire.WireError as err:
        if isinstance(err.__context__, MemoryError):
            raise AssertionError("more memory was asked for than there is") from err
        return str(err)
    return f"read: {_plain(value)}"


def _plain(value: Any, deep: int = 0) -> str:
    """The kind of a decoded value, which must hold nothing but plain ones."""
    assert deep <= 40
    if type(value) in (list, tuple, dict):
        for item in value.values() if isinstance(value, dict) else value:
            _plain(item, deep + 1)
    elif type(value) is np.ndarray:
        assert value.dtype.str in wire.DTYPES
        assert value.flags.writeable
        assert value.flags.owndata
    else:
        assert value is None or type(value) in (bool, int, float, str, Opaque), type(value)
    return type(value).__name__


def run(made: tuple[bytes, bool]) -> str:
    """Decode it: a value made of plain ones, or a WireError."""
    frame, measured = made
    if not measured:
        return _loaded(frame)
    tracemalloc.start()
    try:
        outcome = _loaded(frame)
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert held <= AMPLIFIED * len(frame) + SPARE, f"{held} bytes held for a frame of {len(frame)}"
    return outcome
