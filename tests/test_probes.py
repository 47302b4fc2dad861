"""Test inputs: exact, repeatable, and different for every submission."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.probes import Source, derive

DRAWS = {
    "dyadic": lambda r: r.dyadic(3, 4),
    "distinct": lambda r: r.distinct(3, 4),
    "ties": lambda r: r.ties(3, 4),
    "spread": lambda r: r.spread(3, 4),
    "picture": lambda r: r.picture(3, 4),
    "integer": lambda r: r.integer(0, 10**6),
    "pick": lambda r: r.pick(*range(10**6)),
}


def source(*words):
    """A source with a seed of its own."""
    return Source(derive(b"tests", *words))


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_the_same_seed_draws_the_same(draw):
    """A submission that is graded twice gets the same inputs twice."""
    assert np.array_equal(draw(source("a")), draw(source("a")))


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_another_seed_draws_something_else(draw):
    """No two submissions get the same inputs."""
    assert not np.array_equal(draw(source("a")), draw(source("b")))


def test_a_source_does_not_repeat_itself():
    """Two arrays of one case differ, so that they cannot be mixed up unnoticed."""
    r = source("twice")

    assert not np.array_equal(r.dyadic(3, 4), r.dyadic(3, 4))


@pytest.mark.parametrize(
    ("secret", "words"),
    [(b"other", ("s1", "conv", "case")), (b"secret", ("s2", "conv", "case")), (b"secret", ("s1", "pool", "case"))],
)
def test_every_word_of_a_seed_counts(secret, words):
    """The secret, the submission and the question each change the inputs."""
    assert derive(secret, *words) != derive(b"secret", "s1", "conv", "case")


def test_words_of_a_seed_do_not_run_together():
    """Submission 1 of question 23 is not submission 12 of question 3."""
    assert derive(b"secret", "1", "23") != derive(b"secret", "12", "3")


def test_seeds_stay_what_they_are():
    """A release can be graded again next year: the seed of known words is known."""
    assert derive(b"public", "conv", "a") % 10**12 == 142707851591


@given(st.integers(0, 2**256 - 1))
def test_dyadic_values(seed):
    """Dyadic probes are multiples of 1/4 from -2 to 2, never 0, float64."""
    values = Source(seed).dyadic(4, 5)

    assert values.dtype == np.float64
    assert values.shape == (4, 5)
    assert np.isin(values * 4, [k for k in range(-8, 9) if k]).all()


def test_dyadic_values_reach_their_whole_range():
    """All 16 values are drawn: a sign or a size that is never drawn is a mistake that is never seen."""
    assert len(np.unique(source("range").dyadic(1000))) == 16


def test_dyadic_sums_are_exact_in_float32():
    """A sum of products comes out the same in float32 and float64, forwards and backwards."""
    r = source("exact")
    left, right = r.dyadic(1 << 14), r.dyadic(1 << 14)
    narrow = (left.astype(np.float32) * right.astype(np.float32)).cumsum(dtype=np.float32)[-1]

    assert narrow == (left * right).cumsum()[-1] == (left * right)[::-1].cumsum()[-1]


@pytest.mark.parametrize("shape", [(1,), (2, 3), (2, 3, 4, 5), (3, 3, 3, 1)])
def test_distinct_values_have_no_ties(shape):
    """The largest value of any window is held once, below 0 as often as above."""
    values = source("distinct", str(shape)).distinct(*shape)

    assert values.shape == shape
    assert len(np.unique(values)) == values.size
    assert abs(int((values < 0).sum()) - int((values > 0).sum())) <= 1
    assert np.array_equal(values * 4, np.trunc(values * 4))


def test_most_windows_of_ties_hold_their_maximum_twice():
    """Ties are frequent enough that a mistake in them shows in every drawn case."""
    windows = source("ties").ties(500, 4)
    winners = (windows == windows.max(axis=1, keepdims=True)).sum(axis=1)

    assert set(np.unique(windows)) == {-1.0, 0.0}
    assert (winners > 1).mean() > 0.5


def test_spread_has_the_mean_and_standard_deviation_asked_for():
    """Normal values with mean 5 and standard deviation 2."""
    values = source("spread").spread(20000, mean=5.0, std=2.0)

    assert abs(values.mean() - 5) < 0.1
    assert abs(values.std() - 2) < 0.1


def test_a_picture_is_a_bright_uint8_picture():
    """(H, W, 3), uint8, dark and bright pixels, so that arithmetic in uint8 wraps around."""
    picture = source("picture").picture(40, 50)

    assert picture.shape == (40, 50, 3)
    assert picture.dtype == np.uint8
    assert picture.min() < 10
    assert picture.max() > 245
    assert picture.mean() > 128


def test_integer_includes_both_ends():
    """integer(2, 4) draws 2, 3 and 4, as plain ints that isinstance(n, int) accepts."""
    r = source("integer")
    drawn = [r.integer(2, 4) for _ in range(200)]

    assert set(drawn) == {2, 3, 4}
    assert {type(n) for n in drawn} == {int}


def test_pick_reaches_every_choice():
    """A pick draws each of its arguments, and nothing else."""
    r = source("pick")

    assert {r.pick("a", "b", "c") for _ in range(200)} == {"a", "b", "c"}
