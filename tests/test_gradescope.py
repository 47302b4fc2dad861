"""The platform's container: a valid results.json, whatever happens."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from grader import asking, gradescope
from grader.report import results
from grader.sandbox import doctor
from tests.report.platform_rules import faults
from tests.small_course import QUESTIONS, RIGHT, SOLUTION, hand_in, write_course

HERE = Path(__file__).parents[1]
ENDLESS = "def double(x):\n    while True:\n        pass\n"
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the container is Linux")


@pytest.fixture(autouse=True)
def _our_own_process(monkeypatch):
    """Grading here must not close the memory of the test process, nor take its signals."""
    monkeypatch.setattr(gradescope.jail, "protect_self", lambda: None)
    monkeypatch.setattr(gradescope.signal, "signal", lambda *_: None)
    monkeypatch.delenv("TIMEOUT_SECONDS", raising=False)


def lay_out(folder, metadata=None, *, course=None, **changes):
    """The platform's folders, with the small course as the autograder and a notebook handed in."""
    root = folder / "autograder"
    write_course(root / "source", **(course or {}))
    (root / "source" / "secret.key").write_text("cd" * 32)
    (root / "submission").mkdir()
    hand_in(root / "submission", **changes)
    if metadata is not None:
        text = metadata if isinstance(metadata, bytes) else json.dumps(metadata).encode()
        (root / "submission_metadata.json").write_bytes(text)
    return root


def document(root):
    """The results, as the platform reads them; it accepts them."""
    found = json.loads((root / "results" / "results.json").read_bytes())
    assert faults(found) == []
    return found


def start(root, **environment):
    """The grader in a process of its own, as run_autograder starts it, up to where it begins to grade."""
    command = [sys.executable, "-u", "-m", "grader", "gradescope", "--root", str(root)]
    env = {**os.environ, "PYTHONPATH": str(HERE), **environment}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, text=True, cwd=root)
    first = process.stdout.readline()
    assert first.startswith("confinement: "), first + process.stderr.read()
    return process


