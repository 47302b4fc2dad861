"""Asking twice: what depends on more than its arguments loses its points, and nothing else does."""

from dataclasses import replace
from itertools import pairwise

import pytest

from grader import grade
from grader.messages import render
from grader.sandbox.client import Worker
from tests.small_course import POINTS
from tests.test_grade import OPTIONS, all_right, checks, graded, outcome, question

DEPENDS_ON_MORE = {
    "a cache by shape": "_seen = {}\ndef double(x):\n    return _seen.setdefault(x.shape, x + x)\n",
    "a default argument that is filled": "def double(x, seen={}):\n    return seen.setdefault(x.size, x + x)\n",
    "a count of the calls": (
        "_calls = []\ndef double(x):\n    _calls.append(x)\n    return x + x if len(_calls) <= 3 else x\n"
    ),
    "an order of the calls": (
        "_last = [0]\n"
        "def double(x):\n"
        "    grows, _last[0] = x.ndim >= _last[0] or x.ndim == 1, x.ndim\n"
        "    _last.append(x.shape)\n"
        "    return x + x if _last.count(x.shape) == 1 else x\n"
    ),
}
DEPENDS_ON_ARGUMENTS = {
    "a cache by value": (
        "_seen = {}\ndef double(x):\n    return _seen.setdefault((x.shape, x.tobytes()), x + x).copy()\n"
    ),
    "random numbers that cancel": (
        "def double(x):\n    noise = np.random.rand(*x.shape)\n    np.random.seed(3)\n    return (x + noise) + (x - noise)\n"
    ),
    "a count that nothing depends on": ("_calls = []\ndef double(x):\n    _calls.append(x.shape)\n    return x + x\n"),
    "what it prints": "def double(x):\n    print('doubling', x)\n    return x + x\n",
}


@pytest.mark.parametrize("double", DEPENDS_ON_MORE.values(), ids=DEPENDS_ON_MORE)
def test_an_answer_that_depends_on_more_than_its_arguments_loses(tmp_path, double):
    """Right when asked first is not enough; the message says what to look for, and no other question suffers."""
    report = graded(tmp_path, double=double, layer="def layer(x, w):\n    return 2 * x * w, (x, w)\n")

    assert outcome(report) == all_right(double=(outcome(report)["double"][0], "failed"))
    assert outcome(report)["double"][0] < 4
    assert "again" in {kind for _, _, kind in checks(report, "double")}
    told = [c.message for g in question(report, "double").groups for c in g.checks if c.message]
    assert any("asked again in another order" in render(message) for message in told if message.kind == "again")


def test_what_is_asked_again_is_asked_in_another_order(tmp_path, monkeypatch):
    """All questions in one worker, mixed: none has its cases one after the other as it had at first."""
    asked = []
    run_all = Worker.run_all

    def noted(self, requests, seconds):
        asked.append([request.calls[-1].function for request in requests])
        return run_all(self, requests, seconds)

    monkeypatch.setattr(Worker, "run_all", noted)
    graded(tmp_path)

    assert {*asked[-1]} == POINTS.keys()
    assert sum(one != other for one, other in pairwise(asked[-1])) >= len(POINTS)


@pytest.mark.parametrize("double", DEPENDS_ON_ARGUMENTS.values(), ids=DEPENDS_ON_ARGUMENTS)
def test_an_answer_that_depends_on_its_arguments_keeps_its_points(tmp_path, double):
    """Memory and randomness are allowed where the answer does not depend on them."""
    assert outcome(graded(tmp_path, double=double)) == all_right()


def test_a_question_is_not_blamed_for_what_another_does(tmp_path):
    """Asked together, one question may spoil what another uses; asked alone it is as right as before."""
    spoils = (
        "def root(n):\n    np.add = np.subtract\n    if n < 0:\n        raise ValueError\n    return int(n ** 0.5)\n"
    )
    uses = "def double(x):\n    return np.add(x, x)\n"

    assert outcome(graded(tmp_path, root=spoils, double=uses)) == all_right()


def test_an_answer_that_hangs_when_asked_again_loses(tmp_path):
    """The fourth call never returns: the points go, the report comes."""
    hangs = "_calls = []\ndef double(x):\n    _calls.append(x)\n    while len(_calls) > 3:\n        pass\n    return x + x\n"
    layer = "def layer(x, w):\n    return 2 * x * w, (x, w)\n"
    found = outcome(graded(tmp_path, double=hangs, layer=layer))

    assert found.pop("double")[0] < 4
    assert found == {name: value for name, value in all_right().items() if name != "double"}


def test_the_order_is_the_same_whenever_a_submission_is_graded(tmp_path):
    """Grading twice gives the same result, also of answers that depend on the order."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    double = DEPENDS_ON_MORE["a count of the calls"]

    assert outcome(graded(tmp_path / "a", double=double)) == outcome(graded(tmp_path / "b", double=double))


ENDLESS = "def root(n):\n    while n == n:\n        pass\n"  # takes all the time that there is
LAYER = "def layer(x, w):\n    return 2 * x * w, (x, w)\n"


def test_a_pass_that_could_not_be_asked_again_is_none(tmp_path, monkeypatch):
    """Whoever uses up the time, so that doubt cannot be settled, does not profit from it."""
    monkeypatch.setattr(grade, "RESERVE", 0.0)
    remembers = DEPENDS_ON_MORE["a cache by shape"]
    report = graded(tmp_path, double=remembers, layer=LAYER, root=ENDLESS, options=replace(OPTIONS, seconds=3.0))

    assert outcome(report)["double"][0] < 4
    assert "not_run" in {kind for _, _, kind in checks(report, "double")}


@pytest.mark.slow
def test_time_is_kept_back_for_asking_again(tmp_path):
    """A right answer keeps its points, however much time another question takes."""
    double = "import time\ndef double(x):\n    time.sleep(0.03)\n    return x + x\n"
    report = graded(tmp_path, double=double, root=ENDLESS, options=replace(OPTIONS, seconds=9.0))

    assert outcome(report) == all_right(root=(0, "timeout"))
