"""One entry of an input is changed: how far it reaches, and where an answer's reach differs from the reference's."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.clues import Trace
from grader.messages.answers import trace as sentence
from grader.records import Call, Opaque, Outcome, Request, Verdict
from grader.sandbox import execute
from grader.trace import STEP, changed, chosen, follow, reach, told, traced

ONES = np.ones((2, 3, 4, 5))


def request(function="forward", want=("out",), **inputs):
    """A request of one call that is given every input."""
    return Request(inputs, (Call(function, tuple(inputs), want),), want)


def compared(right, wrong, want=("out",), **inputs):
    """What is told of a wrong function beside a right one, as a message's data; None where nothing is."""
    asked = request(want=want, **inputs)
    entry = chosen(asked)
    assert entry
    before, after = (execute.run({"forward": wrong}, one) for one in (asked, changed(asked, *entry)))
    assert before.verdict is after.verdict is Verdict.PASSED
    return told(followed(right, asked), want, before, after)


def followed(right, asked):
    """How far an entry of what is asked reaches in a right function."""
    before = execute.run({"forward": right}, asked)
    assert before.verdict is Verdict.PASSED
    return follow(asked, before, lambda other: execute.run({"forward": right}, other))


def said(right, wrong, want=("out",), **inputs):
    """The sentence."""
    data = compared(right, wrong, want, **inputs)
    return sentence(data) if data else ""


# ---------------------------------------------------------------------------------------------- the entry that is followed


@pytest.mark.parametrize(
    ("inputs", "entry"),
    [
        ({"x": ONES, "w": ONES, "dout": np.ones((2, 4, 3, 5))}, ("dout", (1, 3, 1, 2))),
        ({"x": ONES, "w": ONES}, ("x", (1, 2, 1, 2))),
        ({"x": np.ones((2, 3, 1, 2))}, ("x", (1, 2, 0, 1))),
        ({"x": np.ones((2, 1))}, ("x", (1, 0))),
        ({"image": np.ones((6, 7)), "kernel": np.ones((2, 2))}, ("image", (1, 2))),
        ({"image": np.ones((6, 7, 3), dtype=np.uint8), "kernel": np.ones((2, 2))}, ("image", (1, 2, 0))),
        ({"X": ONES, "grad_X_col": np.ones((6, 8))}, ("grad_X_col", (1, 2))),
        ({"x": np.arange(6).reshape(2, 3)}, None),
        ({"x": np.ones((3, 3), dtype=bool)}, None),
        ({"x": np.ones(4)}, None),
        ({"x": np.ones((1, 1, 1, 1))}, None),
        ({"x": np.ones((0, 3))}, None),
        ({"size": 7, "kernel": 3}, None),
        ({"x": [[1.0, 2.0]]}, None),
        ({"other": ONES}, None),
        ({"dout": np.ones(3), "x": ONES}, ("x", (1, 2, 1, 2))),
    ],
)
def test_the_entry_that_is_followed(inputs, entry):
    """A gradient before an image; the last image and channel, in another row than column; nothing without room for it."""
    assert chosen(request(**inputs)) == entry


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4).filter(lambda shape: len(shape) != 2), st.integers(3, 6))
def test_the_entry_is_always_there(shape, columns):
    """Whatever the shape, the entry can be looked up, and where there are three columns it is in another than its row."""
    x = np.ones([*shape, columns])
    name, index = chosen(request(x=x)) or ("", ())

    assert name == "x"
    assert x[index] == 1
    assert index[-2] != index[-1]


def test_one_entry_of_a_copy_is_changed():
    """The request that is asked a second time differs in that entry, by the step, and the first one is as it was."""
    first = request(x=ONES, w=ONES[:1])
    second = changed(first, "x", (1, 2, 1, 2))
    moved = second.inputs["x"] - first.inputs["x"]

    assert np.argwhere(moved).tolist() == [[1, 2, 1, 2]]
    assert moved.sum() == STEP
    assert (ONES == 1).all()
    assert (changed(first, "x", (1, 2, 1, 2), down=True).inputs["x"] == ONES - moved).all()
    assert second.inputs["w"] is first.inputs["w"]
    assert (second.calls, second.want) == (first.calls, first.want)


