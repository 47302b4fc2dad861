"""The warm process and what it forks: what they inherit, what they share, and how they end."""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.records import Verdict
from grader.sandbox import jail, launch
from grader.sandbox.client import Worker, WorkerLost

from .factories import (
    OPEN,
    ROOMY,
    SHORT,
    WITHOUT_CALLS,
    alive,
    answer,
    both_launchers,
    gone,
    needs_linux,
    needs_root,
    piece,
    request,
    started,
    status_of,
)

pytestmark = needs_linux
ROOT = Path(launch.__file__).parents[2]


@pytest.fixture(scope="module")
def zygote():
    """A zygote of these tests' own."""
    with contextlib.closing(launch.Zygote()) as zygote:
        yield zygote


# ---------------------------------------------------------------------------------------------- what is inherited


def test_a_zygote_has_one_thread(zygote):
    """Forking is safe only where nobody else holds a lock."""
    assert status_of(zygote.pid)["Threads"] == "1"


def test_a_zygote_lies_in_no_folder_and_no_environment_of_ours(zygote):
    """It is started by exec with an environment made from nothing."""
    if not os.access(f"/proc/{zygote.pid}/environ", os.R_OK) or os.geteuid() != 0:
        pytest.skip("other processes cannot be looked into here")
    found = Path(f"/proc/{zygote.pid}/environ").read_bytes().split(b"\0")
    names = {entry.partition(b"=")[0].decode() for entry in found} - {""}

    assert names <= {*jail.environment(), "LC_CTYPE"}
    assert os.readlink(f"/proc/{zygote.pid}/cwd") == "/"


@needs_root
@both_launchers
@pytest.mark.parametrize("files", [(), (Path(__file__),)], ids=["shared list", "list of its own"])
def test_a_worker_has_four_descriptors(launcher, files):
    """Seen from outside: nothing in, its output, its socket; not the zygote's, not another worker's, no list of files."""
    with Worker(launcher=launcher(), files=files), Worker(launcher=launcher(), files=files) as worker:
        folder = f"/proc/{worker.pid}/fd"
        links = {int(number): os.readlink(f"{folder}/{number}").partition(":")[0] for number in os.listdir(folder)}

    sockets = [number for number, kind in links.items() if kind == "socket"]
    assert {number: links.pop(number) for number in (0, 1, 2)} == {0: "/dev/null", 1: "pipe", 2: "pipe"}
    assert len(sockets) == len(links) == 1


@needs_root
def test_a_zygote_keeps_no_descriptor_of_a_worker(zygote):
    """What it was sent for a worker it closes: a worker's output ends with the worker."""
    with Worker(launcher=zygote):
        pass
    before = sorted(os.listdir(f"/proc/{zygote.pid}/fd"))
    with Worker(launcher=zygote), Worker(launcher=zygote), Worker(launcher=zygote):
        during = sorted(os.listdir(f"/proc/{zygote.pid}/fd"))

    assert during == before


GRADER = """
import os, sys
from grader.records import Piece
from grader.sandbox import launch
from grader.sandbox.client import Worker
from tests.sandbox.factories import request

planted = sys.stdin.readline().strip().encode() * 3
launcher = {launcher}()
with Worker(launcher=launcher, walls=__import__("grader.sandbox.jail").sandbox.jail.{walls}) as worker:
    worker.load([Piece("cell 1", sys.stdin.readline().encode().decode("unicode_escape"), None, "")], {{}}, ["f"])
    worker.run(request(), 30.0)
    print(worker.pid, getattr(launcher, "pid", worker.pid), flush=True)
    if {spin}:
        worker.run(request(function="spin"), 600.0)
    sys.stdin.readline()
"""
QUIET = "def f(): return 1\ndef spin():\n    while True: pass"


