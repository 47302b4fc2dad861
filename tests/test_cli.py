"""The command: arguments, exit codes, and what stands on stdout and stderr."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader import asking, casefile, cli
from grader.errors import AssignmentError, GraderError
from grader.sandbox import doctor, jail
from tests.report.platform_rules import faults
from tests.small_course import POINTS, QUESTIONS, SOLUTION, hand_in, write_course

HERE = Path(__file__).parents[1]
BROKEN = {
    "not_json.ipynb": b"{",
    "empty.ipynb": b"",
    "list.ipynb": b"[]",
    "bytes.ipynb": bytes(range(256)),
    "not_a.zip": b"PK\x03\x04 and no more",
    "notes.pdf": b"%PDF-1.4",
}


@pytest.fixture
def course(tmp_path):
    """The small course, on disk."""
    return write_course(tmp_path / "course")


def run(course, *arguments):
    """The exit code of a command in a course."""
    return cli.run(["--course", str(getattr(course, "path", course)), *map(str, arguments)])


def run_apart(course, *arguments, **environment):
    """The same in a process of its own, as from a shell."""
    command = [sys.executable, "-m", "grader", "--course", str(course.path), *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(HERE), **environment}
    return subprocess.run(command, capture_output=True, env=env, timeout=120, check=False, cwd=course.path)


def fail_judging(monkeypatch, error):
    """Let grading go wrong through a fault of ours."""

    def judge(*_):
        raise error

    monkeypatch.setattr(asking, "judge", judge)


def without_walls(monkeypatch):
    """A machine on which nothing confines student code."""
    monkeypatch.setattr(jail, "standing", lambda number=0: jail.Walls(None, files=False, calls=False))
    doctor.broken_promises.cache_clear()


# ---------------------------------------------------------------------------------------------- grade


@pytest.mark.skipif(sys.platform != "linux", reason="the tiers are Linux's")
def test_a_machine_without_walls_is_refused(course, tmp_path, monkeypatch, capsys):
    """Where student code could read the instructor's files nothing is graded, unless the instructor says so."""
    without_walls(monkeypatch)
    notebook = hand_in(tmp_path)

    assert run(course, "grade", "hw0_small", notebook) == 3
    said = capsys.readouterr()
    assert "--trust-submissions" in said.err
    assert "Traceback" not in said.err
    assert run(course, "grade", "hw0_small", notebook, "--trust-submissions") == 0
    assert "15 of 15" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "score"),
    [({}, 17), ({"root": None}, 15), (dict.fromkeys(POINTS, None) | {"root": "def root(n):\n    pass\n"}, 0)],
)
def test_graded_is_0_whatever_the_score(course, tmp_path, capsys, changes, score):
    """Full marks, some and none at all leave with 0; the report is on stdout and stderr is empty."""
    code = run(course, "grade", "hw0_small", hand_in(tmp_path, **changes))
    printed = capsys.readouterr()

    assert code == 0
    assert f"{min(score, 15)} of 15 points, {max(score - 15, 0)} of 2 extra" in printed.out
    assert all(name in printed.out for name in POINTS)
    assert printed.err == ""
    assert "\x1b" not in printed.out


@pytest.mark.parametrize("name", [*BROKEN, "missing.ipynb"])
def test_what_cannot_be_graded_is_1(course, tmp_path, capsys, name):
    """A broken or missing submission leaves with 1, and a sentence says why, without a traceback."""
    if name in BROKEN:
        (tmp_path / name).write_bytes(BROKEN[name])
    code = run(course, "grade", "hw0_small", tmp_path / name)
    printed = capsys.readouterr()

    assert code == 1
    assert name in printed.out
    assert "Traceback" not in printed.out + printed.err


@pytest.mark.parametrize("name", ["hw0_small.ipynb", *BROKEN, "missing.ipynb"])
def test_results_alone_on_stdout(course, tmp_path, capfdbinary, name):
    """With `--results -` stdout is one JSON document that the platform accepts, for good, broken and missing files."""
    hand_in(tmp_path)
    if name in BROKEN:
        (tmp_path / name).write_bytes(BROKEN[name])
    code = run(course, "grade", "hw0_small", tmp_path / name, "--results", "-")
    out = capfdbinary.readouterr().out
    document = json.loads(out)

    assert out.startswith(b"{")
    assert out.endswith(b"}\n")
    assert faults(document) == []
    assert document["score"] == (17 if name == "hw0_small.ipynb" else 0)
    assert code == (0 if name == "hw0_small.ipynb" else 1)


