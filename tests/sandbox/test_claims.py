"""What a worker claims: taken where it can be so, cut to size, and a broken protocol otherwise."""

import numpy as np
import pytest

from grader.records import Call, Request, Verdict
from grader.sandbox import claims

CALLS = (Call("f", ("x",), ("out", "cache")), Call("g", ("cache",), ("dx",)))
REQUEST = Request({"x": np.zeros(3), "p": {"mode": "train"}}, CALLS, ("out", "dx"))
LINES = {"cell 1": 9}
PASSED = {"verdict": "passed", "values": {"out": 1}, "changed": {}, "fault": None}
FAULT = {"type_name": "ValueError", "text": "no", "function": "g", "label": "cell 1", "line": 3, "source": "x = 1"}
FAULT |= {"kind": "raised", "bases": ["ValueError", "Exception"], "call": 1}
RAISED = {**PASSED, "verdict": "raised", "fault": FAULT}


def taken(reply, **changes):
    """The outcome that is made of a reply with some of it changed."""
    return claims.outcome({**reply, **changes}, REQUEST, LINES, "printed", 0.5)


def test_an_outcome_is_taken_as_it_is():
    """Verdict, values and what was changed are the worker's; text and seconds are ours."""
    found = taken(PASSED, changed={"x": "f", "p[mode]": "g"})

    assert (found.verdict, found.values, found.fault) == (Verdict.PASSED, {"out": 1}, None)
    assert found.changed == {"x": "f", "p[mode]": "g"}
    assert (found.stdout, found.seconds) == ("printed", 0.5)


@pytest.mark.parametrize("verdict", ["failed", "slow", "blocked", "missing", "rejected", "grader_error", "timeout"])
def test_only_verdicts_that_a_worker_can_know_are_taken(verdict):
    """What is right is decided here; a fault of ours, too."""
    with pytest.raises(ValueError, match=verdict):
        taken(RAISED, verdict=verdict)


@pytest.mark.parametrize(
    ("reply", "changes"),
    [
        (PASSED, {"fault": FAULT}),
        (RAISED, {"fault": None}),
        (RAISED, {"fault": {**FAULT, "call": 2}}),
        (RAISED, {"fault": {**FAULT, "call": -1}}),
        (PASSED, {"changed": {"another": "f"}}),
        (PASSED, {"changed": {"another[x]": "f"}}),
        (PASSED, {"changed": {"x": "another"}}),
    ],
)
def test_what_cannot_be_is_refused(reply, changes):
    """A verdict without its exception, a call that was not asked for, names that we did not give."""
    with pytest.raises(ValueError):
        taken(reply, **changes)


def test_an_exception_is_cut_to_size():
    """However long its texts are, a report stays readable."""
    raw = {"type_name": "E" * 500, "text": "t" * 9000, "source": "s" * 900, "bases": ["b" * 500] * 50}
    found = claims.fault({**FAULT, **raw}, LINES, ["g"])

    assert (len(found.type_name), len(found.text), len(found.source)) == (100, 2000, 200)
    assert (len(found.bases), {len(base) for base in found.bases}) == (10, {100})


@pytest.mark.parametrize(
    ("changes", "function", "label", "line"),
    [
        ({}, "g", "cell 1", 3),
        ({"function": "another"}, "", "cell 1", 3),
        ({"line": 9}, "g", "cell 1", 9),
        ({"line": 0}, "g", "cell 1", 0),
        ({"line": 10}, "g", "", 0),
        ({"line": -1}, "g", "", 0),
        ({"label": "cell 2"}, "g", "", 0),
    ],
)
def test_an_exception_is_placed_only_where_there_is_something(changes, function, label, line):
    """A function, a cell or a line that there is not is left out: it could be an input in disguise."""
    found = claims.fault({**FAULT, **changes}, LINES, ["f", "g"])

    assert (found.function, found.label, found.line) == (function, label, line)


@pytest.mark.parametrize(("type_name", "told"), [("a b\n", "a_b_"), ("", "Exception"), ("Größe", "Größe")])
def test_an_exceptions_name_is_a_name(type_name, told):
    """Whatever a class was called, it can stand in a sentence."""
    assert claims.fault({**FAULT, "type_name": type_name}, LINES).type_name == told


@pytest.mark.parametrize(("kind", "told"), [("returned", "returned"), ("raised", "raised"), ("crashed", "raised")])
def test_a_worker_does_not_say_that_it_crashed(kind, told):
    """Whoever tells that is alive."""
    assert claims.fault({**FAULT, "kind": kind}, LINES).kind == told
