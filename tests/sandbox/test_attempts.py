"""Each wall for real: what a worker tries with no wall standing succeeds, and the wall that is said to stop it does."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from grader.sandbox import attempts, jail
from grader.sandbox.client import Worker

from .factories import OPEN, both_launchers, needs_calls, needs_files, needs_linux, needs_own_user

NAMES = [attempt.name for attempt in attempts.ATTEMPTS]
BY_LIMITS_ALONE = {"raise a limit"}  # only root could, and a worker is never root with root's rights
# a process that has as few rights as a worker and hides from nobody; ours has more, which is a wall of its own
TARGET = """
import sys, time
from grader.sandbox import jail
jail._drop_capabilities()
jail.prctl(4, 1)  # PR_SET_DUMPABLE
print("ready", flush=True)
time.sleep(600)
"""
EXPOSED = not Path("/proc/sys/kernel/yama/ptrace_scope").exists()
WALLS = {
    "uid": pytest.param("uid", marks=needs_own_user),
    "files": pytest.param("files", marks=needs_files),
    "calls": pytest.param("calls", marks=needs_calls),
}


@pytest.fixture(scope="module")
def target():
    """The number of a process that stands for a careless grader."""
    root = Path(attempts.__file__).parents[2]
    process = subprocess.Popen([sys.executable, "-c", TARGET], stdout=subprocess.PIPE, cwd=root, text=True)
    assert process.stdout.readline() == "ready\n"
    yield process.pid
    process.kill()
    process.communicate()


@pytest.fixture(scope="module")
def secret(tmp_path_factory):
    """A file of the grader's, in a folder of the grader's."""
    path = tmp_path_factory.mktemp("hidden") / "secret.key"
    path.write_text("canary")
    path.chmod(0o600)
    path.parent.chmod(0o700)
    return path


def made(walls, target, secret, launcher=None):
    """What a worker within these walls succeeds in."""
    with Worker(walls=walls, launcher=launcher) as worker:
        return set(worker.attempt(target, [secret]))


@needs_linux
@pytest.mark.skipif(not EXPOSED, reason="this kernel keeps processes of one user from one another")
def test_with_no_wall_standing_everything_succeeds(target, secret):
    """An attempt that cannot succeed would prove nothing when it is stopped."""
    assert made(OPEN, target, secret) == set(NAMES) - BY_LIMITS_ALONE


@pytest.mark.parametrize("wall", WALLS.values())
@needs_linux
def test_a_wall_by_itself_stops_what_it_is_said_to_stop(wall, target, secret):
    """Each wall alone stops every attempt that names it."""
    walls = replace(OPEN, **{wall: jail.worker_uid() if wall == "uid" else True})
    done = made(walls, target, secret)

    assert [a.name for a in attempts.ATTEMPTS if wall in a.walls and a.name in done] == []


@pytest.mark.parametrize("wall", WALLS.values())
@needs_linux
def test_what_only_one_wall_stops_succeeds_where_that_one_is_missing(wall, target, secret):
    """No wall is there for nothing: without it, what it alone stops is done."""
    walls = replace(jail.standing(), **{wall: None if wall == "uid" else False})
    alone = {a.name for a in attempts.ATTEMPTS if a.walls == (wall,)}
    # Landlock stops writing; a filter stops a part of it
    assert alone - {"write a file"} <= made(walls, target, secret)


@both_launchers
@needs_linux
@needs_files
@needs_calls
def test_with_all_walls_standing_nothing_succeeds(launcher, secret):
    """What this machine offers is enough, against this very process."""
    assert made(jail.standing(), os.getpid(), secret, launcher()) == set()


def test_an_attempt_leaves_nothing_behind(target, secret):
    """Trying to write leaves no file, whichever wall it ended at."""
    pattern = "grader-attempt-*"
    before = set(Path("/tmp").glob(pattern))
    for walls in (OPEN, replace(OPEN, calls=jail.standing().calls), jail.standing()):
        made(walls, target, secret)

    assert set(Path("/tmp").glob(pattern)) - before == set()


def test_every_attempt_names_walls_that_exist():
    """A wall that is misspelt would never be asked."""
    assert {wall for a in attempts.ATTEMPTS for wall in a.walls} <= {*jail.Walls.__dataclass_fields__}
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize(
    ("error", "counted"),
    [(None, True), (PermissionError(), False), (FileNotFoundError(), False), (AttributeError(), False)],
)
def test_only_what_goes_through_has_succeeded(error, counted):
    """An attempt that was stopped, or could not even be made, is none."""

    def run(*_):
        if error:
            raise error

    assert attempts._succeeds(attempts.Attempt("try", (), run), 1, []) is counted
