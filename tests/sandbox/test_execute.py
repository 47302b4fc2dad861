"""Making the calls of a request: private inputs, what changed, faults, and answers played back."""

import copy

import numpy as np
import pytest

from grader.records import Call, Request, Verdict
from grader.sandbox.execute import differences, prepare, resolve, run, same

from .factories import replay, request


def raises(error):
    """A function that raises."""

    def f(*_):
        raise error

    return f


# ---------------------------------------------------------------------------------------------- inputs


@pytest.mark.parametrize("layout", ["C", "F", "strided"])
@pytest.mark.parametrize("shape", [(), (1,), (0,), (2, 0, 3), (3, 4), (2, 3, 4, 5)])
@pytest.mark.parametrize("dtype", ["f8", "f4", "u1", "?"])
def test_prepare_keeps_values(layout, shape, dtype):
    """Whatever the layout, the values, the shape and the dtype are the same, in memory of their own."""
    array = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    made = prepare(array, layout, read_only=False)

    assert same(made, array)
    assert not np.shares_memory(made, array)
    assert made.flags.writeable


@pytest.mark.parametrize(
    ("layout", "contiguous"), [("C", (True, False)), ("F", (False, True)), ("strided", (False, False))]
)
def test_prepare_layout(layout, contiguous):
    """Each layout is what its name says."""
    made = prepare(np.zeros((3, 4)), layout, read_only=False)

    assert (made.flags.c_contiguous, made.flags.f_contiguous) == contiguous


def test_prepare_reaches_into_containers():
    """Arrays in dicts, lists and tuples are copied, laid out and locked as well."""
    value = {"a": [np.zeros((2, 3))], "b": (np.ones((2, 3)), {"c": 1})}
    made = prepare(value, "F", read_only=True)

    assert made["a"][0].flags.f_contiguous
    assert not made["a"][0].flags.writeable
    assert not made["b"][0].flags.writeable
    assert type(made["b"]) is tuple
    assert made["b"][1] is not value["b"][1]


@pytest.mark.parametrize("layout", ["C", "F", "strided"])
def test_read_only_inputs_cannot_be_written(layout):
    """Writing into a read-only input is the student's own exception."""

    def f(x):
        x[0] = 1

    outcome = run({"f": f}, Request({"x": np.zeros(3)}, (Call("f", ("x",), ("out",)),), (), layout, read_only=True))

    assert outcome.fault.type_name == "ValueError"
    assert "read-only" in outcome.fault.text


def test_inputs_are_private():
    """A function that writes into its inputs does not change the request."""
    asked = request(x=np.zeros(3), param={"pad": 1, "inner": [np.zeros(2)]})

    def f(x, param):
        x += 1
        param["pad"] = 9
        param["inner"][0][:] = 5

    run({"f": f}, asked)

    assert np.array_equal(asked.inputs["x"], np.zeros(3))
    assert asked.inputs["param"]["pad"] == 1
    assert np.array_equal(asked.inputs["param"]["inner"][0], np.zeros(2))


# ---------------------------------------------------------------------------------------------- results


def test_calls_share_their_objects():
    """What one call returns is handed to the next as the very object it is."""
    cache = object()
    seen = []
    functions = {"forward": lambda x: (x + 1, cache), "backward": lambda dout, c: seen.append(c) or dout}
    calls = (Call("forward", ("x",), ("out", "cache")), Call("backward", ("dout", "cache"), ("dx",)))
    outcome = run(functions, Request({"x": 1, "dout": 2}, calls, ("out", "dx")))

    assert outcome.verdict is Verdict.PASSED
    assert outcome.values == {"out": 2, "dx": 2}
    assert seen == [cache]


@pytest.mark.parametrize("result", [(1, 2), [1, 2]])
def test_several_values_come_as_tuple_or_list(result):
    """Two names take a tuple or a list of two."""
    outcome = run({"f": lambda: result}, request("out", "cache"))

    assert outcome.values == {"out": 1, "cache": 2}


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (None, "NoneType"),
        (np.zeros((2, 3)), "ndarray"),
        (1, "int"),
        ((1,), "1 values"),
        ((1, 2, 3), "3 values"),
        ({}, "dict"),
    ],
)
def test_wrong_number_of_values(result, text):
    """Anything that is not as many values as are waited for is told as what it is."""
    outcome = run({"f": lambda: result}, request("out", "cache"))

    assert outcome.verdict is Verdict.RAISED
    assert (outcome.fault.kind, outcome.fault.text, outcome.fault.function) == ("returned", text, "f")
    assert outcome.values == {}


def test_only_what_is_wanted_is_kept():
    """Values that nobody asked for are not part of the outcome, and absent ones are left out."""
    outcome = run({"f": lambda p: (1, 2)}, request("out", "cache", want=("out", "p[a]", "p[b]", "other"), p={"a": 7}))

    assert outcome.values == {"out": 1, "p[a]": 7}


