"""Blame once: a mistake costs points on its own question and on no other."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from grader import local
from grader.judge import collect, forward_is_right, judge, misspelled
from grader.local import grade_here, grade_question_here
from grader.messages import redact, render
from grader.records import CheckResult, Message, Outcome, Verdict
from grader.reference import Seed
from grader.sandbox import execute
from tests.small_course import POINTS, QUESTIONS, RIGHT, namespace, small_homework

WRONG_DOUBLE = "def double(x):\n    return 3 * x\n"
WRONG_LAYER = "def layer(x, w):\n    return x - w, (x + 1, w)\n"
STUB_DOUBLE = "def double(x):\n    raise NotImplementedError('double: part 1')\n"


def drawn(tmp_path, name, **sources):
    """One question of the small course with its cases drawn."""
    homework = small_homework(tmp_path, **sources)
    return homework.reference.draw(homework.assignment.question(name), Seed(b"secret", "1"))


def judged(question, functions, weak=(), case=-1):
    """The verdict on one case, the notice, and the requests that were made for it."""
    asked = []

    def run(request):
        asked.append(request)
        return execute.run(functions, request)

    result, notice = judge(question.cases[case], run, set(weak), question.forward)
    return result, notice, asked


# ---------------------------------------------------------------------------------------------- no one else's fault


@pytest.mark.parametrize("name", POINTS)
def test_right_answers_pass_at_the_first_attempt(tmp_path, name):
    """A right answer is run once and nothing is said about it, whatever else is weak."""
    question = drawn(tmp_path, name)
    for k in range(len(question.cases)):
        result, notice, asked = judged(question, namespace(), weak=POINTS, case=k)

        assert result.verdict is Verdict.PASSED
        assert notice is None
        assert len(asked) == 1


def test_a_wrong_answer_fails_at_the_first_attempt(tmp_path):
    """A mistake with nothing else to blame is not tried again."""
    result, notice, asked = judged(drawn(tmp_path, "double"), namespace(double=WRONG_DOUBLE), case=0)

    assert result.verdict is Verdict.FAILED
    assert notice is None
    assert len(asked) == 1


# ---------------------------------------------------------------------------------------------- replay


@pytest.mark.parametrize("double", [WRONG_DOUBLE, STUB_DOUBLE, None, "def double(x):\n    raise SystemExit\n"])
def test_a_mistake_of_a_helper_is_blamed_on_the_helper(tmp_path, double):
    """A layer that calls a wrong, unwritten or absent helper passes with the recorded answers, and says so."""
    result, notice, asked = judged(drawn(tmp_path, "layer"), namespace(double=double), weak={"double"})

    assert result.verdict is Verdict.PASSED
    assert notice == Message("replayed", {"question": "layer", "functions": ["double"]})
    assert [len(request.replays) for request in asked] == [0, 1]


def test_a_helper_that_never_returned_is_not_called_again(tmp_path):
    """Its answers are played back at the first attempt: another one would take its time once more."""
    question = drawn(tmp_path, "layer")
    asked = []

    def run(request):
        asked.append([replay.function for replay in request.replays])
        return execute.run(namespace(double=None), request)

    result, notice = judge(question.cases[0], run, {"double", "root"}, lost={"double"})

    assert (result.verdict, asked) == (Verdict.PASSED, [["double"]])
    assert notice == Message("replayed", {"question": "layer", "functions": ["double"]})


def test_the_students_own_function_is_back_after_a_replay(tmp_path):
    """The namespace is the student's again, whatever was played back."""
    functions = namespace(double=WRONG_DOUBLE)
    judged(drawn(tmp_path, "layer"), functions, weak={"double"})

    assert functions["double"](1) == 3


def test_a_helper_that_is_right_is_never_replaced(tmp_path):
    """Only functions that failed their own question are played back."""
    result, notice, asked = judged(drawn(tmp_path, "layer"), namespace(double=WRONG_DOUBLE), weak={"layer_backward"})

    assert result.verdict is Verdict.FAILED
    assert notice is None
    assert len(asked) == 1


