"""Ways of starting a worker: one replaces the other, a lost zygote is replaced, and a fork is worth it."""

import contextlib
import os
import signal
import statistics
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from grader.errors import GraderError
from grader.records import Verdict
from grader.sandbox import launch
from grader.sandbox.client import Worker, WorkerLost

from .factories import ROOMY, answer, gone, needs_linux, request, started

SOURCE = """
import numpy as np
def f(x):
    print("told")
    if x.size == 0:
        raise ValueError("empty")
    return np.linalg.svd(x, compute_uv=False)
"""


@pytest.fixture
def alone(monkeypatch):
    """No launcher is shared yet, and what is shared in a test ends with it."""
    shared = {}
    monkeypatch.setattr(launch, "_shared", shared)
    yield shared
    for launcher in shared.values():
        if isinstance(launcher, launch.Zygote):
            launcher.close()


@pytest.mark.parametrize("x", [np.arange(12.0).reshape(3, 4), np.zeros((0, 2))], ids=["passes", "raises"])
def test_both_ways_give_the_same(x):
    """Values, exceptions and output do not depend on how a worker was started."""
    fresh, shared = (answer(SOURCE, None, {"launcher": way}, x=x) for way in (launch.Fresh(), launch.shared()))

    assert fresh.verdict is shared.verdict
    assert fresh.fault == shared.fault
    assert fresh.stdout == shared.stdout == "told\n"
    assert all(np.array_equal(fresh.values[name], shared.values[name]) for name in {**fresh.values, **shared.values})


@needs_linux
def test_the_shared_launcher_is_a_zygote_and_stays(alone):
    """It is started once."""
    first = launch.shared()

    assert isinstance(first, launch.Zygote)
    assert launch.shared() is first


@needs_linux
def test_a_lost_zygote_is_replaced_at_the_next_start(alone):
    """The worker that was lost with it is a crash, and the next one starts."""
    with started("import time\ndef f(): time.sleep(600)") as worker:
        first = launch.shared()
        os.kill(first.pid, signal.SIGKILL)
        with pytest.raises(WorkerLost) as lost:
            worker.run(request(), ROOMY)
    again = answer("def f(): return 2")

    assert lost.value.verdict is Verdict.CRASHED
    assert again.values["out"] == 2
    assert launch.shared() is not first


@needs_linux
def test_a_zygote_that_cannot_be_asked_is_an_error_and_replaced(alone, monkeypatch):
    """One that answers nothing in time is given up, not waited for."""
    first = launch.shared()
    first._control.settimeout(0.2)
    os.kill(first.pid, signal.SIGSTOP)
    with pytest.raises(GraderError, match="gone"):
        Worker(launcher=first).__enter__()

    assert gone(first.pid)
    assert launch.shared() is not first


