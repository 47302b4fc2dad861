"""The reference's side: whose inputs are whose, right answers beside them, and faulty declarations told with their place."""

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from grader.errors import AssignmentError
from grader.reference import Seed
from grader.sandbox.execute import same
from tests.small_course import QUESTIONS, SOLUTION, small_homework

SECRET = b"a secret of the release"


def draw(homework, name, submission="1", secret=SECRET, **more):
    """One question drawn for one submission."""
    return homework.reference.draw(homework.assignment.question(name), Seed(secret, submission), **more)


def inputs(question, public):
    """The inputs of all public or all hidden cases."""
    return [dict(case.request.inputs) for case in question.cases if case.public is public]


# ---------------------------------------------------------------------------------------------- seeds


@pytest.mark.parametrize("name", ["double", "layer", "layer_backward"])
def test_the_same_submission_gets_the_same_inputs(tmp_path, name):
    """Grading twice asks the same."""
    homework = small_homework(tmp_path)
    first, second = draw(homework, name), draw(homework, name)

    assert same(inputs(first, False), inputs(second, False))
    assert all(same(a.expected, b.expected) for a, b in zip(first.cases, second.cases))


@pytest.mark.parametrize("other", [{"submission": "2"}, {"submission": ""}, {"secret": b"another secret"}])
@pytest.mark.parametrize("name", ["double", "layer", "layer_backward"])
def test_another_submission_gets_other_inputs(tmp_path, name, other):
    """Every hidden input differs from submission to submission and from release to release."""
    homework = small_homework(tmp_path)
    for mine, theirs in zip(inputs(draw(homework, name), False), inputs(draw(homework, name, **other), False)):
        assert not any(np.array_equal(mine[key], theirs[key]) for key in mine)


@pytest.mark.parametrize("name", ["double", "layer", "layer_backward", "root"])
def test_public_inputs_are_the_same_for_all(tmp_path, name):
    """What students see in the notebook is what they are graded on."""
    homework = small_homework(tmp_path)
    first = inputs(draw(homework, name), True)

    assert first
    assert same(first, inputs(draw(homework, name, "2", b"another secret"), True))


def test_cases_of_a_submission_differ_from_each_other(tmp_path):
    """Two cases with the same sizes do not get the same arrays, nor do two questions."""
    homework = small_homework(tmp_path)
    found = [case["x"] for name in ("layer", "layer_backward") for case in inputs(draw(homework, name), False)]

    assert len({array.tobytes() for array in found}) == len(found)


def test_a_hidden_seed_needs_the_secret(tmp_path):
    """The seed of a hidden case is not that of a public one under any submission id."""
    homework = small_homework(tmp_path)
    case = homework.assignment.question("double").groups[0].cases[1]

    assert not case.public
    assert len({Seed(s, i).of("double", case) for s in (b"", b"public", SECRET) for i in ("", "1", "public")}) == 9


def test_a_seed_does_not_show_its_secret():
    """Printing a seed, in a traceback or a log, does not print the secret."""
    assert "a secret" not in repr(Seed(SECRET, "1"))


# ---------------------------------------------------------------------------------------------- drawing


def test_a_drawn_question_is_the_declared_one(tmp_path):
    """Names, points, groups and the order of the cases are as declared."""
    drawn = draw(small_homework(tmp_path), "layer_backward")

    assert (drawn.name, drawn.points, drawn.extra_credit) == ("layer_backward", Fraction(6), False)
    assert drawn.groups == (("dx", Fraction(4)), ("dw", Fraction(2)))
    assert [(c.group, c.name) for c in drawn.cases] == [
        ("dx", "shown"),
        ("dx", "one"),
        ("dx", "two"),
        ("dx", "three"),
        ("dw", "only dw"),
    ]
    assert (drawn.needs, drawn.forward) == (("double",), "layer")


def test_public_cases_come_first_in_a_group(tmp_path):
    """A student reads of the case that can be seen before those that cannot."""
    hidden_first = QUESTIONS.replace(
        'Case("shown", arrays, public=True), Case("one", arrays)',
        'Case("one", arrays), Case("shown", arrays, public=True)',
    )
    drawn = draw(small_homework(tmp_path, questions=hidden_first), "layer")

    assert [case.name for case in drawn.cases] == ["shown", "one", "two"]


