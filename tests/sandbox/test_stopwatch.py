"""Timing calls from outside: what is sent, what is believed, and how a worker that does not answer is told."""

import numpy as np
import pytest

from grader.records import Call, Piece, Verdict
from grader.sandbox import client
from grader.sandbox.client import Worker, WorkerLost
from grader.sandbox.stopwatch import CallFaultError, Stopwatch

from .factories import ROOMY, SHORT, both_launchers, piece, started

CALL = Call("f", ("k", "x"), ("out",))
TWO = Call("f", ("k", "x"), ("out", "cache"))
SUMS = "def f(k, x):\n    return k * x.sum()\n"


def rows(count, width=3):
    """Inputs for some calls: row n holds n everywhere."""
    return {"k": 2.0, "x": np.arange(1.0 * width * count)[:, None] * np.ones(4)}


def watch(worker, call=CALL, width=3):
    """A stopwatch on a worker."""
    return Stopwatch(worker, call, "x", width)


# ------------------------------------------------------------------------------------------ doubles


class Told:
    """A worker that gives the answers that it was told to, and spends a second on each."""

    def __init__(self, *answers):
        self.answers, self.asked, self.spent = [*answers], [], 0.0
        self.lines = {"cell 1": 9}

    def ask(self, message, seconds):
        self.asked.append((message, seconds))
        self.spent += 1.0
        return self.answers.pop(0)

    def cpu(self):
        return self.spent


def told(*answers, count=5):
    """A stopwatch on a worker that holds the inputs of some calls, and then answers as it was told to."""
    timing = watch(Told({"held": count}, *answers))
    timing.hold(rows(count), count, 3.0)
    return timing


def test_what_is_asked():
    """First the inputs: arguments in their order, what rolls, how often; then the calls; then one of their values."""
    worker = Told({"held": 5}, {"made": 5}, {"value": 7.0}, {"made": 0})
    timing = watch(worker, TWO)

    assert timing.hold(rows(5), 5, 3.0) == 1.0
    assert timing.run(2.0) == 1.0
    assert timing.fetch(4, 1.0) == (7.0, 1.0)
    assert timing.run(2.0) == 1.0
    messages, limits = zip(*worker.asked, strict=True)
    inputs = messages[0].pop("inputs")
    assert messages == (
        {"ask": "hold", "arguments": ["k", "x"], "rolling": "x", "width": 3, "count": 5},
        {"ask": "time", "function": "f"},
        {"ask": "fetch", "index": 4, "returns": 2},
        {"ask": "time", "function": "f"},
    )
    assert (sorted(inputs), limits) == (["k", "x"], (3.0, 2.0, 1.0, 2.0))


def test_what_is_spent_between_two_steps_belongs_to_the_second():
    """A worker that goes on after it has answered gains nothing."""
    timing = told({"made": 5}, {"value": 7.0})
    timing.worker.spent += 10.0

    assert timing.run(3.0) == 11.0
    timing.worker.spent += 10.0
    assert timing.fetch(0, 3.0)[1] == 11.0


def raw_fault(**changes):
    """An exception as a worker tells it."""
    raw = {"kind": "raised", "type_name": "KeyError", "text": "'k'", "function": "f", "label": "cell 1", "line": 2}
    return {**raw, "source": "d['k']", "bases": ["KeyError"], "call": 0, **changes}


def test_an_exception_is_told_with_its_line():
    """A call that raised is the student's fault, and known as any other exception is."""
    with pytest.raises(CallFaultError) as caught:
        told({"fault": raw_fault()}).run(3.0)

    fault = caught.value.fault
    assert (fault.type_name, fault.text, fault.function) == ("KeyError", "'k'", "f")
    assert (fault.label, fault.line, fault.source) == ("cell 1", 2, "d['k']")


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"function": "secret"}, "function", ""),
        ({"line": 99}, "line", 0),
        ({"label": "cell 7"}, "label", ""),
        ({"type_name": "</b>"}, "type_name", "__b_"),
        ({"kind": "passed"}, "kind", "raised"),
        ({"text": "x" * 9999}, "text", "x" * 2000),
    ],
)
def test_nothing_of_an_exception_is_believed_that_cannot_be(changes, field, value):
    """Functions that were not called, lines that are not there, texts without an end."""
    with pytest.raises(CallFaultError) as caught:
        told({"fault": raw_fault(**changes)}).run(3.0)

    assert getattr(caught.value.fault, field) == value


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"made": 4},
        {"made": 6},
        {"made": "5"},
        {"made": None},
        {"made": [5]},
        {"made": 5.0},
        {"made": 5, "fault": {}},
        {"fault": {"type_name": "KeyError"}},
        {"fault": raw_fault(line="two")},
        {"fault": raw_fault(bases=None)},
        {"fault": "KeyError"},
        {"fault": None},
        {"too_large": True},
    ],
    ids=str,
)
def test_an_answer_of_any_other_form_is_a_broken_protocol(answer):
    """Calls that were not made, or not told of, have no time."""
    with pytest.raises(WorkerLost) as caught:
        told(answer).run(3.0)

    assert (caught.value.verdict, caught.value.detail) == (Verdict.CRASHED, "protocol")


