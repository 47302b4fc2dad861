"""The course's own answers: the reference is proven by numeric gradients, stubs and solution agree, numbers are the lectures'."""

import ast
import inspect
from pathlib import Path

import numpy as np
import pytest

from grader.course import Course
from grader.reference import Seed

COURSE = Course(Path(__file__).parents[2])
HOMEWORK = COURSE.homework("hw2_conv")


def functions():
    """The reference's module as a namespace."""
    from grader.loading import load_module

    return vars(load_module(HOMEWORK.solutions / "solution.py", "reference_under_test"))


def numeric_gradient(f, x, dout, h=1e-5):
    """Centred differences of sum(f() * dout) in every entry of x, which f reads."""
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + h
        above = (f() * dout).sum()
        x[index] = kept - h
        below = (f() * dout).sum()
        x[index] = kept
        gradient[index] = (above - below) / (2 * h)
    return gradient


def relative_error(left, right):
    """Largest difference as a share of the largest value."""
    return np.abs(left - right).max() / max(np.abs(right).max(), 1e-12)


CONVS = [(1, 0, 3, 2), (2, 1, 3, 3), (3, 2, 2, 3), (2, 0, 2, 2), (1, 1, 1, 1)]


@pytest.mark.parametrize(("stride", "pad", "HH", "WW"), CONVS)
def test_conv_backward_is_the_gradient(stride, pad, HH, WW):
    """Every entry of dx, dw and db is what centred differences of the forward give."""
    f, rng = functions(), np.random.default_rng(1)
    x, w, b = rng.standard_normal((2, 3, 6, 7)), rng.standard_normal((4, 3, HH, WW)), rng.standard_normal(4)
    param = {"stride": stride, "pad": pad}
    out, cache = f["conv_forward_naive"](x, w, b, param)
    dout = rng.standard_normal(out.shape)

    for got, of in zip(f["conv_backward_naive"](dout, cache), (x, w, b), strict=True):
        expected = numeric_gradient(lambda: f["conv_forward_naive"](x, w, b, param)[0], of, dout)
        assert relative_error(got, expected) < 1e-8


@pytest.mark.parametrize(("stride", "pad", "HH", "WW"), CONVS)
def test_conv_backward_is_the_adjoint(stride, pad, HH, WW):
    """<conv(v), u> = <v, conv'(u)>, exact on dyadic data."""
    f, rng = functions(), np.random.default_rng(2)
    v, w = rng.integers(-8, 9, (2, 3, 6, 7)) / 4, rng.integers(-8, 9, (4, 3, HH, WW)) / 4
    out, cache = f["conv_forward_naive"](v, w, np.zeros(4), {"stride": stride, "pad": pad})
    u = rng.integers(-8, 9, out.shape) / 4

    dx, dw, _ = f["conv_backward_naive"](u, cache)

    assert (out * u).sum() == (v * dx).sum() == (w * dw).sum()


@pytest.mark.parametrize(("height", "width", "stride"), [(2, 2, 2), (3, 2, 1), (3, 3, 2), (2, 3, 4)])
def test_max_pool_backward_is_the_gradient(height, width, stride):
    """Every entry of dx is what centred differences give, away from ties."""
    f, rng = functions(), np.random.default_rng(3)
    x = rng.permutation(2 * 3 * 7 * 8).reshape(2, 3, 7, 8) / 4
    param = {"pool_height": height, "pool_width": width, "stride": stride}
    out, cache = f["max_pool_forward_naive"](x, param)
    dout = rng.standard_normal(out.shape)

    expected = numeric_gradient(lambda: f["max_pool_forward_naive"](x, param)[0], x, dout)
    assert relative_error(f["max_pool_backward_naive"](dout, cache), expected) < 1e-8


@pytest.mark.parametrize("eps", [1e-5, 0.5])
def test_spatial_batchnorm_backward_is_the_gradient(eps):
    """Every entry of dx, dgamma and dbeta is what centred differences give."""
    f, rng = functions(), np.random.default_rng(4)
    x, gamma, beta = rng.standard_normal((3, 2, 3, 4)), rng.standard_normal(2), rng.standard_normal(2)

    def forward():
        return f["spatial_batchnorm_forward"](x, gamma, beta, {"mode": "train", "eps": eps})

    dout = rng.standard_normal(x.shape)
    for got, of in zip(f["spatial_batchnorm_backward"](dout, forward()[1]), (x, gamma, beta), strict=True):
        assert relative_error(got, numeric_gradient(lambda: forward()[0], of, dout)) < 1e-7


def test_numbers_of_the_lectures():
    """The window that gives 19, the pooled table and the 4x4 output are the lectures'."""
    f = functions()
    questions = {q.name: q for q in HOMEWORK.exam(Seed(b"", ""), public_only=True).questions}
    cases = {c.name: c for q in questions.values() for c in q.cases}

    window = cases["two channels by hand"].expected["out"]
    assert window[0, 0, 1, 0] == 19
    assert window.shape == (1, 1, 4, 4)
    table = {"pool_height": 2, "pool_width": 2, "stride": 2}
    x = np.array([[[[4.0, 8, 3, 9], [16, 10, 0, 7], [6, 12, 13, 8], [67, 18, 3, 7]]]])
    assert f["max_pool_forward_naive"](x, table)[0].tolist() == [[[[16, 9], [67, 13]]]]
    assert f["avg_pool_forward_naive"](x, table)[0].tolist() == [[[[9.5, 4.75], [25.75, 7.75]]]]
    assert f["min_pool_forward_naive"](x, table)[0].tolist() == [[[[4, 0], [6, 3]]]]


def test_points():
    """100 points and 24 extra, so that forward work alone reaches 100."""
    questions = HOMEWORK.assignment.questions

    assert sum(q.points for q in questions if not q.extra_credit) == 100
    assert sum(q.points for q in questions if q.extra_credit) == 24


def test_solution_docstrings_are_complete():
    """Each docstring tells of every parameter, of what comes back, and of its source."""
    for name in HOMEWORK.assignment.functions:
        function = functions()[name]
        doc = inspect.getdoc(function)

        assert "Returns:" in doc
        assert "Source:" in doc
        for parameter in inspect.signature(function).parameters:
            assert f"{parameter}:" in doc, (name, parameter)


def test_signatures_are_those_declared():
    """The declared call of a question names the parameters of the reference, in order."""
    for question in HOMEWORK.assignment.questions:
        parameters = tuple(inspect.signature(functions()[question.name]).parameters)

        assert parameters == question.signature.arguments


def test_every_group_has_a_public_and_a_hidden_case():
    """Students see what each group is about, and every group has inputs that they cannot know."""
    for question in HOMEWORK.assignment.questions:
        for group in question.groups:
            kinds = {case.public for case in group.cases}
            assert kinds == {True, False}, (question.name, group.name)


def test_no_known_wrong_answer_shares_the_reference_text():
    """A known-wrong file holds a function that is not the reference's."""
    reference = {
        n.name: ast.dump(n)
        for n in ast.parse((HOMEWORK.solutions / "solution.py").read_text()).body
        if isinstance(n, ast.FunctionDef)
    }
    for path in (HOMEWORK.solutions / "wrong").glob("*.py"):
        written = [n for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)]
        assert any(ast.dump(n) != reference.get(n.name) for n in written), path.name