def test_public_only_draws_no_hidden_case(tmp_path):
    """Without hidden cases, not one of them is even drawn."""
    drawn = draw(small_homework(tmp_path), "layer_backward", public_only=True)

    assert [case.name for case in drawn.cases] == ["shown"]


def test_right_answers_stand_beside_the_inputs(tmp_path):
    """Expected values are the reference's, for all that is compared and all that the forward returns but caches."""
    case = draw(small_homework(tmp_path), "layer_backward").cases[1]
    x, w, dout = (case.request.inputs[name] for name in ("x", "w", "dout"))

    assert set(case.expected) == {"dx", "dw", "out"}
    assert np.array_equal(case.expected["dx"], 2 * w * dout)
    assert np.array_equal(case.expected["dw"], 2 * x * dout)
    assert (case.compare, case.forward_outputs) == (("dx", "dw"), ("out",))
    assert set(case.request.want) == {"dx", "dw", "out"}


def test_a_request_holds_no_answer(tmp_path):
    """What is sent to the worker has inputs, calls and names, and no expected value."""
    homework = small_homework(tmp_path)
    for name in ("double", "layer", "layer_backward"):
        for case in draw(homework, name).cases:
            sent = {v.tobytes() for v in case.request.inputs.values()}

            assert not sent & {v.tobytes() for v in case.expected.values()}
            assert case.request.replays == ()


def test_a_reference_that_writes_into_its_inputs_spoils_nothing(tmp_path):
    """The inputs of the request are those before the reference ran."""
    spoiling = SOLUTION.replace("    return 2 * x\n", "    x *= 2\n    return x\n", 1)
    case = draw(small_homework(tmp_path, solution=spoiling), "double").cases[0]

    assert np.array_equal(case.request.inputs["x"], [1.0, 2.0])
    assert np.array_equal(case.expected["out"], [2.0, 4.0])


def test_float32_cases_have_float32_inputs(tmp_path):
    """The dtype of a case is that of all of its float64 arrays, in dicts and tuples too, and of nothing else."""
    made = (
        'lambda r: {"x": {"a": r.dyadic(2), "b": (r.dyadic(2), [1.5, np.arange(2)])}}, dtype="float32", check="values"'
    )
    questions = QUESTIONS.replace('lambda r: {"x": r.dyadic(4)}, check="unchanged"', made)
    solution = SOLUTION.replace("    return 2 * x\n", "    return 2 * x['a'] if isinstance(x, dict) else 2 * x\n", 1)
    x = draw(small_homework(tmp_path, questions=questions, solution=solution), "double").cases[-1].request.inputs["x"]

    assert x["a"].dtype == np.float32
    assert x["b"][0].dtype == np.float32
    assert x["b"][1][0] == 1.5
    assert x["b"][1][1].dtype.kind == "i"


# ---------------------------------------------------------------------------------------------- replays


def test_calls_of_needed_questions_are_recorded(tmp_path):
    """What the reference asks of a question that this one needs is kept with its answer."""
    case = draw(small_homework(tmp_path), "layer").cases[0]
    (replay,) = case.replays

    assert (replay.function, replay.parameters, replay.defaults) == ("double", ("x",), {})
    assert np.array_equal(replay.arguments["x"], case.request.inputs["x"])
    assert np.array_equal(replay.result, 2 * case.request.inputs["x"])


def test_recorded_arguments_carry_their_defaults(tmp_path):
    """A call that leaves out a default is recorded with it, by name."""
    solution = SOLUTION.replace(
        "def double(x):\n    return 2 * x", "def double(x, times=2, *, plus=0):\n    return times * x + plus"
    )
    (replay,) = draw(small_homework(tmp_path, solution=solution), "layer").cases[0].replays

    assert set(replay.arguments) == {"x", "times", "plus"}
    assert replay.defaults == {"times": 2, "plus": 0}


def test_a_record_is_not_changed_by_what_follows(tmp_path):
    """Arguments and answers are kept as they were at the time of the call."""
    solution = SOLUTION.replace(
        "    return double(x) * w, (x, w)\n", "    y = double(x)\n    y *= w\n    return y, (x, w)\n"
    )
    case = draw(small_homework(tmp_path, solution=solution), "layer").cases[0]

    assert np.array_equal(case.replays[0].result, 2 * case.request.inputs["x"])


