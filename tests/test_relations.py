"""Relations: each sentence is true of the numbers, and nothing is said that chance could have made."""

import re
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.compare import compare
from grader.explain import explain
from grader.records import Tolerance
from grader.relations import different, other_output, related

RNG = np.random.default_rng(11)
X, DOUT, WANT = (RNG.standard_normal((5, 4)) for _ in range(3))
GAMMA, BETA = np.array([0.5, -1.25, 2.0, 0.75]), np.array([1.0, -0.25, 0.5, 3.0])
IMAGES, MORE = (RNG.standard_normal((2, 4, 3, 5)) for _ in range(2))
GIVEN = {"x": X, "dout": DOUT, "gamma": GAMMA, "beta": BETA, "param": {"eps": 0.5, "mean": np.array([7.0, 1, 2, 5, 3])}}


def by_channel(vector):
    """A vector along the channels of images."""
    return vector[:, None, None]


def said(got, want, output="out", **inputs):
    """What is said of a wrong value."""
    return related(output, np.asarray(got), np.asarray(want), inputs or GIVEN)


# ---------------------------------------------------------------------------------------------- the inputs

FOUND = {
    "an input": (X, WANT, "out is x, entry by entry."),
    "a vector": (np.tile(BETA, (5, 1)), WANT, "out is beta, entry by entry."),
    "a vector in a dict": (np.tile([[7.0], [1], [2], [5], [3]], 4), WANT, 'out is param["mean"], entry by entry.'),
    "something lost": (WANT - BETA, WANT, "out is off by -1 times beta, entry by entry."),
    "something added": (WANT + DOUT, WANT, "out is off by dout, entry by entry."),
    "twice": (WANT + 2 * X, WANT, "out is off by 2 times x, entry by entry."),
    "a quarter": (WANT + X / 4, WANT, "out is off by x divided by 4, entry by entry."),
    "another multiple": (WANT - 0.9 * X, WANT, "out is off by a fixed multiple of x, entry by entry."),
    "a factor": (WANT * GAMMA, WANT, "out is what it should be times gamma, entry by entry."),
    "a divisor": (WANT / GAMMA, WANT, "out is what it should be divided by gamma, entry by entry."),
    "rows moved": (WANT + X[:, :1], WANT, "Each row of out is off by one constant."),
    "columns moved": (WANT + DOUT[0], WANT, "Each column of out is off by one constant."),
    "rows scaled": (WANT * X[:, :1], WANT, "Each row of out is right but for one factor."),
    "columns scaled": (WANT * DOUT[0], WANT, "Each column of out is right but for one factor."),
    "scaled before beta": (1.5 * WANT + BETA, WANT + BETA, "Apart from beta, out is right but for one factor."),
    "rows before beta": (
        X[:, :1] * WANT + BETA,
        WANT + BETA,
        "Apart from beta, each row of out is right but for one factor.",
    ),
    "signs": (
        WANT * np.where(X > 0, 1, -1),
        WANT,
        "out has the right sizes everywhere and the wrong sign in some places.",
    ),
    "noise": (WANT + RNG.standard_normal((5, 4)), WANT, ""),
}


@pytest.mark.parametrize(("got", "want", "words"), FOUND.values(), ids=FOUND)
def test_a_relation_is_named(got, want, words):
    """The sentence says what the numbers show, and asks one question."""
    text = said(got, want)

    assert text.startswith(words)
    assert bool(text) is bool(words)
    assert text.count("?") == bool(words)


def test_channels_of_images_are_named():
    """Vectors along the channels go with (N, C, H, W); an image may have a factor, or a constant, of its own."""
    inputs = {"gamma": GAMMA, "beta": BETA}
    shifts = np.array([1.5, -0.25])[:, None, None, None]

    assert said(IMAGES * by_channel(GAMMA), IMAGES, **inputs).startswith("out is what it should be times gamma")
    assert said(IMAGES - 2 * by_channel(BETA), IMAGES, **inputs).startswith("out is off by -2 times beta")
    assert said(IMAGES + shifts, IMAGES, **inputs).startswith("Each image of out is off by one constant.")
    assert said(IMAGES * shifts, IMAGES, **inputs).startswith("Each image of out is right but for one factor.")
    assert said(IMAGES * by_channel(GAMMA) + by_channel(BETA), IMAGES + by_channel(BETA), beta=BETA).startswith(
        "Apart from beta, each channel of out is right but for one factor."
    )


