"""The smallest input that tells a wrong answer apart, and how it is written down as a case."""

from pathlib import Path

import numpy as np
import pytest

from grader.course import Course
from grader.declare import Case
from grader.errors import AssignmentError
from grader.probes import Source
from grader.quality.drawn import DRAWS, Drawn, default_calls, draws
from grader.quality.search import Rights, difference
from tests.small_course import QUESTIONS, small_homework

ROOT = Path(__file__).parents[2]
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
    return difference(drawn(homework, name), right | functions, Rights(right))[0]


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
    assert 'calls=("layer(x, w) -> out, cache", "layer_backward(dout, cache) -> dx, dw")' in told.case


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


def beside(homework, odd, layer):
    """Where a layer differs that is tried beside a right answer called odd; each is the reference's times a factor."""
    right = dict(homework.reference.functions)

    def times(factor):
        def scaled(x, w):
            out, cache = right["layer"](x, w)
            return out * factor(x), cache

        return right | {"layer": scaled}

    return difference(drawn(homework, "layer"), times(layer), Rights(right, {"odd": lambda: times(odd)}))


def test_what_a_right_answer_fails_is_held_against_nobody(homework):
    """The next smallest input is taken, and who failed the smaller ones is named."""
    found, astray = beside(homework, odd=lambda x: 2 if len(x) == 1 else 1, layer=lambda x: 3)

    assert found.size == 2 * 3 + 3
    assert "r.dyadic(2, 3)" in found.case
    assert astray == "odd"


def test_what_differs_only_where_a_right_answer_does_is_right(homework):
    """An input on which rounding decides, say, tells nobody apart."""
    assert beside(homework, odd=lambda x: 2 if len(x) == 1 else 1, layer=lambda x: 3 if len(x) == 1 else 1) == (
        None,
        "odd",
    )


@pytest.mark.parametrize("special", ["float32", "F"])
def test_right_answers_are_tried_in_the_same_layout_and_type(homework, special):
    """A case in float32 or Fortran order is suggested only if right answers pass it as that."""

    def factor(x):
        return 2 if x.dtype == np.float32 or (special == "F" and not x.flags.c_contiguous and len(x) > 1) else 1

    assert beside(homework, odd=lambda x: 1, layer=factor)[0].case
    assert beside(homework, odd=factor, layer=factor)[0] is None


def test_a_case_is_drawn_anew_before_it_is_suggested(homework):
    """What shows for a few values only, or fails a right answer for these, is told without a case."""
    rare = beside(homework, odd=lambda x: 1, layer=lambda x: 3 if x[0, 0] == 1.75 else 1)[0]
    unfair = beside(homework, odd=lambda x: 1 if abs(x[0, 0]) < 1 else 2, layer=lambda x: 3)

    assert (rare.what, rare.case) == ("out differs in values", "")
    assert (unfair[0].case, unfair[1]) == ("", "odd")


def test_right_answers_are_tried_on_a_case_once(homework):
    """Ten mutants that one case tells apart do not cost ten times as much."""
    right, asked = dict(homework.reference.functions), []

    def layer(x, w):
        asked.append(x.shape)
        return right["layer"](x, w)

    made, rights = drawn(homework, "layer"), Rights(right, {"odd": lambda: right | {"layer": layer}})
    wrong = right | {"layer": lambda x, w: (x, None)}
    first = difference(made, wrong, rights)
    before = len(asked)

    assert difference(made, wrong, rights) == first
    assert len(asked) == before > 0


@pytest.mark.parametrize(
    ("layer", "what"),
    [
        (lambda x, w: (x * np.nan, None), "out is NaN or infinite"),
        (lambda x, w: (None, None), "out is None, not a NumPy array of shape (1, 3)"),
        (lambda x, w: (x[0, 0], None), "out is"),
        (lambda x, w: (x.T, None), "out differs in its shape"),
        (lambda x, w: (x * 1j, None), "out is of dtype complex128"),
    ],
)
def test_what_differs_is_said_in_plain_words(homework, layer, what):
    """No word of the grader's own."""
    assert found(homework, "layer", layer=layer).what.startswith(what)


def test_what_is_looked_up_in_an_input_is_compared_by_the_case():
    """A case that compared only what is returned would not tell it apart."""
    homework = Course(ROOT).homework("hw2_conv")
    name = "spatial_batchnorm_forward"
    right = homework.reference.functions[name]

    def doubled(x, gamma, beta, bn_param):
        returned = right(x, gamma, beta, bn_param)
        if "running_mean" in bn_param:
            bn_param["running_mean"] = 2 * bn_param["running_mean"] + 1
        return returned

    assert ', compare=("bn_param[running_mean]",))' in found(homework, name, **{name: doubled}).case
