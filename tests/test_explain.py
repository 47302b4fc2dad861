"""Hints: each names the mistake that was made, and none names a mistake that was not."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.causes import explain_fault
from grader.compare import compare
from grader.explain import explain, locate
from grader.records import Fault, Tolerance

EXACT = Tolerance(absolute=1e-3)


def drawn(*shape, seed=3):
    """Dyadic values without a pattern, none of them 0."""
    rng = np.random.default_rng(seed)
    return rng.integers(1, 40, shape) * rng.choice([-0.25, 0.25], shape)


def hint(got, want, tolerance=EXACT, **inputs):
    """The hint for a value that must be wrong."""
    mismatch = compare("out", got, want, tolerance)
    assert mismatch is not None
    return explain(mismatch, got, want, inputs)


def one_off(want, *at):
    """One wrong entry."""
    got = want.copy()
    got[at] += 1.5
    return got


# ------------------------------------------------------------------------------------------ values

WANT = drawn(2, 3, 5, 4)
CHANNELS = np.array([1.0, -2.0, 0.5])[:, None, None]

VALUES = {
    "zeros": (np.zeros_like(WANT), "zero everywhere"),
    "one number": (np.full_like(WANT, 7.5), "Every entry of out is the same number."),
    "ints": (np.trunc(WANT).astype(int), "cut to whole numbers"),
    "floors": (np.floor(WANT), "cut to whole numbers"),
    "opposite sign": (-WANT, "opposite sign"),
    "twice": (2 * WANT, "exactly 2 times"),
    "as often as images": (3 * WANT, "exactly 3 times"),
    "a mean": (WANT / 12, "exactly 1/12 of what it should be"),
    "another factor": (1.25 * WANT, "1.25 times what it should be"),
    "upside down": (WANT[:, :, ::-1], "upside down"),
    "mirrored": (WANT[..., ::-1], "mirrored left to right"),
    "rotated": (WANT[..., ::-1, ::-1], "rotated by 180 degrees"),
    "misplaced": (WANT.transpose(0, 2, 3, 1).reshape(WANT.shape), "right values in the wrong places"),
    "off by one number": (WANT + 0.5, "Each channel of out is off by one constant"),
    "off by a bias": (WANT + CHANNELS, "Each channel of out is off by one constant"),
    "scaled by channel": (WANT * CHANNELS, "Each channel of out is right but for one factor"),
    "a second ReLU": (np.maximum(WANT, 0), "out is cut off at 0. Nothing"),
    "stored as a picture": (np.clip(40 * WANT, 0, 255), "cut off at 0 and 255. Nothing", 40 * WANT),
}


@pytest.mark.parametrize(("got", "said", "want"), [(*row, WANT)[:3] for row in VALUES.values()], ids=VALUES)
def test_a_mistake_is_named(got, said, want):
    """The sentence fits the mistake."""
    assert said in hint(got, want)


PLACES = {
    "one image": (np.concatenate([WANT[:1] + drawn(1, 3, 5, 4, seed=5), WANT[1:]]), "Only image 0 of out is wrong."),
    "one channel": (WANT + np.where(np.arange(3) == 1, 1, 0)[:, None, None], "Only channel 1 of out is wrong."),
    "one row": (one_off(WANT, slice(None), slice(None), 2, 1), "Only row 2 of out is wrong."),
    "two rows": (
        one_off(WANT, slice(None), slice(None), slice(None, None, 4), 1),
        "Only rows 0 and 4 of out are wrong.",
    ),
    "one column": (one_off(WANT, slice(None), slice(None), slice(1, 4), 3), "Only column 3 of out is wrong."),
    "everywhere": (WANT + 1, ""),
    "nowhere": (WANT + 1e-9, ""),
    "another shape": (WANT[0], ""),
    "no array": (WANT.tolist(), ""),
}


@pytest.mark.parametrize(("got", "said"), PLACES.values(), ids=PLACES)
def test_a_place_is_named(got, said):
    """The few images, channels, rows or columns that are wrong, where the others are right."""
    assert locate("out", got, WANT) == said


@pytest.mark.parametrize("got", [4, None, np.array(4.0), np.array([4.0])])
def test_a_single_number_has_no_place(got):
    """There is nothing to count in it."""
    assert locate("out", got, 5) == locate("out", got, np.array([5.0])) == ""


def test_a_running_average_is_asked_for_its_share():
    """A factor of what is kept from call to call is a momentum at the wrong place, and no mean or sum."""
    got, want = 0.1 * drawn(6), drawn(6)
    mismatch = compare("bn_param[running_mean]", got, want, EXACT)

    assert explain(mismatch, got, want, {}).endswith(
        "is 0.1 times what it should be, everywhere. Which share of the new value is stored?"
    )


def test_bytes_that_wrap_around():
    """uint8 arithmetic of a photo."""
    want = drawn(4, 6, 3) * 40
    got = np.floor(want).astype(np.int64).astype(np.uint8)

    assert "wrap around at 256" in hint(got, want)


@pytest.mark.parametrize(
    ("got", "want", "said"),
    [
        (np.array([3.0, 2.0, 1.0]), np.array([1.0, 2.0, 3.0]), "reverse order"),
        (np.array([1.5, 2.5, 4.0]), np.array([1.0, 2.0, 3.5]), "Every entry of out is off by the same number."),
        (drawn(4, 4).T, drawn(4, 4), "rows and columns are swapped"),
    ],
)
def test_mistakes_in_small_arrays(got, want, said):
    """Vectors and matrices have hints of their own."""
    assert said in hint(got, want)


@pytest.mark.parametrize(
    ("output", "shape", "said"),
    [
        (
            "out",
            (2, 3, 5, 4),
            "out holds the right values in the wrong places. Look at the order of its axes before a reshape.",
        ),
        ("out", (4, 6), "out holds the right values in the wrong places."),
        ("dx", (2, 3, 5, 4), "dx holds the right values in the wrong places. Follow one entry of dout:"),
        ("grad_X", (4, 6), "grad_X holds the right values in the wrong places. Follow one entry of dout:"),
    ],
)
def test_values_in_the_wrong_places_are_followed_where_they_come_from(output, shape, said):
    """An output is asked for the order of its axes where it has more than two, a gradient for the way of one entry."""
    want = drawn(*shape)
    got = np.roll(want.ravel(), 7).reshape(shape)
    text = explain(compare(output, got, want, EXACT), got, want, {})

    assert text.startswith(said)
    assert text == said or said.endswith("dout:")


PHOTO = drawn(5, 6, 3)
PHOTOS = {
    "upside down": (PHOTO[::-1], "upside down"),
    "mirrored": (PHOTO[:, ::-1], "mirrored left to right"),
    "rotated": (PHOTO[::-1, ::-1], "rotated by 180 degrees"),
}


@pytest.mark.parametrize(("got", "said"), PHOTOS.values(), ids=PHOTOS)
def test_a_photo_has_its_axes_in_another_order(got, said):
    """Pictures are (H, W, 3): rows, columns and channels are named as such."""
    assert said in hint(got, PHOTO)


@pytest.mark.parametrize(
    ("at", "said"),
    [(np.s_[2], "row 2"), (np.s_[:, 2], "column 2"), (np.s_[:, :, 1], "channel 1")],
    ids=["row", "column", "channel"],
)
def test_a_place_in_a_photo_is_named(at, said):
    """Row, column and channel of (H, W, 3)."""
    assert (
        locate("out", one_off(PHOTO, *(at if isinstance(at, tuple) else (at,))), PHOTO)
        == f"Only {said} of out is wrong."
    )


def test_colours_in_the_other_order_are_not_mirrored():
    """Blue, green, red for red, green, blue is no mirror image."""
    text = hint(PHOTO[..., ::-1], PHOTO)

    assert "mirrored" not in text
    assert "upside down" not in text


# ------------------------------------------------------------------------------------------ no wrong hints


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda x: x < 0, "out is wrong wherever x is below 0, and right everywhere else."),
        (lambda x: x <= 0, "out is wrong wherever x is 0 or below, and right everywhere else."),
        (lambda x: x == 0, "out is wrong wherever x is 0, and right everywhere else."),
        (lambda x: x > 0, "out is wrong wherever x is above 0, and right everywhere else."),
        (lambda x: x < 1, ""),
    ],
)
def test_a_side_of_zero_is_named(wrong, said):
    """Where a function has a kink at 0, it is told on which side of it the answer is wrong."""
    x = np.array([[-2.0, 3, 0, 0.5], [4, -1, 0.25, -3]])
    want = np.arange(1.0, 9).reshape(2, 4) ** 2

    assert hint(want + wrong(x) * np.arange(2.0, 10).reshape(2, 4), want, x=x, dout=np.ones((2, 4))) == said


def test_noise_has_no_hint():
    """Where nothing is known, nothing is said."""
    assert hint(WANT + drawn(2, 3, 5, 4, seed=77) / 3, WANT) == ""


def test_a_single_wrong_number_has_no_hint():
    """One number has no channels, no factor that means anything, and no place."""
    assert hint(4, 5) == ""
    assert hint(np.array([[[[4.0]]]]), np.array([[[[5.0]]]])) == ""
    assert hint(np.array([4.0]), np.array([5.0])) == ""


def test_one_pixel_per_channel_is_no_constant():
    """Where each channel has one entry, that it is off by one constant says nothing."""
    assert "constant" not in hint(np.array([4.0, -3, 9]).reshape(1, 3, 1, 1), np.array([5.0, 1, 2]).reshape(1, 3, 1, 1))


def test_a_factor_is_never_told_as_one():
    """N over N - 1 for a large N: a hint must not say that the answer is 1 times what it should be."""
    want = drawn(2, 3, 5, 4)

    assert "is 1 times" not in hint(want * 1.0004, want, Tolerance(relative=2e-4))
    assert "is 1 times" not in hint(want * 0.9996, want, Tolerance(relative=2e-4))


@given(
    st.integers(0, 2**32), st.sampled_from([(3,), (2, 3), (4, 5, 3), (2, 3, 4, 5), (1, 1, 1, 1), (1, 3, 1, 1), (3, 1)])
)
def test_no_hint_about_noise_claims_a_pattern(seed, shape):
    """Random wrong values may be said to be wrong in some place, but never to be right but for something."""
    rng = np.random.default_rng(seed)
    want = rng.standard_normal(shape)
    got = want + rng.uniform(0.1, 1, shape)

    assert not re.search(r"is right but|opposite|times what|exactly|constant|same number|cut to|wrap", hint(got, want))


@pytest.mark.parametrize("value", [1e300, -1e300, 1e-300, np.finfo(float).max])
def test_hints_survive_extreme_values(value):
    """Overflow in looking for a hint is no fault of anyone's."""
    assert isinstance(hint(np.where(WANT > 0, value, WANT), WANT), str)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.float16, np.float32, bool])