def test_a_value_that_was_handed_in_is_not_taken_for_the_one_that_comes_back():
    """A running mean is an input and an output of one name."""
    name, old, want = 'param["mean"]', np.array([7.0, 1, 2, 5]), np.array([6.5, 1.25, 3.0, 4.5])
    inputs = {"param": {"mean": old}}

    assert said(want - 0.9 * old, want, name, **inputs).startswith(
        f"{name} is off by a fixed multiple of {name} as handed in, entry by entry."
    )
    assert said(old, want, name, **inputs).startswith(f"{name} is {name} as handed in, entry by entry.")


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (DOUT.sum(axis=0), "dgamma is the sum of dout."),
        ((DOUT * X).sum(axis=0), "dgamma is the sum of x times dout."),
        ((DOUT * DOUT).sum(axis=0), "dgamma is the sum of dout times dout."),
        ((DOUT * X).sum(axis=0) * (1 + 1e-7), ""),
        (np.array([0.5, 0.25, -1.0, 2.0]), ""),
    ],
)
def test_a_sum_is_named(got, words):
    """Of a vector: that it adds up an input, or the product of two."""
    text = said(got, np.array([1.0, 5.0, 2.0, -3.0]), "dgamma")

    assert text.startswith(words)
    assert bool(text) is bool(words)


# ---------------------------------------------------------------------------------------------- what adds up to 0


def normed_back(dout, x, axes, *, mean=True, deviation=True):
    """The gradient of a mean taken off and a deviation divided by, or without a part of it."""
    centred = x - x.mean(axis=axes, keepdims=True)
    std = np.sqrt((centred**2).mean(axis=axes, keepdims=True) + 1e-5)
    centred /= std
    dx = dout - (dout.mean(axis=axes, keepdims=True) if mean else 0)
    return (dx - centred * (dout * centred).mean(axis=axes, keepdims=True) * deviation) / std


@pytest.mark.parametrize(
    ("x", "dout", "axes", "part"),
    [(X, DOUT, (1,), "row"), (X, DOUT, (0,), "column"), (IMAGES, MORE, (0, 2, 3), "channel")],
)
def test_a_gradient_that_should_add_up_to_0(x, dout, axes, part):
    """Which of the two sums is not 0 is told: the gradient's own, or that of its products with x."""
    back = partial(normed_back, dout, x, axes)
    first = said(back(deviation=False) + 0.5 * x**2, back(), "dx", x=x)
    second = said(back(deviation=False), back(), "dx", x=x)

    assert first.startswith(f"Over each {part}, dx should add up to 0, and yours does not.")
    assert second.startswith(
        f"Over each {part}, dx adds up to 0, as it should. So should dx times x, nearly, and yours does"
    )
    assert said(back(deviation=False) + 0.5 * x**2, back(), "dx of the second call", x=x) == ""
    assert said(back(deviation=False) + 0.5 * x**2, back(), "dx", w=x) == ""


def test_a_sum_that_is_0_by_chance_is_no_rule():
    """Numbers on the grid of exact probes add up to 0 now and then: nothing is said of them."""
    want = np.array([[1.0, -2.5, 1.5, 0.0], [0.25, 3.0, -1.0, -2.25]])

    assert said(want + np.array([[1.0, 2, 0, 5], [7, 0.5, 3, 1]]), want, "dx", x=X[:2]) == ""


# ---------------------------------------------------------------------------------------------- no chance


FEW = {"x": np.array([[1.0, 1, 2], [2, 1, 1]]), "gamma": np.array([1.0, 2.0, 3.0]), "ones": np.ones(3)}


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (FEW["x"], np.array([[3.0, 1, 2], [5, 7, 1]])),
        (FEW["gamma"], np.array([3.0, 1, 2])),
        (np.array([3.0, 1, 2]) + FEW["gamma"], np.array([3.0, 1, 2])),
        (np.array([3.0, 1, 2]) * FEW["gamma"], np.array([3.0, 1, 2])),
        (np.array([[3.0, 1], [4, 2]]), np.array([[6.0, 2], [1, 0.5]])),
        (np.array([[3.0, 1], [4, 2]]), np.array([[4.0, 2], [1, -1]])),
        (np.array([1.0, -2, 3, -4]), np.array([1.0, -2, 3, 4])),
    ],
    ids=["few values", "three", "off by three", "times three", "rows of two", "shifted rows of two", "one sign"],
)
def test_too_few_numbers_say_nothing(got, want):
    """What three numbers have in common may be chance."""
    assert said(got, want, **FEW) == ""