def test_resolve_looks_into_dicts():
    """A name with a key in brackets is that item."""
    assert resolve("p[a]", {"p": {"a": 3}}) == 3
    assert resolve("p", {"p": 4}) == 4
    with pytest.raises(KeyError):
        resolve("p[b]", {"p": {}})


# ---------------------------------------------------------------------------------------------- changed inputs


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda x, p: None, {}),
        (lambda x, p: x.fill(0), {}),
        (lambda x, p: x.fill(1), {"x": "f"}),
        (lambda x, p: x.fill(-0.0), {"x": "f"}),
        (lambda x, p: p.update(pad=2), {"p[pad]": "f"}),
        (lambda x, p: p.update(pad=1.0), {"p[pad]": "f"}),
        (lambda x, p: p.update(mode="test"), {"p[mode]": "f"}),
        (lambda x, p: p.pop("pad"), {"p[pad]": "f"}),
        (lambda x, p: p["a"].__setitem__(0, 3), {"p[a]": "f"}),
        (lambda x, p: p.clear(), {"p[pad]": "f", "p[a]": "f"}),
    ],
)
def test_changed_inputs_are_named(change, expected):
    """An input that holds something else afterwards is named, a dict by the keys that differ."""
    outcome = run({"f": change}, request("_", x=np.zeros(2), p={"pad": 1, "a": np.zeros(1)}))

    assert outcome.changed == expected


def test_nan_inputs_are_not_changed_by_being_nan():
    """Values are compared bit by bit, so that NaN is equal to itself."""
    outcome = run({"f": lambda x: x}, request(x=np.array([np.nan, 1.0])))

    assert outcome.changed == {}


def test_a_change_is_blamed_on_the_function_that_made_it():
    """Of several calls, the one that wrote to an input is named."""
    functions = {"forward": lambda x: x.fill(1), "backward": lambda x: 0}
    calls = (Call("forward", ("x",), ("_",)), Call("backward", ("x",), ("dx",)))
    outcome = run(functions, Request({"x": np.zeros(2)}, calls, ("dx",)))

    assert outcome.changed == {"x": "forward"}


def test_a_result_under_the_name_of_an_input_is_no_change():
    """Calling an output like an input does not count as writing to it."""
    outcome = run({"f": lambda x: x + 1}, request("x", x=np.zeros(2)))

    assert outcome.changed == {}
    assert np.array_equal(outcome.values["x"], np.ones(2))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, 1.0),
        (True, 1),
        (np.zeros(2), [0.0, 0.0]),
        (np.zeros(2), np.zeros((2, 1))),
        (np.zeros(2), np.zeros(2, np.float32)),
        ({"a": 1}, {"a": 1, "b": 2}),
        ((1, 2), [1, 2]),
        ([1], [1, 2]),
        ("a", "b"),
    ],
)
def test_same_is_strict(left, right):
    """Equal in value but not in kind is not the same."""
    assert not same(left, right)
    assert not same(right, left)
    assert same(left, copy.deepcopy(left))


def test_differences_of_a_dict_that_became_something_else():
    """A dict in whose place another kind of value stands is named as a whole."""
    assert differences("p", {"a": 1}, [1]) == ["p"]


# ---------------------------------------------------------------------------------------------- faults


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("error", "type_name", "text"),
    [
        (ValueError("no"), "ValueError", "no"),
        (SystemExit(0), "SystemExit", "0"),
        (KeyboardInterrupt(), "KeyboardInterrupt", ""),
        (GeneratorExit(), "GeneratorExit", ""),
        (KeyError("stride"), "KeyError", "'stride'"),
        (Unprintable(), "Unprintable", "(its text could not be made: RuntimeError)"),
        (ValueError("x" * 10_000), "ValueError", "x" * 2000),
    ],
)
def test_every_exception_is_a_fault(error, type_name, text):
    """Whatever is raised, exits included, becomes a fault with its type and its text."""
    outcome = run({"f": raises(error)}, request())

    assert outcome.verdict is Verdict.RAISED
    assert (outcome.fault.type_name, outcome.fault.text, outcome.fault.function) == (type_name, text, "f")


def test_memory_has_a_verdict_of_its_own():
    """A MemoryError is told apart from other exceptions."""
    assert run({"f": raises(MemoryError())}, request()).verdict is Verdict.MEMORY


def test_a_fault_names_the_students_line():
    """The innermost line of the student's cells is told, not one of NumPy's."""
    namespace = {"np": np}
    exec(
        compile(
            "def f():\n    return g()\n\ndef g():\n    return np.zeros(2) @ np.zeros(3)", "<student: cell 7>", "exec"
        ),
        namespace,
    )
    fault = run(namespace, request()).fault

    assert (fault.label, fault.line) == ("cell 7", 5)


def test_later_calls_are_not_made_after_a_fault():
    """When the first of two calls fails, its fault is told and the second is not made."""
    called = []
    functions = {"a": raises(ValueError("first")), "b": lambda: called.append(1)}
    outcome = run(functions, Request({}, (Call("a", (), ("x",)), Call("b", (), ("y",))), ("y",)))

    assert (outcome.fault.text, outcome.fault.function, called) == ("first", "a", [])


