"""hw4_im2col: its cases hold the lecture's worked numbers, stay small, and cover what each question asks."""

from pathlib import Path

import numpy as np
import pytest

from grader.course import Course
from grader.loading import load_module
from grader.probes import Source

HOMEWORK = Course(Path(__file__).parents[2]).homework("hw4_im2col")
QUESTIONS = HOMEWORK.assignment.questions
NAMES = [question.name for question in QUESTIONS]
CASES = [(q, g, c) for q in QUESTIONS for g in q.groups for c in g.cases]
TIMED = [(q, name, inputs) for q in QUESTIONS if q.speed for name, inputs in q.speed.shapes]
LARGEST = 1000  # values of an input
LARGEST_TIMED = 250_000  # bytes of an input or output of one timed call
COLUMN_0 = [0, 1, 4, 5, 16, 17, 20, 21, 32, 33, 36, 37]
COUNTS = [[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]]


@pytest.fixture(scope="module")
def solution():
    """The reference's NumPy functions."""
    return vars(load_module(HOMEWORK.solutions / "solution.py", "reference_of_hw4_cases"))


@pytest.fixture(scope="module")
def baseline():
    """The loops that speed is measured against."""
    return vars(load_module(HOMEWORK.solutions / "baseline.py", "baseline_of_hw4_cases"))


def draw(question, name):
    """The inputs of one public case."""
    found = [c for q, _, c in CASES if q.name == question and c.name == name and c.public]
    assert len(found) == 1
    return found[0].inputs(Source(1))


def call(functions, question, inputs, function=""):
    """What a function gives for a question's inputs, in the order of the question's signature."""
    arguments = HOMEWORK.assignment.question(question).signature.arguments
    return functions[function or question](*(inputs[name] for name in arguments))


def window(inputs):
    """Height and width of the window of a case, whatever its question calls them."""
    if "w" in inputs:
        return inputs["w"].shape[2:]
    if "pool_param" in inputs:
        return inputs["pool_param"]["pool_height"], inputs["pool_param"]["pool_width"]
    named = [value for key, value in inputs.items() if key.endswith(("_height", "_width"))]
    assert len(named) == 2
    return tuple(named)


# ---------------------------------------------------------------------------------------------- the lecture


@pytest.mark.parametrize("question", ["im2col", "im2col_cython"])
def test_matrix_of_the_lecture(question, baseline):
    """Nine columns of twelve entries, the first of them as it is written out in the lecture."""
    inputs = draw(question, "the image of the lecture, padding 0")
    arguments = HOMEWORK.assignment.question(question).signature.arguments

    X_col = baseline["im2col_cython"](*(inputs[name] for name in arguments))

    assert np.array_equal(inputs[arguments[0]], np.arange(48).reshape(1, 3, 4, 4))
    assert X_col.shape == (12, 9)
    assert X_col[:, 0].tolist() == COLUMN_0


def test_ones_of_the_lecture(solution, baseline):
    """A matrix of ones comes back as the number of windows of each pixel, in every channel."""
    inputs = draw("im2col_bw", "the ones of the lecture, padding 0")
    compiled = draw("col2im_cython", "the ones of the lecture, padding 0")

    assert inputs["grad_X_col"].shape == compiled["cols"].shape == (12, 9)
    assert call(solution, "im2col_bw", inputs).tolist() == [[COUNTS] * 3]
    assert call(baseline, "col2im_cython", compiled).tolist() == [[COUNTS] * 3]


def test_filters_of_the_lecture(solution):
    """Two filters of 2x2 on the lecture's image: one adds column 0 up, the other picks its last entry."""
    name = "the filters of the lecture, padding 0"
    for question in ("conv_forward_im2col", "conv_forward_strides"):
        inputs = draw(question, name)
        out, _ = call(solution, "conv_forward_im2col", inputs)

        assert inputs["w"].shape == (2, 3, 2, 2)
        assert out.shape == (1, 2, 3, 3)
        assert out[0, :, 0, 0].tolist() == [sum(COLUMN_0), COLUMN_0[-1]]

    inputs = draw("conv_backward_im2col", name)
    _, cache = call(solution, "conv_forward_im2col", inputs)
    _, dw, _ = solution["conv_backward_im2col"](inputs["dout"], cache)

    assert dw[0].ravel().tolist() == COLUMN_0


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("avg_pool_forward_im2col", [[9.5, 4.75], [25.75, 7.75]]),
        ("max_pool_forward_fast", [[16, 9], [67, 13]]),
    ],
)
def test_table_of_the_lecture(question, expected, solution):
    """The means and the maxima of the lecture's table."""
    out, _ = call(solution, question, draw(question, "the table of the lecture"))

    assert out[0, 0].tolist() == expected


