"""What is said of this machine's confinement, and that grading does not begin without it."""

import os

import pytest

from grader.errors import ConfinementError
from grader.records import Verdict
from grader.sandbox import attempts, doctor, jail, landlock
from grader.sandbox.client import WorkerLost

from .factories import OPEN, answer, needs_calls, needs_files, needs_linux

NAMES = [attempt.name for attempt in attempts.ATTEMPTS]


@pytest.fixture(autouse=True)
def tried_anew():
    """What was found is kept for a process; a test finds it again."""
    doctor.broken_promises.cache_clear()
    yield
    doctor.broken_promises.cache_clear()


@pytest.fixture
def machine(monkeypatch):
    """A machine with some walls, on which a worker succeeds in some attempts."""

    def make(uid=None, files=False, calls=False, done=(), platform="linux"):
        monkeypatch.setattr(doctor.sys, "platform", platform)
        monkeypatch.setattr(jail, "standing", lambda number=0: jail.Walls(uid, files, calls))
        monkeypatch.setattr(doctor, "_succeeded", lambda secrets: list(done))

    return make


@pytest.mark.parametrize(
    ("platform", "uid", "files", "calls", "name"),
    [
        ("linux", 30001, True, True, "A"),
        ("linux", None, True, True, "B"),
        ("linux", 30001, False, True, "C"),
        ("linux", None, False, True, "D"),
        ("linux", None, True, False, "D"),
        ("linux", 30001, False, False, "D"),
        ("linux", None, False, False, "D"),
        ("darwin", None, False, False, "E"),
    ],
)
def test_the_tier_follows_from_what_stands(machine, platform, uid, files, calls, name):
    """A letter for each set of walls."""
    machine(uid, files, calls, platform=platform)

    assert doctor.tier().name == name
    assert doctor.report()[0] == ("tier", f"{name}: {doctor.TIERS[name].text}")


@pytest.mark.parametrize(("open_to_all", "name"), [(False, "C"), (True, "D")])
def test_a_user_of_its_own_is_worth_what_the_secrets_modes_are(machine, monkeypatch, tmp_path, open_to_all, name):
    """Without a list of files, a secret that every user can read is read."""
    (tmp_path / "secret.key").write_text("")
    monkeypatch.setattr(jail, "readable_by_all", lambda path: open_to_all)
    machine(30001, calls=True)

    assert doctor.tier([tmp_path / "secret.key"]).name == name


def test_grading_does_not_begin_where_nothing_confines(machine):
    """Tier D without trust is refused, with what to do about it; no worker has been started."""
    machine(done=[name for name in NAMES if name != "raise a limit"])  # limits hold everywhere

    with pytest.raises(ConfinementError, match="--trust-submissions"):
        doctor.require()


def test_trust_goes_on_where_nothing_confines(machine):
    """Who knows the submission may grade it."""
    machine(done=[name for name in NAMES if name != "raise a limit"])  # limits hold everywhere

    assert doctor.require(trust=True).name == "D"


@pytest.mark.parametrize("trust", [False, True])
def test_a_promise_that_does_not_hold_stops_grading(machine, trust):
    """A wall that is said to stand and does not is refused, trust or not, with what was possible."""
    machine(None, True, True, done=["read /etc/passwd", "start a process"])

    with pytest.raises(ConfinementError, match="read /etc/passwd and start a process, which tier B rules out"):
        doctor.require(trust=trust)


def test_every_attempt_that_succeeds_behind_its_wall_is_a_broken_promise(machine):
    """With all walls said to stand, each; what no wall is said to stop is none."""
    machine(30001, True, True, done=NAMES)

    assert doctor.broken_promises(()) == tuple(NAMES)


def test_what_no_wall_rules_out_is_no_broken_promise(machine):
    """Tier C reads what all users read, and says so."""
    machine(30001, False, True, done=["read /etc/passwd"])

    assert doctor.broken_promises(()) == ()
    assert doctor.require().name == "C"


