"""Right answers in any style get full marks; known-wrong ones lose on their own question, and the message says what."""

import contextlib
import io
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grader.course import Course
from grader.knownwrong import grade_overlaid, misjudged
from grader.loading import constant
from grader.local import grade_here
from grader.messages import render
from grader.records import Verdict
from grader.reference import Seed

COURSE = Course(Path(__file__).parents[2])
HOMEWORKS = {name: COURSE.homework(name) for name in COURSE.names()}
HOMEWORK = HOMEWORKS["hw2_conv"]
RIGHT = sorted((HOMEWORK.solutions / "right").glob("*.py")) + sorted((HOMEWORK.solutions / "samples").glob("right*.py"))
WRONG = [path for homework in HOMEWORKS.values() for path in sorted((homework.solutions / "wrong").glob("*.py"))]
SEEDS = ("1", "2", "3")
# These make the student's function fail before it has an output to name.
STOPS = ("raised", "returned", "not_raised", "wrong_error", "blocked", "not_whole")


@cache
def draw(submission, name="hw2_conv", public=False):
    """The questions of one submission, drawn with a secret of the tests'."""
    return HOMEWORKS[name].exam(Seed(b"secret of the tests", submission), public_only=public).questions


def assignment_of(path):
    """Whose known-wrong answer a file is."""
    return path.parents[1].name


def graded(path, submission="1", public=False):
    """A known-wrong answer judged in this process, over the reference of its assignment."""
    name = assignment_of(path)
    return grade_overlaid(HOMEWORKS[name].reference.functions, path, draw(submission, name, public))


def load(path):
    """Execute a trusted file of answers with its prints put aside."""
    namespace = {"__name__": "answers"}
    exec(compile(path.read_text(), f"<student: {path.name}>", "exec"), namespace)
    return namespace


@pytest.mark.parametrize("path", RIGHT, ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore")
def test_right_answers_get_full_marks(path):
    """However it is written, a right answer loses nothing, whatever its hidden inputs."""
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), np.errstate(all="ignore"):
        functions = load(path)
        lost = [(r.name, r.score) for s in SEEDS for r in grade_here(functions, draw(s)) if r.score != r.points]

    assert not lost


@pytest.mark.parametrize("path", WRONG, ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore")
def test_known_wrong_answers_lose_on_their_own_question(path):
    """Every listed mistake costs points on its own question, on no other, and its message names the output."""
    questions, output = constant(path, "QUESTIONS"), constant(path, "OUTPUT")
    results = graded(path)

    assert not list(misjudged(results, questions))
    assert names_the_output(results, questions, output)


def names_the_output(results, questions, output):
    """Whether some message of a failed case says which output is wrong, or how the function stopped."""
    for result in results:
        if result.name not in questions:
            continue
        for check in (c for g in result.groups for c in g.checks if not c.passed):
            data = check.message.data
            named = {data.get("output", ""), *data.get("also_wrong", ()), *data.get("names", ())}
            spelled = {part for name in named for part in (name, *name.rstrip("]").split("["))}
            if output in spelled or check.message.kind in STOPS:
                return True
    return False


@pytest.mark.parametrize("name", HOMEWORKS)
@pytest.mark.filterwarnings("ignore")
def test_public_cases_alone_catch_most_mistakes(name):
    """A student sees 4 of 5 mistakes before handing in."""
    wrong = [path for path in WRONG if assignment_of(path) == name]
    caught = [path for path in wrong if any(not g.passed for r in graded(path, public=True) for g in r.groups)]

    assert len(caught) >= 0.8 * len(wrong)


@pytest.mark.filterwarnings("ignore")
def test_hidden_cases_show_no_value():
    """What a hidden case says holds no number of its inputs or outputs: no row, no worst entry, no grid, no text."""
    for path in WRONG[::5]:
        for result in graded(path, "2"):
            for check in (c for g in result.groups for c in g.checks if c.message and not c.public):
                assert not set(check.message.data) & {"rows", "worst", "worst_error", "grid", "first", "text", "source"}
                assert "yours" not in render(check.message)


def test_stub_is_missing_everywhere():
    """Functions that only raise NotImplementedError are missing, every one of them, and score 0."""
    functions = {}
    for name in HOMEWORK.assignment.functions:
        exec(f"def {name}(*_):\n    raise NotImplementedError('{name}: part A')", functions)

    for result in grade_here(functions, draw("1")):
        assert result.score == 0
        assert result.verdict in (Verdict.MISSING, Verdict.BLOCKED)