def mode(path):
    """The permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


# ---------------------------------------------------------------------------------------------- graded


@pytest.mark.parametrize(
    ("changes", "score"),
    [({}, 17), ({"root": None}, 15), (dict.fromkeys(RIGHT, None) | {"double": "def double(x):\n    pass\n"}, 0)],
)
def test_graded(tmp_path, changes, score):
    """Whatever the score, the code is 0 and the document tells score, attempt, memory and tier."""
    root = lay_out(tmp_path, {"id": 7, "previous_submissions": []}, **changes)
    code = gradescope.run(root)
    found = document(root)

    assert (code, found["score"]) == (0, score)
    assert found["extra_data"]["attempt"] == 1
    assert found["extra_data"]["mebibytes"] > 1
    assert found["extra_data"]["tier"] in "ABCDE"
    assert [p.name for p in (root / "results").iterdir()] == ["results.json"]
    assert mode(root / "results" / "results.json") == 0o644


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: p.write_bytes(b"{"),
        lambda p: p.unlink(),
        lambda p: shutil.rmtree(p.parent),
        lambda p: p.rename(p.with_suffix(".pdf")),
    ],
)
def test_what_cannot_be_graded_is_1(tmp_path, spoil):
    """A broken, absent or foreign submission has a document with 0 points that says why."""
    root = lay_out(tmp_path, {"id": 7})
    spoil(root / "submission" / "hw0_small.ipynb")
    code = gradescope.run(root)
    found = document(root)

    assert (code, found["score"]) == (1, 0)
    assert "tests" not in found
    assert len(found["output"]) > 40


# ---------------------------------------------------------------------------------------------- before and after


def test_unfinished_comes_first(tmp_path, monkeypatch):
    """Before anything of the course or the submission is read, a valid document without a score is in place."""
    root = lay_out(tmp_path)
    seen = []

    def look(*_):
        seen.append(document(root))
        return real(*_)

    real = gradescope._grade
    monkeypatch.setattr(gradescope, "_grade", look)
    gradescope.run(root)

    assert "score" not in seen[0]
    assert "did not finish" in seen[0]["tests"][0]["name"]
    assert document(root)["score"] == 17


def test_an_old_document_does_not_stay(tmp_path):
    """What an earlier run or somebody else left as results.json is gone, and a link there is not followed."""
    root = lay_out(tmp_path, course={"questions": "1 / 0\n"})
    (root / "results").mkdir()
    (tmp_path / "elsewhere").write_text("mine")
    (root / "results" / "results.json").symlink_to(tmp_path / "elsewhere")
    gradescope.run(root)

    assert "score" not in document(root)
    assert (tmp_path / "elsewhere").read_text() == "mine"


@needs_linux
@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 3), (signal.SIGKILL, -signal.SIGKILL)])
def test_killed_while_grading(tmp_path, number, code):
    """Ended from outside in the middle, it leaves the document that says so, whole, without a score."""
    root = lay_out(tmp_path, {"id": 7}, double=ENDLESS, layer=ENDLESS.replace("double(x)", "layer(x, w)"))
    process = start(root)
    os.kill(process.pid, number)
    _, errors = process.communicate(timeout=60)
    found = document(root)

    assert process.returncode == code, errors
    assert "score" not in found
    assert "did not finish" in found["tests"][0]["name"]
    assert "Grading did not finish" in found["output"]


# ---------------------------------------------------------------------------------------------- a broken course


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s: (s / "assignments/hw0_small/questions.py").write_text("assignment = 1 +\n"),
        lambda s: (s / "assignments/hw0_small/questions.py").write_text("assignment = 7\n"),
        lambda s: (s / "assignments/hw0_small/questions.py").write_text("import sys\nsys.exit(0)\n"),
        lambda s: (s / "assignments/hw0_small/questions.py").write_text("raise KeyboardInterrupt\n"),
        lambda s: (s / "assignments/hw0_small/questions.py").write_text(
            QUESTIONS.replace("return {**arrays(r)", "return {**1")
        ),
        lambda s: (s / "assignments/hw0_small/questions.py").unlink(),
        lambda s: (s / "assignments/hw0_small/hw0_small.py").unlink(),
        lambda s: (s / "assignments/hw0_small/hw0_small.ipynb").write_text("{"),
        lambda s: (s / "solutions/hw0_small/solution.py").unlink(),
        lambda s: (s / "solutions/hw0_small/solution.py").write_text(SOLUTION.replace("def root", "def rot")),
        lambda s: (s / "secret.key").write_text("short"),
        lambda s: shutil.copytree(s / "assignments/hw0_small", s / "assignments/hw1_more"),
        lambda s: shutil.rmtree(s),
    ],
)
def test_a_broken_course_is_our_fault(tmp_path, capsys, spoil):
    """Whatever is wrong with the autograder's own files, the code is 3, no score is given, and students see no details."""
    root = lay_out(tmp_path, {"id": 7})
    spoil(root / "source")
    code = gradescope.run(root)
    found = document(root)
    shown = found["output"] + "".join(t["output"] for t in found["tests"] if t["visibility"] == "visible")

    assert code == 3
    assert "score" not in found
    assert "not of your answers" in shown
    assert str(root) not in shown
    assert "Traceback" in capsys.readouterr().err
    assert found["stdout_visibility"] == "hidden"


def test_a_fault_within_a_question_is_3(tmp_path, monkeypatch):
    """When we fail at a question, no score is given, although the others were graded."""

    def judge(*_):
        raise MemoryError

    monkeypatch.setattr(asking, "judge", judge)
    root = lay_out(tmp_path)

    assert gradescope.run(root) == 3
    assert "score" not in document(root)


def test_a_report_that_cannot_be_written_down(tmp_path, monkeypatch, capsys):
    """When laying out the results fails, the document says that the fault is ours."""

    def broken(*_):
        raise ValueError("the results do not fit into 1 MB")

    monkeypatch.setattr(gradescope.results, "gradescope", broken)
    root = lay_out(tmp_path)

    assert gradescope.run(root) == 3
    assert document(root) == results.grader_fault("The grader stopped before there was a report.")


# ---------------------------------------------------------------------------------------------- metadata

ODD_VALUES = [None, True, 0, -1, 1.5, 1e308, 10**30, "", "7", "é\x00\n", [], [7], {}, {"id": 7}]