@needs_linux
@needs_files
@needs_calls
def test_a_wall_that_is_only_said_to_stand_is_found_out(monkeypatch):
    """A real worker without walls, on a machine that is said to have them, is caught by what it can do."""
    claimed = jail.standing()
    real = doctor.Worker
    monkeypatch.setattr(jail, "standing", lambda number=0: claimed)
    monkeypatch.setattr(doctor, "Worker", lambda: real(walls=OPEN))

    assert {"read /etc/passwd", "start a process", "open a network socket"} <= {*doctor.broken_promises(())}
    with pytest.raises(ConfinementError, match="Nothing was graded"):
        doctor.require()


@needs_linux
@pytest.mark.skipif(doctor.tier().name in "DE", reason="nothing confines a worker here")
def test_what_this_machine_promises_holds(tmp_path):
    """Grading may begin here, and the secret is out of reach."""
    secret = tmp_path / "secret.key"
    secret.write_text("canary")
    secret.chmod(0o600)
    tmp_path.chmod(0o700)

    assert doctor.broken_promises((secret,)) == ()
    assert doctor.require([secret]) == doctor.tier([secret])


def test_a_worker_that_is_lost_while_trying_is_told(monkeypatch):
    """No finding is not a good finding."""

    class Lost:
        def __enter__(self):
            raise WorkerLost(Verdict.TIMEOUT)

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(doctor, "Worker", Lost)

    with pytest.raises(ConfinementError, match="lost"):
        doctor.broken_promises(())


def test_a_secret_that_is_not_there_is_not_asked_for(machine, monkeypatch, tmp_path):
    """A course without solutions can be checked."""
    asked = []
    machine(None, True, True)
    monkeypatch.setattr(doctor, "_succeeded", lambda secrets: asked.append(secrets) or [])
    doctor.require([tmp_path / "absent"])

    assert asked == [()]


def test_the_tier_is_what_a_worker_finds():
    """The tier that is told is the one that a worker is in."""
    own = answer("import os\ndef f(): return os.getuid()").values["out"] != os.getuid()

    assert own is (doctor.tier().name in "AC" or jail.worker_uid() is not None)


# ---------------------------------------------------------------------------------------------- the report


def test_a_report_reads_well(machine):
    """A short name and a finding each, in the order of importance, one row an attempt."""
    machine(None, True, True, done=["read /etc/passwd"])
    rows = doctor.report()
    names = [name for name, _ in rows]

    assert names[:6] == ["tier", "user of its own", "file allow-list", "system call filter", "limits", "workers"]
    assert names[6:] == [f"can it {name}" for name in NAMES]
    assert dict(rows)["can it read /etc/passwd"] == "YES"
    assert [text for _, text in rows[6:]].count("YES") == 1
    assert {text for _, text in rows[6:]} == {"YES", "no"}
    assert dict(rows)["file allow-list"] == f"Landlock, ABI {landlock.abi()}"
    assert all(text and len(name) < 40 for name, text in rows)


@pytest.mark.parametrize(
    ("root", "readable", "expected"),
    [(False, False, "no: not root"), (True, False, "no: other users cannot read this Python")],
)
def test_a_report_says_why_there_is_no_user(machine, monkeypatch, root, readable, expected):
    """Not root, or a Python that others cannot read."""
    machine(None, True, True)
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)

    assert dict(doctor.report())["user of its own"].startswith(expected)


def test_a_report_names_a_secret_that_others_can_read(machine, monkeypatch, tmp_path):
    """What to do is in the row."""
    secret = tmp_path / "secret.key"
    secret.write_text("")
    monkeypatch.setattr(jail, "readable_by_all", lambda path: True)
    machine(30001, False, True)
    row = dict(doctor.report([secret]))["user of its own"]

    assert str(secret) in row
    assert "chmod 0700" in row


def test_every_tier_is_a_sentence():
    """Letters in order, each with a text that ends."""
    assert list(doctor.TIERS) == list("ABCDE")
    assert all(tier.name == name and tier.text.endswith(".") for name, tier in doctor.TIERS.items())