def test_recorded_arguments_are_those_before_the_call(tmp_path):
    """A function of the reference that writes into its argument is recorded with what it was given."""
    solution = SOLUTION.replace("    return 2 * x\n", "    x *= 2\n    return x\n", 1).replace(
        "double(x) *", "double(x.copy()) *"
    )
    case = draw(small_homework(tmp_path, solution=solution), "layer").cases[0]

    assert np.array_equal(case.replays[0].arguments["x"], case.request.inputs["x"])


def test_questions_that_are_not_needed_are_not_recorded(tmp_path):
    """Only what is declared under needs is ever played back."""
    drawn = draw(small_homework(tmp_path, questions=QUESTIONS.replace('needs=("double",),', "")), "layer")

    assert all(case.replays == () for case in drawn.cases)


def test_recording_leaves_the_reference_as_it_was(tmp_path):
    """Drawing twice records each call once."""
    homework = small_homework(tmp_path)
    counts = [len(draw(homework, "layer").cases[0].replays) for _ in range(3)]

    assert counts == [1, 1, 1]


# ---------------------------------------------------------------------------------------------- faulty declarations


def faulty(tmp_path, old, new, name="double"):
    """The message for a declaration with one thing changed, and the line where the changed text is."""
    assert QUESTIONS.count(old) == 1
    questions = QUESTIONS.replace(old, new)
    with pytest.raises(AssignmentError) as caught:
        draw(small_homework(tmp_path, questions=questions), name)
    line = questions[: questions.index(new)].count("\n") + 1
    return str(caught.value), line


DRAWN = 'lambda r: {"x": r.dyadic(3, 2)}'


@pytest.mark.parametrize(
    ("old", "new", "name", "words"),
    [
        (DRAWN, 'lambda r: {"y": r.dyadic(3, 2)}', "double", 'gives "x" to double; allowed: y'),
        (DRAWN, 'lambda r: {"x": None}', "double", "TypeError"),
        (DRAWN, 'lambda r: {"x": r.dyadick(3, 2)}', "double", 'no "dyadick"; allowed: distinct, dyadic,'),
        (DRAWN, "lambda r: None", "double", "drawn"),
        (DRAWN, "lambda: {}", "double", "drawn"),
        (
            'compare=("dw",)',
            'compare=("db",)',
            "layer_backward",
            'compares "db", which its calls do not make; allowed: dw, dx, out',
        ),
        (
            '{"n": 16}, public=True, check="whole"',
            '{"n": 16}, check="raises", raises="KeyError"',
            "root",
            "raises nothing",
        ),
        ('check="raises", raises="ValueError"', 'check="raises", raises="KeyError"', "root", "raises ValueError"),
        ('{"n": -1}, check="raises", raises="ValueError"', '{"n": -1}', "root", "raise ValueError"),
        ('documented_cache=("x", "w")', 'documented_cache=("x", "b")', "layer_backward", '"b"'),
    ],
)
def test_a_faulty_declaration_is_told_with_its_place(tmp_path, old, new, name, words):
    """A case that the reference cannot answer stops with file and line of the declaration, and says why."""
    text, line = faulty(tmp_path, old, new, name)
    found = re.match(r"(.*questions\.py):(\d+): ", text)

    assert found, text
    assert words in text
    if "cache" in new:  # a fault of a whole question stands where the question begins
        assert "Question(" in Path(found[1]).read_text().split("\n")[int(found[2]) - 1]
    else:
        assert int(found[2]) == line


ONLY_DW = 'Case("only dw", back, calls=BACK, compare=("dw",))'


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (
            'Case("only dw", back, compare=("dw",))',
            'case "only dw" has no input or earlier call that gives "cache" to layer_backward; the call of layer belongs '
            'before it: calls=("layer(x, w) -> out, cache", "layer_backward(dout, cache) -> dx, dw")',
        ),
        (
            'Case("only dw", back, calls=(BACK[0], "layer_backward(dout, cash) -> dx, dw"))',
            'gives "cash" to layer_backward; allowed: cache, dout, out, w, x; closest: cache',
        ),
        (
            'Case("only dw", back, calls=("layer(x, w) -> out, kept", BACK[1]))',
            'gives "cache" to layer_backward; allowed: dout, kept, out, w, x',
        ),
        (
            'Case("only dw", back, calls=(BACK[0], "layer_backward(dout, cache) -> dx, dw, db"))',
            'calls "layer_backward(dout, cache) -> dx, dw, db", and the reference returns 2 values',
        ),
    ],
    ids=["no call", "misspelled", "called otherwise", "too many"],
)
def test_calls_that_do_not_fit_together_are_told_with_what_fits(tmp_path, new, words):
    """What a call lacks is named, never as an exception of the reference, and the call that gives it."""
    text, _ = faulty(tmp_path, ONLY_DW, new, "layer_backward")

    assert words in text
    assert "Error" not in text