@pytest.mark.parametrize(
    "answer",
    [
        {"made": np.array([5, 5])},
        {"fault": raw_fault(line=float("inf"))},
        {"fault": raw_fault(line=np.array([1, 2]))},
        {"fault": raw_fault(kind=np.array([1, 2]))},
        {"fault": raw_fault(bases=7)},
    ],
    ids=["an array of counts", "no end of lines", "lines", "kinds", "bases"],
)
def test_an_answer_that_makes_trouble_is_a_broken_protocol(answer):
    """What a worker sends never becomes an exception of ours, which would withhold the score."""
    with pytest.raises(WorkerLost) as caught:
        told(answer).run(3.0)

    assert caught.value.detail == "protocol"


@pytest.mark.parametrize("answer", [{}, {"held": 4}, {"held": "5"}, {"held": 5.0}, {"held": np.array([5, 5])}], ids=str)
def test_inputs_that_are_not_held_are_a_broken_protocol(answer):
    """Nothing is timed of which nobody knows that it began."""
    with pytest.raises(WorkerLost) as caught:
        watch(Told(answer)).hold(rows(5), 5, 3.0)

    assert caught.value.detail == "protocol"


@pytest.mark.parametrize("answer", [{}, {"value": None}, {"too_large": True}])
def test_no_value_is_none(answer):
    """Whatever was not handed over is not there, and is then judged wrong."""
    assert told(answer).fetch(0, 3.0)[0] is None


# ------------------------------------------------------------------------------------------ real workers


def made(timing, inputs, count, seconds=ROOMY):
    """Have some calls made; return what the worker spent on them."""
    timing.hold(inputs, count, seconds)
    return timing.run(seconds)


@both_launchers
def test_each_call_gets_a_part_of_its_own(launcher):
    """What a call returned is fetched by its number; the argument that rolls is another one in each."""
    with started(SUMS, launcher=launcher()) as worker:
        timing = watch(worker)
        assert made(timing, rows(5), 5) >= 0
        found = [timing.fetch(index, ROOMY)[0] for index in range(5)]

    assert found == [2 * 4 * (9 * index + 3) for index in range(5)]


def test_no_calls_time_the_way_there_and_back():
    """Where no inputs are held nothing is called, and what was returned can still be fetched."""
    with started("calls = []\ndef f(k, x):\n    calls.append(1)\n    return len(calls)\n") as worker:
        timing = watch(worker)
        assert timing.run(ROOMY) >= 0
        made(timing, rows(2), 2)
        assert timing.run(ROOMY) >= 0
        assert [timing.fetch(index, ROOMY)[0] for index in range(2)] == [1, 2]


def test_the_first_of_several_values_is_fetched():
    """A forward function's cache stays where it is; what is no tuple of that length is handed over as it is."""
    with started("def f(k, x):\n    return (x.sum(), {'cache': x}) if k > 0 else [x.sum()]\n") as worker:
        timing = watch(worker, TWO)
        made(timing, rows(1), 1)
        whole = timing.fetch(0, ROOMY)[0]
        made(timing, {**rows(1), "k": -1.0}, 1)
        short = timing.fetch(0, ROOMY)[0]

    assert whole == 12.0
    assert short == [12.0]


def test_a_part_shows_nothing_of_the_others():
    """No call can see from its argument what the calls to come will get; the other arguments are the same in all."""
    source = (
        "def f(k, x):\n    whole = x.base if x.base is not None else x\n    return [whole.shape[0], x.shape[0], k]\n"
    )
    with started(source) as worker:
        timing = watch(worker)
        made(timing, rows(4), 4)

        assert [timing.fetch(index, ROOMY)[0] for index in range(4)] == [[3, 3, 2.0]] * 4


