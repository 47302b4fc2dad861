"""Checks: from a case and its outcome to a verdict and a message, fair to right answers and blind to none that is wrong."""

import numpy as np
import pytest

from grader.checks import check
from grader.messages import render
from grader.records import Call, DrawnCase, Fault, Opaque, Outcome, Request, Tolerance, Verdict

WANT = np.array([[1.25, -0.5, 2.0], [0.75, 3.5, -1.0]])
CONV = Call("conv", ("x",), ("out", "cache"))
BACK = Call("conv_back", ("dout", "cache"), ("dx",))


def case(check="values", *, calls=(CONV,), compare=("out",), expected=None, inputs=None, public=True, **more):
    """A drawn case that waits for out = WANT."""
    inputs = {"x": np.zeros((2, 3))} if inputs is None else inputs
    return DrawnCase(
        question=calls[-1].function,
        group="basics",
        name="a case",
        public=public,
        check=check,
        request=Request(inputs, calls, compare),
        compare=compare,
        expected={"out": WANT, "again": WANT + 1, "n": 5} if expected is None else expected,
        tolerance=Tolerance(1e-3),
        **more,
    )


def returned(out=WANT, **more):
    """An outcome in which every call returned."""
    return Outcome(Verdict.PASSED, {"out": out, **more}, seconds=0.25)


def raised(type_name="ValueError", text="sizes do not match", function="conv", **more):
    """An outcome in which a call raised."""
    return Outcome(Verdict.RAISED, fault=Fault(type_name, text, function, bases=(type_name, "Exception"), **more))


def said(result):
    """The rendered message."""
    return render(result.message)


# ------------------------------------------------------------------------------------------ values


def test_a_right_answer_passes_without_a_word():
    """Nothing is said about what is right."""
    result = check(case(), returned())

    assert result.passed
    assert (result.case, result.message, result.public, result.seconds) == ("a case", None, True, 0.25)


@pytest.mark.parametrize(
    ("got", "kind"),
    [
        (WANT + 1, "values"),
        (WANT.T, "shape"),
        (WANT.tolist(), "type"),
        (WANT.astype(complex), "dtype"),
        (np.full_like(WANT, np.nan), "not_finite"),
        (None, "type"),
        (Opaque("Tensor"), "type"),
        (np.array(1.0), "shape"),
        (3, "type"),
        (10**5000, "type"),
    ],
    ids=["values", "shape", "list", "complex", "nan", "None", "opaque", "0-d", "number", "long number"],
)
@pytest.mark.parametrize("public", [True, False])
def test_a_wrong_answer_fails_with_a_message(got, kind, public):
    """Each kind of fault has its message, in public and hidden cases."""
    result = check(case(public=public), returned(got))

    assert (result.verdict, result.message.kind) == (Verdict.FAILED, kind)
    assert "out" in said(result)


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize(
    ("got", "words"), [(4, "yours is 4, expected 5"), (np.array([5, 5]), "expected ()"), ("5", "the str")]
)
def test_a_wrong_number_fails_with_a_message(public, got, words):
    """A single number is told as one, and every message of it can be rendered."""
    result = check(case(compare=("n",), public=public), returned(n=got))

    assert result.verdict is Verdict.FAILED
    assert words in said(result) or not public


def test_an_output_that_is_not_there_fails():
    """What was not returned is not right."""
    result = check(case(compare=("out", "bn_param[running_mean]"), expected={"out": WANT}), returned())

    assert result.verdict is Verdict.FAILED
    assert said(result).startswith('bn_param["running_mean"] is not there after conv.')


def test_the_first_wrong_output_is_told_and_the_others_named():
    """Of three outputs, two wrong: one with numbers, one by name, and which one is right."""
    expected = {"dx": WANT, "dw": WANT, "db": WANT}
    values = {"dx": WANT, "dw": WANT + 1, "db": WANT[0]}
    result = check(case(compare=("dx", "dw", "db"), expected=expected), Outcome(Verdict.PASSED, values))

    assert result.message.data["output"] == "dw"
    assert "Also wrong: db. Right: dx." in said(result)


@pytest.mark.parametrize("public", [True, False])
def test_the_place_of_a_mistake_is_named(public):
    """Where all wrong values are in one row, the row is said, beside any hint."""
    got = WANT.copy()
    got[1] = [9, 9.5, -3]
    text = said(check(case(public=public, hint="Count the rows."), returned(got)))

    assert "Only row 1 of out is wrong." in text
    assert "Hint: Count the rows." in text