def test_results_alone_although_the_course_prints(tmp_path, capfdbinary):
    """A print in questions.py or solution.py does not end up before the JSON."""
    course = write_course(tmp_path / "c", "print('loaded')\n" + QUESTIONS, "print('solved')\n" + SOLUTION)
    run(course, "grade", "hw0_small", hand_in(tmp_path), "--results", "-")
    printed = capfdbinary.readouterr()

    assert json.loads(printed.out)["score"] == 17
    assert b"loaded" in printed.err


@pytest.mark.parametrize("arguments", [["--results", "-"], []])
def test_a_terminal_of_few_letters(course, tmp_path, arguments):
    """Where the terminal knows ASCII only, letters of a student's message neither stop the report nor spoil the JSON."""
    path = hand_in(tmp_path, double="def double(x):\n    raise ValueError('größe 尺寸')\n")
    done = run_apart(course, "grade", "hw0_small", path, *arguments, PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (0, b"")
    assert not arguments or "größe 尺寸" in json.dumps(json.loads(done.stdout), ensure_ascii=False)


def test_results_and_page_are_written(course, tmp_path, capsys):
    """`--results FILE` and `--html FILE` write both files, and the table is printed all the same."""
    results, page = tmp_path / "results.json", tmp_path / "page.html"
    code = run(course, "grade", "hw0_small", hand_in(tmp_path), "--results", results, "--html", page)

    assert code == 0
    assert faults(json.loads(results.read_text())) == []
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    assert "layer_backward" in page.read_text(encoding="utf-8")
    assert "layer_backward" in capsys.readouterr().out


def test_a_page_for_what_cannot_be_graded(course, tmp_path, capsys):
    """A rejected submission has its page and its results file, too."""
    page, results = tmp_path / "page.html", tmp_path / "results.json"
    code = run(course, "grade", "hw0_small", tmp_path / "gone.ipynb", "--html", page, "--results", results)

    assert code == 1
    assert "gone.ipynb" in page.read_text(encoding="utf-8")
    assert faults(json.loads(results.read_text())) == []


@pytest.mark.parametrize("option", ["--html", "--results"])
@pytest.mark.parametrize("place", ["nowhere/file", "."])
def test_a_place_that_cannot_be_written_is_2(course, tmp_path, capsys, option, place):
    """A folder that is not there, or a folder in place of a file, is a wrong argument and no fault of the grader."""
    code = run(course, "grade", "hw0_small", hand_in(tmp_path), option, tmp_path / place)
    printed = capsys.readouterr()

    assert code == 2
    assert str(tmp_path / place) in printed.err
    assert "cannot be written" in printed.err
    assert "Traceback" not in printed.err


def test_public_cases_alone(course, tmp_path, capsys):
    """`--public` grades public cases, needs no secret and makes none; without it hidden cases count."""
    path = hand_in(
        tmp_path, root="def root(n):\n    return int(n ** 0.5)\n", double="def double(x):\n    x *= 2\n    return x\n"
    )
    codes = [run(course, "grade", "hw0_small", path, "--public", "--results", "-")]
    public = json.loads(capsys.readouterr().out)
    made = (course.path / "secret.key").exists()
    codes.append(run(course, "grade", "hw0_small", path, "--results", "-"))
    hidden = json.loads(capsys.readouterr().out)

    assert codes == [0, 0]
    assert not made
    assert (course.path / "secret.key").exists()
    assert "below zero" not in json.dumps(public)
    assert (public["extra_data"]["seed"], public["extra_data"]["verdicts"]["root"]) == ("public", "passed")
    assert hidden["extra_data"]["verdicts"]["root"] == "failed"


def test_the_id_decides_the_hidden_inputs(course, tmp_path, capsys):
    """The same id gives the same inputs, another id others; without one the file's name stands for it."""
    path = hand_in(tmp_path)
    seeds = []
    for more in (["--id", "7"], ["--id", "7"], ["--id", "8"], [], ["--id", "hw0_small.ipynb"]):
        run(course, "grade", "hw0_small", path, "--results", "-", *more)
        seeds.append(json.loads(capsys.readouterr().out)["extra_data"]["seed"])

    assert seeds[0] == seeds[1] != seeds[2]
    assert seeds[3] == seeds[4] not in seeds[:3]


# ---------------------------------------------------------------------------------------------- faulty use


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["grdae"],
        ["grade"],
        ["grade", "hw0_small"],
        ["grade", "hw0_small", "x", "--resluts", "y"],
        ["new", "hw0_small"],
        ["check"],
    ],
)
def test_wrong_arguments_are_2(course, capsys, arguments):
    """Usage goes to stderr, nothing to stdout."""
    with pytest.raises(SystemExit) as caught:
        run(course, *arguments)
    printed = capsys.readouterr()

    assert caught.value.code == 2
    assert printed.out == ""
    assert "usage: grader" in printed.err


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('Group("values", 3,', 'Group("values", 2,', None),
        ("import numpy as np", "import numpy as np)", 1),
        ("return {**arrays(r)", "return {**arays(r)", None),
        ("assignment = Assignment(", "print(missing)\nassignment = Assignment(", 16),
        ('check="whole"', 'check="hole"', None),
        ('compare=("dw",)', 'compare=("db",)', None),
    ],
)
@pytest.mark.parametrize("results", [[], ["--results", "-"]])
def test_a_faulty_declaration_is_2_with_its_place(tmp_path, capsys, old, new, line, results):
    """A mistake in questions.py is told on stderr as file:line, and nothing is printed that could pass for results."""
    assert old in QUESTIONS
    course = write_course(tmp_path / "c", QUESTIONS.replace(old, new))
    code = run(course, "grade", "hw0_small", hand_in(tmp_path), *results)
    printed = capsys.readouterr()
    place = str(course.path / "assignments" / "hw0_small" / "questions.py") + ":"

    assert code == 2
    assert printed.out == ""
    assert printed.err.startswith(place + (f"{line}: " if line else ""))
    assert printed.err.removeprefix(place).split(":")[0].isdigit()
    assert "Traceback" not in printed.err


