"""Marks: the same mistake has the same ones however it is written, another has others, and a doubtful one is not named."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.checks import check
from grader.clues import KnownMistake
from grader.marks import STEP, marks_of, recognise
from grader.records import Call, DrawnCase, Fault, Message, Opaque, Outcome, Request, Tolerance, Verdict

RNG = np.random.default_rng(11)
WANT = RNG.integers(-40, 40, (2, 3, 4)) / 4.0
WRONG = WANT + RNG.integers(1, 9, WANT.shape) / 16.0
EXACT, SMOOTH = Tolerance(absolute=1e-3), Tolerance(relative=2e-4)


def case(want=WANT, *, kind="values", tolerance=EXACT, raises="", inputs=None, name="a case"):
    """A case of one call that should return `want`."""
    return DrawnCase(
        question="conv",
        group="basics",
        name=name,
        public=True,
        check=kind,
        request=Request({"x": np.zeros(3)} if inputs is None else inputs, (Call("conv", ("x",), ("out",)),), ("out",)),
        compare=("out",),
        expected={"out": want},
        tolerance=tolerance,
        raises=raises,
    )


def marks(got, want=WANT, **more):
    """The marks of one returned value."""
    return check(case(want, **more), Outcome(Verdict.PASSED, {"out": got})).marks


def raised(type_name="ValueError", source="", kind="raised"):
    """The marks of an exception."""
    fault = Fault(type_name, "text", "conv", source=source, bases=(type_name,), kind=kind)
    return check(case(), Outcome(Verdict.RAISED, fault=fault)).marks


# ---------------------------------------------------------------------------------------------- one mistake, many styles


def strided(array):
    """The same values in every second place of a larger array."""
    room = np.full((*array.shape[:-1], 2 * array.shape[-1]), 7.0)
    room[..., ::2] = array
    return room[..., ::2]


STYLES = {
    "computed in float32": WRONG.astype(np.float32),
    "rounded as a Fourier transform rounds": WRONG + RNG.uniform(-1e-4, 1e-4, WRONG.shape),
    "long double": WRONG.astype(np.longdouble),
    "Fortran order": np.asfortranarray(WRONG),
    "every second value of a larger array": strided(WRONG),
    "read-only": np.frombuffer(WRONG.tobytes()).reshape(WRONG.shape),
    "another byte order": WRONG.astype(">f8"),
}


@pytest.mark.parametrize("got", STYLES.values(), ids=STYLES)
def test_another_style_of_the_same_mistake_has_the_same_marks(got):
    """Neither the width of the numbers, nor their order in memory, nor rounding tells two styles apart."""
    assert marks(got) == marks(WRONG)
    assert list(marks(WRONG)) == ["out"]


@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.uint16, np.float16, np.float32, np.float64])
def test_whole_numbers_have_the_same_marks_in_any_type(dtype):
    """An answer that counts in whole numbers is recognised whether or not they are kept as such."""
    whole = np.arange(24.0).reshape(WANT.shape)

    assert marks(whole.astype(dtype)) == marks(whole)


def test_zero_has_no_sign():
    """The sign that a product leaves on a zero is no difference."""
    assert marks(-np.zeros_like(WANT)) == marks(np.zeros_like(WANT))


@pytest.mark.parametrize("got", [7, 7.0, np.float32(7), np.int16(7), np.array(7.0), np.array(7)])
def test_a_number_has_the_same_marks_in_any_type(got):
    """A single number is the same as an int, a float, a NumPy number or an array without axes."""
    assert marks(got, np.asarray(5.0)) == marks(7, np.asarray(5.0))


sixteenths = arrays.arrays(np.float64, (3, 4), elements=st.integers(-4096, 4096).map(lambda n: n / 16))


@given(sixteenths, arrays.arrays(np.float64, (3, 4), elements=st.floats(-4e-4, 4e-4)))
def test_no_rounding_of_dyadic_values_changes_the_marks(values, noise):
    """Sums of products of probes stay recognisable within less than half a step, whatever they are."""
    want = np.full((3, 4), 1000.0)

    assert marks(values + noise, want) == marks(values, want)


@given(sixteenths, st.integers(0, 11), st.integers(-64, 64).filter(bool))
def test_any_other_dyadic_value_has_other_marks(values, place, steps):
    """One entry that is off by a sixteenth is another answer."""
    want, other = np.full((3, 4), 1000.0), values.copy()
    other.flat[place] += steps / 16

    assert marks(other, want) != marks(values, want)


@pytest.mark.parametrize("scale", [1e-12, 1.0, 3e7])
def test_smooth_values_are_rounded_to_a_share_of_the_largest(scale):
    """Where the tolerance is relative, rounding is too: small and large outputs are recognised alike."""
    want = scale * np.random.default_rng(3).standard_normal((2, 3, 5))
    wrong = want * 1.25
    noise = 1 + np.random.default_rng(4).uniform(-1e-12, 1e-12, want.shape)

    assert marks(wrong * noise, want, tolerance=SMOOTH) == marks(wrong, want, tolerance=SMOOTH)
    assert marks(want * 1.5, want, tolerance=SMOOTH) != marks(wrong, want, tolerance=SMOOTH)


# ---------------------------------------------------------------------------------------------- other mistakes


def one_nan(array, value=np.nan):
    """One entry that is not finite."""
    got = array.copy()
    got[0, 1, 2] = value
    return got


OTHERS = {
    "one value": WRONG + np.where(np.arange(24).reshape(WANT.shape) == 5, STEP, 0),
    "two values exchanged": WRONG[..., ::-1],
    "another order of axes": WRONG.reshape(4, 3, 2),
    "an axis of length 1": WRONG[None],
    "one array flat": WRONG.ravel(),
    "a part": WRONG[:1],
    "nothing at all": WRONG[:0],
    "one not a number": one_nan(WRONG),
    "one zero": one_nan(WRONG, 0.0),
    "one infinite": one_nan(WRONG, np.inf),
    "one infinite, below": one_nan(WRONG, -np.inf),
    "all not a number": np.full_like(WRONG, np.nan),
    "complex": WRONG.astype(complex),
    "a list": WRONG.tolist(),
    "None": None,
    "a number": 1.25,
    "an object of its own": Opaque("Tensor"),
}


def test_every_other_answer_has_other_marks():
    """Value, shape, place and kind: whatever is not the same is told apart, two by two."""
    found = {name: tuple(marks(got).items()) for name, got in {"the mistake": WRONG, **OTHERS}.items()}

    assert all(found.values())
    assert len(set(found.values())) == len(found)


def test_what_is_right_has_no_marks():
    """A right case says nothing of any mistake."""
    assert marks(WANT) == {}
    assert marks_of(case(), Outcome(Verdict.PASSED, {"out": WRONG}), None) == {}


def test_each_wrong_output_has_its_own_mark():
    """Of three outputs two are wrong: each of the two has a mark, and changing one leaves the other."""
    three = DrawnCase(
        "conv",
        "basics",
        "a case",
        True,
        "values",
        Request({}, (Call("conv", (), ("dx", "dw", "db")),), ("dx", "dw", "db")),
        ("dx", "dw", "db"),
        {"dx": WANT, "dw": WANT, "db": WANT},
        Tolerance(1e-3),
    )

    def of(dx, dw):
        return check(three, Outcome(Verdict.PASSED, {"dx": dx, "dw": dw, "db": WANT})).marks

    assert of(WRONG, WANT).keys() == {"dx"}
    assert of(WRONG, WRONG).keys() == {"dx", "dw"}
    assert of(WRONG, WRONG)["dx"] == of(WRONG, WRONG + 1)["dx"]
    assert of(WRONG, WRONG)["dw"] != of(WRONG, WRONG + 1)["dw"]


def test_exceptions_are_told_apart_by_type_and_by_whether_they_were_meant():
    """A ValueError that NumPy raises is not the one that a student's own line raises; where it stands does not matter."""
    ours, meant, other = raised(source="out[0] = x"), raised(source="raise ValueError('no')"), raised("IndexError")

    assert raised(source="out[1, 2] = window") == ours
    assert raised(source="    raise ValueError(f'{H} is uneven')") == meant
    assert raised(source="assert H % 2 == 0") == meant
    assert len({str(found) for found in (ours, meant, other, raised("", kind="returned"))}) == 4