def test_an_output_of_a_second_call_is_called_so():
    """Where a function is called twice, its outputs have names that no student has seen: they are told as the second's."""
    calls = (Call("step", ("x",), ("x1", "cache")), Call("step", ("x1",), ("x2", "_")))
    drawn = case(calls=calls, compare=("x1", "x2"), expected={"x1": WANT, "x2": WANT})

    second = check(drawn, Outcome(Verdict.PASSED, {"x1": WANT, "x2": 3 * WANT}))
    both = check(drawn, Outcome(Verdict.PASSED, {"x1": 3 * WANT, "x2": 5 * WANT}))

    assert said(second).startswith("x1 of the second call is wrong: 6 values of 6 differ")
    assert "Right: x1." in said(second)
    assert "Hint: x1 of the second call is exactly 3 times what it should be" in said(second)
    assert "Also wrong: x1 of the second call." in said(both)


def test_outputs_that_have_changed_places_are_named():
    """Gradients in each other's place: dw for dx, dx for dw is one mistake, and is told as such."""
    dx, dw = np.array([[1.0, 2.0]]), np.array([3.0, 4.0, 5.0])
    asked = case(
        calls=(Call("conv_backward", ("dout",), ("dx", "dw")),), compare=("dx", "dw"), expected={"dx": dx, "dw": dw}
    )

    swapped = check(asked, Outcome(Verdict.PASSED, {"dx": dw, "dw": dx}))
    other = check(asked, Outcome(Verdict.PASSED, {"dx": dw, "dw": dw}))

    assert "dx and dw have changed places" in said(swapped)
    assert "changed places" not in said(other)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"dgamma": "dgamma", "dbeta": "dgamma"}, "dbeta is what dgamma should be."),
        ({"dgamma": "dbeta", "dbeta": "dbeta"}, "dgamma is what dbeta should be."),
        ({"dgamma": "few", "dbeta": "dbeta"}, ""),
        ({"dgamma": "rounded", "dbeta": "dbeta"}, ""),
        ({"dgamma": "text", "dbeta": "dbeta"}, ""),
    ],
)
@pytest.mark.parametrize("public", [True, False])
def test_an_output_in_the_place_of_another_is_named(values, words, public):
    """Said where one is exactly what another should be, in four numbers at least: dgamma in the place of dbeta."""
    made = {
        "dgamma": np.array([1.25, -0.5, 2.0, 3.5]),
        "dbeta": np.array([0.5, 1.0, -2.25, 0.25]),
        "few": np.array([1.0, 1.0, 2.0, 2.0]),
    }
    asked = case(
        calls=(Call("norm_backward", ("dout",), ("dgamma", "dbeta")),),
        compare=("dgamma", "dbeta"),
        expected={name: made[name] for name in ("dgamma", "dbeta", "few")},
        public=public,
    )
    made |= {"rounded": made["dbeta"] + 1e-6, "text": "dbeta"}
    text = said(check(asked, Outcome(Verdict.PASSED, {name: made[value] for name, value in values.items()})))

    assert words in text
    assert ("is what" in text) is bool(words)


def test_every_compared_output_counts():
    """One wrong output of two fails the case, whichever it is."""
    assert not check(case(compare=("out", "again")), returned(again=WANT)).passed
    assert not check(case(compare=("out", "again")), returned(WANT + 1, again=WANT + 1)).passed
    assert check(case(compare=("out", "again")), returned(again=WANT + 1)).passed


def test_a_loose_shape_is_only_for_cases_that_say_so():
    """(1, 2, 3) for (2, 3)."""
    assert not check(case(), returned(WANT[None])).passed
    assert check(case(loose_shape=True), returned(WANT[None])).passed


def test_the_size_of_a_case_counts_all_that_goes_in():
    """Arrays, numbers, and what stands in tuples and dictionaries: a person would have to look at each."""
    inputs = {"x": np.zeros((2, 3)), "n": 4, "cache": (np.zeros(5), [1, 2]), "param": {"pad": 1, "w": np.zeros(7)}}

    assert check(case(inputs=inputs), returned()).size == 6 + 1 + (5 + 2) + (1 + 7)


