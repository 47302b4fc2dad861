"""hw4_im2col as it is handed in: right notebooks in any style, and known-wrong compiled cells, each graded whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.course import Course
from grader.grade import Options, grade_exam
from grader.knownwrong import misjudged
from grader.loading import constant
from grader.messages import render
from grader.reference import Seed
from grader.release.solved import compiled_cell, solve, with_functions
from grader.release.student import build_notebook, dumps
from grader.release.wrong import grade_compiled

pytestmark = pytest.mark.slow

COURSE = Course(Path(__file__).parents[2])
HOMEWORK = COURSE.homework("hw4_im2col")
COMPILED = [q.name for q in HOMEWORK.assignment.questions if q.compiled]
STYLES = sorted(path.parent for path in (HOMEWORK.solutions / "right").glob("*/answers.py"))
TIMED = {"kernel_slices", "calls_cython", "float64_only"}  # these are timed too
WRONG = sorted((HOMEWORK.solutions / "wrong").glob("*.pyx"))
OPTIONS = Options(submission_id="1", secret=b"secret of the tests", trust=True, store=COURSE.store)


@pytest.fixture(scope="module")
def notebook():
    """The notebook that students get."""
    return build_notebook(COURSE.path, HOMEWORK.assignment)


@pytest.fixture(scope="module")
def exam():
    """The questions of one submission."""
    return HOMEWORK.exam(Seed(OPTIONS.secret, OPTIONS.submission_id))


def untimed(exam):
    """The same questions without points for speed."""
    return replace(exam, questions=tuple(replace(question, speed=None) for question in exam.questions))


def handed_in(notebook, style, folder):
    """A notebook answered in one style, saved."""
    python = [name for name in HOMEWORK.assignment.functions if name not in COMPILED]
    answered = solve(notebook, style / "answers.py", only=python)
    cells = {name: compiled_cell(style / f"{name}.pyx") for name in COMPILED}
    path = folder / "hw4_im2col.ipynb"
    path.write_text(dumps(with_functions(answered, cells)), encoding="utf-8")
    return path


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_right_notebooks_get_full_marks(style, notebook, exam, tmp_path):
    """However the functions are written, a right notebook loses nothing."""
    report = grade_exam(untimed(exam), handed_in(notebook, style, tmp_path), OPTIONS)
    lost = [
        (result.name, check.case, render(check.message))
        for result in report.questions
        for group in result.groups
        for check in group.checks
        if not check.passed
    ]

    assert not lost
    assert report.questions


@pytest.mark.parametrize("path", WRONG, ids=lambda p: p.stem)
def test_known_wrong_cells_lose_on_their_own_question(path, notebook, exam):
    """Every listed mistake costs points on its own question, on no other, and its message names what is wrong."""
    questions, output = constant(path, "QUESTIONS"), constant(path, "OUTPUT")
    results = grade_compiled(notebook, HOMEWORK, path, exam)

    assert not list(misjudged(results, questions))
    messages = [c.message for r in results if r.name in questions for g in r.groups for c in g.checks if not c.passed]
    assert any(says(message, output) for message in messages)


STOPS = ("raised", "returned", "crashed", "timeout", "type", "not_finite")


def says(message, output):
    """Whether a message names the output, or how the function came to none."""
    if output == "compile":
        return message.kind == "compile" and message.data["errors"]
    data = message.data
    return message.kind in STOPS or output in {data.get("output"), *data.get("also_wrong", ()), *data.get("names", ())}


SLIPS = {
    "im2col_cython_true_division": "/ divides as Python",
    "col2im_cython_true_division": "/ divides as Python",
    "im2col_cython_row_by_height": "",
    "col2im_cython_assigned": "",
    "im2col_cython_cut_to_multiple": "",
}