def test_an_earlier_round_is_forgotten():
    """Only what the last round returned can be fetched; asking for more ends the worker, and it is said how."""
    with started(SUMS) as worker:
        timing = watch(worker)
        made(timing, rows(4), 4)
        made(timing, rows(1), 1)
        with pytest.raises(WorkerLost) as caught:
            timing.fetch(3, ROOMY)

    assert caught.value.verdict is Verdict.CRASHED


def test_an_exception_in_the_third_call():
    """The line is the student's; the calls before it do not count."""
    source = "calls = []\ndef f(k, x):\n    calls.append(1)\n    assert len(calls) < 3\n    return x\n"
    with started(source) as worker, pytest.raises(CallFaultError) as caught:
        made(watch(worker), rows(5), 5)

    fault = caught.value.fault
    assert (fault.type_name, fault.label, fault.line) == ("AssertionError", "cell 1", 4)


@pytest.mark.parametrize(
    ("body", "seconds", "verdict", "detail"),
    [
        ("while True: pass", SHORT, Verdict.TIMEOUT, ""),
        ("import os; os._exit(3)", ROOMY, Verdict.CRASHED, "exit 3"),
        ("import os; os.kill(os.getpid(), 11)", ROOMY, Verdict.CRASHED, "signal SIGSEGV"),
    ],
)
def test_a_call_that_does_not_return(body, seconds, verdict, detail):
    """As when a case is asked: too long, or the end of the process."""
    with started(f"def f(k, x):\n    {body}\n") as worker, pytest.raises(WorkerLost) as caught:
        made(watch(worker), rows(1), 1, seconds)

    assert (caught.value.verdict, caught.value.detail) == (verdict, detail)


def test_a_function_that_is_not_there():
    """Nothing is called that was not loaded."""
    with Worker() as worker:
        worker.load([Piece("cell 1", "g = 1")], {}, ("g",), ROOMY)
        with pytest.raises(WorkerLost):
            made(watch(worker), rows(1), 1)


def test_a_value_that_does_not_cross_is_no_value():
    """Objects stay in the worker; more than can be sent is nothing."""
    with started("def f(k, x):\n    return object()\n") as worker:
        timing = watch(worker)
        made(timing, rows(1), 1)
        assert not isinstance(timing.fetch(0, ROOMY)[0], (int, float, np.ndarray))


@both_launchers
def test_what_counts_is_what_the_process_spends(launcher):
    """Work is counted, waiting is not, whoever's clock the student turns back."""
    turned = "import time\ntime.perf_counter = time.process_time = time.monotonic = lambda: 0.0\n"
    busy = f"{turned}def f(k, x):\n    return sum(n * n for n in range(int(3e6)))\n"
    with started(busy, launcher=launcher()) as worker:
        timing = watch(worker)
        spent, idle = made(timing, rows(1), 1), timing.run(ROOMY)

    assert spent > 5 * idle > 0


def test_waiting_is_not_work():
    """A process that sleeps spends next to nothing, as one that the machine keeps waiting."""
    with started("import time\ndef f(k, x):\n    time.sleep(k)\n") as worker:
        timing = watch(worker)
        made(timing, {**rows(1), "k": 0.0}, 1)

        assert made(timing, {**rows(1), "k": 0.5}, 1) < 0.25


def test_threads_are_counted_too():
    """Work that is handed to a thread is work of the same process."""
    source = """
        import threading
        def f(k, x):
            made = []
            thread = threading.Thread(target=lambda: made.append(sum(n * n for n in range(int(k)))))
            thread.start()
            thread.join()
            return x.sum()
    """
    with started(source) as worker:
        timing = watch(worker)
        much = made(timing, {**rows(1), "k": 3e6}, 1)
        little = made(timing, {**rows(1), "k": 1.0}, 1)

    assert much > 5 * little


def test_where_the_kernel_does_not_tell_the_wall_does(monkeypatch):
    """On other systems a process's account cannot be read from outside; what passes is the next best."""

    def refused(_):
        raise OSError

    with Worker() as worker:
        worker.load([piece(SUMS)], {}, ("f",), ROOMY)
        monkeypatch.setattr(client.time, "clock_gettime", refused)
        spent = made(watch(worker), rows(1), 1)

    assert spent > 0