@pytest.mark.parametrize("name", ["out", "n"])
@pytest.mark.parametrize("kind", ["values", "unchanged", "whole", "subgradient"])
def test_no_outcome_without_values_passes(name, kind):
    """No evidence means no points, whatever is checked."""
    inputs, expected = pool()[0], {"out": WANT, "n": 5}
    outcome = Outcome(Verdict.PASSED, {})

    assert not check(case(kind, compare=(name,), inputs=inputs, expected=expected), outcome).passed


# ------------------------------------------------------------------------------------------ no value


@pytest.mark.parametrize("kind", ["values", "raises", "unchanged", "whole", "subgradient"])
@pytest.mark.parametrize("verdict", [v for v in Verdict if v not in (Verdict.PASSED, Verdict.RAISED)])
@pytest.mark.parametrize("public", [True, False])
def test_what_did_not_return_keeps_its_verdict(kind, verdict, public):
    """A time limit is a time limit, right values that came before it notwithstanding."""
    drawn = case(kind, raises="ValueError" if kind == "raises" else "", public=public)
    result = check(drawn, Outcome(verdict, {"out": WANT}))

    assert result.verdict is verdict
    assert said(result)


def test_a_time_limit_says_how_long():
    """The seconds are those of the case."""
    assert "conv did not finish within 2 seconds" in said(check(case(seconds=2.0), Outcome(Verdict.TIMEOUT)))


@pytest.mark.parametrize("detail", ["signal SIGSEGV", "protocol", "too_large", ""])
def test_a_lost_worker_is_told(detail):
    """How the process ended is said as far as it is known."""
    result = check(case(), Outcome(Verdict.CRASHED, fault=Fault("crashed", detail, "conv")))

    assert result.verdict is Verdict.CRASHED
    assert "conv" in said(result)


def test_a_crash_of_compiled_code_is_told_with_its_usual_cause():
    """The signal, and what usually ends like this; where the process ended by itself there is no cause to name."""
    crashed, ended = (
        said(check(case(), Outcome(Verdict.CRASHED, fault=Fault("", detail, "conv", kind="crashed"))))
        for detail in ("signal SIGSEGV", "exit 1")
    )

    assert crashed.startswith("The process that ran conv ended before it returned (signal SIGSEGV).")
    assert "Hint: Compiled code that reads or writes outside of its arrays ends like this" in crashed
    assert "Hint" not in ended


def test_an_exception_is_told_with_its_line():
    """Type, text, cell, line and source of a public case."""
    result = check(case(), raised(label="the answer cell of conv", line=7, source="out[0] = x"))

    assert result.verdict is Verdict.RAISED
    assert said(result).splitlines()[:2] == [
        "conv raised ValueError: sizes do not match",
        "In the answer cell of conv, line 7: out[0] = x",
    ]


@pytest.mark.parametrize(
    ("number", "which"),
    [(0, ""), (1, ""), (2, " in its second call"), (3, " in its third call"), (4, " in its 4th call")],
)
def test_an_exception_in_a_later_call_says_so(number, which):
    """Where one function is called more than once, its first call alone would not show what went wrong."""
    calls = (BACK, CONV, CONV, CONV, CONV)
    drawn = case(calls=calls)
    at = {"function": calls[number].function, "call": number}

    assert said(check(drawn, raised(**at))).startswith(f"{at['function']} raised ValueError{which}: sizes do not match")
    given = check(drawn, raised("", "NoneType", kind="returned", **at))
    assert f"{at['function']} returned None{which}; it should" in said(given)


def test_what_should_be_returned_is_called_as_a_student_calls_it():
    """Of several calls of one function, the later ones have names that only the case knows."""
    twice = (Call("conv", ("x",), ("out", "cache")), Call("conv", ("x",), ("out_2", "cache_2")))
    result = check(case(calls=twice), raised("", "NoneType", kind="returned", call=1))

    assert said(result).startswith("conv returned None in its second call; it should return out and cache.")


def test_the_right_exception_of_another_function_is_told_as_that_functions():
    """Where the call before raises what the last one should, nothing is said of the last one."""
    result = check(case("raises", calls=(CONV, BACK), raises="ValueError"), raised("ValueError", "no", "conv"))

    assert result.verdict is Verdict.RAISED
    assert said(result).startswith("conv raised ValueError: no")


