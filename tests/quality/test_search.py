"""The smallest input that tells a wrong answer apart, and how it is written down as a case."""

import numpy as np
import pytest

from grader.declare import Case
from grader.errors import AssignmentError
from grader.probes import Source
from grader.quality.search import DRAWS, Drawn, default_calls, difference, draws
from tests.small_course import QUESTIONS, small_homework

LAYER = 'lambda r: {"x": r.dyadic(r.integer(1, 3), 3), "w": np.ones((1, 3))}'
SEARCH = f"""            needs=("double",),
            search={LAYER},
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
    right = dict(homework.reference.functions)
    return difference(drawn(homework, name), right | functions)


def drawn(homework, name):
    """What is drawn for a question."""
    return draws(homework.assignment, homework.assignment.question(name), dict(homework.reference.functions))


def searching(folder, search):
    """The small course with another search for its layer."""
    return small_homework(folder, questions=SEARCHED.replace(SEARCH, SEARCH.replace(LAYER, search), 1))


def test_draws_come_smallest_first(homework):
    """Many inputs, ordered by how many values a person would have to look at."""
    made = drawn(homework, "layer")

    assert len(made.draws) == DRAWS
    assert [d.size for d in made.draws] == sorted(d.size for d in made.draws)


def test_without_a_search_nothing_is_drawn(homework):
    """Where the author gave none, there is nothing to look at."""
    assert drawn(homework, "double") == Drawn()


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


def test_draws_that_differ_are_counted(homework, tmp_path):
    """A search that always draws one input has tried one, however often."""
    one = searching(tmp_path / "one", 'lambda r: {"x": np.ones((2, 3)), "w": np.ones((1, 3))}')

    assert len(drawn(one, "layer").draws) == DRAWS
    assert drawn(one, "layer").different == 1
    assert drawn(homework, "layer").different > 200


@pytest.mark.parametrize(
    ("wrong", "how"),
    [
        ("x.flags.c_contiguous or min(x.shape) == 1", ', layout="'),
        ("x.dtype == np.float64", ', dtype="float32"'),
    ],
)
def test_layouts_and_float32_are_drawn_too(homework, wrong, how):
    """What is right in C order and float64 alone is told apart, by a case that says how its arrays lie."""
    right = homework.reference.functions["layer"]

    def layer(x, w):
        out, cache = right(x, w)
        return (out if eval(wrong, {"x": x, "np": np}) else -out), cache

    assert how in found(homework, "layer", layer=layer).case


def test_the_usual_layout_is_shown_where_it_is_enough(homework):
    """Nobody needs to think about memory for a mistake that has nothing to do with it."""
    assert "layout" not in found(homework, "layer", layer=lambda x, w: (x, None)).case
    assert "dtype" not in found(homework, "layer", layer=lambda x, w: (x, None)).case


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("lambda r: r.dyadics(2)", "search of layer raises AttributeError"),
        ("lambda r: r.dyadic(2)", "returns no dictionary of named inputs, but an object of type ndarray"),
    ],
)
def test_a_search_that_cannot_be_used_is_the_authors_fault(tmp_path, search, said):
    """It is told with the file and the line where the search is written."""
    homework = searching(tmp_path / "bad", search)

    with pytest.raises(AssignmentError, match=said) as told:
        drawn(homework, "layer")
    assert told.value.file.endswith("questions.py")
    assert search in (homework.folder / "questions.py").read_text().splitlines()[told.value.line - 1]


@pytest.mark.parametrize(
    ("search", "why"),
    [
        ('lambda r: {"X": r.dyadic(2, 3), "w": r.dyadic(2, 3)}', 'they lack "x"'),
        ('lambda r: {"x": r.dyadic(2, 3), "w": r.dyadic(4, 4)}', "ValueError: operands could not be broadcast"),
    ],
)
def test_a_search_whose_every_draw_is_refused_says_so(tmp_path, search, why):
    """A name that is mistyped, or sizes that never fit, are told as that."""
    made = drawn(searching(tmp_path / "refused", search), "layer")

    assert not made.draws
    assert made.why.startswith(f"the reference takes none of the {DRAWS} inputs that its search draws: {why}")
