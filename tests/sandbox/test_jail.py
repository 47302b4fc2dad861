"""What a worker may not do, tried from inside a worker."""

import os
import resource
import tempfile
from pathlib import Path

import pytest

from grader.records import Verdict
from grader.sandbox import doctor, jail

from .factories import ROOMY, answer, needs_linux, needs_own_user, request, started

LIMITS = jail.Limits(address_space=900 << 20, cpu_seconds=77, open_files=40, processes=20, stack=32 << 20)


def tried(body, limits=None):
    """The name of the exception that a few lines end with, or "done"."""
    source = f"""
        import os, resource, signal, socket, subprocess, sys, threading, time
        def f():
            try:
                {body}
            except BaseException as err:
                return type(err).__name__
            return "done"
    """
    return answer(source, limits).values["out"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RLIMIT_AS", 900 << 20),
        ("RLIMIT_CPU", 77),
        ("RLIMIT_NOFILE", 40),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_STACK", 32 << 20),
        pytest.param("RLIMIT_NPROC", 20, marks=needs_own_user),
    ],
)
@needs_linux
def test_every_limit_is_in_force(name, value):
    """A worker has the limits that it was given, soft and hard, or lower ones where the grader's own are."""
    source = f"import resource\ndef f(): return list(resource.getrlimit(resource.{name}))"
    soft, hard = answer(source, LIMITS).values["out"]
    ours = resource.getrlimit(getattr(resource, name))[1]

    spare = 1 if name == "RLIMIT_CPU" else 0  # between the signal that says why and the end
    bound = ours if ours != resource.RLIM_INFINITY else value + spare
    assert (soft, hard) == (min(value, bound), min(value + spare, bound))


@needs_own_user
@pytest.mark.parametrize("name", ["RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_NPROC"])
def test_no_limit_can_be_raised(name):
    """What was given up is given up for good."""
    assert tried(f"resource.setrlimit(resource.{name}, (1 << 20, 1 << 20 << 20))", LIMITS) == "ValueError"


def test_the_graders_own_limits_stay():
    """Confining a worker does not confine the grader."""
    before = [resource.getrlimit(k) for k in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)]
    answer("def f(): return 1", LIMITS)

    assert [
        resource.getrlimit(k) for k in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)
    ] == before


def test_too_many_open_files_is_an_error_of_the_students():
    """Opening files without closing them ends at the limit, and the worker still answers."""
    assert tried("kept = [open(os.devnull) for _ in range(100)]", LIMITS) == "OSError"


def test_nothing_can_be_written(tmp_path):
    """A file that anybody could write to stays as it is."""
    target = tmp_path / "file"
    target.write_bytes(b"")
    target.chmod(0o666)
    tmp_path.chmod(0o777)
    result = tried(f"with open({str(target)!r}, 'ab') as file: file.write(b'x' * 100)")

    assert result in ("OSError", "PermissionError")
    assert target.read_bytes() == b""