def test_a_changed_input_is_marked_by_its_name():
    """Writing into x is another mistake than writing into w."""

    def of(*names):
        changed = Outcome(Verdict.PASSED, {"out": WANT}, dict.fromkeys(names, "conv"))
        return check(case(kind="unchanged"), changed).marks

    assert of("x") != of("w") != of("w", "x") != of("x")
    assert of("x") == of("x")


def test_what_did_not_raise_is_marked():
    """A missing exception and a wrong one are two mistakes, and neither is an exception where none was asked for."""
    strict = case(kind="raises", raises="ValueError")
    returned = check(strict, Outcome(Verdict.PASSED, {"out": WANT})).marks
    wrong = check(strict, Outcome(Verdict.RAISED, fault=Fault("TypeError", "", "conv", bases=("TypeError",)))).marks

    assert returned
    assert wrong
    assert returned != wrong


# ---------------------------------------------------------------------------------------------- hostile values


def recursive():
    """A list that holds itself."""
    items = []
    items.append(items)
    return items


HOSTILE = {
    "objects": np.array([[{"a": 1}, None, "text"]], dtype=object),
    "a long whole number": 10**400,
    "long whole numbers": np.array([10**400, -(10**400)], dtype=object),
    "2**63": 2**63,
    "-2**63": -(2**63),
    "2**64": 2**64,
    "largest of 64 bits": np.full(WANT.shape, 2**64 - 1, dtype=np.uint64),
    "smallest of 64 bits": np.full(WANT.shape, -(2**63), dtype=np.int64),
    "largest float": np.full(WANT.shape, np.finfo(float).max),
    "smallest float": np.full(WANT.shape, np.finfo(float).tiny),
    "infinite": np.full(WANT.shape, -np.inf),
    "not a number": np.nan,
    "complex": WANT * 1j,
    "a complex number": 1j,
    "a NumPy complex number": np.complex64(1j),
    "complex and not a number": np.full(WANT.shape, complex("nan+infj")),
    "text": np.full(WANT.shape, "7"),
    "bytes": np.full(WANT.shape, b"7"),
    "dates": np.zeros(WANT.shape, dtype="datetime64[s]"),
    "durations": np.zeros(WANT.shape, dtype="timedelta64[s]"),
    "fields": np.zeros(WANT.shape, dtype=[("a", "f8"), ("b", "i4")]),
    "truth": WANT > 0,
    "masked": np.ma.masked_invalid(one_nan(WRONG)),
    "no entry": np.zeros((2, 0, 4)),
    "32 axes": np.zeros((1,) * 32),
    "itself": recursive(),
    "a dict": {"out": WANT},
    "a type": float,
    "a name that tries something": Opaque("\x1f</script>\ud800".encode(errors="replace").decode()),
}