@pytest.mark.parametrize("arguments", [["grade", "hw0_smal", "x.ipynb"], ["release", "hw0_smal"]])
def test_an_unknown_assignment_is_2_with_the_nearest(course, capsys, arguments):
    """A misspelled assignment is answered with the ones there are."""
    code = run(course, *arguments)

    assert code == 2
    assert "hw0_small" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["list"], ["release"]])
def test_a_folder_that_is_no_course_is_2(tmp_path, capsys, command):
    """A wrong folder is named with what it lacks."""
    code = run(tmp_path / "nowhere", *command)
    printed = capsys.readouterr()

    assert (code, printed.out) == (2, "")
    assert str(tmp_path / "nowhere" / "assignments") + ": holds no questions.py" in printed.err


# ---------------------------------------------------------------------------------------------- our faults


@pytest.mark.parametrize(
    "error", [GraderError("wire"), OSError(28, "no space"), ValueError("odd"), KeyError("k"), RecursionError()]
)
def test_a_fault_of_ours_is_3(course, capsys, monkeypatch, error):
    """Whatever is raised that is not the instructor's or the student's leaves with 3, never with 1."""

    def command(_):
        raise error

    monkeypatch.setattr(cli, "_list", command)
    code = run(course, "list")
    printed = capsys.readouterr()

    assert (code, printed.out) == (3, "")
    assert "This is a fault of the grader; no score was given." in printed.err


def test_an_instructor_s_fault_is_2_wherever_it_shows(course, capsys, monkeypatch):
    """An AssignmentError from any command is its text on stderr, and 2."""

    def command(_):
        raise AssignmentError("is odd", file="a.py", line=3)

    monkeypatch.setattr(cli, "_list", command)

    assert (run(course, "list"), capsys.readouterr().err) == (2, "a.py:3: is odd\n")