@pytest.mark.parametrize("value", ODD_VALUES)
def test_odd_metadata_is_graded(tmp_path, value):
    """Metadata of any JSON type, as a whole or as its parts, never costs a student the grade."""
    whole = lay_out(tmp_path / "whole", value)
    parts = lay_out(tmp_path / "parts", {"id": value, "previous_submissions": value, "users": value})

    assert [gradescope.run(root) for root in (whole, parts)] == [0, 0]
    assert [document(root)["score"] for root in (whole, parts)] == [17, 17]


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b"}",
        b'{"id": "\\ud800"}',
        b'{"id": NaN}',
        b"\xef\xbb\xbf{}",
    ],
    ids=["absent", "empty", "cut", "utf16", "deep", "long", "surrogate", "nan", "bom"],
)
def test_broken_metadata_is_graded(tmp_path, content):
    """Absent, cut, deep or otherwise unreadable metadata: graded as a first attempt."""
    root = lay_out(tmp_path, content)

    assert gradescope.run(root) == 0
    assert document(root)["score"] == 17
    assert document(root)["extra_data"]["attempt"] == 1


def test_a_folder_for_metadata_is_graded(tmp_path):
    """A folder in place of the metadata is as good as none."""
    root = lay_out(tmp_path)
    (root / "submission_metadata.json").mkdir()

    assert gradescope.run(root) == 0


@pytest.mark.parametrize(
    ("previous", "expected"),
    [
        ([], 1),
        ([{}], 2),
        ([{"autograder_error": False}, {"autograder_error": False}], 3),
        ([{"autograder_error": True}, {"autograder_error": False}], 2),
        ([{"autograder_error": True}], 1),
        ([{"autograder_error": None}, {"autograder_error": "true"}], 3),
        ([None, 7, "x", [], {"score": 1}], 2),
        (None, 1),
        ({}, 1),
        (3, 1),
    ],
)
def test_attempts(previous, expected):
    """An attempt is one more than the earlier submissions that could be graded; our own failures are not counted."""
    assert gradescope.attempt({"previous_submissions": previous}) == expected


def test_the_attempt_is_in_the_document(tmp_path):
    """What the platform tells of earlier submissions ends up in the results."""
    root = lay_out(
        tmp_path, {"id": 7, "previous_submissions": [{"autograder_error": False}, {"autograder_error": True}]}
    )
    gradescope.run(root)

    assert document(root)["extra_data"]["attempt"] == 2


def test_the_id_decides_the_inputs(tmp_path):
    """The same submission gets the same inputs when it is graded again, another one never does."""
    roots = [lay_out(tmp_path / str(k), {"id": i}) for k, i in enumerate([7, 7, 8])]
    seeds = []
    for root in roots:
        (root / "source" / "secret.key").write_text("ab" * 32)
        gradescope.run(root)
        seeds.append(document(root)["extra_data"]["seed"])

    assert seeds[0] == seeds[1] != seeds[2]


# ---------------------------------------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, 570.0), ("600", 570.0), ("1200", 1170.0), ("300.5", 270.5), (" 600 ", 570.0), ("1e3", 970.0), ("60", 45.0), ("2", 1.5),
        ("", 570.0), ("x", 570.0), ("nan", 570.0), ("inf", 570.0), ("-inf", 570.0), ("-5", 570.0), ("0", 570.0), ("1", 570.0),
        ("1e99", 570.0), ("10:00", 570.0), ("0x258", 570.0), ("9" * 5000, 570.0),
    ],
)  # fmt: skip
def test_time_for_the_whole(monkeypatch, value, expected):
    """The platform's limit less a margin; a value that cannot be one counts as the platform's default."""
    if value is not None:
        monkeypatch.setenv("TIMEOUT_SECONDS", value)

    assert gradescope._budget() == expected


def test_too_little_time_is_still_a_document(tmp_path, monkeypatch):
    """With hardly any time, every question says that it was not run or took too long; nothing is our fault."""
    monkeypatch.setattr(gradescope, "_budget", lambda: -1.0)
    root = lay_out(tmp_path)
    code = gradescope.run(root)
    found = document(root)

    assert code in (0, 1)
    assert found["score"] == 0


