"""`grader new`: skeletons that a release accepts as they stand."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import AssignmentError
from grader.knownwrong import grade_overlaid
from grader.loading import load_assignment
from grader.quality.gate import quality
from grader.quality.measure import Options
from grader.reference import Seed
from grader.release.build import release
from grader.release.new import MISTAKES, new_question
from grader.release.source import read_source
from grader.release.wrong import learn

from .conftest import FILES, write_files

ROOT = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def made(tmp_path: Path, *questions: str) -> Course:
    """A course in which each question was made by `grader new`."""
    course = Course(tmp_path)
    for name in questions or ("scale_shift",):
        new_question(course, "hw9_demo", name)
    return course


def test_makes_the_assignment_when_there_is_none(tmp_path):
    """An empty folder becomes a course with a declaration, a notebook, two right answers and three mistakes."""
    lines = new_question(Course(tmp_path), "hw9_demo", "scale_shift")

    assert sorted(contents(tmp_path)) == [
        "assignments/hw9_demo/hw9_demo.py",
        "assignments/hw9_demo/questions.py",
        "solutions/hw9_demo/right/loops.py",
        "solutions/hw9_demo/solution.py",
        "solutions/hw9_demo/wrong/scale_shift_changes_x.py",
        "solutions/hw9_demo/wrong/scale_shift_factor_ignored.py",
        "solutions/hw9_demo/wrong/scale_shift_shift_ignored.py",
    ]
    assert lines[0] == "wrote    assignments/hw9_demo/questions.py"
    assert lines[-2].endswith("grader release hw9_demo")
    assert "grader quality hw9_demo: " in lines[-1]


def test_adds_to_an_assignment(tmp_path):
    """A second question comes after the first in the declaration and above the cells that hand in."""
    course = made(tmp_path, "scale_shift", "other_scale")

    source = (tmp_path / "assignments/hw9_demo/hw9_demo.py").read_text()

    assert load_assignment(tmp_path, "hw9_demo").functions == ("scale_shift", "other_scale")
    assert source.index('question="scale_shift"') < source.index('question="other_scale"') < source.index("Hand in")
    assert len(course.homework("hw9_demo").exam(Seed(b"", "")).questions) == 2


def test_adds_to_a_course_written_otherwise(tmp_path):
    """Questions written in the tuple itself, positional arguments and missing imports are coped with."""
    write_files(tmp_path, FILES)

    new_question(Course(tmp_path), "hw0_small", "scale_shift")

    assert load_assignment(tmp_path, "hw0_small").functions == ("spread", "scaled", "scale_shift")
    read_source(tmp_path / "assignments/hw0_small/hw0_small.py", ("spread", "scaled", "scale_shift"))


@pytest.mark.parametrize(
    ("assignment", "question", "text"),
    [
        ("HW9", "scale_shift", 'assignment name "HW9" is not a plain lower-case word such as hw1_vectors'),
        ("../hw9", "scale_shift", "is not a plain lower-case word"),
        ("hw9_demo", "scale-shift", 'question name "scale-shift" is not a plain lower-case word such as scale_shift'),
        ("hw9_demo", "lambda", "is a word of Python itself"),
        ("hw9_demo", "len", "would hide something that notebooks use"),
        ("hw9_demo", "check", "would hide something that notebooks use"),
    ],
)
def test_refuses_names(tmp_path, assignment, question, text):
    """A name that cannot be a folder, a function or a question stops everything, and nothing is written."""
    with pytest.raises(AssignmentError, match=text.replace(".", r"\.")):
        new_question(Course(tmp_path), assignment, question)

    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    ("taken", "text"),
    [
        ("assignments/hw9_demo/questions.py", "other_scale = 1\n"),
        ("assignments/hw9_demo/hw9_demo.py", '\n# %% role="answer" question="other_scale"\nx = 1\n'),
        ("solutions/hw9_demo/solution.py", "\n\ndef other_scale():\n    pass\n"),
        ("solutions/hw9_demo/right/loops.py", "\n\ndef other_scale():\n    pass\n"),
        ("solutions/hw9_demo/wrong/other_scale_changes_x.py", "kept = True\n"),
    ],
)
def test_never_overwrites(tmp_path, taken, text):
    """Whatever of the question is there already, the course stays as it was, byte for byte."""
    course = made(tmp_path)
    path = tmp_path / taken
    path.write_text((path.read_text() if path.exists() else "") + text)
    before = contents(tmp_path)

    with pytest.raises(AssignmentError):
        new_question(course, "hw9_demo", "other_scale")

    assert contents(tmp_path) == before


@pytest.mark.parametrize(("mistake", "score"), [("shift_ignored", 0), ("factor_ignored", 0), ("changes_x", 3)])
def test_mistakes_cost_what_they_are_worth(tmp_path, mistake, score):
    """A wrong value costs everything, a changed input the contract's point alone."""
    course = made(tmp_path)
    homework = course.homework("hw9_demo")
    path = homework.solutions / "wrong" / f"scale_shift_{mistake}.py"
    solution = {"__file__": str(homework.solutions / "solution.py")}

    (result,) = grade_overlaid(solution, path, homework.exam(Seed(b"x", "1")).questions)

    assert {mistake} <= {*MISTAKES} == {"shift_ignored", "factor_ignored", "changes_x"}
    assert result.score == score


def test_skeleton_is_in_house_style(tmp_path):
    """The linter and the formatter of this project have nothing to say about a skeleton."""
    made(tmp_path, "scale_shift", "other_scale")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())

    for command in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=tmp_path, capture_output=True, text=True
        )

        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_skeleton_holds(tmp_path, capsys):
    """`grader quality` has nothing to say against a skeleton as it stands, and no aim that it misses."""
    course = made(tmp_path)
    learn(course.homework("hw9_demo"))

    code = quality(Course(tmp_path), ["hw9_demo"], Options())

    printed = capsys.readouterr().out
    assert code == 0, printed
    assert "their own hint: 3 of 3 (100%)" in printed
    assert "table alone" not in printed


@pytest.mark.slow
def test_skeleton_can_be_released(tmp_path, capsys):
    """Every gate and every sample of a release holds for two skeletons as they stand."""
    course = made(tmp_path, "scale_shift", "other_scale")

    code = release(course, ["hw9_demo"])

    assert code == 0, capsys.readouterr().out
    assert (tmp_path / "release/hw9_demo/hw9_demo.ipynb").is_file()
