"""What a worker may not do, tried from inside a worker."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.records import Verdict
from grader.sandbox import jail, launch
from grader.sandbox.client import Worker

from .factories import (
    OPEN,
    ROOMY,
    WITHOUT_CALLS,
    answer,
    both_launchers,
    needs_calls,
    needs_files,
    needs_linux,
    needs_own_user,
    needs_root,
    request,
    started,
    status_of,
    tried,
)

LIMITS = jail.Limits(address_space=900 << 20, cpu_seconds=77, open_files=40, processes=20, stack=32 << 20)
OWN_USER_ONLY = jail.Walls(jail.worker_uid(), files=False, calls=False)


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
@both_launchers
@needs_linux
def test_every_limit_is_in_force(name, value, launcher):
    """A worker has the limits that it was given, soft and hard, or lower ones where the grader's own are."""
    source = f"import resource\ndef f(): return list(resource.getrlimit(resource.{name}))"
    soft, hard = answer(source, LIMITS, {"launcher": launcher()}).values["out"]
    ours = resource.getrlimit(getattr(resource, name))[1]

    spare = 1 if name == "RLIMIT_CPU" else 0  # between the signal that says why and the end
    bound = ours if ours != resource.RLIM_INFINITY else value + spare
    assert (soft, hard) == (min(value, bound), min(value + spare, bound))


@needs_own_user
@pytest.mark.parametrize("name", ["RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_NPROC"])
def test_no_limit_can_be_raised(name):
    """What was given up is given up for good, whether or not system calls are filtered."""
    raising = f"resource.setrlimit(resource.{name}, (1 << 20, 1 << 20 << 20))"

    assert tried(raising, LIMITS, walls=OWN_USER_ONLY) == "ValueError"


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
    writing = f"with open({str(target)!r}, 'ab') as file: file.write(b'x' * 100)"

    assert tried(writing) in ("OSError", "PermissionError")
    assert tried(writing, walls=OPEN) == "OSError"  # the limit on the size of files, by itself
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
    """Of what belongs to the grader nothing can be read, changed or killed, with no other wall standing."""
    (tmp_path / "secret.key").write_text("canary")
    (tmp_path / "secret.key").chmod(0o600)
    tmp_path.chmod(0o700)

    assert tried(body.format(path=str(tmp_path / "secret.key")), walls=OWN_USER_ONLY) in ("PermissionError", "OSError")


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


@both_launchers
@needs_linux
def test_no_privilege_can_be_gained(launcher):
    """The kernel says that nothing the worker executes could have more rights, and that it has none of root's."""
    with Worker(launcher=launcher()) as worker:
        status = status_of(worker.pid)

    assert status["NoNewPrivs"] == "1"
    assert {int(status[field], 16) for field in ("CapEff", "CapPrm", "CapInh", "CapAmb")} == {0}


@needs_root
def test_root_without_a_user_to_give_gives_up_what_makes_it_root():
    """Without a change of user the capabilities go, and nothing that it executes could bring them back."""
    with Worker(walls=OPEN) as worker:
        status = status_of(worker.pid)

    assert status["NoNewPrivs"] == "1"
    assert {int(status[field], 16) for field in ("CapEff", "CapPrm", "CapInh", "CapAmb")} == {0}


@needs_own_user
def test_a_fork_bomb_ends_at_the_limit():
    """A worker cannot start more processes than it may have."""
    bomb = "[os.fork() or time.sleep(600) for _ in range(100)]"

    assert tried(bomb, LIMITS, walls=WITHOUT_CALLS) == "BlockingIOError"


@pytest.mark.parametrize(
    "body",
    [
        "def deeper(n): return deeper(n + 1)\ndeeper(0)",
        "sys.setrecursionlimit(20000)\ndef deeper(n): return deeper(n + 1)\ndeeper(0)",
    ],
)
def test_recursion_is_an_exception(body):
    """Calling oneself without an end is an exception, deep as the limit may be set."""
    assert tried(body) == "RecursionError"


@both_launchers
def test_numpy_works_inside(launcher):
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
    assert answer(source, None, {"launcher": launcher()}).values["out"] is True


@both_launchers
def test_workers_one_after_the_other_share_nothing(launcher):
    """What one worker left in its process is not there in the next."""
    source = "import sys\ndef f():\n    found = hasattr(sys, 'left'); sys.left = 1; return found"
    setup = {"launcher": launcher()}
    with started(source, **setup) as worker:
        found = [worker.run(request(), ROOMY).values["out"] for _ in range(2)]

    assert found == [False, True]
    assert answer(source, None, setup).values["out"] is False