def test_a_hidden_case_does_not_say_which_call_raised():
    """What a hidden case calls, and how often, stays hidden."""
    assert "second" not in said(check(case(calls=(CONV, CONV), public=False), raised(call=1)))


@pytest.mark.parametrize("type_name", ["", "E" * 100, "{}", "a b", "\x1b[31m"])
@pytest.mark.parametrize("public", [True, False])
def test_an_exception_of_any_name_can_be_told(type_name, public):
    """A class that a student made may be called anything, also nothing."""
    result = check(case(public=public), raised(type_name, "text"))

    assert result.verdict is Verdict.RAISED
    assert said(result).startswith("conv raised")


@pytest.mark.parametrize(
    ("got", "words"),
    [
        ("NoneType", "conv returned None; it should return out and cache."),
        ("ndarray", "conv returned one array; it should return out and cache."),
        ("3 values", "conv returned 3 values; it should return out and cache."),
    ],
)
def test_the_wrong_number_of_values(got, words):
    """A wrong answer, not an exception of the student's."""
    result = check(case(), raised("", got, kind="returned"))

    assert result.verdict is Verdict.FAILED
    assert said(result).startswith(words)


def test_what_should_be_returned_has_the_names_that_a_student_knows():
    """Where a case looks at a later call only, it names nothing of an earlier one: what is told are the real names."""
    calls = (Call("conv", ("x",), ("_a", "_b")), CONV)

    assert said(check(case(calls=calls), raised("", "NoneType", kind="returned"))).startswith(
        "conv returned None; it should return out and cache."
    )


@pytest.mark.parametrize("type_name", ["returned", "crashed"])
@pytest.mark.parametrize("function", ["conv", "another", ""])
def test_an_exception_named_like_one_of_ours_breaks_nothing(type_name, function):
    """A student's class of that name, raised anywhere, fails the case and no more."""
    result = check(case(), raised(type_name, "text", function))

    assert not result.passed
    assert said(result)


def test_the_hint_for_a_forgotten_return():
    """None for a tuple has one usual cause."""
    assert "Hint: A function without a return statement returns None." in said(
        check(case(), raised("", "NoneType", kind="returned"))
    )
    assert "Hint" not in said(check(case(), raised("", "3 values", kind="returned")))


# ------------------------------------------------------------------------------------------ exceptions asked for


def strict(**more):
    """A case that waits for a ValueError."""
    return case("raises", raises="ValueError", expected={}, **more)


@pytest.mark.parametrize("text", ["", "does not fit"])
def test_the_exception_that_is_asked_for_passes(text):
    """Its text is the student's own."""
    assert check(strict(), raised("ValueError", text)).passed


def test_the_exception_of_another_function_is_not_the_one_asked_for():
    """A forward that raises leaves open what the backward would have done."""
    assert not check(strict(calls=(CONV, BACK)), raised("ValueError", function="conv")).passed
    assert check(strict(calls=(CONV, BACK)), raised("ValueError", function="conv_back")).passed


@pytest.mark.parametrize(
    "type_name", ["TypeError", "Exception", "AssertionError", "valueerror", "NotImplementedError", "SystemExit"]
)
def test_another_exception_fails(type_name):
    """The docstring names the exception."""
    result = check(strict(), raised(type_name))

    assert result.verdict is Verdict.FAILED
    assert said(result).startswith(f"conv should raise ValueError here, and raised {type_name} instead.")


def test_no_exception_fails():
    """A value in place of an exception is not right, whatever the value."""
    result = check(strict(), returned())

    assert result.verdict is Verdict.FAILED
    assert said(result).startswith("conv should raise ValueError here, and returned instead.")


def test_the_wrong_number_of_values_is_no_exception():
    """Where an exception is asked for, a function that returned did return."""
    result = check(strict(), raised("", "NoneType", kind="returned"))

    assert result.verdict is Verdict.FAILED
    assert said(result).startswith("conv should raise ValueError here, and returned instead.")


# ------------------------------------------------------------------------------------------ inputs


def test_a_changed_input_fails():
    """What belongs to the caller stays as it is, right values notwithstanding."""
    result = check(case("unchanged"), Outcome(Verdict.PASSED, {"out": WANT}, {"x": "conv"}))

    assert result.verdict is Verdict.FAILED
    assert said(result).startswith("conv changed x, which belongs to the caller.")


