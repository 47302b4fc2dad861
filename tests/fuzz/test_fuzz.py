"""A thousand inputs for every reader of what comes from outside, and what longer runs have found (make fuzz)."""

import importlib
import io
import resource
import struct
import subprocess
import sys
import zipfile

import pytest

from grader.errors import SubmissionError
from grader.messages import render
from grader.records import Message
from grader.sandbox import claims, client
from grader.sandbox.client import WorkerLost
from grader.submission import read_submission

from . import engine
from .engine import ROOT, TARGETS, drawn, fuzz, peak
from .mutate import reshape, rewrite, tree


@pytest.mark.parametrize("target", TARGETS)
def test_a_thousand_inputs(target):
    """Nothing but what a reader promises comes out of it, in bounded time and memory."""
    told = fuzz(target, 20, range(1000))

    assert told.findings == []
    assert told.inputs == 1000
    assert {*importlib.import_module(TARGETS[target]).REACHES} <= {*told.outcomes}


def test_an_input_can_be_made_again():
    """The same seed and number give the same input, whatever was made before."""
    first, again = (drawn("notebook", 1, 77) for _ in range(2))

    assert rewrite(first, "x = 1") == rewrite(again, "x = 1")
    assert str(reshape(first, {"a": [1, 2]})) == str(reshape(again, {"a": [1, 2]}))
    assert str(tree(first)) == str(tree(again))


BROKEN = """
import os, signal, time
SECONDS, GROWTH = 0.5, 64 << 20
def make(rng): return rng.random()
def run(made):
    global count
    count = globals().get("count", 0) + 1
    if count > 50:
        {fault}
    return "fine"
"""


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("raise KeyError('k')", "KeyError"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "ended with -11"),
        ("time.sleep(60)", "still running"),
        ("held = b'x' * (100 << 20)", "MiB of memory"),
        ("end = time.process_time() + 0.6\n        while time.process_time() < end: pass", "processor time"),
    ],
)
def test_every_kind_of_trouble_is_told(monkeypatch, tmp_path, fault, told):
    """An exception, a crash, a hang, memory and time: the engine itself misses none of them."""
    (tmp_path / "broken_target.py").write_text(BROKEN.format(fault=fault))
    boot = tmp_path / "boot.py"
    boot.write_text(
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(tmp_path)!r}]\n"
        "from tests.fuzz import engine\nengine.TARGETS['broken'] = 'broken_target'\nengine.main()\n"
    )
    real = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda command, **more: real([sys.executable, str(boot), *command[3:]], **more)
    )
    monkeypatch.setattr(engine, "STUCK", 3.0)
    found = engine.fuzz("broken", 1, range(31)).findings

    assert found
    assert told in found[0]


# ------------------------------------------------------------------------------------------ what was found


def entry_of(content, name="a.ipynb"):
    """A ZIP file with one deflated member: what stands before its entry, and the entry."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    whole = buffer.getvalue()
    start = whole.find(b"PK\x01\x02")
    return whole[:start], whole[start : whole.find(b"PK\x05\x06")]


def repeated(content, count):
    """A ZIP file whose directory names its one member so many times."""
    before, entry = entry_of(content)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, len(entry) * count, len(before), 0)
    return before + entry * count + last


def refused(path):
    """Why a submission is refused."""
    with pytest.raises(SubmissionError) as caught:
        read_submission(path)
    assert render(Message(caught.value.kind, caught.value.data))
    return caught.value.kind


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "lzma"])
def test_a_bomb_of_another_method_is_not_unpacked(tmp_path, method):
    """A few hundred bytes of bzip2 are half a gigabyte, which zipfile unpacks whole however little is asked for."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive, archive.open("a.py", "w") as member:
        for _ in range(160):
            member.write(bytes(1 << 20))
    before = peak()

    assert refused(tmp_path / "a.zip") in ("bad_zip", "too_large")
    assert peak() - before < 128 << 20


def test_one_name_many_times_is_not_unpacked_each_time(tmp_path):
    """What is unpacked counts, not what is kept of it: 1,900 times 19 MiB would take minutes."""
    (tmp_path / "a.zip").write_bytes(repeated(bytes(19 << 20), 1900))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime

    assert refused(tmp_path / "a.zip") in ("too_large", "too_many_files", "bad_zip")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 2


def test_a_directory_of_a_million_entries_is_not_read(tmp_path):
    """Counting the entries after all of them were made into objects is too late."""
    (tmp_path / "a.zip").write_bytes(repeated(b"", 700_000))
    before, began = peak(), resource.getrusage(resource.RUSAGE_SELF).ru_utime

    assert refused(tmp_path / "a.zip") == "too_many_files"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - began < 2
    assert peak() - before < 200 << 20


@pytest.mark.parametrize(
    "error",
    [
        ["not_json", {}],
        ["not_json", {"kind": "x", "line": 1, "reason": ""}],
        ["not_json", {"self": "x", "line": 1, "reason": ""}],
        ["not_json", {True: 1, "line": 1, "reason": ""}],
        ["too_large", {"size": []}],
    ],
)
def test_a_claimed_reason_can_be_told_or_is_a_broken_protocol(error):
    """A reason that lacks what its sentence needs, or holds names that clash, is no fault of the grader's."""
    try:
        with client._claims():
            message = claims.extraction({"file": "a.ipynb", "error": error})
    except WorkerLost:
        return

    assert render(message)
    assert isinstance(client.as_submission_error(message), SubmissionError)