def test_a_mistake_of_ones_own_is_not_excused_by_a_weak_helper(tmp_path):
    """With the helper's answers played back, the layer's own mistake still fails, with its own message."""
    functions = namespace(double=WRONG_DOUBLE, layer="def layer(x, w):\n    return double(x) + w, (x, w)\n")
    result, notice, asked = judged(drawn(tmp_path, "layer"), functions, weak={"double"}, case=0)

    assert result.verdict is Verdict.FAILED
    assert notice is None
    assert result.message.data["output"] == "out"
    x, w = asked[0].inputs["x"], asked[0].inputs["w"]
    at, own, _ = result.message.data["rows"][0]
    assert own == (3 * x + w)[at]  # what the student's functions gave, as they are


def test_played_back_answers_cannot_be_used_for_other_questions_asked(tmp_path):
    """A recorded answer is given for the recorded arguments alone."""
    functions = namespace(double=WRONG_DOUBLE, layer="def layer(x, w):\n    return double(x + 0) * w / 1, double(w)\n")
    right = judged(drawn(tmp_path, "layer"), functions, weak={"double"})[0]
    functions = namespace(double=WRONG_DOUBLE, layer="def layer(x, w):\n    return double(2 * x) / 2 * w, (x, w)\n")
    other = judged(drawn(tmp_path / "b", "layer"), functions, weak={"double"})[0]

    assert right.verdict is Verdict.PASSED
    assert other.verdict is Verdict.FAILED


# ---------------------------------------------------------------------------------------------- backward


@pytest.mark.parametrize(
    "layer",
    [
        "def layer(x, w):\n    return x - w, (x, w)\n",
        "def layer(x, w):\n    return 'nothing', (x, w)\n",
        "def layer(x, w):\n    return None, (x.copy(), w.tolist())\n",
    ],
)
def test_a_wrong_output_costs_the_backward_nothing(tmp_path, layer):
    """A backward that is right on what the wrong forward kept passes at the first attempt."""
    result, notice, asked = judged(drawn(tmp_path, "layer_backward"), namespace(layer=layer), weak={"layer"})

    assert result.verdict is Verdict.PASSED
    assert notice is None
    assert len(asked) == 1


@pytest.mark.parametrize(
    "layer",
    [
        WRONG_LAYER,
        "def layer(x, w):\n    out = x * w\n    x[...] = 0\n    return out, (x, w)\n",
        "def layer(x, w):\n    raise ValueError\n",
        "def layer(x, w):\n    return x - w, None\n",
        "def layer(x, w):\n    pass\n",
        None,
    ],
)
def test_a_backward_is_tried_on_the_documented_cache(tmp_path, layer):
    """Where the forward is wrong and its cache too, a backward that is right on the documented one passes, and says so."""
    question = drawn(tmp_path, "layer_backward")
    for k in range(len(question.cases)):
        result, notice, asked = judged(question, namespace(layer=layer), weak={"layer"}, case=k)

        assert result.verdict is Verdict.PASSED
        assert notice == Message("documented_cache", {"question": "layer_backward", "forward": "layer"})
        assert len(asked) == 2


def test_the_documented_cache_is_asked_for_as_the_case_was(tmp_path):
    """The second attempt calls the backward alone, on the same arrays, in the same layout, as well protected."""
    question = drawn(tmp_path, "layer_backward")
    case = question.cases[1]
    _, _, (first, second) = judged(question, namespace(layer=WRONG_LAYER), {"layer"}, case=1)

    assert [call.function for call in second.calls] == ["layer_backward"]
    assert all(a is b for a, b in zip(second.inputs["cache"], (first.inputs["x"], first.inputs["w"])))
    assert second.inputs["dout"] is case.request.inputs["dout"]
    assert (second.layout, second.read_only) == (first.layout, first.read_only) == ("C", True)
    assert set(second.want) == {"dx", "dw"}


WRONG_BACK = "def layer_backward(dout, cache):\n    x, w = cache\n    return dout * w, x * dout\n"
OWN_CACHE = "def layer_backward(dout, cache):\n    return 2 * dout * cache.w, 2 * dout * cache.x\n"


@pytest.mark.parametrize("back", [WRONG_BACK, OWN_CACHE])
def test_a_backward_that_cannot_be_judged_is_blocked(tmp_path, back):
    """After a wrong forward, a backward that fails on the documented cache too earns nothing yet, and is told what first."""
    functions = namespace(layer=WRONG_LAYER, layer_backward=back)
    result, notice, _ = judged(drawn(tmp_path, "layer_backward"), functions, weak={"layer"})

    assert result.verdict is Verdict.BLOCKED
    assert result.message == Message("blocked", {"question": "layer_backward", "forward": "layer"})
    assert notice is None
    assert not result.passed