@pytest.mark.parametrize("results", [[], ["--results", "-"]])
def test_a_question_that_we_could_not_grade_is_3(course, tmp_path, capsys, monkeypatch, results):
    """A fault of ours within one question leaves with 3 and gives no score to any."""
    fail_judging(monkeypatch, RuntimeError("ours"))
    code = run(course, "grade", "hw0_small", hand_in(tmp_path), *results)
    out = capsys.readouterr().out

    assert code == 3
    if results:
        document = json.loads(out)
        assert faults(document) == []
        assert "score" not in document
        assert not any("score" in entry for entry in document["tests"])


# ---------------------------------------------------------------------------------------------- other commands


def test_list(course, capsys):
    """Every question with its points, extra credit marked, and how many cases are public and hidden."""
    code = run(course, "list")
    lines = capsys.readouterr().out.splitlines()

    assert code == 0
    assert lines[0] == "hw0_small: Small homework (15 points, 2 extra)"
    assert [line.split() for line in lines[1:]] == [
        ["double", "4", "1", "public", "cases,", "2", "hidden"],
        ["layer", "5", "1", "public", "cases,", "2", "hidden"],
        ["layer_backward", "6", "1", "public", "cases,", "4", "hidden"],
        ["root", "+2", "1", "public", "cases,", "1", "hidden"],
    ]


def test_check_needs_no_course(course, tmp_path, capsys):
    """A student checks a saved notebook with nothing but the file of cases beside it."""
    path = hand_in(tmp_path)
    (tmp_path / "hw0_small.cases").write_bytes(casefile.dump(casefile.public_cases(course.homework("hw0_small"))))
    code = run(tmp_path / "nowhere", "check", path)

    assert code == 0
    assert "layer_backward" in capsys.readouterr().out
    assert not (tmp_path / "secret.key").exists()


def test_check_of_what_is_not_there(course, tmp_path, capsys):
    """A missing notebook is 1; a missing file of cases is 2, and says where it was looked for."""
    first = run(course, "check", tmp_path / "gone.ipynb")
    told = capsys.readouterr().err
    (tmp_path / "hw0_small.cases").write_bytes(casefile.dump(casefile.public_cases(course.homework("hw0_small"))))
    second = run(course, "check", tmp_path / "gone.ipynb")

    assert (first, second) == (2, 1)
    assert str(tmp_path) in told


def test_doctor(course, capsys):
    """The doctor says which tier holds here."""
    assert run(course, "doctor") == 0
    assert capsys.readouterr().out.split()[:2][0] == "tier"


def test_self_test_of_nothing_fails(tmp_path, capsys):
    """An autograder zip without an assignment does not pass its self-test."""
    (tmp_path / "source").mkdir()

    assert run(tmp_path, "selftest", "--root", tmp_path) == 3
    assert "self-test failed" in capsys.readouterr().out


def test_as_a_program(course, tmp_path):
    """`python -m grader` exits with the code, and prints nothing beyond the results."""
    good = run_apart(course, "grade", "hw0_small", hand_in(tmp_path), "--results", "-")
    bad = run_apart(course, "grade", "hw0_small", tmp_path / "gone.ipynb", "--results", "-")

    assert (good.returncode, json.loads(good.stdout)["score"], good.stderr) == (0, 17, b"")
    assert (bad.returncode, json.loads(bad.stdout)["score"], bad.stderr) == (1, 0, b"")


def test_a_reader_that_has_gone(course):
    """`grader list | head -0` ends without a traceback."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "grader", "--course", str(course.path), "list"]
    env = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONUNBUFFERED": ""}
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, env=env, timeout=60, check=False)
    os.close(write)

    assert (done.returncode, done.stderr) == (0, b"")


def test_only_the_command_needed_is_imported(course):
    """Listing and help stay light: no notebook library, no numpy for the help."""
    code = "import sys; from grader import cli; cli._parser(); print([m for m in ('nbformat', 'nbgrader', 'jupytext', 'numpy') if m in sys.modules])"
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60, check=True)

    assert done.stdout.strip() == "[]"