def test_hints_take_arrays_of_any_type(dtype):
    """Whatever was returned can be looked at, or is left alone."""
    assert isinstance(hint(np.ones(WANT.shape, dtype), WANT), str)


# ------------------------------------------------------------------------------------------ kinds and shapes


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (None, "without a return statement returns None"),
        ([1.0], ""),
        ("text", ""),
        (np.full(WANT.shape, np.nan), "division by zero"),
    ],
    ids=["None", "list", "text", "nan"],
)
def test_hints_for_what_is_no_array_of_numbers(got, said):
    """None and NaN have usual causes."""
    assert said in hint(got, WANT)
    assert bool(said) == bool(hint(got, WANT))


PAD = {"conv_param": {"stride": 2, "pad": 2}}


@pytest.mark.parametrize(
    ("got", "want", "said"),
    [
        ((2, 3, 0, 4), (2, 3, 5, 4), "empty along one axis. What is a[0:-0]?"),
        ((3, 1), (3,), "axes of length 1"),
        ((1, 3, 1, 1), (3,), "axes of length 1"),
        ((2, 3, 5), (2, 3, 5, 4), "out has 3 axes; 4 are needed."),
        ((2, 3, 9, 8), (2, 3, 5, 4), "larger by 2*pad in height and width: the padding is still on it."),
        ((2, 3, 1, 2), (2, 3, 5, 6), "smaller by 2*pad in height and width"),
        ((2, 3, 4, 5), (2, 3, 5, 4), "Height and width of out are swapped."),
        ((2, 3, 6, 4), (2, 3, 5, 4), "The height of out is off by one."),
        ((2, 3, 5, 3), (2, 3, 5, 4), "The width of out is off by one."),
        ((2, 3, 6, 5), (2, 3, 5, 4), "The height and width of out are off by one."),
        ((2, 3, 5, 8), (2, 3, 5, 4), "The width of out does not follow"),
        ((3, 2, 5, 4), (2, 3, 5, 4), "axes in another order"),
        ((6, 4), (5, 4), "The height of out is off by one."),
        ((2, 3, 9, 4), (2, 3, 5, 4), "The height of out does not follow"),
        ((2, 3, 9, 7), (2, 3, 5, 4), "The height and width of out do not follow"),
    ],
)
def test_a_wrong_shape_is_explained(got, want, said):
    """Padding, order, off by one: the sentence fits the shape."""
    assert said in hint(np.ones(got), np.ones(want), **PAD)