@pytest.mark.parametrize("want", [WANT, 5, np.zeros((0, 3)), np.zeros(()), np.full((2, 2), 1e300)])
@pytest.mark.parametrize("tolerance", [Tolerance(1e-3), SMOOTH])
@pytest.mark.parametrize("got", HOSTILE.values(), ids=HOSTILE)
def test_whatever_was_returned_is_marked(got, want, tolerance):
    """No value stops the grading, warns, or leaves without a mark where it is wrong."""
    found = marks(got, want, tolerance=tolerance)

    assert bool(found) != check(case(want, tolerance=tolerance), Outcome(Verdict.PASSED, {"out": got})).passed
    assert all(re.fullmatch("!?[0-9a-f]{16}", mark) for mark in found.values())


@pytest.mark.parametrize("want", [None, "text", {"a": 1}, [[1], [2, 3]], 1j, 10**400, np.nan, np.full(3, np.inf)])
def test_whatever_was_expected_a_mark_is_made(want):
    """What a course asks for may have no size to round by."""
    message = Message("values", {"output": "out"})
    found = marks_of(case(want, tolerance=SMOOTH), Outcome(Verdict.PASSED, {"out": WRONG}), message)

    assert re.fullmatch("[0-9a-f]{16}", found["out"])


# ---------------------------------------------------------------------------------------------- recognising