def test_a_pixel_of_a_picture_may_wrap_around():
    """Bytes stay bytes: the pixel that is followed is another one, and nothing warns."""
    picture = np.full((4, 5, 3), 250, dtype=np.uint8)
    for values, down in ((picture, False), (picture - 245, True)):
        value = changed(request(image=values), "image", (1, 2, 0), down=down).inputs["image"]

        assert value.dtype == np.uint8
        assert np.argwhere(value != values).tolist() == [[1, 2, 0]]


# ---------------------------------------------------------------------------------------------- reach


def moved(*places, shape=(2, 3, 4, 5)):
    """An array of ones in which some entries have moved."""
    array = np.ones(shape)
    for place in places:
        array[place] += 0.25
    return array


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (moved(), ()),
        (moved((1, 2, 3, 4)), ((1,), (2,), (3,), (4,))),
        (moved((1, 2, 0, 1), (1, 2, 3, 2)), ((1,), (2,), (0, 3), (1, 2))),
        (moved((0, 2, 0, 1), (1, 0, 3, 2)), ((0, 1), (0, 2), (0, 3), (1, 2))),
        (moved() - 1, ((0, 1), (0, 1, 2), (0, 1, 2, 3), (0, 1, 2, 3, 4))),
        (moved() + 1e-9, ()),
        (moved().astype(np.float32), ()),
        (moved().astype(int), ()),
        (np.where(moved((0, 1, 2, 3)) > 1, np.nan, 1.0), ((0,), (1,), (2,), (3,))),
    ],
    ids=["nothing", "one", "a range", "two images", "all", "rounding", "float32", "ints", "not a number"],
)
def test_reach(after, found):
    """The indices that changed, axis by axis, with their gaps; nothing where none did."""
    assert reach(moved(), after) == found


@pytest.mark.parametrize(
    "after",
    [
        None,
        1.0,
        moved().tolist(),
        moved(shape=(2, 3)),
        moved().astype(complex),
        moved().astype(object),
        moved().astype(str),
        moved() > 0,
        Opaque("Tensor"),
    ],
    ids=["None", "a number", "a list", "another shape", "complex", "objects", "text", "truth", "opaque"],
)
def test_what_cannot_be_compared_has_no_reach(after):
    """Where one of the two is no array of real numbers, or the shapes differ, nothing is said, and nothing raised."""
    assert reach(moved(), after) is None
    assert reach(after, moved()) is None


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, 1e308])
def test_reach_survives_values_that_are_no_numbers(value):
    """What overflows counts as moved, without a warning."""
    assert reach(np.full((2, 2), value), np.full((2, 2), -value)) == ((0, 1), (0, 1))


def test_the_references_reach_is_kept_where_it_has_rows_and_columns():
    """Of a layer's outputs those with two axes or more are followed; a bias or a loss has no picture."""
    asked = request(want=("dx", "dw", "db", "loss"), dout=ONES)

    def outcome(shift):
        values = {"dx": moved() + shift, "dw": moved(), "db": np.ones(3) + shift, "loss": 1.0 + shift}
        return Outcome(Verdict.PASSED, values)

    trace = traced(*chosen(asked), outcome(0), outcome(1))

    assert (trace.input, trace.index) == ("dout", (1, 2, 1, 2))
    assert trace.reach == {"dx": ((0, 1), (0, 1, 2), (0, 1, 2, 3), (0, 1, 2, 3, 4)), "dw": ()}


def scaled(x):
    """Rows without their mean, over their deviation: of two entries, 1 and -1 whichever is the larger."""
    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("right", "x", "kept"),
    [
        (scaled, np.array([[1.0, 3.0]]), None),
        (scaled, np.array([[1.0, 3.0, 4.0]]), ((0,), (0, 1, 2))),
        (lambda x: np.minimum(x[:, 1:], x[:, :-1]), np.arange(8.0).reshape(2, 4), None),
        (lambda x: np.maximum(x[:, 1:], x[:, :-1]), np.arange(8.0).reshape(2, 4), ((1,), (1, 2))),
        (lambda x: x[:, ::3], np.ones((3, 4)), ()),
        (lambda x: np.minimum(x[:, 1:], x[:, :-1]), np.array([[0.0, 1, 2, 3], [4, 5, 9, 7]]), None),
    ],
    ids=["two features", "three", "a minimum, in part", "a maximum", "a gap", "a minimum, nowhere"],
)
def test_what_a_larger_entry_does_not_show_is_left_out(right, x, kept):
    """An output is followed only where the larger entry shows all that it touches: else the sentence would be untrue."""
    assert followed(right, request(x=x)).reach.get("out") == kept