def test_a_size_is_not_explained_where_more_than_the_size_is_wrong():
    """With another number of channels, one row too many is not what to look at first."""
    assert hint(np.ones((2, 4, 6, 4)), np.ones((2, 3, 5, 4)), **PAD) == ""


@pytest.mark.parametrize(
    ("got", "said"), [((4, 6, 3), "height"), ((5, 5, 3), "width"), ((5, 7, 3), "width"), ((6, 6, 3), "height")]
)
def test_the_size_of_a_photo_is_explained(got, said):
    """(H, W, 3): a photo that is a column short is not told that its height is off."""
    other = {"height": "width", "width": "height"}[said]
    text = hint(np.ones(got), np.ones((5, 6, 3)), kernel=np.ones((3, 3)))

    assert other not in text.lower()


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (2, 3, 4), (2, 3, 4, 5, 6), (0,), (100, 100)])
@pytest.mark.parametrize("want", [(), (4,), (3, 2), (2, 3, 5, 4)])
def test_any_two_shapes_have_at_most_one_sentence(shape, want):
    """No pair of shapes breaks the search for a hint."""
    text = hint(np.ones(shape), np.zeros(want))

    assert text.count("\n") == 0


# ------------------------------------------------------------------------------------------ exceptions


@pytest.mark.parametrize(
    ("type_name", "text", "inputs", "said"),
    [
        ("ValueError", "assignment destination is read-only", {}, "Copy the array first."),
        ("SystemExit", "0", {}, "Take that line out."),
        ("EOFError", "EOF when reading a line", {}, "Take it out."),
        ("RecursionError", "maximum recursion depth exceeded", {}, "calls itself without an end"),
        ("NotImplementedError", "pool: part 2", {}, "a function that is not written yet"),
        ("ValueError", "operands could not be broadcast together with shapes (2,3) (4,)", {}, "Print the shapes"),
        (
            "ValueError",
            "could not broadcast input array from shape (0,0) into shape (2,2)",
            {"p": {"pad": 0}},
            "a[0:-0]",
        ),
        (
            "ValueError",
            "could not broadcast input array from shape (3,3) into shape (2,2)",
            {"p": {"pad": 1}},
            "Print the shapes",
        ),
        ("IndexError", "index 5 is out of bounds for axis 0 with size 5", {}, "ran past the end"),
        ("KeyError", "'pad'", {}, "no such key"),
        ("ZeroDivisionError", "division by zero", {}, ""),
        ("", "", {}, ""),
    ],
)
def test_an_exception_is_explained(type_name, text, inputs, said):
    """The usual causes of the usual exceptions, and silence about the others."""
    found = explain_fault(Fault(type_name, text), inputs)

    assert said in found
    assert bool(said) == bool(found)
