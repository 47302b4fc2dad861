"""ZIP files that are nearly right: headers, sizes, names, nesting, flags, methods, bombs."""

from __future__ import annotations

import atexit
import io
import random
import re
import shutil
import struct
import tempfile
import zipfile
from pathlib import Path

from grader.errors import SubmissionError
from grader.messages import render
from grader.records import Message
from grader.submission import MAX_FILES, MAX_NOTEBOOK, MAX_SOURCE, MAX_TOTAL, read_submission
from tests.fuzz import mutate
from tests.fuzz.engine import ROOT

SECONDS = 2.0
REACHES = ("1 files", "2 files", "no_notebook", "empty_submission")
GROWTH = 128 << 20

NOTEBOOK = b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}'
NAMES = [
    "a.ipynb",
    "hw/a.ipynb",
    "b.py",
    "A.IPYNB",
    "x/y/z/w/v/u/a.py",
    "../a.py",
    "/a.py",
    "..\\a.py",
    "C:\\a.py",
    "a/",
    "/",
    "",
]
NAMES += [
    "a.ipynb/",
    "a\0.py",
    "\u202eyp.a.py",
    "d\u00e9.py",
    "a" * 300 + ".py",
    "__MACOSX/._a.py",
    ".a.py",
    "n.zip",
    "a.pdf",
    ".py",
]
NAMES += ["./a.py", "a//b.py", "\ud83d.py", "con.py", "a\n.py", "\x1b[31m.py", "a.py ", "a.py."]
SIGNATURES = {
    b"PK\x03\x04": "4s5H3L2H",
    b"PK\x01\x02": "4s6H3L5H2L",
    b"PK\x05\x06": "4s4H2LH",
    b"PK\x06\x06": "4sQ2H2L4Q",
}
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz"))
CORPUS = [
    path.read_bytes() for path in sorted(ROOT.glob("tests/data/submissions/*.zip")) if path.stat().st_size < 20_000
]