@pytest.mark.parametrize("forward", ["layer", ""], ids=["declared", "not declared"])
def test_the_call_that_gives_a_cache_is_found(tmp_path, forward):
    """Where one question alone returns it, that is the one, whether it is declared as the forward or not."""
    questions = QUESTIONS.replace(ONLY_DW, 'Case("only dw", back, compare=("dw",))')
    if not forward:
        questions = questions.replace('forward="layer",', "").replace('documented_cache=("x", "w"),', "")
    with pytest.raises(AssignmentError, match="the call of layer belongs before it"):
        draw(small_homework(tmp_path, questions=questions), "layer_backward")


@pytest.mark.parametrize(
    ("question", "old", "new", "line"),
    [
        ("double", "    return 2 * x", "    x = 2 * x\n    return np.were(x)", 8),
        ("layer_backward", "    return double(x) * w", "    return double(x) * ww", 11),
        ("root", "    return math.isqrt(n)", "    return _root(n)\n\n\ndef _root(n):\n    return math.isqr(n)", 24),
    ],
    ids=["its own", "its forward's", "in a helper"],
)
def test_a_solution_that_raises_is_told_with_its_line_too(tmp_path, question, old, new, line):
    """The case is where it showed; where it comes from is in another file, whose line is named."""
    assert SOLUTION.count(old) == 1
    with pytest.raises(AssignmentError) as caught:
        draw(small_homework(tmp_path, solution=SOLUTION.replace(old, new)), question)

    found = re.fullmatch(
        r'.*questions\.py:\d+: case "\w+" makes the reference raise \w+: .*, at (.*):(\d+)', str(caught.value)
    )
    assert found, str(caught.value)
    assert found[1].endswith("solutions/hw0_small/solution.py")
    assert int(found[2]) == line


def test_an_exception_that_is_not_the_solutions_names_no_line(tmp_path):
    """What a function is called with may not fit it at all: no line of the solution has run then."""
    text, _ = faulty(
        tmp_path,
        'Case("kept", lambda r: {"x": r.dyadic(4)}, check="unchanged")',
        'Case("kept", lambda r: {"x": r.dyadic(4)}, calls=("double(x, x) -> out",))',
    )

    assert "makes the reference raise TypeError: double() takes 1 positional argument but 2 were given" in text
    assert "solution.py" not in text


def test_a_solution_without_a_function_is_told(tmp_path):
    """Every question needs its answer; the file is named."""
    with pytest.raises(AssignmentError, match=r"solution\.py:1: the solution does not define root"):
        draw(small_homework(tmp_path, solution=SOLUTION.replace("def root", "def rout")), "root")


@pytest.mark.parametrize(
    ("solution", "line", "words"),
    [
        ("import math\ndef f(:\n", 2, "not Python"),
        ("import math\n\nmath.nowhere\n", 3, "AttributeError"),
        ("1 / 0\n", 1, "ZeroDivisionError"),
    ],
)
def test_a_solution_that_does_not_run_is_told(tmp_path, solution, line, words):
    """A solution with a fault is named with the line of the fault."""
    with pytest.raises(AssignmentError, match=rf"solution\.py:{line}: .*{words}"):
        draw(small_homework(tmp_path, solution=solution), "root")


def test_a_missing_solution_is_told(tmp_path):
    """Where there is no solution file, its path is named."""
    homework = small_homework(tmp_path)
    (homework.solutions / "solution.py").unlink()

    with pytest.raises(AssignmentError, match=r"solution\.py: there is no such file"):
        draw(homework, "root")


def test_a_slow_machine_gives_answers_more_time(tmp_path):
    """Where the reference itself takes long, an answer may take a hundred times that; elsewhere what is declared."""
    slow = SOLUTION.replace("    return 2 * x\n", "    __import__('time').sleep(0.05)\n    return 2 * x\n")
    quick_case, slow_case = (
        small_homework(tmp_path / name, solution=solution).exam(Seed(b"", "1")).questions[0].cases[1]
        for name, solution in (("quick", SOLUTION), ("slow", slow))
    )

    assert quick_case.seconds == slow_case.seconds == 1.0
    assert quick_case.limit < 5.0 <= slow_case.limit
