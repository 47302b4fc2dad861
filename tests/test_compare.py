"""One value against the reference's: no wrong one accepted, no right one refused, the first fault named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.compare import GRID, ROWS, compare, describe, error_grid, is_photo
from grader.records import Opaque, Tolerance

EXACT = Tolerance(absolute=1e-3)
SMOOTH = Tolerance(relative=2e-4)


def wanted(*shape):
    """An array of different multiples of 1/4."""
    return (np.arange(np.prod(shape)).reshape(shape) - 3) / 4.0


def last_entry_off(a):
    """One wrong entry, at the end."""
    b = a.copy()
    b.flat[-1] += 1 / 16
    return b


def one_nan(a):
    """One NaN among right values."""
    b = a.copy()
    b.flat[2] = np.nan
    return b


# ------------------------------------------------------------------------------------------ right answers

RIGHT = {
    "itself": lambda a: a,
    "Fortran order": np.asfortranarray,
    "every second of a larger array": lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
    "reversed twice": lambda a: a[::-1].copy()[::-1],
    "read-only": lambda a: np.broadcast_to(a, a.shape),
    "float32": lambda a: a.astype(np.float32),
    "float16": lambda a: a.astype(np.float16),
    "long double": lambda a: a.astype(np.longdouble),
    "big-endian": lambda a: a.astype(">f8"),
    "rounding error": lambda a: a + 1e-9,
    "within the tolerance": lambda a: a + 0.9e-3,
    "negative zero": lambda a: np.where(a == 0, -0.0, a),
}


@pytest.mark.parametrize("made", RIGHT.values(), ids=RIGHT)
def test_right_values_are_right_however_they_are_stored(made):
    """Layout, width, byte order and rounding error cost nothing."""
    want = wanted(2, 3, 4)

    assert compare("out", made(want.copy()), want, EXACT) is None


@pytest.mark.parametrize("dtype", [np.int64, np.int32, np.uint8, np.float32])
def test_whole_numbers_may_be_ints(dtype):
    """An int array with the right values is right."""
    want = np.arange(12.0).reshape(3, 4)

    assert compare("out", want.astype(dtype), want, EXACT) is None


@pytest.mark.parametrize(
    "got", [5, 5.0, np.float64(5), np.array(5), np.array(5.0, np.float32), np.int64(5), np.float32(5)]
)
@pytest.mark.parametrize("want", [5, 5.0, np.float64(5), np.array(5.0)])
def test_a_number_is_a_number(got, want):
    """Where a number is expected, Python's and NumPy's are as good as each other."""
    assert compare("loss", got, want, EXACT) is None


@pytest.mark.parametrize("tolerance", [Tolerance(), Tolerance(0.25), Tolerance(relative=0.0625)])
def test_the_whole_of_the_tolerance_is_allowed(tolerance):
    """What is off by exactly as much as it may be is right; where nothing is allowed, the value itself is."""
    want = np.array([[4.0, -1.0], [0.0, 2.5]])
    off = tolerance.allowed(want)

    assert compare("out", want + off, want, tolerance) is None
    assert compare("out", want + off + 1 / 16, want, tolerance).kind == "values"


def test_truth_is_compared_with_truth():
    """Where the reference returns an array of bools, one of bools or numbers will do, and no other kind."""
    want = np.array([True, False, True])

    assert compare("mask", want.copy(), want, EXACT) is None
    assert compare("mask", want.astype(int), want, EXACT) is None
    assert compare("mask", ~want, want, EXACT).kind == "values"
    assert compare("mask", want.astype(complex), want, EXACT).kind == "dtype"
    assert compare("mask", want.astype(str), want, EXACT).kind == "dtype"


@pytest.mark.parametrize("shape", [(0,), (2, 0), (2, 0, 3)])
def test_empty_arrays_are_equal(shape):
    """An output without entries has no wrong ones."""
    assert compare("out", np.zeros(shape), np.ones(shape), EXACT) is None


@pytest.mark.parametrize("shape", [(1, 3), (3, 1), (1, 3, 1, 1), (3,)])
def test_extra_axes_of_length_1_pass_where_they_are_allowed(shape):
    """(1, C) for (C,) is right when the case is about the values, and wrong when it is about the shape."""
    want = wanted(3)
    strict = compare("db", want.reshape(shape), want, EXACT)

    assert compare("db", want.reshape(shape), want, EXACT, loose_shape=True) is None
    assert (strict is None) == (shape == (3,))


def test_a_loose_shape_is_no_loose_order():
    """Axes of length 1 may be added, but not moved so that values change places."""
    want = wanted(2, 3)

    assert compare("dw", want.T, want, EXACT, loose_shape=True).kind == "shape"
    assert compare("dw", want.reshape(6), want, EXACT, loose_shape=True).kind == "shape"
    assert compare("dw", want.reshape(1, 3, 2), want, EXACT, loose_shape=True).kind == "shape"


@given(arrays.arrays(np.float64, arrays.array_shapes(max_dims=4, max_side=4), elements=st.floats(-1e6, 1e6)), st.data())
def test_any_array_is_right_and_any_wrong_entry_is_found(want, data):
    """An array equals itself; with one entry off by more than allowed, that entry is named and no other."""
    at = tuple(data.draw(st.integers(0, n - 1)) for n in want.shape)
    off = data.draw(st.sampled_from([1 / 16, -1 / 16, 1e3, -1e5]))
    wrong = want.copy()
    wrong[at] += off
    mismatch = compare("out", wrong, want, EXACT)

    assert compare("out", want.copy(), want, EXACT) is None
    assert (mismatch.kind, mismatch.wrong, mismatch.worst, mismatch.first) == ("values", 1, at, at)


# ------------------------------------------------------------------------------------------ wrong answers

WRONG = {
    "zeros": np.zeros_like,
    "negative": np.negative,
    "last entry off": last_entry_off,
    "one NaN": one_nan,
    "all NaN": lambda a: np.full_like(a, np.nan),
    "infinity": lambda a: np.where(a > 1, np.inf, a),
    "just outside the tolerance": lambda a: a + 1.1e-3,
    "transposed": lambda a: a.swapaxes(0, 1),
    "a column short": lambda a: a[..., :-1],
    "an axis too many": lambda a: a[None],
    "flat": np.ravel,
    "a list": lambda a: a.tolist(),
    "a tuple": lambda a: (a, None),
    "text": lambda a: a.astype(str),
    "objects": lambda a: a.astype(object),
    "complex": lambda a: a.astype(complex),
    "bool": lambda a: a.astype(bool),
    "dates": lambda a: a.astype("M8[s]"),
    "records": lambda a: np.zeros(a.shape, dtype=[("x", "f8")]),
    "a sum": lambda a: a.sum(),
    "None": lambda a: None,
    "opaque": lambda a: Opaque("Tensor"),
    "a dict": lambda a: {"out": a},
    "text itself": str,
    "a large int": lambda a: 10**30,
    "an int too long to print": lambda a: 10**5000,
    "a masked array": lambda a: np.ma.masked_all(a.shape),
}


@pytest.mark.parametrize("made", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("tolerance", [EXACT, SMOOTH, Tolerance()], ids=["exact", "smooth", "none"])
@pytest.mark.parametrize("loose", [False, True])
def test_wrong_values_are_wrong(made, tolerance, loose):
    """One entry, one sign, one axis, one NaN or another kind of value is enough to fail, and nothing breaks."""
    want = wanted(2, 3, 4)
    if loose and made is WRONG["an axis too many"]:
        return

    assert compare("out", made(want), want, tolerance, loose_shape=loose) is not None


@pytest.mark.parametrize(
    "got",
    [True, None, "5", [5], (5,), 5j, np.array([5]), float("nan"), float("inf"), 4, 10**400, Opaque("Fraction")],
    ids=lambda v: describe(v)[:30],
)
def test_what_is_no_right_number(got):
    """Where 5 is expected, True, "5", [5] and an array of one entry are not it."""
    assert compare("result", got, 5, EXACT) is not None


def test_true_is_not_one():
    """A bool is no number, also where the number is 1."""
    assert compare("result", True, 1, EXACT).kind == "type"


@pytest.mark.parametrize("got", [0.0, np.zeros(1), np.zeros(())])
def test_a_reference_that_is_nan_accepts_nothing(got):
    """A fault of the reference never becomes full marks."""
    want = np.full(np.shape(got), np.nan)

    assert compare("out", got, want, EXACT) is not None


# ------------------------------------------------------------------------------------------ what is said

FIRST_FAULT = {
    "type": lambda a: a.tolist(),
    "shape": lambda a: np.full((1, *a.shape), np.nan, dtype=complex),
    "dtype": lambda a: np.full(a.shape, np.nan, dtype=complex),
    "not_finite": lambda a: np.where(a > 1, np.nan, a + 1),
    "values": lambda a: a + 1,
}


@pytest.mark.parametrize("kind", FIRST_FAULT)
def test_the_first_fault_is_named(kind):
    """Type comes before shape, shape before dtype, dtype before NaN, NaN before values."""
    want = wanted(2, 3, 4)

    assert compare("out", FIRST_FAULT[kind](want), want, EXACT).kind == kind


def test_a_mismatch_counts_and_shows_the_wrong_entries():
    """How many, the first, the worst, and rows of index, got and expected."""
    want = np.zeros((3, 4))
    got = want.copy()
    got[0, 1], got[2, 3], got[1, 1] = 0.25, -2.0, 5e-4
    mismatch = compare("dx", got, want, EXACT)

    assert (mismatch.output, mismatch.wrong, mismatch.total) == ("dx", 2, 12)
    assert (mismatch.first, mismatch.worst, mismatch.worst_error) == ((0, 1), (2, 3), 2.0)
    assert mismatch.rows == (((0, 1), 0.25, 0.0), ((2, 3), -2.0, 0.0))
    assert mismatch.allowed == 1e-3


def test_few_rows_are_shown_of_many():
    """A wrong array of a thousand entries does not fill the page."""
    mismatch = compare("dx", np.ones((20, 50)), np.zeros((20, 50)), EXACT)

    assert len(mismatch.rows) == ROWS
    assert mismatch.wrong == 1000


def test_nan_is_located():
    """The first entry that is no number is named, and how many there are."""
    got = np.zeros((2, 3))
    got[1, 0], got[1, 2] = np.nan, -np.inf
    mismatch = compare("dx", got, np.zeros((2, 3)), EXACT)

    assert (mismatch.first, mismatch.wrong, mismatch.total) == ((1, 0), 2, 6)


def test_values_too_large_for_their_difference():
    """Finite values whose difference overflows are wrong, and nothing breaks."""
    mismatch = compare("out", np.full((2, 2), -1.7e308), np.full((2, 2), 1.7e308), EXACT)

    assert (mismatch.kind, mismatch.wrong) == ("values", 4)


def test_comparing_leaves_both_values_as_they_are():
    """A comparison changes neither the student's array nor the reference."""
    got, want = wanted(2, 3) + 1, wanted(2, 3)
    compare("out", got, want, EXACT, loose_shape=True)

    assert np.array_equal(got, wanted(2, 3) + 1)
    assert np.array_equal(want, wanted(2, 3))