def test_what_may_be_changed_may_be_changed():
    """The running mean is stored in the caller's dict, as the docstring asks."""
    changed = {"bn_param[running_mean]": "conv"}
    free = case("unchanged", may_change=("bn_param[running_mean]",))

    assert check(free, Outcome(Verdict.PASSED, {"out": WANT}, changed)).passed
    assert not check(free, Outcome(Verdict.PASSED, {"out": WANT}, {**changed, "bn_param[eps]": "conv"})).passed


def test_only_the_question_asked_is_blamed_for_a_change():
    """A forward that writes into x costs its own question, not the backward's."""
    drawn = case("unchanged", calls=(CONV, BACK), compare=("dx",), expected={"dx": WANT})

    assert check(drawn, Outcome(Verdict.PASSED, {"dx": WANT}, {"x": "conv"})).passed
    assert not check(drawn, Outcome(Verdict.PASSED, {"dx": WANT}, {"dout": "conv_back"})).passed


def test_a_change_does_not_matter_where_values_are_asked():
    """Each mistake costs once."""
    assert check(case(), Outcome(Verdict.PASSED, {"out": WANT}, {"x": "conv"})).passed


def test_unchanged_inputs_do_not_excuse_wrong_values():
    """A function that does nothing changes nothing, and is not right."""
    assert not check(case("unchanged"), returned(np.zeros_like(WANT))).passed


# ------------------------------------------------------------------------------------------ whole numbers


@pytest.mark.parametrize(
    ("got", "passed"), [(5, True), (5.0, False), (4, False), (True, False), ("5", False), (None, False)]
)
def test_a_whole_number(got, passed):
    """An int, and the right one."""
    assert check(case("whole", compare=("n",)), returned(n=got)).passed is passed


def test_one_is_not_true():
    """True equals 1, and is no int that a size could be."""
    assert not check(case("whole", compare=("n",), expected={"n": 1}), returned(n=True)).passed


@pytest.mark.parametrize("got", [np.int64(5), np.int32(5)])
def test_numpys_whole_numbers_are_whole(got):
    """In the notebook a NumPy int is not refused: when graded it is an int."""
    assert check(case("whole", compare=("n",)), returned(n=got)).passed


def test_a_float_is_told_to_be_whole():
    """The message names the type that is asked for and shows what came."""
    assert "not the number 5.0" in said(check(case("whole", compare=("n",)), returned(n=5.0)))


@pytest.mark.parametrize(
    ("got", "words"), [(5.0, "What does / give for two ints?"), (None, "A function without a return")]
)
def test_what_is_no_whole_number_has_its_usual_cause(got, words):
    """A float comes from a division, None from a return that was forgotten: neither is told the other's."""
    hints = [
        line for line in said(check(case("whole", compare=("n",)), returned(n=got))).splitlines() if "Hint" in line
    ]

    assert len(hints) == 1
    assert words in hints[0]


# ------------------------------------------------------------------------------------------ ties


