"""How a case is written down: each part as its author asked for it, in lines that fit."""

import numpy as np
import pytest

from grader.declare import Case
from grader.probes import Source
from grader.quality.spelling import Recording, broken, case_text, spelled
from grader.records import Call

CALLS = (Call("layer", ("x", "w"), ("out", "cache")), Call("layer_backward", ("dout", "cache"), ("dx", "dw")))


def test_what_a_source_drew_is_asked_for_again():
    """The text draws arrays of the same kind and shape, and writes out what is none of the source's."""
    source = Recording(1)
    inputs = {"x": source.spread(2, 3, mean=5.0), "w": source.dyadic(3), "n": 2, "param": {"eps": 0.5}, "b": np.ones(2)}

    assert spelled(inputs, source.made) == (
        '{"x": r.spread(2, 3, mean=5, std=1), "w": r.dyadic(3), "n": 2, "param": {"eps": 0.5}, "b": np.array([1.0, 1.0])}'
    )


@pytest.mark.parametrize("room", [200, 100, 60, 30])
def test_a_case_is_broken_into_lines(room):
    """They fit as far as there is a bracket to break at, and mean what the one line means."""
    inputs = '{"x": r.dyadic(2, 3), "w": np.ones((2, 3)), "text": "a, (b", "one": (1,)}'
    text = case_text(inputs, ', layout="F"', CALLS, ("dw",), unchanged=True)
    lines = broken(text, room)
    case = eval("\n".join(lines), {"Case": Case, "np": np})

    assert (len(lines) == 1) is (len(text) <= room)
    assert all(len(line) <= room for line in lines if '"layer' not in line)
    assert (case.layout, case.calls, case.compare, case.check) == ("F", tuple(map(str, CALLS)), ("dw",), "unchanged")
    assert case.inputs(Source(1))["text"] == "a, (b"
    assert case.inputs(Source(1))["one"] == (1,)


def test_lines_are_broken_as_a_formatter_would():
    """One part a line, four columns further in, with a comma behind the last."""
    assert broken('Case("...", f(1, 2), dtype="float32")', 20) == [
        "Case(",
        '    "...",',
        "    f(1, 2),",
        '    dtype="float32",',
        ")",
    ]