@pytest.mark.parametrize("verdict", [Verdict.TIMEOUT, Verdict.CRASHED, Verdict.MEMORY])
@pytest.mark.parametrize("lost", [set(), {"layer"}], ids=["a wrong forward", "a forward that never returned"])
def test_a_backward_that_never_returns_from_the_documented_cache_does_not_wait(tmp_path, verdict, lost):
    """Whatever becomes of the forward, that the backward does not end is the backward's own."""
    question = drawn(tmp_path, "layer_backward")

    def run(request):
        return Outcome(verdict) if len(request.calls) == 1 else execute.run(namespace(layer=WRONG_LAYER), request)

    result, notice = judge(question.cases[0], run, {"layer"}, question.forward, lost)

    assert (result.verdict, notice) == (verdict, None)
    assert result.message.kind == str(verdict)


def test_without_a_documented_cache_it_is_blocked(tmp_path):
    """Where the stub suggests no cache there is nothing to try."""
    question = drawn(tmp_path, "layer_backward", questions=QUESTIONS.replace('documented_cache=("x", "w"),', ""))
    result, _, asked = judged(question, namespace(layer=WRONG_LAYER), {"layer"})

    assert result.verdict is Verdict.BLOCKED
    assert len(asked) == 1


def test_a_wrong_backward_after_a_right_forward_fails(tmp_path):
    """With a right forward the mistake is the backward's own."""
    result, notice, asked = judged(drawn(tmp_path, "layer_backward"), namespace(layer_backward=WRONG_BACK), case=0)

    assert result.verdict is Verdict.FAILED
    assert (notice, len(asked)) == (None, 1)
    assert result.message.data["output"] == "dx"


@pytest.mark.parametrize(
    ("off", "weak", "verdict"),
    [
        (0.0005, {"layer"}, Verdict.BLOCKED),
        (0.0005, set(), Verdict.FAILED),
        (0.00005, {"layer"}, Verdict.FAILED),
    ],
)
@pytest.mark.parametrize("back", [RIGHT["layer_backward"], WRONG_BACK])
def test_a_forward_that_is_nearly_right_may_be_to_blame(tmp_path, back, off, weak, verdict):
    """A forward that is wrong elsewhere and only just within the tolerance here: its backward waits, and earns nothing.

    It is not tried on the documented cache: what is right on that alone is no better than before.
    """
    layer = f"def layer(x, w):\n    return 2 * x * w + {off}, (x + 0.125, w)\n"
    functions = namespace(layer=layer, layer_backward=back)
    result, notice, asked = judged(drawn(tmp_path, "layer_backward"), functions, weak)

    assert result.verdict is verdict
    assert notice is None
    assert len(asked) == 1


def test_a_backward_that_is_right_passes_whatever_its_forward_is_off_by(tmp_path):
    """Only what fails is looked at twice."""
    layer = "def layer(x, w):\n    return 2 * x * w + 0.0005, (x, w)\n"
    result, notice, _ = judged(drawn(tmp_path, "layer_backward"), namespace(layer=layer), {"layer"})

    assert (result.verdict, notice) == (Verdict.PASSED, None)


def test_a_private_cache_is_the_students_own(tmp_path):
    """Forward and backward may agree on any cache."""
    layer = "def layer(x, w):\n    return 2 * x * w, {'any': [w, lambda: x]}\n"
    back = "def layer_backward(dout, cache):\n    w, x = cache['any']\n    return 2 * dout * w, 2 * dout * x()\n"
    result, notice, _ = judged(drawn(tmp_path, "layer_backward"), namespace(layer=layer, layer_backward=back))

    assert (result.verdict, notice) == (Verdict.PASSED, None)


def test_a_wrong_pair_that_agrees_earns_nothing(tmp_path):
    """A backward that is right for the wrong forward is compared with the reference all the same."""
    layer = "def layer(x, w):\n    return x + w, (x, w)\n"
    back = "def layer_backward(dout, cache):\n    return dout, dout\n"
    result, _, _ = judged(
        drawn(tmp_path, "layer_backward"), namespace(layer=layer, layer_backward=back), weak={"layer"}
    )

    assert not result.passed