def pool(stride=2, rows=2, columns=2, size=(4, 6)):
    """Inputs with many ties, and one right gradient: the first winner takes all."""
    rng = np.random.default_rng(8)
    x = rng.choice([-1.0, 0.0], (2, 2, *size))
    shape = [(size[k] - (rows, columns)[k]) // stride + 1 for k in (0, 1)]
    dout = rng.choice([-0.75, -0.25, 0.5, 2.0], (2, 2, *shape))
    dx = np.zeros_like(x)
    for n, c, i, j in np.ndindex(*dout.shape):
        at = np.s_[n, c, i * stride : i * stride + rows, j * stride : j * stride + columns]
        dx[at].flat[x[at].argmax()] += dout[n, c, i, j]
    return {"x": x, "pool_param": {"pool_height": rows, "pool_width": columns, "stride": stride}, "dout": dout}, dx


def windows(inputs):
    """The place of every window, and its entry of dout."""
    height, width, stride = (inputs["pool_param"][key] for key in ("pool_height", "pool_width", "stride"))
    for n, c, i, j in np.ndindex(*inputs["dout"].shape):
        yield np.s_[n, c, i * stride : i * stride + height, j * stride : j * stride + width], inputs["dout"][n, c, i, j]


def tied(inputs, dx, public=True):
    """The verdict on one gradient."""
    back = Call("pool_back", ("dout", "cache"), ("dx",))
    drawn = case(
        "subgradient", calls=(back,), compare=("dx",), inputs=inputs, expected={"dx": np.zeros(1)}, public=public
    )
    return check(drawn, Outcome(Verdict.PASSED, {"dx": dx}))


SIZES = [(2, 2, 2, (4, 6)), (2, 2, 2, (5, 7)), (3, 2, 3, (6, 9)), (3, 2, 2, (8, 6)), (1, 1, 1, (3, 4))]


@pytest.mark.parametrize("sizes", SIZES)
def test_any_winner_or_a_split_is_right(sizes):
    """First winner, last winner, equal shares, unequal shares."""
    inputs, first = pool(*sizes)
    last, split, uneven = np.zeros_like(first), np.zeros_like(first), np.zeros_like(first)
    for at, up in windows(inputs):
        winners = np.flatnonzero(inputs["x"][at].ravel() == inputs["x"][at].max())
        last[at].flat[winners[-1]] = up
        share = np.arange(1, len(winners) + 1) / np.arange(1, len(winners) + 1).sum()
        for k, s in zip(winners, share):
            split[at].flat[k], uneven[at].flat[k] = up / len(winners), up * s

    assert all(tied(inputs, dx).passed for dx in (first, last, split, uneven))
    assert tied(inputs, first.astype(np.float32)).passed
    assert tied(inputs, np.asfortranarray(split)).passed


def all_winners(inputs, dx):
    """The usual mistake: the whole gradient to every winner."""
    wrong = np.zeros_like(dx)
    for at, up in windows(inputs):
        wrong[at] = (inputs["x"][at] == inputs["x"][at].max()) * up
    return wrong


def to_a_loser(inputs, dx):
    """One window hands its gradient to a pixel that did not win."""
    wrong = dx.copy()
    for at, up in windows(inputs):
        losers = np.flatnonzero(inputs["x"][at].ravel() < inputs["x"][at].max())
        if len(losers):
            wrong[at] = 0
            wrong[at].flat[losers[0]] = up
            return wrong
    raise AssertionError


def more_and_less(inputs, dx):
    """The sum is right, but one winner gets twice the gradient and another one its opposite."""
    wrong = dx.copy()
    for at, up in windows(inputs):
        winners = np.flatnonzero(inputs["x"][at].ravel() == inputs["x"][at].max())
        if len(winners) > 1:
            wrong[at] = 0
            wrong[at].flat[winners[0]], wrong[at].flat[winners[1]] = 2 * up, -up
            return wrong
    raise AssertionError


WRONG_GRADIENTS = {
    "zeros": lambda inputs, dx: np.zeros_like(dx),
    "negative": lambda inputs, dx: -dx,
    "twice": lambda inputs, dx: 2 * dx,
    "the mean": lambda inputs, dx: dx / 4,
    "all winners": all_winners,
    "a loser": to_a_loser,
    "more and less": more_and_less,
    "ones": lambda inputs, dx: np.ones_like(dx),
    "NaN": lambda inputs, dx: np.full_like(dx, np.nan),
    "transposed": lambda inputs, dx: dx.swapaxes(2, 3),
    "one image": lambda inputs, dx: dx[:1],
    "a list": lambda inputs, dx: dx.tolist(),
    "None": lambda inputs, dx: None,
    "complex": lambda inputs, dx: dx.astype(complex),
    "rolled": lambda inputs, dx: np.roll(dx, 1, axis=3),
    "other image": lambda inputs, dx: dx[::-1],
}


@pytest.mark.parametrize("made", WRONG_GRADIENTS.values(), ids=WRONG_GRADIENTS)
@pytest.mark.parametrize("sizes", SIZES[:3])
@pytest.mark.parametrize("public", [True, False])
def test_a_gradient_that_is_no_subgradient_fails(made, sizes, public):
    """Each window hands on exactly its entry of dout, to maxima only."""
    inputs, dx = pool(*sizes)
    result = tied(inputs, made(inputs, dx), public)

    assert result.verdict is Verdict.FAILED
    assert "dx" in said(result)


def test_a_gradient_in_a_gap_fails():
    """Rows that no window covers get 0."""
    inputs, dx = pool(2, 2, 2, (5, 7))
    dx[0, 1, 4, 6] = 0.5

    result = tied(inputs, dx)

    assert result.verdict is Verdict.FAILED
    assert said(result).startswith("dx is not 0 where no window reaches.")


def test_a_gradient_of_nothing_stays_nothing():
    """A window whose dout is 0 hands on nothing, not even what adds up to 0."""
    inputs, dx = pool()
    inputs["x"][0, 0, :2, :2] = 0
    inputs["dout"][0, 0, 0, 0] = 0
    right = dx.copy()
    right[0, 0, :2, :2] = 0
    dx[0, 0, :2, :2] = [[5, -5], [0, 0]]

    assert tied(inputs, right).passed
    assert not tied(inputs, dx).passed


def test_the_message_names_the_window():
    """The first window that is wrong, and the rule."""
    inputs, dx = pool()
    dx[1, 1, 2:4, 4:6] += 1
    text = said(tied(inputs, dx))

    assert "dx is wrong in the window of dout[1, 1, 1, 2], which is -0.75: there it adds up to 3.25." in text
    assert "Each window hands on exactly its entry of dout" in text


def test_the_message_says_where_the_sum_of_a_window_is_right():
    """What is handed on in full, and to the wrong pixels, is no question of how much."""
    for made in (to_a_loser, more_and_less):
        assert ": it adds up to that, but is not shared out among the window's maxima." in said(
            tied(pool()[0], made(*pool()))
        )


# ------------------------------------------------------------------------------------------ what may be said

SECRETS = ("1.25", "3.5", "0.75", "77.25")
TELLING = {
    "values": lambda: returned(WANT + 77.25),
    "one value": lambda: returned(np.where(WANT == 3.5, 77.25, WANT)),
    "all the same": lambda: returned(np.full_like(WANT, 77.25)),
    "text returned": lambda: returned(str(WANT)),
    "a number returned": lambda: returned(77.25),
    "text as a dtype": lambda: returned(np.zeros(WANT.shape, dtype=[("1.25", "f8")])),
    "text raised": lambda: raised(text=str(WANT), label="cell 1", line=3, source="raise ValueError(77.25)"),
    "text as a type": lambda: raised(str(WANT)),
    "a class named returned": lambda: raised("returned", str(WANT)),
    "a class named crashed": lambda: raised("crashed", str(WANT)),
    "printed": lambda: Outcome(Verdict.PASSED, {"out": WANT * 0}, stdout=str(WANT)),
}


@pytest.mark.parametrize("made", TELLING.values(), ids=TELLING)
@pytest.mark.parametrize("kind", ["values", "raises", "unchanged", "whole"])
def test_a_hidden_case_tells_no_value(made, kind):
    """Neither inputs nor expected values come out, in words, in data or in what was printed."""
    result = check(case(kind, public=False, raises="TypeError" if kind == "raises" else ""), made())
    shown = f"{said(result)} {dict(result.message.data)} {result.stdout}"

    assert not result.passed
    assert not [secret for secret in SECRETS if secret in shown]


@pytest.mark.parametrize(
    ("public", "words"),
    [
        (True, 'conv changed or added p[2.7], p[3.5], p["pad"] and x.'),
        (False, 'conv changed or added p[a new key], p["pad"] and x.'),
    ],
)
def test_a_key_that_a_student_made_up_tells_nothing_of_a_hidden_case(public, words):
    """A key may spell out any value: of those that the case itself does not have, only that there are some is said."""
    changed = dict.fromkeys(("p[3.5]", "p[pad]", "p[2.7]", "x"), "conv")
    drawn = case("unchanged", inputs={"x": WANT, "n": 3, "p": {"pad": 1}}, public=public)

    assert said(check(drawn, Outcome(Verdict.PASSED, {"out": WANT}, changed))).startswith(words)


def test_a_public_case_tells_values_and_what_was_printed():
    """Practice is for looking."""
    result = check(case(), Outcome(Verdict.PASSED, {"out": WANT + 0.5}, stdout="x is 3"))

    assert "1.25" in said(result)
    assert result.stdout == "x is 3"


def test_a_public_case_says_how_to_get_its_inputs():
    """One line to paste, which is Python; a hidden case has none."""
    public, hidden = (check(case(public=p), returned(WANT + 1)) for p in (True, False))
    again = public.message.data["again"]

    compile(again, "again", "exec")
    assert again.endswith('x = case("conv", "a case")')
    assert "again" not in hidden.message.data


@pytest.mark.parametrize(
    ("outcome", "kind", "shown"),
    [
        (returned(np.where(WANT > 2, 9.5, WANT * 1.1)), "values", True),
        (returned(WANT[:, :, None, None]), "values", False),
        (returned(WANT.tolist()), "values", False),
        (raised("ValueError"), "values", True),
        (raised("TypeError"), "values", False),
        (Outcome(Verdict.TIMEOUT), "values", False),
        (returned(), "raises", True),
    ],
    ids=["values", "an own hint", "type", "raised for a value", "raised", "timeout", "not raised"],
)
def test_the_authors_hint_is_said_where_it_may_fit(outcome, kind, shown):
    """It speaks of values; where something more exact is known, or nothing was compared, it is left out."""
    drawn = case(kind, hint="Flip the kernel.", raises="ValueError" if kind == "raises" else "")

    assert ("Flip the kernel." in said(check(drawn, outcome))) is shown


def test_checking_changes_nothing():
    """The same outcome is judged the same way twice."""
    drawn, outcome = case(compare=("out", "again")), returned(WANT + 1, again=WANT)
    first, second = check(drawn, outcome), check(drawn, outcome)

    assert first == second
    assert np.array_equal(drawn.expected["again"], WANT + 1)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("shape", [(1,), (2, 3), (5, 6, 3), (2, 3, 4, 5), (1, 1, 1, 1)])
def test_no_answer_is_too_odd_for_a_verdict(seed, shape):
    """NaN, infinity, the largest floats and zeros get a verdict and words; a hint never costs one."""
    rng = np.random.default_rng([seed, len(shape)])
    odd = [0.0, 1.0, -1.0, np.finfo(float).max, np.finfo(float).min, np.inf, -np.inf, np.nan, 5e-324, 1e300]
    want = rng.integers(-8, 9, shape) / 4
    got = np.where(rng.random(shape) < 0.5, want, rng.choice(odd[: int(rng.integers(3, len(odd) + 1))], shape))

    result = check(case(compare=("out",), expected={"out": want}), returned(got))

    assert result.passed == np.array_equal(got, want)
    assert result.passed or said(result)


# ------------------------------------------------------------------------------------------ dtype


def exact(dtype="float32", **more):
    """A case that waits for out = WANT of a dtype."""
    return case("dtype", expected={"out": WANT.astype(dtype)}, **more)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_references_dtype_passes(dtype):
    """Right values of exactly the dtype that the reference returns."""
    assert check(exact(dtype), returned(WANT.astype(dtype))).passed


@pytest.mark.parametrize(
    ("expected", "got"),
    [("float32", "float64"), ("float64", "float32"), ("float32", "float16"), ("float64", "longdouble")],
)
def test_another_dtype_fails_and_is_named(expected, got):
    """Wider or narrower: what came and what was waited for are both said; for a hidden case too."""
    array = WANT.astype(got)
    for public in (True, False):
        result = check(exact(expected, public=public), returned(array))

        assert (result.verdict, result.message.kind) == (Verdict.FAILED, "dtype")
        assert (result.message.data["got"], result.message.data["expected"]) == (str(array.dtype), expected)
        assert f"out has dtype {array.dtype}; expected {expected}." in said(result)


@pytest.mark.parametrize(
    ("got", "kind"),
    [
        (WANT + 1, "values"),
        (WANT.astype(np.float32).T, "shape"),
        (WANT.astype(np.complex64), "dtype"),
        (WANT.tolist(), "type"),
        (None, "type"),
        (WANT * np.float32("nan"), "not_finite"),
    ],
)
def test_values_come_before_the_dtype(got, kind):
    """Whoever is wrong is told so first."""
    assert check(exact(), returned(got)).message.kind == kind


def test_every_compared_output_has_its_dtype():
    """The second of two outputs is looked at too."""
    both = case("dtype", compare=("out", "again"), expected={"out": WANT, "again": WANT})
    result = check(both, returned(again=WANT.astype(np.float32)))

    assert (result.message.kind, result.message.data["output"]) == ("dtype", "again")


def test_the_hint_of_a_group_stands_with_a_dtype():
    """Where nothing more exact is known."""
    assert "Look at np.empty." in said(check(exact(hint="Look at np.empty."), returned(WANT)))


def test_other_cases_take_any_real_dtype():
    """Only a case that asks for it looks at the dtype."""
    assert check(case(), returned(WANT.astype(np.float32))).passed
