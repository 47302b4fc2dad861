"""The course's own answers: stubs and solution agree, points add up, numbers are the lectures'."""

import ast
import inspect
from pathlib import Path

import numpy as np

from grader.course import Course
from grader.reference import Seed

COURSE = Course(Path(__file__).parents[2])
HOMEWORK = COURSE.homework("hw2_conv")


def functions():
    """The reference's module as a namespace."""
    from grader.loading import load_module

    return vars(load_module(HOMEWORK.solutions / "solution.py", "reference_under_test"))


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
