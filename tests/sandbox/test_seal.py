"""Sealed answers: the right call opens them, and nothing else does."""

import numpy as np
import pytest

from grader.records import Replay
from grader.sandbox import wire
from grader.sandbox.seal import Sealed, seal

X = np.array([[1.0, -2.0], [0.0, 0.5]])
PARAM = {"stride": 2, "pad": 1}
ANSWER = (np.array([7.25, 9.125]), {"mean": np.array([3.5])})


def sealed(**arguments):
    """One recorded call as it is in a worker, having crossed to it."""
    arguments = arguments or {"x": X, "pool_param": PARAM}
    raw = wire.load(wire.dump(seal(Replay("pool", tuple(arguments), {}, arguments, ANSWER))))
    return Sealed(**{**raw, "parameters": tuple(raw["parameters"])})


SAME = {
    "as it was": {"x": X, "pool_param": PARAM},
    "as a list": {"x": X.tolist(), "pool_param": PARAM},
    "float32": {"x": X.astype(np.float32), "pool_param": PARAM},
    "another layout": {"x": np.asfortranarray(X), "pool_param": PARAM},
    "minus zero": {"x": np.array([[1.0, -2.0], [-0.0, 0.5]]), "pool_param": PARAM},
    "more keys": {"x": X, "pool_param": {**PARAM, "verbose": True}},
    "numbers of NumPy": {"x": X, "pool_param": {"stride": np.int64(2), "pad": 1.0}},
}
OTHER = {
    "another value": {"x": X + 2.0**-20, "pool_param": PARAM},
    "another shape": {"x": X.ravel(), "pool_param": PARAM},
    "another parameter": {"x": X, "pool_param": {"stride": 1, "pad": 1}},
    "a key missing": {"x": X, "pool_param": {"stride": 2}},
    "an argument missing": {"x": X},
    "another kind": {"x": "X", "pool_param": PARAM},
    "nothing": {"x": None, "pool_param": None},
}


@pytest.mark.parametrize("given", SAME.values(), ids=SAME)
def test_the_same_call_opens_it(given):
    """Equal numbers of any width, equal arrays of any layout; keys that were not recorded do not count."""
    opened = sealed().opened(given)

    assert np.array_equal(opened[0], ANSWER[0])
    assert np.array_equal(opened[1]["mean"], ANSWER[1]["mean"])


@pytest.mark.parametrize("given", OTHER.values(), ids=OTHER)
def test_another_call_does_not(given):
    """Whoever does not know the arguments learns nothing of the answer."""
    with pytest.raises(LookupError):
        sealed().opened(given)


def test_nothing_of_the_answer_or_the_arguments_is_in_the_clear():
    """Neither the numbers of the answer nor those of the arguments are among the bytes."""
    raw = seal(Replay("pool", ("x", "pool_param"), {}, {"x": X, "pool_param": PARAM}, ANSWER))
    crossed = wire.dump(raw)

    for secret in (*ANSWER[0], *ANSWER[1]["mean"], *X[X != 0]):
        assert np.float64(secret).tobytes() not in crossed
    assert b"mean" not in crossed


def test_two_calls_have_two_marks():
    """A mark tells nothing but whether a call is the one."""
    assert sealed().mark != sealed(x=X + 1, pool_param=PARAM).mark