A, B, C = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc"
RAISED, MEANT = "!1111111111111111", "!2222222222222222"


def mistake(hint, **marks):
    """A known mistake; a mark alone stands for that of `out`, one of an exception for the whole case."""
    return KnownMistake(hint, {name: spread(mark) for name, mark in marks.items()})


def spread(mark):
    """Marks by output."""
    if isinstance(mark, dict):
        return mark
    return {"": mark} if mark.startswith("!") else {"out": mark}


def named(mistakes, asked="one two three", **found):
    """The hints for what an answer has done."""
    wrong = {name: spread(mark) for name, mark in found.items()}
    return [known.hint for known in recognise(mistakes, wrong, asked.split())]


def test_a_mistake_that_is_the_same_everywhere_is_named():
    """Each wrong case has the known marks, and each right one has none."""
    known = [mistake("this", one=A, two=B), mistake("that", one=A, two=C), mistake("other", one=B)]

    assert named(known, one=A, two=B) == ["this"]
    assert named(known, one=A, two=C) == ["that"]


def test_nothing_is_named_for_a_right_answer():
    """Without a wrong case there is no mistake to name."""
    assert named([mistake("this", one=A), mistake("never shows", four=A)]) == []


@pytest.mark.parametrize(
    "found",
    [{"one": A, "two": B, "three": C}, {"one": A}, {"one": A, "two": C}, {"two": B}, {"one": {"out": A, "dx": A}}],
    ids=["one wrong case more", "one less", "another value", "one alone", "one output more"],
)
def test_a_mistake_that_does_not_explain_all_is_not_named(found):
    """One case that is wrong and should not be, or right and should not be, is one too many."""
    assert named([mistake("this", one=A, two=B)], **found) == []


def test_another_exception_is_tolerated_where_values_agree_elsewhere():
    """Styles differ in what they raise, and not in whether they do: wrong values are another mistake."""
    known = [mistake("this", one=A, two=B, three=C)]

    assert named([mistake("this", one=A, two=RAISED)], one=A, two=MEANT) == ["this"]
    assert named(known, one=A, two=RAISED, three=C) == []
    assert named([mistake("this", one=A, two=RAISED)], one=A, two=B) == []


def test_an_exception_does_not_stand_for_a_right_case():
    """What raises here and is right in the known mistake is something else, and so is the reverse."""
    assert named([mistake("this", one=A)], one=A, two=RAISED) == []
    assert named([mistake("this", one=A, two=RAISED)], one=A) == []


def test_exceptions_alone_need_the_same_kind_everywhere():
    """Where no value agrees, that something raised says little: every case must have raised the same."""
    known = [mistake("this", one=RAISED, two=RAISED)]

    assert named(known, one=RAISED, two=RAISED) == ["this"]
    assert named(known, one=RAISED, two=MEANT) == []
    assert named(known, one=RAISED, two=A) == []
    assert named([mistake("this", one=A, two=B)], one=RAISED, two=RAISED) == []


def test_the_mistake_that_fits_better_is_named():
    """Of two that fit, the one that leaves fewer cases without a comparison."""
    known = [mistake("near", one=A, two=MEANT), mistake("exact", one=A, two=RAISED)]

    assert named(known, one=A, two=RAISED) == ["exact"]
    assert named(known[::-1], one=A, two=RAISED) == ["exact"]
    assert named(known[:1], one=A, two=RAISED) == ["near"]


def test_two_hints_that_fit_equally_give_none():
    """Rather no hint than one of two; the same hint twice is one."""
    assert named([mistake("this", one=A), mistake("that", one=A)], one=A) == []
    assert named([mistake("this", one=A, two=B), mistake("that", one=A, two=C)], one=A, two=RAISED) == []
    assert named([mistake("this", one=A), mistake("this", one=A)], one=A) == ["this"]


def test_a_mistake_is_named_by_those_of_its_cases_that_were_asked():
    """What it does to a case that nobody asked is no reason against it."""
    known = [mistake("this", one=A, four=B)]

    assert named(known, one=A) == ["this"]
    assert named(known, asked="one two three four", one=A) == []