def test_a_helper_of_the_backward_is_played_back_on_the_documented_cache(tmp_path):
    """With a wrong helper and a wrong forward, a right backward still passes."""
    back = "def layer_backward(dout, cache):\n    x, w = cache\n    return double(dout) * w, 2 * x * dout\n"
    functions = namespace(double=WRONG_DOUBLE, layer=WRONG_LAYER, layer_backward=back)
    result, notice, asked = judged(drawn(tmp_path, "layer_backward"), functions, weak={"double", "layer"})

    assert result.verdict is Verdict.PASSED
    assert notice.kind == "documented_cache"
    assert asked[-1].replays


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda out: out, True),
        (lambda out: out.astype(np.float32), True),
        (lambda out: out[None], True),
        (lambda out: out + 1, False),
        (lambda out: out * np.nan, False),
        (lambda out: out[:1], False),
        (lambda out: out.tolist(), False),
        (lambda out: None, False),
    ],
)
def test_whether_a_forward_is_right(tmp_path, change, expected):
    """A forward is right when all that it returned is, caches aside."""
    case = drawn(tmp_path, "layer_backward").cases[0]
    values = {"out": change(case.expected["out"])}

    assert forward_is_right(case, Outcome(Verdict.RAISED, values), "layer") is expected
    assert not forward_is_right(case, Outcome(Verdict.PASSED, {}), "layer")


@pytest.mark.parametrize(
    ("changed", "expected"), [({"x": "layer"}, False), ({"x": "layer_backward"}, True), ({"w[mean]": "layer"}, True)]
)
def test_a_forward_that_writes_into_an_array_is_not_right(tmp_path, changed, expected):
    """What stands in its cache is spoiled, whatever it returned; an entry of a dict may be asked for."""
    case = drawn(tmp_path, "layer_backward").cases[0]
    outcome = Outcome(Verdict.FAILED, {"out": case.expected["out"]}, changed)

    assert forward_is_right(case, outcome, "layer") is expected


@pytest.mark.parametrize(
    ("name", "written", "found"),
    [
        ("conv_forward", ["helper", "conv_foward"], "conv_foward"),
        ("conv_forward", ["conv_backwrad"], ""),
        ("conv_forward", ["conv_backward"], ""),
        ("conv_forward", ["forward", "np", ""], ""),
        ("conv_forward", [], ""),
        ("conv_backward", ["conv_foward", "conv_backwrad"], "conv_backwrad"),
        ("pool", ["poool"], "poool"),
        ("pool2", ["poool"], ""),
    ],
)
def test_a_misspelled_function_is_found(name, written, found):
    """One whose nearest question this is, and none that is another question itself or looks more like one."""
    assert misspelled(name, written, ("conv_forward", "conv_backward", "pool", "pool2")) == found


# ---------------------------------------------------------------------------------------------- groups


def test_a_group_pays_when_all_of_it_passes(tmp_path):
    """One failed case costs its group's points and no other's."""
    question = drawn(tmp_path, "double")
    results = {case.name: CheckResult(case.name, Verdict.PASSED, case.public) for case in question.cases}
    results["drawn"] = replace(results["drawn"], verdict=Verdict.FAILED)
    collected = collect(question, results, [Message("a"), Message("b")])

    assert [(g.name, g.score) for g in collected.groups] == [("values", 0), ("contract", 1)]
    assert (collected.score, collected.points, collected.verdict) == (1, Fraction(4), Verdict.FAILED)
    assert [m.kind for m in collected.notices] == ["a", "b"]


def test_a_group_of_which_nothing_was_drawn_is_left_out(tmp_path):
    """With public cases alone, a hidden group is neither earned nor lost."""
    homework = small_homework(tmp_path)
    question = homework.reference.draw(homework.assignment.question("double"), Seed(b"", ""), public_only=True)
    results = {"shown": CheckResult("shown", Verdict.PASSED, True)}

    assert [g.name for g in collect(question, results).groups] == ["values"]