def test_two_inputs_that_fit_are_not_told_apart():
    """Where gamma and beta hold the same numbers, neither is named."""
    assert said(np.tile(GAMMA, (5, 1)), WANT, gamma=GAMMA, beta=GAMMA) == ""
    assert "gamma" not in said(WANT + GAMMA, WANT, gamma=GAMMA, beta=GAMMA)


def test_almost_is_not_exactly():
    """A value that comes within a millionth of an input is not that input."""
    assert said(X * (1 + 1e-7 * RNG.standard_normal(X.shape)), WANT) == ""
    assert said(np.tile(BETA, (5, 1)) + 1e-7 * X, WANT) == ""
    assert said(WANT + BETA * (1 + 1e-4 * X), WANT) == ""


def test_better_hints_come_first():
    """What was said before of a factor, a flip or a side stays: relations to inputs are looked for last."""
    mismatch = compare("out", 2 * X, X, Tolerance(1e-3))

    assert explain(mismatch, 2 * X, X, {"x": X}).startswith("out is exactly 2 times")
    mismatch = compare("out", IMAGES + by_channel(BETA), IMAGES, Tolerance(1e-3))
    assert explain(mismatch, IMAGES + by_channel(BETA), IMAGES, {"beta": BETA}).startswith(
        "Each channel of out is off by"
    )


def test_numbers_of_the_inputs_are_never_said():
    """The sentences are read in hidden cases, too: of numbers, they hold small whole ones alone."""
    secret = np.array([1234.0625, -77.125, 0.3125, 55.0])
    texts = [
        said(got, WANT, x=X, secret=secret)
        for got in (WANT + secret, WANT + 0.7 * secret, WANT * secret, WANT / secret, WANT - 1234.0625 * X)
    ]

    assert all(texts)
    assert not any(re.search(r"\d\.\d|77|55|123", text) for text in texts)


@given(
    st.integers(0, 2**32),
    st.sampled_from([(3,), (4,), (2, 3), (3, 4), (5, 2), (2, 3, 4), (2, 3, 2, 2), (1, 1, 1, 1), (0, 3), ()]),
    st.booleans(),
)
def test_noise_has_no_relation(seed, shape, dyadic):
    """Random wrong values, in floats and on the grid, are related to nothing."""
    rng = np.random.default_rng(seed)

    def make(*shape):
        return rng.integers(-32, 33, shape) / 4 if dyadic else rng.standard_normal(shape)

    inputs = {"x": make(*shape), "dout": make(*shape), "b": make(shape[-1] if shape else 1), "c": {"d": make(3)}}
    with np.errstate(all="ignore"):
        text = related("dx", make(*shape), make(*shape), inputs)

    assert text == ""


@pytest.mark.parametrize("value", [np.inf, np.nan, 1e300, 1e-300, 0.0])
def test_any_numbers_can_be_looked_at(value):
    """No input breaks the search, whatever it holds."""
    odd = np.where(X > 0, value, X)
    mismatch = compare("out", X, WANT, Tolerance(1e-3))

    assert isinstance(explain(mismatch, X, WANT, {"x": odd, "v": odd[0], "n": 3, "names": ["a"], "flag": X > 0}), str)


# ---------------------------------------------------------------------------------------------- other outputs


@pytest.mark.parametrize(
    ("got", "found"),
    [
        (GAMMA, "dgamma"),
        (GAMMA.astype(np.float32), "dgamma"),
        (GAMMA[None], ""),
        (GAMMA + 1e-6, ""),
        (GAMMA.tolist(), ""),
        (GAMMA.astype(complex), ""),
        (None, ""),
    ],
)
def test_another_output_is_recognised(got, found):
    """An array that is, to rounding, what another output should be."""
    expected = {"dbeta": BETA, "few": np.array([1.0, 2, 1, 2]), "loss": 3.5, "flags": X > 0, "dgamma": GAMMA}

    assert other_output("dbeta", got, expected) == found


@pytest.mark.parametrize(
    ("values", "count"), [([], 0), ([3.0], 1), ([1.0, 1.0 + 1e-9, 2.0], 2), ([0.0, 0.0], 1), ([3, 1, 2, 1], 3)]
)
def test_different_numbers_are_counted(values, count):
    """Rounding makes no number different."""
    assert different(np.array(values)) == count