# ---------------------------------------------------------------------------------------------- a wall that falls

BREAK = "import {module} as target; target.{name} = {value}; main()"
BROKEN = [
    # numbers that no kernel knows: the refusal is the kernel's own
    pytest.param("grader.sandbox.landlock", "_RESTRICT", "100_000", marks=needs_files),
    pytest.param("grader.sandbox.landlock", "_CREATE", "100_000", marks=needs_files),
    pytest.param("grader.sandbox.landlock", "_ADD", "100_000", marks=needs_files),
    pytest.param("grader.sandbox.seccomp", "_MODE_FILTER", "77", marks=needs_calls),
    pytest.param("grader.sandbox.seccomp", "_ALLOW", "1 << 15", marks=needs_calls, id="a filter that kills"),
]


@pytest.mark.parametrize(("module", "name", "value"), BROKEN)
@needs_linux
def test_a_worker_whose_wall_cannot_be_put_up_does_not_start(monkeypatch, module, name, value):
    """A wall that is promised and refused by the kernel is the end of the worker, before it takes student code."""
    broken = BREAK.format(module=module, name=name, value=value)
    monkeypatch.setattr(launch, "_BOOT", launch._BOOT.replace("\nmain()\n", f"\n{broken}\n"))

    with pytest.raises(GraderError, match="did not start"):
        Worker(launcher=launch.Fresh()).__enter__()


@needs_root
@needs_linux
def test_a_worker_that_cannot_change_its_user_does_not_start(monkeypatch):
    """A user of its own that the kernel will not give is no reason to go on as ours."""
    powerless = "import grader.sandbox.jail as jail; jail._drop_capabilities(); main()"
    monkeypatch.setattr(launch, "_BOOT", launch._BOOT.replace("\nmain()\n", f"\n{powerless}\n"))

    with pytest.raises(GraderError, match="PermissionError"):
        Worker(launcher=launch.Fresh(), walls=jail.Walls(30001, False, False)).__enter__()


@both_launchers
@needs_linux
def test_what_a_wall_stands_on_is_asked_of_the_kernel(launcher):
    """Where a filter was promised the kernel says that it is there, and where none was, that none is."""
    modes = []
    for walls in (jail.standing(), OPEN):
        with Worker(launcher=launcher(), walls=walls) as worker:
            modes.append(status_of(worker.pid)["Seccomp"])

    assert modes == ["2" if jail.standing().calls else "0", "0"]


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
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(jail, "_python_for_all", jail._python_for_all.__wrapped__)  # what it found before is kept
    monkeypatch.setattr(jail, "readable_by_all", lambda path: False)

    assert jail.worker_uid() is None


def test_memory_is_a_verdict_and_not_the_end():
    """The limit on memory is met as MemoryError inside the student's function."""
    assert answer("def f(): return bytearray(1 << 40)", LIMITS).verdict is Verdict.MEMORY


# ---------------------------------------------------------------------------------------------- blocks of users


def test_workers_at_a_time_have_users_of_their_own(monkeypatch):
    """Within a grader, a block's worth of workers share no user."""
    monkeypatch.setattr(jail, "_python_for_all", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    users = {jail.worker_uid(number) for number in range(jail._UIDS_EACH)}

    assert len(users) == jail._UIDS_EACH
    assert min(users) == jail._first_uid(os.getpid())[0]


BLOCK = """
import sys
from grader.sandbox import jail
print(jail._first_uid(4711)[0], flush=True)
sys.stdin.read()
"""


@needs_linux
def test_graders_at_a_time_have_disjoint_blocks():
    """Two graders that would take the same block do not, and a block is free again when its grader has ended."""
    command = [sys.executable, "-c", BLOCK]
    root = str(Path(jail.__file__).parents[2])
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(3)
    ]
    first = [int(process.stdout.readline()) for process in running]
    running.pop(0).communicate("")
    again = subprocess.run(command, input="", stdout=subprocess.PIPE, text=True, cwd=root, check=True)
    for process in running:
        process.communicate("")

    assert len(set(first)) == 3
    assert min(abs(a - b) for a in first for b in first if a != b) >= jail._UIDS_EACH
    assert int(again.stdout) not in first[1:]