def test_numbers_in_docstrings_of_cases(solution):
    """What the cases done by hand are said to give."""
    out, _ = call(solution, "conv_forward_im2col", draw("conv_forward_im2col", "nine pixels, one filter"))
    X_col = call(solution, "im2col", draw("im2col", "four pixels by hand"))

    assert out[0, 0, 0].tolist() == [4, 11, 18, 9]
    assert X_col[:, 0].tolist() == [0, 0, 0, 1]
    assert X_col[:, 4].tolist() == [1, 2, 3, 4]


# ---------------------------------------------------------------------------------------------- what is covered


def test_points_are_as_announced():
    """A hundred points, those of speed among them."""
    points = {q.name: (q.points, int(q.speed.points) if q.speed else 0) for q in QUESTIONS}

    assert points == {
        "im2col": (12, 0),
        "im2col_bw": (14, 0),
        "conv_forward_im2col": (13, 4),
        "conv_backward_im2col": (9, 0),
        "avg_pool_forward_im2col": (5, 0),
        "avg_pool_backward_im2col": (5, 0),
        "max_pool_forward_fast": (4, 0),
        "max_pool_backward_fast": (4, 0),
        "conv_forward_strides": (8, 0),
        "im2col_cython": (13, 3),
        "col2im_cython": (13, 3),
    }


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_every_group_has_both_kinds_of_cases(question):
    """A student sees something of every group, and no group's points can be had by its public values alone."""
    for group in question.groups:
        assert {case.public for case in group.cases} == {True, False}, group.name


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_windows_that_are_not_square(question):
    """Heights and widths are told apart in a public case and in a hidden one, higher than wide and wider than high."""
    shapes = {(case.public, *np.sign(np.diff(window(case.inputs(Source(1)))))) for q, _, case in CASES if q is question}

    assert {public for public, wider in shapes if wider} == {True, False}
    assert {wider for _, wider in shapes} == {-1, 0, 1}


@pytest.mark.parametrize(("question", "group", "case"), CASES, ids=lambda part: part.name)
def test_cases_are_small(question, group, case):
    """Plain loops of a student's must do in a moment, and what is wrong must fit on a screen."""
    for value in case.inputs(Source(1)).values():
        assert np.size(value) <= LARGEST


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_every_group_has_a_hint_or_is_the_contract(question):
    """Where a group fails, something is said of where to look."""
    for group in question.groups:
        assert group.hint or group.name == "contract"


def test_compiled_answers_get_arrays_in_c_order():
    """Their docstrings promise no more; read-only ones are among them."""
    compiled = [case for q, _, case in CASES if q.compiled]

    assert {case.layout for case in compiled} == {"C"}
    assert {case.read_only for case in compiled} == {True, False}


# ---------------------------------------------------------------------------------------------- speed


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.speed], ids=lambda q: q.name)
def test_timed_shapes(question):
    """Six settings; some of their windows are not square."""
    windows = [window(inputs(Source(1))) for _, inputs in question.speed.shapes]

    assert len(windows) == 6
    assert sum(height != width for height, width in windows) >= 2


@pytest.mark.parametrize(("question", "name", "inputs"), TIMED, ids=lambda part: part if isinstance(part, str) else "")
def test_timed_calls_are_right_and_small(question, name, inputs, solution, baseline):
    """The baseline gives what the reference gives, in little memory."""
    drawn = inputs(Source(1))

    got = call(baseline, question.name, drawn)

    if question.name == "conv_forward_im2col":
        got, expected = got[0], call(solution, question.name, drawn)[0]
    elif question.name == "im2col_cython":
        expected = call(solution, question.name, drawn, "im2col")
    else:
        shape = tuple(drawn[size] for size in "NCHW")
        rest = [drawn[name] for name in ("field_height", "field_width", "padding", "stride")]
        expected = solution["im2col_bw"](drawn["cols"], shape, *rest)
    assert np.array_equal(got, expected)
    assert max(array.nbytes for array in (got, drawn[question.speed.rolling])) <= LARGEST_TIMED