@needs_own_user
@pytest.mark.parametrize(
    "body",
    [
        "open({path!r})",
        "open({path!r}, 'w')",
        "os.listdir(os.path.dirname({path!r}))",
        "os.unlink({path!r})",
        "os.chmod({path!r}, 0o777)",
        "os.setuid(0)",
        "os.seteuid(0)",
        "os.setgid(0)",
        "os.setgroups([0])",
        "os.chroot('/')",
        "os.kill(os.getppid(), 0)",
        "os.kill(os.getppid(), signal.SIGCONT)",
        "open('/proc/%d/mem' % os.getppid(), 'rb')",
        "open('/proc/%d/environ' % os.getppid(), 'rb').read()",
        "os.listdir('/proc/%d/fd' % os.getppid())",
        "os.setpriority(os.PRIO_PROCESS, 0, -5)",
        "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    ],
)
def test_a_user_of_its_own_cannot(tmp_path, body):
    """Of what belongs to the grader nothing can be read, changed or killed."""
    (tmp_path / "secret.key").write_text("canary")
    (tmp_path / "secret.key").chmod(0o600)
    tmp_path.chmod(0o700)

    assert tried(body.format(path=str(tmp_path / "secret.key"))) in ("PermissionError", "OSError")


@needs_own_user
def test_the_user_of_a_worker():
    """Another user, no group of ours, nothing left to come back by."""
    source = """
        import os
        def f():
            return [list(os.getresuid()), list(os.getresgid()), os.getgroups()]
    """
    uids, gids, groups = answer(source).values["out"]

    assert len({*uids, *gids}) == 1
    assert uids[0] >= 1000
    assert groups == []


@needs_linux
@pytest.mark.parametrize("field", ["NoNewPrivs:\t1", pytest.param("CapEff:\t0000000000000000", marks=needs_own_user)])
def test_no_privilege_can_be_gained(field):
    """The kernel says that nothing the worker executes could have more rights."""
    source = "def f(): return open('/proc/self/status').read()"

    assert field in answer(source).values["out"]


@needs_own_user
def test_a_fork_bomb_ends_at_the_limit():
    """A worker cannot start more processes than it may have."""
    bomb = "[os.fork() or time.sleep(600) for _ in range(100)]"

    assert tried(bomb, LIMITS) == "BlockingIOError"


@pytest.mark.parametrize(
    "body",
    [
        "def deeper(n): return deeper(n + 1)\n                deeper(0)",
        "sys.setrecursionlimit(20000)\n                def deeper(n): return deeper(n + 1)\n                deeper(0)",
    ],
)
def test_recursion_is_an_exception(body):
    """Calling oneself without an end is an exception, deep as the limit may be set."""
    assert tried(body) == "RecursionError"


def test_numpy_works_inside():
    """Under the usual limits, what assignments need is there: linear algebra, FFT, random numbers, threads."""
    source = """
        import threading
        import numpy as np
        def f():
            a = np.random.default_rng(0).standard_normal((200, 200))
            thread = threading.Thread(target=lambda: np.linalg.svd(a))
            thread.start()
            thread.join()
            return bool(np.allclose(np.linalg.inv(a) @ a, np.eye(200)) and np.fft.rfft2(a).shape == (200, 101))
    """
    assert answer(source).values["out"] is True


def test_workers_one_after_the_other_share_nothing():
    """What one worker left in its process is not there in the next."""
    source = "import sys\ndef f():\n    found = hasattr(sys, 'left'); sys.left = 1; return found"
    with started(source) as worker:
        found = [worker.run(request(), ROOMY).values["out"] for _ in range(2)]

    assert found == [False, True]
    assert answer(source).values["out"] is False


# ---------------------------------------------------------------------------------------------- the grader's side


def test_the_environment_of_a_worker_is_fixed(monkeypatch):
    """It is made from nothing, not copied."""
    monkeypatch.setenv("ANYTHING", "1")

    assert "ANYTHING" not in jail.environment()
    assert jail.environment()["HOME"] == "/nonexistent"


@pytest.mark.parametrize(
    ("folder", "file", "expected"),
    [(0o755, 0o644, True), (0o711, 0o644, True), (0o700, 0o644, False), (0o755, 0o640, False)],
)
def test_readable_by_all(folder, file, expected):
    """Every folder on the way must be searchable by all and the file readable by all."""
    with tempfile.TemporaryDirectory() as name:
        if not jail.readable_by_all(Path(name).parent):
            pytest.skip("temporary files are out of other users' reach here")
        Path(name).chmod(0o755)
        path = Path(name) / "inner" / "file"
        path.parent.mkdir()
        path.write_text("")
        path.chmod(file)
        path.parent.chmod(folder)

        assert jail.readable_by_all(path) is expected
        assert not jail.readable_by_all(Path(name) / "absent")


def test_an_ordinary_user_has_no_user_to_give(monkeypatch):
    """Without root there is no change of user."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert jail.worker_uid() is None


def test_a_python_out_of_reach_keeps_the_user(monkeypatch):
    """Where another user could not start Python, the worker stays with ours instead of failing."""
    monkeypatch.setattr(jail, "readable_by_all", lambda path: False)

    assert jail.worker_uid() is None


@pytest.mark.parametrize(
    ("platform", "uid", "name"), [("linux", 30001, "C"), ("linux", None, "D"), ("darwin", None, "E")]
)
def test_the_tier_follows_from_what_holds(monkeypatch, platform, uid, name):
    """C with a user of its own, D without, E where it is not Linux."""
    monkeypatch.setattr(doctor.sys, "platform", platform)
    monkeypatch.setattr(jail, "worker_uid", lambda: uid)

    assert doctor.tier().name == name
    assert doctor.report()[0] == ("tier", f"{name}: {doctor.TIERS[name].text}")


def test_the_tier_is_what_a_worker_finds():
    """The tier that is told is the one that a worker is in."""
    own = answer("import os\ndef f(): return os.getuid()").values["out"] != os.getuid()

    assert own is (doctor.tier().name == "C")


def test_memory_is_a_verdict_and_not_the_end():
    """The limit on memory is met as MemoryError inside the student's function."""
    assert answer("def f(): return bytearray(1 << 40)", LIMITS).verdict is Verdict.MEMORY
