"""Frames: every value comes back as it went, and nothing else is read."""

import json
import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.records import Opaque
from grader.sandbox import wire
from grader.sandbox.wire import MAGIC, MAX_BODY, MAX_HEADER, PREFIX, WireError, dump, load

WHOLE = st.integers(-(2**63) + 1, 2**63 - 1)
PLAIN = st.none() | st.booleans() | WHOLE | st.floats() | st.text() | st.builds(Opaque, st.text(max_size=50))
ARRAYS = st.sampled_from(sorted(wire.DTYPES)).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3))
)


def containers(values):
    """Lists, tuples and dicts of values."""
    keys = st.text() | WHOLE
    lists = st.lists(values, max_size=4)
    return lists | lists.map(tuple) | st.dictionaries(keys, values, max_size=4)


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda v: (
        st.lists(v, max_size=3)
        | st.dictionaries(st.sampled_from(["tuple", "dict", "array", "float", "opaque"]), v, max_size=2)
    ),
)
VALUES = st.recursive(PLAIN | ARRAYS, containers, max_leaves=8)


def frame(header, table=(), body=b""):
    """A frame with any header at all: its bytes, or a tree and a table of arrays."""
    if not isinstance(header, bytes):
        header = json.dumps([header, list(table)]).encode()
    return PREFIX.pack(MAGIC, len(header), len(body)) + header + body


def plain(value):
    """Whether a value that was read is of the few kinds that may be, all the way down."""
    if isinstance(value, np.ndarray):
        return type(value) is np.ndarray and value.dtype.str in wire.DTYPES and value.base is None
    if type(value) is dict:
        return all(map(plain, value)) and all(map(plain, value.values()))
    if type(value) in (list, tuple):
        return all(map(plain, value))
    return type(value) in (type(None), bool, int, float, str, Opaque)


def identical(left, right):
    """Whether two values are the same in kind, dtype, shape and every bit, NaN included."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray):
        return (left.dtype, left.shape) == (right.dtype, right.shape) and left.tobytes() == right.tobytes()
    if isinstance(left, float):
        return np.float64(left).tobytes() == np.float64(right).tobytes() or (math.isnan(left) and math.isnan(right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(identical(left[key], right[key]) for key in left)
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(identical, left, right))
    return left == right


# ---------------------------------------------------------------------------------------------- round trip


@given(VALUES)
def test_round_trip(value):
    """Every kind of value comes back the same, bit by bit."""
    assert identical(load(dump(value)), value)


@given(ARRAYS)
def test_round_trip_order(array):
    """An array in Fortran order comes back in Fortran order, with the same entries."""
    fortran = np.asfortranarray(array)
    back = load(dump(fortran))

    assert identical(back, fortran)
    assert back.flags.f_contiguous


@pytest.mark.parametrize(
    "view",
    [
        lambda a: a[::2, ::3],
        lambda a: a[::-1, ::-1],
        lambda a: a.T,
        lambda a: np.broadcast_to(a[:1], a.shape),
        lambda a: a[1:1],
        lambda a: a.astype(">f8"),
        lambda a: a.view(np.recarray),
        lambda a: np.ma.masked_greater(a, 5),
    ],
)
def test_odd_arrays_cross_as_plain_ones(view):
    """Views of any strides, big-endian arrays and subclasses arrive as plain arrays of equal values."""
    array = view(np.arange(24.0).reshape(4, 6))
    back = load(dump(array))

    assert type(back) is np.ndarray
    assert back.dtype == np.float64
    assert np.array_equal(back, np.asarray(array))


def test_arrays_do_not_share_memory():
    """What was read can be written to, and changing the value sent does not change it."""
    sent = np.zeros(3)
    data = dump([sent, sent])
    first, second = load(data)
    sent += 1
    first += 2

    assert np.array_equal(second, np.zeros(3))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.float64(0.5), 0.5),
        (np.float32(0.25), 0.25),
        (np.int8(-3), -3),
        (np.uint64(7), 7),
        (np.bool_(True), True),
        (np.str_("word"), Opaque("str_")),
        (np.float64("nan"), math.nan),
    ],
)
def test_numpy_scalars_cross_as_numbers(value, expected):
    """A NumPy number arrives as Python's."""
    assert identical(load(dump(value)), expected)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (object(), "object"),
        (b"bytes", "bytes"),
        ({1, 2}, "set"),
        (1j, "complex"),
        (len, "builtin_function_or_method"),
        (np.array([None]), "ndarray of dtype object"),
        (np.array(["a"]), "ndarray of dtype <U1"),
        (np.zeros(2, dtype=[("a", "f8")]), "ndarray of dtype [('a', '<f8')]"),
        (np.datetime64("2020-01-01"), "datetime64"),
        (np.zeros((1,) * 9), "ndarray of dtype float64"),
        (2**63, "int of 64 bits"),
        (-(2**63), "int of 64 bits"),
        ("a" * (wire.MAX_TEXT + 1), f"a str of {wire.MAX_TEXT + 1} characters"),
        ({(1, 2): 3}, "dict"),
        (np.broadcast_to(1.0, (1 << 12, 1 << 12)), "an array of shape (4096, 4096), which is too large"),
    ],
)
def test_what_does_not_cross(value, name):
    """Of any other value only the name of its type crosses."""
    assert load(dump(value)) == Opaque(name)