def test_two_mistakes_in_two_outputs_are_both_named():
    """One slip in dx and one in dw: each is recognised by its own output, and neither by the other's."""
    known = [mistake("dx", one={"dx": A}, two={"dx": B}), mistake("dw", one={"dw": C}), mistake("db", one={"db": C})]

    assert sorted(named(known, one={"dx": A, "dw": C}, two={"dx": B})) == ["dw", "dx"]


def test_a_hint_that_speaks_of_the_other_wrong_output_is_not_given():
    """The hint for dx alone says that dw is right: where dw is wrong too it would not be true."""
    known = [mistake("dw is right, and dx is not", one={"dx": A}), mistake("look at dw_total", two={"dx": A})]

    assert named(known, one={"dx": A, "dw": C}) == []
    assert named(known, one={"dx": A}) == ["dw is right, and dx is not"]
    assert named(known, two={"dx": A, "dw": C}) == ["look at dw_total"]


def test_one_of_two_mistakes_is_named_where_the_other_is_new():
    """What is wrong in dw and unknown does not hide a known mistake in dx."""
    known = [mistake("dx", one={"dx": A}, two={"dx": B})]

    assert named(known, one={"dx": A, "dw": C}, two={"dx": B}) == ["dx"]
    assert named(known, one={"dx": C, "dw": C}, two={"dx": B}) == []


def test_a_mistake_in_two_outputs_is_not_recognised_by_one_of_them():
    """A mistake that makes dx and dw wrong does not explain an answer in which dw is wrong in another way."""
    assert named([mistake("both", one={"dx": A, "dw": B})], one={"dx": A, "dw": C}) == []
    assert named([mistake("both", one={"dx": A, "dw": B})], one={"dx": A}) == []


def test_a_mistake_that_raises_is_not_recognised_by_one_output_of_another():
    """With a second mistake about, an exception elsewhere is no evidence: only what is known of values is."""
    found = {"one": {"dx": A, "dw": C}, "two": {"dx": B}}

    assert named([mistake("dx", one={"dx": A}, two={"dx": B})], **found) == ["dx"]
    assert named([mistake("dx", one={"dx": A}, two=RAISED)], **found) == []


def test_one_mistake_that_explains_all_comes_before_two_that_share_it():
    """Wrong dx and dw are one mistake where one is known, and two else."""
    both = mistake("both", one={"dx": A, "dw": B})
    parts = [mistake("dx", one={"dx": A}), mistake("dw", one={"dw": B})]

    assert named([*parts, both], one={"dx": A, "dw": B}) == ["both"]
    assert sorted(named(parts, one={"dx": A, "dw": B})) == ["dw", "dx"]


def test_what_the_cases_cannot_show_is_not_named():
    """A mistake that shows in hidden cases only is never named from public ones, whatever the answer."""
    known = [mistake("hidden", four=A)]

    assert named(known, one=A) == []
    assert named(known) == []


def test_the_cases_that_show_less_may_leave_two_alike():
    """Public cases that look the same for two mistakes name neither; with the hidden ones, the right one is named."""
    known = [mistake("this", one=A, two=B), mistake("that", one=A, two=C)]

    assert named(known, asked="one", one=A) == []
    assert named(known, asked="one two", one=A, two=C) == ["that"]


marks_drawn = st.dictionaries(
    st.sampled_from(["one", "two", "three"]),
    st.dictionaries(st.sampled_from(["", "dx", "dw"]), st.sampled_from([A, B, RAISED]), min_size=1, max_size=2),
    min_size=1,
)


@given(st.lists(st.tuples(st.sampled_from("pqrs"), marks_drawn), max_size=6), marks_drawn, st.data())
def test_the_order_of_known_mistakes_never_matters(known, found, data):
    """Whatever is known, the same mistakes are named in any order."""
    known = [KnownMistake(*pair) for pair in known]
    shuffled = data.draw(st.permutations(known))
    hints = [sorted(m.hint for m in recognise(k, found, ["one", "two", "three"])) for k in (known, shuffled)]

    assert hints[0] == hints[1]
