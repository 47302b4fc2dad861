"""The smallest input that tells a wrong answer apart, and how it is written down as a case."""

import numpy as np
import pytest

from grader.declare import Case
from grader.probes import Source
from grader.quality.search import DRAWS, default_calls, difference, draws
from tests.small_course import QUESTIONS, small_homework

SEARCH = """            needs=("double",),
            search=lambda r: {"x": r.dyadic(r.integer(1, 3), 3), "w": np.ones((1, 3))},
        ),"""
SEARCHED = QUESTIONS.replace('            needs=("double",),\n        ),', SEARCH, 1)
BACK_SEARCH = '            documented_cache=("x", "w"),\n            search=back,\n'
SEARCHED = SEARCHED.replace('            documented_cache=("x", "w"),\n', BACK_SEARCH, 1)


@pytest.fixture
def homework(tmp_path):
    """The small course with a search for two of its questions."""
    assert SEARCHED.count("search=") == 2
    return small_homework(tmp_path, questions=SEARCHED)


def found(homework, name, **functions):
    """Where functions in place of the reference's first differ."""
    question = homework.assignment.question(name)
    right = dict(homework.reference.functions)
    return difference(question, draws(homework.assignment, question, dict(right)), right | functions)


def test_draws_come_smallest_first(homework):
    """Many inputs, ordered by how many values a person would have to look at."""
    drawn = draws(homework.assignment, homework.assignment.question("layer"), dict(homework.reference.functions))

    assert len(drawn) == DRAWS
    assert [d.size for d in drawn] == sorted(d.size for d in drawn)


def test_without_a_search_nothing_is_drawn(homework):
    """Where the author gave none, there is nothing to look at."""
    assert draws(homework.assignment, homework.assignment.question("double"), {}) == []


def test_the_reference_differs_nowhere(homework):
    """The right answer is as the reference on all draws."""
    assert found(homework, "layer") is None


def test_the_smallest_shape_is_found(homework):
    """An answer that is wrong from two rows on is told apart by two rows, not by three."""
    right = homework.reference.functions["layer"]

    def layer(x, w):
        out, cache = right(x, w)
        return (out if len(x) < 2 else -out), cache

    told = found(homework, "layer", layer=layer)

    assert told.what == "out differs in values"
    assert told.size == 2 * 3 + 3


def test_the_case_that_is_suggested_tells_it_apart(homework):
    """What is printed is Python: a case that draws inputs of the shapes that were found."""
    told = found(homework, "layer", layer=lambda x, w: (x, None))
    case = eval(told.case, {"Case": Case, "np": np})
    inputs = case.inputs(Source(1))

    assert inputs["x"].shape == (1, 3)
    assert np.array_equal(inputs["w"], np.ones((1, 3)))


def test_a_backward_is_called_after_its_forward(homework):
    """The suggestion for a backward question spells both calls out."""
    question = homework.assignment.question("layer_backward")
    told = found(homework, "layer_backward", layer_backward=lambda dout, cache: (dout, dout))

    assert [call.function for call in default_calls(homework.assignment, question)] == ["layer", "layer_backward"]
    assert "calls=('layer(x, w) -> out, cache', 'layer_backward(dout, cache) -> dx, dw')" in told.case


def test_an_input_that_is_written_to_is_a_difference(homework):
    """Right values are not enough where the reference leaves its inputs alone."""

    def layer(x, w):
        out = 2 * x * w
        x += 1
        return out, (x, w)

    told = found(homework, "layer", layer=layer)

    assert told.what == "x is written to"
    assert 'check="unchanged"' in told.case


def test_an_exception_is_a_difference(homework):
    """What raises where the reference answers is told by the exception."""
    assert found(homework, "layer", layer=lambda x, w: x.nothing).what == "raises AttributeError"