def test_a_subclass_does_not_cross_as_its_base():
    """A list or an int with methods of its own is opaque: its methods do not choose what is sent."""

    class Sly(list):
        pass

    class Number(int):
        pass

    assert load(dump([Sly([1]), Number(3)])) == [Opaque("Sly"), Opaque("Number")]


def test_a_list_that_holds_itself_ends():
    """Nesting without an end is cut off."""
    loop = []
    loop.append(loop)
    back = load(dump(loop))
    depth = 0
    while isinstance(back, list):
        back, depth = back[0], depth + 1

    assert back == Opaque("a value nested too deep")
    assert depth < 50


@pytest.mark.parametrize(
    "value",
    [
        [np.zeros(0)] * (wire.MAX_ARRAYS + 1),
        [np.broadcast_to(np.uint8(1), MAX_BODY)] * 2,
        ["\u00e9" * wire.MAX_TEXT] * 2,
    ],
    ids=["arrays", "body", "header"],
)
def test_too_much_is_refused_when_sending(value):
    """A frame that no reader would take is never made."""
    with pytest.raises(WireError):
        dump(value)


@pytest.mark.parametrize(
    "value",
    [{10**5000: 1}, np.array(["a"], dtype=np.dtypes.StringDType())],
    ids=["a key of 5000 digits", "an array of strings"],
)
def test_any_value_can_be_sent(value):
    """No value, however strange, keeps a frame from being made."""
    assert isinstance(load(dump(value)), (dict, Opaque))


# ---------------------------------------------------------------------------------------------- malformed


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"AG1",
        PREFIX.pack(b"AG2\0", 2, 0) + b"{}",
        PREFIX.pack(MAGIC, 0, 0),
        PREFIX.pack(MAGIC, MAX_HEADER + 1, 0),
        PREFIX.pack(MAGIC, 2, MAX_BODY + 1) + b"{}",
        PREFIX.pack(MAGIC, 2**32 - 1, 2**64 - 1),
        PREFIX.pack(MAGIC, 100, 0) + b"[]",
        dump(1) + b"x",
        frame(b"\xff\xfe"),
        frame(b"[1"),
        frame(b"[1]"),
        frame(b"[1,2,3]"),
        frame(b'"ab"'),
        frame(b"{}"),
        frame(b"null"),
        frame(b"[" * 100_000),
        frame(b"1" * 5000),
    ],
)
def test_malformed_frames_are_refused(data):
    """Whatever is not a frame is a WireError, whole or cut short."""
    with pytest.raises(WireError):
        load(data)


@pytest.mark.parametrize(("header", "body"), [(MAX_HEADER + 1, 0), (0, MAX_BODY + 1), (2**32 - 1, 0), (0, 2**64 - 1)])
def test_a_prefix_that_claims_too_much_is_refused(header, body):
    """How long a frame may be is settled by its first bytes, before any other is waited for."""
    assert wire.sizes(PREFIX.pack(MAGIC, MAX_HEADER, MAX_BODY)) == (MAX_HEADER, MAX_BODY)
    with pytest.raises(WireError):
        wire.sizes(PREFIX.pack(MAGIC, header, body))


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"tuple": [], "dict": []},
        {"set": [1]},
        {"tuple": 1},
        {"dict": [[1]]},
        {"dict": [[[1], 2]]},
        {"dict": 5},
        {"array": 0},
        {"array": -1},
        {"array": True},
        {"array": "0"},
        {"array": 1.0},
        {"float": "1.5"},
        {"float": 1},
        {"float": []},
        {"opaque": 3},
        {"opaque": None},
    ],
)
def test_malformed_trees_are_refused(tree):
    """A header that names no value is a WireError."""
    with pytest.raises(WireError):
        load(frame(tree))