def test_what_was_not_tried_with_a_smaller_entry_is_not_called_untouched():
    """By one change alone, that nothing moved says nothing but of a gradient; that something did, it does say."""
    before = Outcome(Verdict.PASSED, {"out": moved()})
    same, other = before, Outcome(Verdict.PASSED, {"out": moved((1, 2, 1, 2))})

    assert traced("x", (1, 2, 1, 2), before, same).reach == {}
    assert traced("x", (1, 2, 1, 2), before, same, same).reach == {"out": ()}
    assert traced("x", (1, 2, 1, 2), before, same, Outcome(Verdict.RAISED)).reach == {}
    assert traced("dout", (1, 2, 1, 2), before, same).reach == {"out": ()}
    assert traced("x", (1, 2, 1, 2), before, other).reach == {"out": ((1,), (2,), (1,), (2,))}


def test_nothing_is_followed_where_there_is_nothing_to_follow():
    """No entry, or no answer with the entry changed."""
    asked = request(x=ONES)
    before = execute.run({"forward": lambda x: x}, asked)

    assert follow(request(n=5), before, lambda other: before) is None
    assert follow(asked, before, lambda other: Outcome(Verdict.RAISED)) is None


# ---------------------------------------------------------------------------------------------- what is told


def spread(dout, *, down=0, right=0, height=2, width=2, room=(6, 6)):
    """Hand each entry of dout to a window of dx, shifted by so much."""
    dx = np.zeros((*dout.shape[:2], *room))
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, down + i : down + i + height, right + j : right + j + width] += dout[:, :, i, j, None, None]
    return dx


DOUT = np.ones((1, 2, 3, 3))
TALES = {
    "one row too low": (
        lambda dout: spread(dout, down=1),
        "A gradient that enters at dout[0, 1, 1, 2] should reach rows 1 to 2 of dx; yours reaches rows 2 to 3.",
    ),
    "one column to the right": (
        lambda dout: spread(dout, right=1),
        "A gradient that enters at dout[0, 1, 1, 2] should reach columns 2 to 3 of dx; yours reaches columns 3 to 4.",
    ),
    "a single pixel": (
        lambda dout: spread(dout, height=1, width=1),
        "A gradient that enters at dout[0, 1, 1, 2] should reach rows 1 to 2 and columns 2 to 3 of dx; "
        "yours reaches row 1 and column 2.",
    ),
    "the other channel": (
        lambda dout: spread(dout)[:, ::-1],
        "A gradient that enters at dout[0, 1, 1, 2] should reach channel 1 of dx; yours reaches channel 0.",
    ),
    "both channels": (
        lambda dout: spread(dout) + spread(dout)[:, ::-1],
        "A gradient that enters at dout[0, 1, 1, 2] should reach channel 1 of dx; yours reaches channels 0 to 1.",
    ),
    "nothing": (
        lambda dout: spread(np.ones_like(dout)),
        "A gradient that enters at dout[0, 1, 1, 2] should reach rows 1 to 2 and columns 2 to 3 of dx; "
        "in yours it reaches nothing.",
    ),
}


@pytest.mark.parametrize(("wrong", "words"), TALES.values(), ids=TALES)
def test_where_a_gradient_goes(wrong, words):
    """The sentence names what differs, and no more: rows, columns, channels, or that nothing arrives."""
    assert said(spread, wrong, ("dx",), dout=DOUT) == words


def test_a_gradient_that_should_not_arrive():
    """Where the reference stops a gradient and the answer lets it through."""
    assert said(lambda dout: 0 * dout, lambda dout: dout, ("dx",), dout=DOUT) == (
        "A gradient that enters at dout[0, 1, 1, 2] should not reach dx at all, and in yours it does."
    )


def test_where_a_pixel_shows():
    """A forward pass changes what it is given: an entry of x should change so many of out."""
    x = np.ones((2, 1, 4, 5))

    def pairs(x, step=1):
        return x[:, :, 1:, ::step] + x[:, :, :-1, ::step]

    assert said(pairs, lambda x: x[:, :, 1:] + x[:, :, 1:], x=x) == (
        "A change of x[1, 0, 1, 2] should change rows 0 to 1 of out; yours changes row 0."
    )
    assert said(pairs, lambda x: 0 * x[:, :, 1:] + 1, x=x) == (
        "A change of x[1, 0, 1, 2] should change rows 0 to 1 and column 2 of out; in yours it changes nothing."
    )
    assert said(lambda x: 0 * x, lambda x: x, x=x) == (
        "A change of x[1, 0, 1, 2] should not change out at all, and in yours it does."
    )