@pytest.mark.parametrize(
    ("got", "want", "waited_for"),
    [
        (None, np.zeros((2, 3)), "a NumPy array of shape (2, 3)"),
        (2.5, np.zeros(3), "a NumPy array of shape (3,)"),
        ([5], 5, "a number"),
        (None, np.array(5.0), "a number"),
    ],
    ids=["None", "a number", "a list", "None for a number"],
)
def test_another_kind_of_value_is_told_what_was_waited_for(got, want, waited_for):
    """What came, as a student would call it, and whether a number or an array of which shape belongs there."""
    mismatch = compare("out", got, want, EXACT)

    assert (mismatch.got, mismatch.expected) == (describe(got), waited_for)


# ------------------------------------------------------------------------------------------ pictures of errors


def test_the_grid_shows_where_and_how_much():
    """0 where it is right, 1 to 4 for errors up to 1 %, 10 %, 50 % and all of the largest."""
    error = np.array([[0.0, 1e-3, 0.5], [5.0, 40.0, 100.0]])

    assert error_grid(error, 1e-3) == ((0, 0, 1), (2, 3, 4))


def test_the_grid_shows_the_worst_image():
    """Errors of any image or channel show at their row and column."""
    error = np.zeros((2, 3, 4, 5))
    error[1, 2, 3, 0] = 1

    assert error_grid(error, 1e-3) == ((0,) * 5,) * 3 + ((4, 0, 0, 0, 0),)