@pytest.mark.parametrize(
    ("waiting", "wrong", "named"),
    [
        ({"shown", "two"}, {"one"}, '"dx"'),
        ({"only dw"}, set(), '"dw"'),
        ({"only dw", "shown"}, set(), ""),
    ],
)
def test_where_some_groups_have_points_what_waits_is_named(tmp_path, waiting, wrong, named):
    """No points yet for "dx", where those for dw are there; where all groups wait there is nothing to tell apart."""
    question = drawn(tmp_path, "layer_backward")
    blocked = Message("blocked", {"question": "layer_backward", "forward": "layer"})
    other = Message("timeout", {"function": "layer_backward", "seconds": 5})
    results = {case.name: CheckResult(case.name, Verdict.PASSED, case.public) for case in question.cases}
    results |= {name: replace(results[name], verdict=Verdict.BLOCKED, message=blocked) for name in waiting}
    results |= {name: replace(results[name], verdict=Verdict.TIMEOUT, message=other) for name in wrong}
    found = {check.case: check.message for group in collect(question, results).groups for check in group.checks}

    begin = f"No points yet for {named}: layer_backward" if named else "No points yet: layer_backward"
    assert all(render(found[name]).startswith(begin) for name in waiting)
    assert all(render(redact(found[name])) == render(found[name]) for name in waiting)
    assert all(found[name] is other for name in wrong)


GENERAL = {
    "output": "out",
    "worst": [1],
    "place": "Only row 1 of out is wrong.",
    "hint": "In general.",
    "general": True,
}
THERE_FIRST = 'Probably the same mistake as in "values"; look there first.'


def said_of_a_later_group(tmp_path, later, *, first="values", public=True):
    """The message's data of a wrong case, after the group before it was wrong, too."""
    question = drawn(tmp_path, "double")
    results = {case.name: CheckResult(case.name, Verdict.PASSED, case.public) for case in question.cases}
    name = "shown" if public else "drawn"
    results[name] = replace(results[name], verdict=Verdict.FAILED, message=Message(first, GENERAL))
    results["kept"] = replace(results["kept"], verdict=Verdict.FAILED, message=Message("values", later))
    groups = collect(question, results).groups
    found = {check.case: check.message for group in groups for check in group.checks}

    assert found[name].data == GENERAL
    return dict(found["kept"].data)


@pytest.mark.parametrize("first", ["values", "shape"])
def test_after_a_wrong_group_a_general_hint_sends_there(tmp_path, first):
    """It may well be the same mistake: what the later values look like in general would lead away from it."""
    assert said_of_a_later_group(tmp_path, GENERAL, first=first) == {
        "output": "out",
        "hint": THERE_FIRST,
        "general": True,
    }


def test_the_case_that_is_shown_whole_keeps_its_place(tmp_path):
    """Beside a table, where it is wrong is said as well."""
    later = {**GENERAL, "rows": [[[1], 2.0, 3.0]]}

    assert said_of_a_later_group(tmp_path, later) == {**later, "hint": THERE_FIRST}


@pytest.mark.parametrize(
    ("later", "more"),
    [
        ({**GENERAL, "general": False}, {}),
        (GENERAL, {"public": False}),
        (GENERAL, {"first": "raised"}),
    ],
    ids=["a hint of its own", "nobody sees the first", "nothing came back in the first"],
)
def test_otherwise_a_later_group_keeps_its_hint(tmp_path, later, more):
    """A hint that fits these values stays, and nobody is sent to where there is nothing to look at."""
    assert said_of_a_later_group(tmp_path, later, **more) == later


def test_a_case_without_a_verdict_is_an_error(tmp_path):
    """A verdict that is missing never counts as passed."""
    with pytest.raises(KeyError):
        collect(drawn(tmp_path, "double"), {})


# ---------------------------------------------------------------------------------------------- in the kernel


def grades(tmp_path, **changes):
    """Points and verdict of every question, in this process."""
    homework = small_homework(tmp_path)
    questions = [homework.reference.draw(q, Seed(b"secret", "1")) for q in homework.assignment.questions]
    results = grade_here(namespace(**changes), questions)
    return {r.name: (int(r.score), str(r.verdict)) for r in results}