def _zeros(method: int, size: int) -> bytes:
    """A member that is much larger than its file, made once."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive, archive.open("a.ipynb", "w") as member:
        for _ in range(size >> 20):
            member.write(bytes(1 << 20))
    return buffer.getvalue()


BOMBS = [
    _zeros(zipfile.ZIP_DEFLATED, 19 << 20),
    _zeros(zipfile.ZIP_DEFLATED, 64 << 20),
    _zeros(zipfile.ZIP_BZIP2, 160 << 20),
]


def _entry(rng: random.Random, name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("a.py", (1980 + rng.randrange(128), 1, 1, 0, 0, 0))
    entry.filename = name
    entry.external_attr = rng.choice((0, 0o100644, 0o120777, 0o040755, 0o010644, 0o020644, rng.getrandbits(16))) << 16
    entry.create_system = rng.choice((0, 3, 3, 255))
    entry.compress_type = rng.choice((0, 8, 8, 8, 12, 14))
    entry.extra = rng.choice(
        (b"", b"", rng.randbytes(rng.randint(0, 40)), struct.pack("<HHQQQ", 1, 24, 2**60, 9, 2**40))
    )
    entry.comment = rng.randbytes(rng.choice((0, 0, 0, 50)))
    return entry


def _packed(rng: random.Random, depth: int = 1) -> bytes:
    buffer = io.BytesIO()
    count = rng.choice((0, 1, 1, 2, 3, 3, 5, 5, 45))
    with zipfile.ZipFile(buffer, "w", allowZip64=True) as archive:
        for _ in range(count):
            name = rng.choice(NAMES)
            content = rng.choice((b"x = 1\n", NOTEBOOK, b"", NOTEBOOK * 50))
            if depth and rng.random() < 0.1:
                content = _packed(rng, depth - 1)
            try:
                archive.writestr(_entry(rng, name), content)
            except (UnicodeEncodeError, struct.error, ValueError):
                archive.writestr("b.py", content)
        archive.comment = rng.randbytes(rng.choice((0, 0, 0, 30)))
    return buffer.getvalue()


def _field(rng: random.Random, content: bytes) -> bytes:
    """Change one field of one header."""
    data = bytearray(content)
    places = [m.start() for m in re.finditer(rb"PK(\x03\x04|\x01\x02|\x05\x06|\x06\x06)", content)]
    if not places:
        return content
    at = rng.choice(places)
    form = struct.Struct("<" + SIGNATURES[bytes(data[at : at + 4])])
    if at + form.size > len(data):
        return content
    fields = list(form.unpack_from(data, at))
    place = rng.randrange(1, len(fields))
    wide = struct.calcsize(
        "<" + re.sub(r"(\d+)([HLQ])", lambda m: m[2] * int(m[1]), SIGNATURES[bytes(data[at : at + 4])][2:])[place - 1]
    )
    fields[place] = rng.choice((mutate.number(rng, 8 * wide), (fields[place] + rng.randint(-3, 3)) % (1 << 8 * wide)))
    form.pack_into(data, at, *fields)
    return bytes(data)


def _same_name(rng: random.Random) -> bytes:
    """One member under the same name, over and over."""
    whole = rng.choice(BOMBS[:1])
    start = whole.find(b"PK\x01\x02")
    end = whole.find(b"PK\x05\x06")
    entry, count = whole[start:end], rng.choice((2, 30, 1900))
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    return whole[:start] + entry * count + last


def _many(rng: random.Random) -> bytes:
    """Far more entries than anybody hands in."""
    whole = BOMBS[0]
    start, end = whole.find(b"PK\x01\x02"), whole.find(b"PK\x05\x06")
    entry = whole[start:end]
    count = rng.choice((2001, 60_000, (MAX_TOTAL - (1 << 20)) // len(entry)))
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(entry) * count, start, 0)
    return whole[:start] + entry * count + last


def make(rng: random.Random) -> bytes:
    """The content of a ZIP file."""
    rare = rng.random()
    if rare < 0.0005:
        return _many(rng)
    if rare < 0.001:
        return _same_name(rng)
    if rare < 0.003:
        return _field(rng, rng.choice(BOMBS))
    content = _packed(rng) if rng.random() < 0.8 else rng.choice(CORPUS)
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        content = _field(rng, content)
    kind = rng.random()
    if kind < 0.3:
        content = mutate.damage(rng, content, rng.choice(CORPUS), 3)
    elif kind < 0.35:
        content = rng.randbytes(rng.randint(1, 100)) + content
    elif kind < 0.4:
        content += rng.choice((rng.randbytes(rng.randint(1, 100)), content))
    elif kind < 0.45:
        content = content[: rng.randint(0, len(content))]
    return content


def _refused(err: SubmissionError) -> str:
    assert not isinstance(err.__context__, MemoryError), "more memory was asked for than there is"
    assert render(Message(err.kind, err.data))
    reason = re.sub(r"[^A-Za-z ]+.*", "", str(err.data.get("reason", ""))).strip()
    return f"{err.kind} {reason}".rstrip()


def run(made: bytes) -> str:
    """Read it: at most a few small files with plain names, or a SubmissionError."""
    path = FOLDER / "a.zip"
    path.write_bytes(made)
    try:
        files = read_submission(path).files
    except SubmissionError as err:
        return _refused(err)
    assert 0 < len(files) <= MAX_FILES
    assert sum(len(file.content) for file in files) <= MAX_TOTAL
    for file in files:
        assert file.name.isprintable()
        assert ".." not in file.name.split("/")
        assert not file.name.startswith("/")
        assert len(file.content) <= (MAX_NOTEBOOK if file.name.lower().endswith(".ipynb") else MAX_SOURCE)
    return f"{min(len(files), 5)} files"


atexit.register(shutil.rmtree, FOLDER, True)