@contextlib.contextmanager
def grading(launcher, source=QUIET, spin=False, walls="standing()", mark="mark"):
    """Another grader with a worker: its process, and the numbers of worker and zygote."""
    program = GRADER.format(launcher=launcher, spin=spin, walls=walls)
    process = subprocess.Popen(
        [sys.executable, "-c", program, mark],
        cwd=ROOT,
        env={**os.environ, "GRADER_MARK": mark, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        process.stdin.write(f"{mark}\n{source.encode('unicode_escape').decode()}\n")
        process.stdin.flush()
        try:
            yield process, *map(int, process.stdout.readline().split())
        finally:
            process.kill()


both_names = pytest.mark.parametrize("launcher", ["launch.Fresh", "launch.Zygote"])


def holds(pid, mark):
    """Whether a mark lies anywhere in a process's memory, environment or command line."""
    found = any(mark in Path(f"/proc/{pid}/{name}").read_bytes() for name in ("environ", "cmdline"))
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if found or "r" not in rights or "[v" in line:
                continue
            begin, end = (int(text, 16) for text in span.split("-"))
            memory.seek(begin)
            with contextlib.suppress(OSError):
                tail = b""
                while begin < end and (part := memory.read(min(end - begin, 1 << 24))):
                    found = found or mark in tail + part
                    tail, begin = part[-len(mark) :], begin + len(part)
    return found


@needs_root
@both_names
def test_nothing_that_the_grader_knows_is_in_a_workers_memory(launcher):
    """A mark in the grader's memory, environment and command line is in no page of the worker's or the zygote's."""
    mark = secrets.token_hex(16)
    with grading(launcher, mark=mark) as (process, worker, zygote):
        try:
            found = [holds(pid, mark.encode()) for pid in (process.pid, worker, zygote)]
        except PermissionError:
            pytest.skip("memory of other processes cannot be read here")

    assert found == [True, False, False]


# ---------------------------------------------------------------------------------------------- what is shared


def test_workers_of_one_zygote_share_no_state(zygote):
    """What one does to modules, to the environment, to numpy's settings, the next does not see."""
    source = """
        import os, random, signal, sys
        import numpy as np
        def f():
            found = [
                hasattr(np, "left"), "LEFT" in os.environ, np.geterr()["all" if False else "divide"] == "raise",
                np.get_printoptions()["precision"], sys.getrecursionlimit(), signal.getsignal(signal.SIGINT) == signal.SIG_IGN,
                "left" in sys.modules, hasattr(np.linalg, "left"),
            ]
            np.left = np.linalg.left = True
            os.environ["LEFT"] = "1"
            np.seterr(divide="raise")
            np.set_printoptions(precision=3)
            sys.setrecursionlimit(2000)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            sys.modules["left"] = sys
            return found
    """
    first, second = (answer(source, None, {"launcher": zygote}).values["out"] for _ in range(2))
    together = []
    with started(source, launcher=zygote) as one, started(source, launcher=zygote) as other:
        together = [worker.run(request(), ROOMY).values["out"] for worker in (one, other)]

    assert first == second == together[0] == together[1]
    assert not any(value is True for value in first)


def test_random_numbers_of_two_workers_differ(zygote):
    """Without a seed, no two workers draw the same, from Python's generator or from either of numpy's."""
    source = """
        import random
        import numpy as np
        def f():
            return [random.random(), np.random.rand(), np.random.default_rng().random()]
    """
    first, second = (answer(source, None, {"launcher": zygote}).values["out"] for _ in range(2))

    assert all(a != b for a, b in zip(first, second))


def test_one_seed_gives_the_same_numbers_whatever_started_the_worker(zygote):
    """What a question seeds is the same in a forked worker as in a fresh one."""
    source = """
        import random
        import numpy as np
        def f():
            random.seed(3); np.random.seed(3)
            return [random.random(), np.random.rand(), np.random.default_rng(3).random()]
    """
    first, second = (answer(source, None, {"launcher": one}).values["out"] for one in (zygote, launch.Fresh()))

    assert first == second


# ---------------------------------------------------------------------------------------------- the end

STUBBORN = """
import ctypes, os, signal, threading
def f():
    libc = ctypes.CDLL(None)
    libc.prctl(1, 0, 0, 0, 0)  # PR_SET_PDEATHSIG
    for number in range(1, 64):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
def spin():
    while True:
        try:
            while True: pass
        except BaseException:
            pass
"""


@both_names
@pytest.mark.parametrize(
    ("source", "spin"), [(QUIET, False), (QUIET, True), (STUBBORN, True)], ids=["waits", "spins", "stubborn and spins"]
)
def test_nothing_outlives_a_grader_that_is_killed(launcher, source, spin):
    """Whatever the worker does, it and the zygote end with the grader, which can do nothing about it."""
    if source is STUBBORN and not jail.standing().calls:
        pytest.skip("a worker could ask to be spared here")
    with grading(launcher, source, spin) as (process, worker, zygote):
        there = [alive(pid) for pid in (process.pid, worker, zygote)]
        process.send_signal(signal.SIGKILL)
        process.wait()
        ended = gone(worker, zygote)
        for pid in (worker, zygote):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    assert there == [True] * 3
    assert ended


def test_a_zygote_that_cannot_look_ends_with_its_grader():
    """The kernel ends it: it need not read that the other end of its socket is closed."""
    with grading("launch.Zygote") as (process, worker, zygote):
        os.kill(zygote, signal.SIGSTOP)
        process.kill()
        process.wait()
        ended = gone(worker, zygote)
        with contextlib.suppress(ProcessLookupError):
            os.kill(zygote, signal.SIGKILL)

    assert ended


def test_a_worker_whose_zygote_is_killed_has_crashed():
    """The loss of the zygote in the middle of a case is told as a crash, and at once."""
    with contextlib.closing(launch.Zygote()) as zygote:
        with started("import time\ndef f(): time.sleep(600)", launcher=zygote) as worker:
            pid = worker.pid
            os.kill(zygote.pid, signal.SIGKILL)
            with pytest.raises(WorkerLost) as lost:
                worker.run(request(), ROOMY)

        assert lost.value.verdict is Verdict.CRASHED
        assert gone(pid)
        assert not zygote.alive


def test_a_zygote_that_closes_takes_its_workers_along():
    """Closing it is enough."""
    zygote = launch.Zygote()
    with Worker(launcher=zygote) as worker:
        pids = [worker.pid, zygote.pid]
        zygote.close()

        assert gone(*pids)


def test_a_worker_that_is_closed_is_no_zombie(zygote):
    """Its number is free when close() returns: the zygote has waited for it."""
    with Worker(launcher=zygote) as worker:
        pid = worker.pid

    assert status_of(pid) == {}


def test_a_worker_that_stops_itself_is_ended(zygote):
    """A stopped process is killed like any other, and the zygote goes on."""
    source = "import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGSTOP)"
    with started(source, launcher=zygote) as worker:
        pid = worker.pid
        with pytest.raises(WorkerLost) as lost:
            worker.run(request(), SHORT)

    assert lost.value.verdict is Verdict.TIMEOUT
    assert not alive(pid)
    assert answer("def f(): return 1", None, {"launcher": zygote}).values["out"] == 1


@pytest.mark.parametrize(
    "blow", ["os.kill(os.getppid(), 9)", "os.killpg(os.getpgid(os.getppid()), 9)", "os.kill(-1, 9)"]
)
def test_a_worker_cannot_end_its_zygote(zygote, blow):
    """Nor the grader: a signal to either is refused by every set of walls that grading takes."""
    if jail.standing() == OPEN:
        pytest.skip("no wall stands on this machine")
    source = f"import os\ndef f():\n    {blow}"
    with started(source, launcher=zygote) as worker, contextlib.suppress(WorkerLost):
        worker.run(request(), ROOMY)

    assert zygote.alive


def test_a_child_that_holds_the_channel_open_is_no_hang(zygote):
    """Where processes can be started, one that keeps the worker's socket does not keep the grader waiting."""
    source = "import os, time\ndef f():\n    if os.fork() == 0:\n        time.sleep(600)\n    os._exit(3)"
    with Worker(launcher=zygote, walls=WITHOUT_CALLS) as worker:
        worker.load([piece(source)], {}, ("f",), ROOMY)
        with pytest.raises(WorkerLost):
            worker.run(request(), SHORT)

    assert answer("def f(): return 1", None, {"launcher": zygote}).values["out"] == 1