def test_the_axes_of_a_gradient_of_filters_have_their_own_names():
    """Dw counts filters before channels, and the same numbers in dx are images."""

    def right(dout):
        return dout[:, :1] * np.ones((2, 3, 3, 3))

    def wrong(dout):
        return np.flip(right(dout), axis=0)

    dout = np.ones((2, 1, 3, 3))

    assert said(right, wrong, ("dw",), dout=dout) == (
        "A gradient that enters at dout[1, 0, 1, 2] should reach filter 1 of dw; yours reaches filter 0."
    )
    assert said(right, wrong, ("dx",), dout=dout) == (
        "A gradient that enters at dout[1, 0, 1, 2] should reach image 1 of dx; yours reaches image 0."
    )


def test_a_matrix_and_a_photo_have_rows_and_columns():
    """Two axes are rows and columns; of three the last is the channel."""
    assert said(lambda x: x, lambda x: np.roll(x, 1, axis=0), x=np.ones((4, 4))).endswith(
        "should change row 1 of out; yours changes row 2."
    )
    assert said(lambda x: x, lambda x: np.roll(x, 1, axis=2), x=np.ones((4, 5, 3))).endswith(
        "should change channel 2 of out; yours changes channel 0."
    )


def test_the_first_output_that_goes_astray_is_told():
    """Of several wrong outputs, one whose entries reach their places has no picture; the next one may."""

    def right(dout):
        return dout, dout

    def wrong(dout):
        return 3 * dout, np.roll(dout, 1, axis=2)

    data = compared(right, wrong, ("dx", "dw"), dout=np.ones((1, 1, 4, 4)))

    assert data["output"] == "dw"
    assert compared(right, lambda dout: (3 * dout, 2 * dout), ("dx", "dw"), dout=np.ones((1, 1, 4, 4))) is None


def test_an_output_that_is_right_is_never_told():
    """Only the outputs that are named as wrong are followed."""
    before, after = Outcome(Verdict.PASSED, {"out": moved()}), Outcome(Verdict.PASSED, {"out": moved((0, 0, 0, 0))})
    trace = Trace("x", (0, 0, 0, 0), {"out": ()})

    assert told(trace, ("out",), before, after)
    assert told(trace, (), before, after) is None
    assert told(trace, ("dx",), before, after) is None


@pytest.mark.parametrize("out", [None, 3.0, "text", np.ones((2, 3, 4, 5), dtype=complex), [1, 2], SimpleNamespace()])
def test_nothing_is_told_of_what_has_no_rows(out):
    """Whatever an answer returns, following an entry raises nothing, and says nothing that it cannot see."""
    trace = Trace("x", (0, 0, 0, 0), {"out": ((0, 0), (0, 0), (0, 0), (0, 0))})
    outcome = Outcome(Verdict.PASSED, {"out": out})

    assert told(trace, ("out",), outcome, outcome) is None
    assert told(trace, ("out",), Outcome(Verdict.PASSED), outcome) is None


def test_an_output_of_another_shape_is_told_in_its_own_rows():
    """With the padding still on it, a gradient arrives further down: what the student sees is what is said."""
    assert said(spread, lambda dout: spread(dout, down=1, right=1, room=(8, 8)), ("dx",), dout=DOUT) == (
        "A gradient that enters at dout[0, 1, 1, 2] should reach rows 1 to 2 and columns 2 to 3 of dx; "
        "yours reaches rows 2 to 3 and columns 3 to 4."
    )


@pytest.mark.parametrize("shape", [(2, 3), (4,), (3, 2, 2)])
def test_an_output_with_other_axes_is_not_told_in_the_names_of_the_right_ones(shape):
    """In a flat dw no column may be called a channel: where the number of axes is wrong, that is what is said, elsewhere."""
    trace = Trace("dout", (0, 0, 0, 0), {"dw": ((0, 0), (0, 0), (0, 1), (0, 1))})
    before, after = (Outcome(Verdict.PASSED, {"dw": np.full(shape, value)}) for value in (1.0, 2.0))

    assert told(trace, ("dw",), before, after) is None