@pytest.mark.parametrize("how", ["raise SystemExit('no')", "import os; os._exit(0)"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_where_no_zygote_can_be_had_workers_are_fresh(alone, monkeypatch, how):
    """A zygote that does not start costs speed and nothing else."""
    boot = launch._BOOT
    monkeypatch.setattr(launch, "_BOOT", how)
    launcher = launch.shared()
    monkeypatch.setattr(launch, "_BOOT", boot)

    assert isinstance(launcher, launch.Fresh)
    assert launch.shared() is launcher
    assert answer("def f(): return 2").values["out"] == 2


def test_elsewhere_workers_are_fresh(alone, monkeypatch):
    """Forking is for Linux alone."""
    monkeypatch.setattr(launch.sys, "platform", "darwin")

    assert isinstance(launch.shared(), launch.Fresh)


@needs_linux
@pytest.mark.parametrize("how", ["executable", "boot"])
def test_a_zygote_that_does_not_start_leaves_nothing_open(monkeypatch, how):
    """No descriptor is lost with it, and none waits for the collector of garbage."""
    if how == "executable":
        monkeypatch.setattr(launch.sys, "executable", "/nonexistent/python")
    else:
        monkeypatch.setattr(launch, "_BOOT", "raise SystemExit('said')")
    before = sorted(os.listdir("/proc/self/fd"))
    with pytest.raises(GraderError) as raised:
        launch.Zygote()

    # the exception keeps what it came from alive, as whoever handles it does
    assert sorted(os.listdir("/proc/self/fd")) == before, raised


@needs_linux
def test_a_closed_zygote_leaves_nothing_open():
    """Closing gives back all descriptors."""
    before = sorted(os.listdir("/proc/self/fd"))
    zygote = launch.Zygote()
    zygote.close()
    zygote.close()

    assert sorted(os.listdir("/proc/self/fd")) == before


@needs_linux
def test_what_a_zygote_says_when_it_fails_is_told(monkeypatch):
    """Its last words are in the error."""
    monkeypatch.setattr(launch, "_BOOT", "raise SystemExit('no numpy here')")

    with pytest.raises(GraderError, match="no numpy here"):
        launch.Zygote()


@needs_linux
def test_a_zygote_outlives_the_thread_that_asked_for_it(alone):
    """A class is graded in threads; the one that came first may end first."""
    found = []
    thread = threading.Thread(target=lambda: found.append(launch.shared()))
    thread.start()
    thread.join()
    (first,) = found
    time.sleep(0.2)  # the kernel counts a thread as a parent, and tells its children a moment after its end

    assert first.alive
    assert answer("def f(): return 2").values["out"] == 2
    assert launch.shared() is first


@needs_linux
def test_threads_that_ask_at_once_share_one_zygote(alone):
    """Not one each, of which all but one would be forgotten."""
    found = []
    threads = [threading.Thread(target=lambda: found.append(launch.shared())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    several = {id(launcher): launcher for launcher in found}
    for launcher in several.values():
        if launcher is not launch.shared():
            launcher.close()

    assert len(several) == 1


@needs_linux
def test_threads_can_use_one_zygote(alone):
    """Requests of several workers at a time are not mixed up."""
    found = []
    launch.shared()

    def ask(k):
        found.extend(answer("def f(x): return x", x=k).values["out"] == k for _ in range(3))

    threads = [threading.Thread(target=ask, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [True] * 12


@needs_linux
def test_a_fork_is_worth_it(alone):
    """After the first, a worker starts in less than a tenth of the time that a fresh one takes."""

    def seconds(launcher):
        began = time.perf_counter()
        with Worker(launcher=launcher):
            return time.perf_counter() - began

    zygote, fresh = launch.shared(), launch.Fresh()
    seconds(zygote)
    pairs = [(seconds(zygote), seconds(fresh)) for _ in range(5)]

    assert statistics.median(forked / other for forked, other in pairs) < 0.1


def test_a_command_line_holds_nothing_of_ours():
    """Python is started isolated: no environment, no folder, no user site."""
    line = launch.command("worker", "7")

    assert line[:2] == [sys.executable, "-I"]
    assert line[4:-1] == ["7"]


@needs_linux
def test_a_grader_that_ends_leaves_no_zygote():
    """At an ordinary end too."""
    program = "from grader.sandbox import launch; print(launch.shared().pid)"
    root = os.path.dirname(os.path.dirname(os.path.dirname(launch.__file__)))
    done = subprocess.run([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True, check=True)

    assert gone(int(done.stdout))


@pytest.mark.parametrize("way", ["fresh", "forked"])
def test_how_a_worker_ended_is_told_once_and_stays(way):
    """Asking twice gives the same answer and does no more harm."""
    launcher = launch.Fresh() if way == "fresh" else launch.shared()
    with started("import os\ndef f(): os._exit(7)", launcher=launcher) as worker:
        with contextlib.suppress(WorkerLost):
            worker.run(request(), ROOMY)
        process = worker._started

    assert [process.end(), process.end()] == [7, 7]