# ---------------------------------------------------------------------------------------------- closed to others


def test_folders_are_closed_before_grading(tmp_path, monkeypatch):
    """Answers, secret, results and metadata are the owner's alone by the time student code could run."""
    root = lay_out(tmp_path, {"id": 7})
    (root / "results").mkdir()
    names = ["source", "results", "submission", "submission_metadata.json"]
    for name in names:
        (root / name).chmod(0o777)
    seen = []
    real = gradescope._grade
    monkeypatch.setattr(gradescope, "_grade", lambda *a: (seen.extend(mode(root / n) for n in names), real(*a))[1])

    assert gradescope.run(root) == 0
    assert seen == [0o700, 0o700, 0o700, 0o600]


def test_closing_what_is_not_there(tmp_path):
    """A root without some of the folders is closed as far as it exists."""
    (tmp_path / "source").mkdir(mode=0o755)
    gradescope.close_to_others(tmp_path)

    assert mode(tmp_path / "source") == 0o700


@needs_linux
def test_the_real_process_protects_itself(tmp_path):
    """Run as the platform runs it, the document is in place, readable, and the process writes nothing to stderr."""
    process = start(lay_out(tmp_path, {"id": 7}))
    out, errors = process.communicate(timeout=120)

    assert (process.returncode, errors) == (0, "")
    assert out == ""
    assert document(tmp_path / "autograder")["score"] == 17


# ---------------------------------------------------------------------------------------------- self-test


def test_self_test(tmp_path, capsys):
    """The untouched notebook scores 0 on every question; one that is answered, broken or absent fails the build."""
    root = lay_out(tmp_path)
    folder = root / "source" / "assignments" / "hw0_small"
    built = folder / "hw0_small.ipynb"
    stubs = {name: source.split("\n")[0] + "\n    raise NotImplementedError\n" for name, source in RIGHT.items()}
    hand_in(folder, **stubs)
    codes = [gradescope.self_test(root)]
    hand_in(folder)
    codes.append(gradescope.self_test(root))
    built.write_text("{")
    codes.append(gradescope.self_test(root))
    built.unlink()
    codes.append(gradescope.self_test(root))
    printed = capsys.readouterr().out

    waiting = json.loads((root / "source" / "unfinished.json").read_text())  # what run_autograder begins with

    assert codes == [0, 3, 3, 3]
    assert "did not finish" in waiting["tests"][0]["name"]
    assert faults(waiting) == []
    assert printed.startswith("self-test of hw0_small: the untouched notebook scores 0 of 15")
    assert printed.count("self-test failed: ") == 3


@needs_linux
def test_lost_confinement_is_a_fault_of_ours(tmp_path, monkeypatch, capsys):
    """Where a wall that is said to stand does not, no score is given, and staff read which it was."""
    monkeypatch.setattr(doctor, "broken_promises", lambda secrets: ("read the solution and the secret",))
    root = lay_out(tmp_path)

    assert gradescope.run(root) == 3
    assert "score" not in document(root)
    assert "could read the solution and the secret" in capsys.readouterr().out


@needs_linux
def test_the_grader_gives_up_before_the_platform_does(tmp_path):
    """Where grading itself hangs, the document is there before the platform's limit, without a score."""
    hangs = QUESTIONS.replace("def arrays(r):", "def arrays(r):\n    import time\n    time.sleep(60)")
    root = lay_out(tmp_path, course={"questions": hangs})
    command = [sys.executable, "-m", "grader", "gradescope", "--root", str(root)]
    env = {**os.environ, "PYTHONPATH": str(HERE), "TIMEOUT_SECONDS": "4"}
    done = subprocess.run(command, env=env, capture_output=True, timeout=40, check=False)

    assert done.returncode == 3
    assert "score" not in document(root)
    assert "ran out of time" in json.dumps(document(root))


def test_nothing_stays_behind_that_would_end_the_process_later(tmp_path):
    """Whoever grades from a process of their own keeps it."""
    gradescope.run(lay_out(tmp_path))

    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer) and thread.is_alive()]