@pytest.mark.parametrize("levels", [40, 400])
def test_deep_nesting_is_refused(levels):
    """A reader goes no deeper than a sender."""
    tree = 1
    for _ in range(levels):
        tree = [tree]

    with pytest.raises(WireError):
        load(frame(tree))


@pytest.mark.parametrize(
    ("row", "body"),
    [
        (["|O", [1], "C"], bytes(8)),
        (["|V8", [1], "C"], bytes(8)),
        (["<U2", [1], "C"], bytes(8)),
        ([">f8", [1], "C"], bytes(8)),
        (["f8", [1], "C"], bytes(8)),
        ([["a", "<f8"], [1], "C"], bytes(8)),
        ([None, [1], "C"], bytes(8)),
        (["<f8", [1], "A"], bytes(8)),
        (["<f8", [1], None], bytes(8)),
        (["<f8", 1, "C"], bytes(8)),
        (["<f8", [-1], "C"], bytes(8)),
        (["<f8", [True], "C"], bytes(8)),
        (["<f8", [1.0], "C"], bytes(8)),
        (["<f8", [1] * 9, "C"], bytes(8)),
        (["<f8", [2], "C"], bytes(8)),
        (["<f8", [1], "C"], bytes(16)),
        (["<f8", [], "C"], bytes(4)),
        (["<f8", [1 << 40], "C"], bytes(8)),
        (["<f8", [1 << 24] * 8, "C"], bytes(8)),
        (["<f8", [1 << 26, 0, 1 << 26, 1 << 26, 1 << 26], "C"], bytes(8)),
        (["|b1", [2], "C"], b"\x01\x02"),
        (["|b1", [1], "C"], b"\xff"),
        (["<f8", [1]], bytes(8)),
        ("<f8", bytes(8)),
    ],
)
def test_malformed_arrays_are_refused(row, body):
    """A dtype, shape, order or length that is not one of ours is a WireError."""
    with pytest.raises(WireError):
        load(frame({"array": 0}, [row], body))


def test_a_long_table_is_refused():
    """No more arrays are read than may be sent."""
    rows = [["<f8", [0], "C"]] * (wire.MAX_ARRAYS + 1)

    with pytest.raises(WireError):
        load(frame({"array": 0}, rows))


@pytest.mark.parametrize(
    "data",
    [
        frame({"array": 0}, [["<f8", [1 << 26], "C"]], bytes(8)),
        frame({"array": 0}, [["<f8", [1 << 26, 1 << 26], "C"]], bytes(8)),
        PREFIX.pack(MAGIC, MAX_HEADER, MAX_BODY),
    ],
    ids=["one axis", "two axes", "prefix"],
)
def test_a_claim_costs_nothing(data):
    """A size is checked against what came before memory is asked for."""
    tracemalloc.start()
    with pytest.raises(WireError):
        load(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 1 << 20


SAMPLE = dump(
    {"a": [np.arange(6.0).reshape(2, 3), (True, None, "text", 1.5)], 3: np.array([True, False]), "o": Opaque("x")}
)


@pytest.mark.parametrize("length", range(len(SAMPLE)))
def test_a_frame_cut_short_is_refused(length):
    """No beginning of a frame passes for a frame."""
    with pytest.raises(WireError):
        load(SAMPLE[:length])


@settings(max_examples=500)
@given(VALUES, st.data())
def test_changed_bytes_are_a_value_or_a_wire_error(value, data):
    """Whichever bytes of a frame are changed, nothing but WireError is ever raised."""
    changed = bytearray(dump(value))
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        back = load(bytes(changed))
    except WireError:
        return

    assert plain(back)


@settings(max_examples=300)
@given(TREES, st.binary(max_size=16))
def test_any_header_is_a_value_or_a_wire_error(tree, body):
    """Whatever JSON a header holds, nothing but WireError is ever raised."""
    try:
        back = load(frame(tree, [["<f8", [len(body) // 8], "C"]], body))
    except WireError:
        return

    assert plain(back)


@given(st.binary(max_size=64))
def test_random_bytes_are_no_frame(data):
    """Noise is refused."""
    with pytest.raises(WireError):
        load(data)