def test_a_fault_says_which_call_it_was():
    """A function that goes wrong in the second of its calls is told apart from one that does in its first."""
    called = []

    def f():
        called.append(1)
        return 1 // (2 - len(called))

    outcome = run({"f": f}, Request({}, (Call("f", (), ("x",)), Call("f", (), ("y",))), ("x", "y")))

    assert (outcome.fault.type_name, outcome.fault.call, outcome.values) == ("ZeroDivisionError", 1, {"x": 1})


def test_a_function_that_is_not_there_is_a_fault():
    """Calling what is not defined does not stop the run."""
    assert run({}, request()).fault.type_name == "KeyError"


def test_inputs_changed_before_a_fault_are_told():
    """A function that writes to an input and then raises has written to it."""

    def f(x):
        x += 1
        raise ValueError

    assert run({"f": f}, request(x=np.zeros(1))).changed == {"x": "f"}


# ---------------------------------------------------------------------------------------------- played back

SIZE = {"defaults": {"stride": 1}, "size": 7, "stride": 1}


@pytest.mark.parametrize(
    "call",
    [
        lambda g: g(7, 1),
        lambda g: g(7),
        lambda g: g(size=7),
        lambda g: g(stride=1, size=7),
        lambda g: g(np.int64(7), 1.0),
    ],
)
def test_a_recorded_call_is_answered_however_it_is_written(call):
    """Positional, by keyword, by default, as a NumPy number: the same question has the same answer."""
    functions = {"g": lambda *_: "own"}
    functions["f"] = lambda: call(functions["g"])
    outcome = run(functions, Request({}, request().calls, ("out",), replays=(replay("g", "recorded", **SIZE),)))

    assert outcome.values["out"] == "recorded"


@pytest.mark.parametrize(
    "call", [lambda g: g(8, 1), lambda g: g(7, 2), lambda g: g("7", 1), lambda g: g(np.array([7, 7]), 1)]
)
def test_any_other_call_goes_to_the_students_function(call):
    """What the reference did not ask is answered by the student's own function."""
    functions = {"g": lambda *_: "own"}
    functions["f"] = lambda: call(functions["g"])
    outcome = run(functions, Request({}, request().calls, ("out",), replays=(replay("g", "recorded", **SIZE),)))

    assert outcome.values["out"] == "own"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (np.arange(6.0).reshape(2, 3), "recorded"),
        (np.asfortranarray(np.arange(6.0).reshape(2, 3)), "recorded"),
        (np.arange(6, dtype=np.float32).reshape(2, 3), "recorded"),
        (np.arange(6.0).reshape(2, 3).tolist(), "recorded"),
        (np.arange(6.0), "own"),
        (np.arange(6.0).reshape(2, 3) + 1e-9, "own"),
        (None, "own"),
        ([[1, 2], [3]], "own"),
    ],
)
def test_recorded_arrays_are_recognised_by_value(given, expected):
    """An array is the recorded one when shape and values are, whatever its layout or width."""
    functions = {"g": lambda x: "own"}
    functions["f"] = lambda: functions["g"](given)
    replays = (replay("g", "recorded", x=np.arange(6.0).reshape(2, 3)),)

    assert run(functions, Request({}, request().calls, ("out",), replays=replays)).values["out"] == expected


def test_a_recorded_dict_may_have_more_keys():
    """A parameter dictionary with an extra key of the student's is still the recorded one."""
    functions = {"g": lambda p: "own"}
    functions["f"] = lambda: functions["g"]({"pad": 1, "mine": 2})
    replays = (replay("g", "recorded", p={"pad": 1}),)

    assert run(functions, Request({}, request().calls, ("out",), replays=replays)).values["out"] == "recorded"


def test_recorded_answers_are_handed_out_as_copies():
    """Writing into a played-back answer does not spoil it for the next call."""
    functions = {"g": lambda x: None}

    def f():
        functions["g"](1)[:] = 9
        return functions["g"](1)

    functions["f"] = f
    outcome = run(functions, Request({}, request().calls, ("out",), replays=(replay("g", np.zeros(2), x=1),)))

    assert np.array_equal(outcome.values["out"], np.zeros(2))


@pytest.mark.parametrize("functions", [{"g": lambda x: "own"}, {}], ids=["written", "not written"])
def test_playing_back_leaves_no_trace(functions):
    """After the run the namespace is what it was, also where the student has no such function."""
    functions = {**functions, "f": lambda: 1}
    before = dict(functions)
    run(functions, Request({}, request().calls, ("out",), replays=(replay("g", "recorded", x=1),)))

    assert functions == before


def test_a_function_not_written_says_so_when_played_back():
    """A call that was not recorded, of a function that is not there, is a NotImplementedError with its name."""
    functions = {}
    functions["f"] = lambda: functions["g"](2)
    outcome = run(functions, Request({}, request().calls, ("out",), replays=(replay("g", "recorded", x=1),)))

    assert outcome.fault.type_name == "NotImplementedError"
    assert outcome.fault.text.startswith("g ")