def all_right(**but):
    """Full marks, but for what is said."""
    return {**{name: (points, "passed") for name, points in POINTS.items()}, **but}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, all_right()),
        ({"double": WRONG_DOUBLE}, all_right(double=(0, "failed"))),
        ({"double": STUB_DOUBLE}, all_right(double=(0, "missing"))),
        ({"double": None}, all_right(double=(0, "missing"))),
        ({"layer": WRONG_LAYER}, all_right(layer=(0, "failed"))),
        ({"layer": None}, all_right(layer=(0, "missing"))),
        ({"layer_backward": WRONG_BACK}, all_right(layer_backward=(0, "failed"))),
        (
            {"double": WRONG_DOUBLE, "layer": WRONG_LAYER, "root": None},
            all_right(double=(0, "failed"), layer=(0, "failed"), root=(0, "missing")),
        ),
        ({"double": "double = 3\n"}, all_right(double=(0, "missing"))),
        ({"root": "def root(n):\n    return n ** 0.5\n"}, all_right(root=(0, "failed"))),
        ({"double": "def double(x):\n    raise ValueError('double: no')\n"}, all_right(double=(0, "raised"))),
    ],
)
def test_each_mistake_costs_its_own_question(tmp_path, changes, expected):
    """Whatever is wrong, the other questions keep all of their points."""
    assert grades(tmp_path, **changes) == expected


@pytest.mark.parametrize(("doubel", "found"), [("def doubel(x):\n    return 2 * x\n", "doubel"), ("doubel = 7\n", "")])
def test_a_function_under_another_name_is_asked_about(tmp_path, doubel, found):
    """In the notebook, too, whoever misspelled a name is told; a variable that looks like one is no answer."""
    functions = namespace(double=None, doubel=doubel)
    result = grade_question_here(functions, drawn(tmp_path, "double"), (), tuple(POINTS))
    messages = {str(dict(check.message.data)) for group in result.groups for check in group.checks}

    assert result.verdict is Verdict.MISSING
    assert messages == {str({"question": "double", "found": found})}


def test_whose_answers_were_played_back_is_said_once(tmp_path):
    """A layer that passes only without its wrong helper is told so, however many cases it is right in."""
    homework = small_homework(tmp_path)
    questions = [homework.reference.draw(q, Seed(b"secret", "1")) for q in homework.assignment.questions]
    notices = {r.name: r.notices for r in grade_here(namespace(double=WRONG_DOUBLE), questions)}

    assert notices["layer"] == (Message("replayed", {"question": "layer", "functions": ["double"]}),)
    assert notices["double"] == notices["root"] == ()


def test_another_questions_stub_is_not_this_ones(tmp_path):
    """A NotImplementedError of a helper is not told as a question that is not written."""
    homework = small_homework(tmp_path)
    question = homework.reference.draw(homework.assignment.question("layer"), Seed(b"", ""), public_only=True)
    result = grade_question_here(namespace(double=STUB_DOUBLE), question, weak=())

    assert result.verdict is Verdict.RAISED


def test_a_fault_in_the_advice_costs_no_verdict(tmp_path, monkeypatch):
    """Whatever goes wrong while a mistake is explained in the notebook, the verdicts and the first messages stand."""
    homework = small_homework(tmp_path)
    questions = [homework.reference.draw(q, Seed(b"secret", "1")) for q in homework.assignment.questions]
    functions = namespace(layer=WRONG_LAYER)
    without = grade_here(functions, questions)

    def broken(*_):
        raise ZeroDivisionError("in the advice")

    monkeypatch.setattr(local, "advise", broken)
    results = grade_here(functions, questions, advice=True)

    assert [(r.name, r.verdict, r.score) for r in results] == [(r.name, r.verdict, r.score) for r in without]
    assert [c.message for r in results for g in r.groups for c in g.checks] == [
        c.message for r in without for g in r.groups for c in g.checks
    ]


@pytest.mark.parametrize("double", [WRONG_DOUBLE, None])
def test_checking_leaves_the_students_namespace_alone(tmp_path, double):
    """After a check, the student's names are what they were: nothing of ours is defined in their place."""
    homework = small_homework(tmp_path)
    question = homework.reference.draw(homework.assignment.question("layer"), Seed(b"", ""), public_only=True)
    functions = namespace(double=double)
    before = dict(functions)
    grade_question_here(functions, question, {"double"})

    assert functions == before