def test_the_grid_of_a_photo_has_its_rows_and_columns():
    """The channels of (H, W, 3) are no columns: the worst of a pixel's three errors shows at the pixel."""
    error = np.zeros((5, 6, 3))
    error[1, 2, 0], error[1, 2, 1] = 0.05, 1

    assert error_grid(error, 1e-3) == ((0,) * 6, (0, 0, 4, 0, 0, 0), *[(0,) * 6] * 3)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((5, 6, 3), True),
        ((5, 6, 4), True),
        ((5, 6, 2), False),
        ((3, 5, 4), False),
        ((4, 5, 3), False),
        ((5, 3), False),
        ((2, 5, 6, 3), False),
    ],
)
def test_a_photo_is_known_by_its_shape(shape, expected):
    """Three axes, of which the last alone is as long as a pixel has channels."""
    assert is_photo(shape) is expected


def test_the_grid_is_never_larger_than_a_page():
    """A large array is pictured by its upper left corner."""
    grid = error_grid(1 - np.eye(100, 200), 1e-3)

    assert (len(grid), len(grid[0])) == GRID


def test_no_grid_where_nothing_is_right():
    """A picture that is wrong all over shows no place to look at."""
    assert error_grid(np.ones((3, 4)), 1e-3) == ()
    assert error_grid(np.ones((2, 3, 5)) * np.reshape([1, 0], (2, 1, 1)), 1e-3) == ()


@pytest.mark.parametrize("shape", [(), (5,), (0, 3), (2, 0)])
def test_no_grid_without_rows_and_columns(shape):
    """A vector, a number and an empty array have no picture."""
    assert error_grid(np.ones(shape), 1e-3) == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        (True, "the bool True"),
        (5, "the number 5"),
        (2.5, "the number 2.5"),
        ("abc", "the str 'abc'"),
        ([1, 2], "a list of 2 items"),
        ((1, 2, 3), "a tuple of 3 items"),
        (np.zeros((2, 3)), "an array of shape (2, 3) and dtype float64"),
        (Opaque("Tensor"), "an object of type Tensor"),
        (Opaque("a value nested too deep"), "a value nested too deep"),
        ({}, "a dict"),
    ],
    ids=repr,
)
def test_values_are_described_as_a_student_would(value, words):
    """Kinds in plain words, no repr of an array."""
    assert describe(value) == words


@pytest.mark.parametrize(
    "value", ["x" * 10**6, 10**4000, 10**5000, [0] * 10**5], ids=["str", "int", "longer int", "list"]
)
def test_descriptions_are_short(value):
    """However large a returned value is, its description fits into a line."""
    assert len(describe(value)) < 120
