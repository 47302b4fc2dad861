"""Advice: what is told of a mistake fits it, is told of nothing else, and changes no verdict."""

from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest

from grader.advice import advise
from grader.clues import KnownMistake
from grader.course import Course, known_wrong_files
from grader.judge import judge
from grader.knownwrong import grade_overlaid, read_known_wrong
from grader.local import grade_here
from grader.messages import render
from grader.records import CheckResult, Message, Outcome, Verdict
from grader.reference import Seed
from grader.sandbox import execute
from tests.known_mistakes import taught, wrong_file
from tests.small_course import small_homework

COURSE = Course(Path(__file__).parents[1])
PUBLIC = Seed(b"", "")
OTHER = Seed(b"a secret of the tests", "17")

# A convolution, and a batch norm of rows: linear and smooth, each with its backward, without a documented cache.
QUESTIONS = """\
from grader.declare import SMOOTH, Assignment, Case, Group, Question

SLIDE = ("slide(x, w, pad) -> out, cache", "slide_backward(dout, cache) -> dx, dw")
NORM = ("norm(x, eps) -> out, cache", "norm_backward(dout, cache) -> dx")


def images(r, N, C, H, W, F, KH, KW, pad):
    dout = r.dyadic(N, F, H + 2 * pad - KH + 1, W + 2 * pad - KW + 1)
    return {"x": r.dyadic(N, C, H, W), "w": r.dyadic(F, C, KH, KW), "pad": pad, "dout": dout}


def rows(r, n, m):
    return {"x": r.spread(n, m, mean=3.0, std=2.0), "eps": 0.5, "dout": r.dyadic(n, m)}


def only(*names):
    return lambda make: lambda r: {name: value for name, value in make(r).items() if name in names}


def cases(calls, inputs, names, *sizes):
    kept = only(*names)
    return tuple(
        Case(f"case {k}", kept(lambda r, s=s: inputs(r, *s)), public=k < 2, calls=calls) for k, s in enumerate(sizes)
    )


SIZES = ((2, 2, 4, 5, 2, 2, 3, 1), (1, 1, 4, 5, 1, 2, 3, 1), (1, 2, 5, 4, 3, 3, 2, 1), (2, 1, 4, 4, 1, 2, 2, 0))
assignment = Assignment(
    "hw0_small",
    "Small homework",
    (
        Question(SLIDE[0], 4, (Group("all", 4, cases((), images, ("x", "w", "pad"), *SIZES), hint="In general."),)),
        Question(
            SLIDE[1], 4, (Group("all", 4, cases(SLIDE, images, ("x", "w", "pad", "dout"), *SIZES)),), forward="slide"
        ),
        Question(NORM[0], 4, (Group("all", 4, cases((), rows, ("x", "eps"), (3, 5), (2, 4), (4, 6))),), tolerance=SMOOTH),
        Question(
            NORM[1],
            4,
            (Group("all", 4, cases(NORM, rows, ("x", "eps", "dout"), (3, 5), (2, 4), (4, 6))),),
            forward="norm",
            tolerance=SMOOTH,
        ),
    ),
)
"""
SLIDE = """\
import numpy as np


def slide(x, w, pad):
    around = ((0, 0), (0, 0), (pad, pad), (pad, pad))
    padded = np.pad(x, around)
    KH, KW = w.shape[2:]
    taps = w
    out = np.zeros((len(x), len(w), padded.shape[2] - KH + 1, padded.shape[3] - KW + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = padded[:, :, i : i + KH, j : j + KW]
            out[:, :, i, j] = np.tensordot(window, taps, axes=([1, 2, 3], [1, 2, 3]))
    return out, (padded, taps, pad)
"""
SLIDE_BACK = """\
import numpy as np


def slide_backward(dout, cache):
    padded, taps, pad = cache
    KH, KW = taps.shape[2:]
    dpadded, dw = np.zeros(padded.shape), np.zeros(taps.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            one = dout[:, :, i, j]
            dw += np.tensordot(one, padded[:, :, i : i + KH, j : j + KW], axes=([0], [0]))
            dpadded[:, :, i : i + KH, j : j + KW] += np.tensordot(one, taps, axes=([1], [0]))
    dx = dpadded[:, :, pad : dpadded.shape[2] - pad, pad : dpadded.shape[3] - pad]
    return dx, dw
"""
NORM = """\
import numpy as np


def norm(x, eps):
    centred = x - x.mean(axis=1, keepdims=True)
    free = 0
    spread = np.sqrt((centred**2).sum(axis=1, keepdims=True) / (x.shape[1] - free) + eps)
    return centred / spread, (centred, spread, free, eps)
"""
NORM_BACK = """\
import numpy as np


def norm_backward(dout, cache):
    centred, spread, free, eps = cache
    along = (dout * centred).sum(axis=1, keepdims=True) / (dout.shape[1] - free)
    dx = dout - centred * along / spread**2
    return (dx - dx.mean(axis=1, keepdims=True)) / spread
"""
RIGHT = {"slide": SLIDE, "slide_backward": SLIDE_BACK, "norm": NORM, "norm_backward": NORM_BACK}


def layers(tmp_path):
    """The course of these layers."""
    return small_homework(tmp_path, questions=QUESTIONS, solution="\n\n".join(RIGHT.values()))


def student(**changes):
    """The right functions, each with some of its text replaced: pairs of what is written and what stands there instead."""
    sources = dict(RIGHT)
    for name, pairs in changes.items():
        for right, wrong in pairs:
            assert right in sources[name]
            sources[name] = sources[name].replace(right, wrong)
    functions = {}
    for source in sources.values():
        exec(source, functions)
    return functions


def drawn(tmp_path, seed=OTHER, **more):
    """The questions of these layers, drawn."""
    return {question.name: question for question in layers(tmp_path).exam(seed, **more).questions}


def graded(functions, questions, *, advice=True):
    """The results by question."""
    return {result.name: result for result in grade_here(functions, questions, advice=advice)}


def checks(result):
    """The results of a question's cases, by case."""
    return {check.case: check for group in result.groups for check in group.checks}


def kinds(result):
    """The kinds of what is said of the whole question."""
    return [message.kind for message in result.notices]


def advised(question, functions, *, weak=(), ask=None, run=None):
    """Judge a question, then have it explained: what was judged, what takes its place, and the notices."""
    call = partial(execute.run, functions)
    results = {case.name: judge(case, call, weak, question.forward)[0] for case in question.cases}
    ask = ask or (lambda cases: [judge(case, call, weak, question.forward)[0] for case in cases])
    told, notices = advise(question, results, weak, {}, ask, run or (lambda case, request: call(request)))
    return results, told, notices


# ---------------------------------------------------------------------------------------------- a pair

FLIPPED = ("taps = w", "taps = w[:, :, ::-1, ::-1]")
UNFLIPPED = ("return dx, dw", "return dx, dw[:, :, ::-1, ::-1]")
ONE_SIDED = (
    "around = ((0, 0), (0, 0), (pad, pad), (pad, pad))",
    "around = ((0, 0), (0, 0), (2 * pad, 0), (2 * pad, 0))",
)
CROPPED_LATE = (
    "dpadded[:, :, pad : dpadded.shape[2] - pad, pad : dpadded.shape[3] - pad]",
    "dpadded[:, :, 2 * pad :, 2 * pad :]",
)
EPS_OUTSIDE = [
    (
        "np.sqrt((centred**2).sum(axis=1, keepdims=True) / (x.shape[1] - free) + eps)",
        "centred.std(axis=1, keepdims=True) + eps",
    )
]
EPS_OUTSIDE_BACK = [("along / spread**2", "along / (spread * (spread - eps))")]
ONE_LESS = ("free = 0", "free = 1")

PAIRS = {
    "a flipped kernel": ("slide", {"slide": [FLIPPED], "slide_backward": [UNFLIPPED]}),
    "padding on one side": ("slide", {"slide": [ONE_SIDED], "slide_backward": [CROPPED_LATE]}),
    "eps outside the root": ("norm", {"norm": EPS_OUTSIDE, "norm_backward": EPS_OUTSIDE_BACK}),
    "one degree of freedom less": ("norm", {"norm": [ONE_LESS]}),
    "twice the output": (
        "slide",
        {"slide": [("return out", "return 2 * out")], "slide_backward": [("return dx, dw", "return 2 * dx, 2 * dw")]},
    ),
}


@pytest.mark.parametrize(("forward", "changes"), PAIRS.values(), ids=PAIRS)
def test_a_pair_that_is_wrong_together_is_told(tmp_path, forward, changes):
    """A backward that is the right gradient of a wrong forward is said to be just that, once, and about the backward."""
    results = graded(student(**changes), drawn(tmp_path).values())
    backward = results[f"{forward}_backward"]

    assert backward.verdict is not Verdict.PASSED
    assert kinds(backward) == ["pair"]
    assert render(backward.notices[0]).startswith(
        f"Your {forward}_backward is the right gradient of your {forward} as it"
    )
    assert all("pair" not in kinds(result) for name, result in results.items() if name != backward.name)


NO_PAIRS = {
    "another factor": [("return dx, dw", "return 2 * dx, 2 * dw[:, :, ::-1, ::-1]")],
    "dx alone fits": [("return dx, dw", "return dx, dw[:, :, ::-1]")],
    "dw alone fits": [("return dx, dw", "return dx[:, :, ::-1], dw[:, :, ::-1, ::-1]")],
    "one sign": [("return dx, dw", "return -dx, dw[:, :, ::-1, ::-1]")],
    "zeros": [("return dx, dw", "return 0 * dx, 0 * dw")],
    "not a number": [("return dx, dw", "return dx, dw * np.nan")],
    "another shape": [("return dx, dw", "return dpadded, dw[:, :, ::-1, ::-1]")],
    "lists": [("return dx, dw", "return dx.tolist(), dw.tolist()")],
    "None": [("return dx, dw", "return None, None")],
    "one value": [("return dx, dw", "return dx")],
    "an exception": [("return dx, dw", "raise ValueError")],
}


@pytest.mark.parametrize("backward", NO_PAIRS.values(), ids=NO_PAIRS)
def test_a_backward_that_does_not_fit_its_own_wrong_forward_is_no_pair(tmp_path, backward):
    """Where one gradient or the other is not that of the student's forward either, there are two mistakes."""
    results = graded(
        student(slide=[FLIPPED], slide_backward=backward), drawn(tmp_path, PUBLIC, public_only=True).values()
    )

    assert results["slide"].verdict is not Verdict.PASSED
    assert results["slide_backward"].verdict is not Verdict.PASSED
    assert "pair" not in kinds(results["slide_backward"])


@pytest.mark.parametrize(
    "forward",
    [
        [("return out, (", "return out[:, :, 1:], (")],
        [("return out, (", "return out.tolist(), (")],
        [("return out, (", "return out * np.nan, (")],
        [
            (
                "    out[:, :, i, j] = np.tensor",
                "    if x.min() * 4 % 1: raise ValueError\n            out[:, :, i, j] = np.tensor",
            ),
            FLIPPED,
        ],
    ],
    ids=["another shape", "a list", "not a number", "raises on other values"],
)
def test_nothing_is_said_of_a_pair_where_the_forward_has_no_slope(tmp_path, forward):
    """A forward that cannot be followed, because of its shape, its kind or an exception, makes no pair and no fault."""
    functions = student(slide=forward, slide_backward=[("return dx, dw", "return 2 * dx, dw")])
    with np.errstate(all="ignore"):
        results = graded(functions, drawn(tmp_path, PUBLIC, public_only=True).values())

    assert results["slide_backward"].verdict is not Verdict.PASSED
    assert "pair" not in kinds(results["slide_backward"])


@pytest.mark.parametrize("backward", [[UNFLIPPED], *NO_PAIRS.values()], ids=["one flip", *NO_PAIRS])
def test_a_right_forward_is_never_told_that_it_is_wrong(tmp_path, backward):
    """A wrong backward beside a right forward is no pair, even where the forward was thought to be weak."""
    question = drawn(tmp_path, PUBLIC, public_only=True)["slide_backward"]
    with np.errstate(all="ignore"):
        results, _, notices = advised(question, student(slide_backward=backward), weak={"slide"})

    assert not all(result.passed for result in results.values())
    assert [notice for notice in notices if notice.kind == "pair"] == []


def test_a_case_that_cannot_be_followed_is_passed_over(tmp_path):
    """Where the forward raises in the smallest case, the next one tells that the two fit each other."""
    raises = ("taps = w", "if len(x) == 1: raise ValueError\n    taps = w[:, :, ::-1, ::-1]")
    functions = student(slide=[raises], slide_backward=[UNFLIPPED])
    results = graded(functions, drawn(tmp_path, PUBLIC, public_only=True).values())

    assert checks(results["slide"])["case 1"].verdict is Verdict.RAISED
    assert kinds(results["slide_backward"]) == ["pair"]


def test_where_the_forward_is_right_only_an_entry_is_followed(tmp_path):
    """A wrong backward beside a right forward is run by itself, then as a pair of runs with one entry of dout changed."""
    question, asked = drawn(tmp_path, PUBLIC, public_only=True)["slide_backward"], []
    functions = student(slide_backward=[WRONG_CROP])

    def run(case, request):
        asked.append((case.name, np.argwhere(request.inputs["dout"] != case.request.inputs["dout"]).tolist()))
        return execute.run(functions, request)

    advised(question, functions, run=run)

    assert asked == [("case 1", []), ("case 1", []), ("case 1", [[0, 0, 1, 2]])]


def test_a_right_backward_of_a_wrong_forward_is_left_alone(tmp_path):
    """What passes is not explained, however wrong the forward is."""
    results = graded(student(slide=[("return out", "return 2 * out")]), drawn(tmp_path).values())

    assert results["slide_backward"].verdict is Verdict.PASSED
    assert results["slide_backward"].notices == ()


# ---------------------------------------------------------------------------------------------- the smallest case

WRONG_CROP = (CROPPED_LATE[0], "dpadded[:, :, : dpadded.shape[2] - 2 * pad, : dpadded.shape[3] - 2 * pad]")


def shown(result):
    """By case, which of the parts that take room its message has."""
    return {
        name: {"rows", "grid", "trace"} & set(check.message.data)
        for name, check in checks(result).items()
        if check.message
    }


def test_the_smallest_public_case_is_shown_whole(tmp_path):
    """Table, picture and trace stand once, in the case with the fewest values, and not in any other."""
    result = graded(student(slide_backward=[WRONG_CROP]), drawn(tmp_path).values())["slide_backward"]
    sizes = {name: check.size for name, check in checks(result).items()}

    assert sizes["case 1"] < sizes["case 0"]
    assert shown(result) == {"case 0": set(), "case 1": {"rows", "grid", "trace"}, "case 2": set()}


@pytest.mark.parametrize(("first", "shown_whole"), [((1, 2), "case 0"), ((2, 2), "case 1")])
def test_of_cases_about_as_small_the_first_groups_is_shown(tmp_path, first, shown_whole):
    """Of a later group it is said that it may be the same mistake: a table stands where it says to look, unless it is long."""
    parts = 'Group("first", 2, many[:1]), Group("later", 2, many[1:], hint="In general.")'
    whole = 'Group("all", 4, cases(SLIDE, images, ("x", "w", "pad", "dout"), *SIZES))'
    assert whole in QUESTIONS
    several = (
        f'many = cases(SLIDE, images, ("x", "w", "pad", "dout"), ({first[0]}, {first[1]}, *SIZES[0][2:]), *SIZES[1:])\n'
        "assignment ="
    )
    questions = QUESTIONS.replace(whole, parts).replace("assignment =", several)
    homework = small_homework(tmp_path, questions=questions, solution="\n\n".join(RIGHT.values()))
    result = graded(student(slide_backward=[WRONG_CROP]), homework.exam(OTHER).questions)["slide_backward"]
    only_later = [("return dx, dw", "return dx + (dx.shape[1] == 1), dw")]
    other = graded(student(slide_backward=only_later), homework.exam(OTHER).questions)["slide_backward"]

    assert [group.name for group in result.groups if not group.passed] == ["first", "later"]
    assert [name for name, parts in shown(result).items() if parts] == [shown_whole]
    assert "rows" in shown(other)["case 1"]


def test_where_the_smallest_case_is_right_the_next_one_is_shown(tmp_path):
    """The smallest of those that are wrong is meant."""
    wrong = [("return dx, dw", "return dx + (len(dx) > 1), dw")]
    result = graded(student(slide_backward=wrong), drawn(tmp_path).values())["slide_backward"]

    assert checks(result)["case 1"].passed
    assert "rows" in shown(result)["case 0"]


def test_a_hidden_case_is_never_shown(tmp_path):
    """Where public cases are right, no table, picture or trace of a hidden one is made."""
    question = drawn(tmp_path)["slide_backward"]
    asked = []

    def run(case, request):
        asked.append(case)
        return execute.run(functions, request)

    functions = student(slide_backward=[("return dx, dw", "return dx + (dx.shape[2] != 4) + (pad == 0), dw")])
    results, told, _ = advised(question, functions, run=run)
    after = {**results, **told}

    assert [name for name, result in after.items() if not result.passed] == ["case 2", "case 3"]
    assert not {"rows", "grid", "trace", "worst", "again"} & {
        key for r in after.values() if r.message for key in r.message.data
    }
    assert [case.name for case in asked] == ["case 3"]  # by itself, to see whether it is right then


# ---------------------------------------------------------------------------------------------- a trace


def traced(tmp_path, question, **changes):
    """The sentence that follows one entry through the smallest public case; empty where there is none."""
    result = graded(student(**changes), drawn(tmp_path, PUBLIC, public_only=True).values())[question]
    texts = [render(check.message) for check in checks(result).values() if check.message]
    lines = [line for text in texts for line in text.split("\n") if line.startswith("Trace: ")]
    assert len(lines) <= 1
    return lines[0].removeprefix("Trace: ") if lines else ""


def test_a_gradient_is_followed_into_dx(tmp_path):
    """Pad 1 and a 2 by 3 kernel: an entry at row 1, column 2 covers rows 1 to 2 of the padded image, 0 to 1 of x."""
    assert traced(tmp_path, "slide_backward", slide_backward=[WRONG_CROP]) == (
        "A gradient that enters at dout[0, 0, 1, 2] should reach rows 0 to 1 and columns 1 to 3 of dx; "
        "yours reaches rows 1 to 2 and columns 2 to 4."
    )


def test_a_pixel_is_followed_into_out(tmp_path):
    """Pad 1 and a 2 by 3 kernel: the pixel at row 1, column 2 lies in the windows of rows 1 to 2, columns 1 to 3."""
    assert traced(tmp_path, "slide", slide=[ONE_SIDED]) == (
        "A change of x[0, 0, 1, 2] should change rows 1 to 2 and columns 1 to 3 of out; "
        "yours changes rows 2 to 3 and columns 2 to 4."
    )


def test_a_gradient_is_followed_into_dw(tmp_path):
    """Where dx is right, the trace is of dw: a kernel whose last column never gets its share."""
    lost = [
        ("one, padded[:, :, i : i + KH, j : j + KW]", "one, padded[:, :, i : i + KH, j : j + KW] * (np.arange(KW) < 2)")
    ]

    assert traced(tmp_path, "slide_backward", slide_backward=lost) == (
        "A gradient that enters at dout[0, 0, 1, 2] should reach columns 0 to 2 of dw; yours reaches columns 0 to 1."
    )


def test_where_the_first_wrong_output_reaches_its_place_the_next_is_followed(tmp_path):
    """A dx that is twice too large goes where it should: dw is what can be told in rows and columns."""
    lost = (
        "one, padded[:, :, i : i + KH, j : j + KW]",
        "one, padded[:, :, i : i + KH, j : j + KW] * (np.arange(KW) < 2)",
    )

    assert traced(tmp_path, "slide_backward", slide_backward=[lost, ("return dx, dw", "return 2 * dx, dw")]) == (
        "A gradient that enters at dout[0, 0, 1, 2] should reach columns 0 to 2 of dw; yours reaches columns 0 to 1."
    )


def test_where_the_smallest_case_reaches_its_places_another_is_followed(tmp_path):
    """With a single image an order of images cannot be wrong: the table stands there, the trace where it says something."""
    functions = student(slide_backward=[("return dx, dw", "return 2 * dx[::-1], dw")])
    result = graded(functions, drawn(tmp_path).values())["slide_backward"]

    assert shown(result)["case 1"] == {"rows", "grid"}
    assert shown(result)["case 0"] == {"trace"}
    assert "should reach image 1 of dx; yours reaches image 0." in render(checks(result)["case 0"].message)


def test_a_gradient_that_arrives_nowhere(tmp_path):
    """A backward that ignores dout is told that nothing of it arrives."""
    ignored = [("one = dout[:, :, i, j]", "one = np.ones_like(dout[:, :, i, j])")]

    assert traced(tmp_path, "slide_backward", slide_backward=ignored) == (
        "A gradient that enters at dout[0, 0, 1, 2] should reach rows 0 to 1 and columns 1 to 3 of dx; "
        "in yours it reaches nothing."
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"slide_backward": [("return dx, dw", "return 2 * dx, dw")]},
        {"slide_backward": [("return dx, dw", "return dpadded, dw")]},
        {"slide_backward": [("return dx, dw", "raise ValueError")]},
        {"slide_backward": [("return dx, dw", "return dx, dw, 0")]},
        {
            "slide_backward": [
                ("    padded, taps", "    if abs(dout).max() > 10: raise ValueError\n    padded, taps"),
                WRONG_CROP,
            ]
        },
    ],
    ids=["right places", "another shape", "an exception", "one value more", "raises on the changed entry"],
)
def test_no_trace_where_it_would_say_nothing(tmp_path, changes):
    """Every entry in its place, another shape, an exception, at once or on the changed values: nothing to follow."""
    assert traced(tmp_path, "slide_backward", **changes) == ""


# ---------------------------------------------------------------------------------------------- known mistakes

CROP_HINT, FLIP_HINT = "Which row of the padded image is row 0 of x?", "Where does tap 0 of dw come from?"


def known_layers(tmp_path):
    """The course of these layers, taught a wrong crop and a flipped dw, each in one style."""
    homework = layers(tmp_path)
    wrong_file(homework, CROP_HINT, output="dx", slide_backward=SLIDE_BACK.replace(*WRONG_CROP))
    wrong_file(homework, FLIP_HINT, output="dw", slide_backward=SLIDE_BACK.replace(*UNFLIPPED))
    return taught(homework)


CROPPED_BY_HAND = ("    dx = dpadded", "    dpadded = np.asfortranarray(dpadded.astype(np.float32))\n    dx = dpadded")
NO_SUM = ("dw += np.tensordot(one, padded", "dw[:] = np.tensordot(one, padded")


@pytest.mark.parametrize(
    ("changes", "hints"),
    [
        ([WRONG_CROP], [CROP_HINT]),
        ([WRONG_CROP, CROPPED_BY_HAND], [CROP_HINT]),
        ([UNFLIPPED], [FLIP_HINT]),
        ([WRONG_CROP, UNFLIPPED], [FLIP_HINT, CROP_HINT]),
        ([WRONG_CROP, NO_SUM], [CROP_HINT]),
        ([NO_SUM], []),
        ([("return dx, dw", "return dx[:, :, ::-1], dw")], []),
    ],
    ids=["the file", "another style", "the other file", "both", "one known, one new", "new", "another new"],
)
@pytest.mark.parametrize("public_only", [True, False])
def test_a_known_mistake_is_named(tmp_path, changes, hints, public_only):
    """In the same style or another, alone or with a second one, on public cases alone or when graded; never a new one."""
    exam = known_layers(tmp_path).exam(PUBLIC if public_only else OTHER, public_only=public_only)
    notices = graded(student(slide_backward=changes), exam.questions)["slide_backward"].notices

    assert sorted(render(notice) for notice in notices) == sorted(f"Hint: {hint}" for hint in hints)


def test_each_submission_gets_the_same_hint(tmp_path):
    """A mistake that shows in hidden cases only is known by inputs that are the same for everyone, not by its own."""
    homework = layers(tmp_path)
    wrong = [("return dx, dw", "return dx + (pad == 0), dw")]
    wrong_file(homework, "Once more with pad 0.", output="dx", slide_backward=SLIDE_BACK.replace(*wrong[0]))
    homework = taught(homework)
    for submission in ("1", "2"):
        exam = homework.exam(Seed(b"a secret of the tests", submission))
        result = graded(student(slide_backward=wrong), exam.questions)["slide_backward"]

        assert [check.case for check in checks(result).values() if not check.passed] == ["case 3"]
        assert [render(notice) for notice in result.notices] == ["Hint: Once more with pad 0."]


def test_what_public_cases_cannot_show_is_not_named_from_them(tmp_path):
    """The same mistake passes the public cases, and nothing is said there; a public case that fails names another one."""
    homework = layers(tmp_path)
    late = ("return dx, dw", "return dx + (pad == 0), dw")
    wrong_file(homework, "Once more with pad 0.", output="dx", slide_backward=SLIDE_BACK.replace(*late))
    exam = taught(homework).exam(PUBLIC, public_only=True)
    other = student(slide_backward=[("return dx, dw", "return dx + (pad == 0) + (pad == 1), dw")])

    assert graded(student(slide_backward=[late]), exam.questions)["slide_backward"].verdict is Verdict.PASSED
    assert graded(other, exam.questions)["slide_backward"].notices == ()
    assert {question.name: question.mistakes for question in exam.questions}["slide_backward"] == ()


def test_a_general_hint_gives_way_to_a_known_mistake(tmp_path):
    """Where the mistake is known, what wrong values look like in general is left out, and kept where it is not."""
    homework = layers(tmp_path)
    wrong_file(homework, "On which sides is there padding?", slide=SLIDE.replace(*ONE_SIDED))
    exam = taught(homework).exam(OTHER)
    known, new = (
        graded(student(slide=[change]), exam.questions)["slide"]
        for change in (ONE_SIDED, ("for j in range(out.shape[3])", "for j in range(1, out.shape[3])"))
    )

    def hinted(result):
        return [c.case for c in checks(result).values() if c.message and {"hint", "general"} & set(c.message.data)]

    assert kinds(known) == ["known"]
    assert hinted(known) == []
    assert kinds(new) == []
    assert len(hinted(new)) > 1


def test_two_known_mistakes_that_look_alike_name_neither(tmp_path):
    """Where public cases cannot tell two mistakes apart, neither hint is given; the hidden cases can."""
    homework = layers(tmp_path)
    wrong_file(homework, CROP_HINT, output="dx", slide_backward=SLIDE_BACK.replace(*WRONG_CROP))
    both = SLIDE_BACK.replace(*WRONG_CROP).replace("return dx, dw", "return dx + (pad == 0), dw")
    wrong_file(homework, "Once more with pad 0.", output="dx", slide_backward=both)
    homework = taught(homework)
    public, whole = (
        graded(student(slide_backward=[WRONG_CROP]), exam.questions)["slide_backward"]
        for exam in (homework.exam(PUBLIC, public_only=True), homework.exam(OTHER))
    )

    assert kinds(public) == []
    assert [render(notice) for notice in whole.notices] == [f"Hint: {CROP_HINT}"]


@pytest.mark.parametrize("verdict", [Verdict.TIMEOUT, Verdict.CRASHED, Verdict.MEMORY, Verdict.GRADER_ERROR])
def test_a_case_without_an_answer_is_not_taken_for_a_right_one(tmp_path, verdict):
    """Where the fixed cases were not run to their end, a mistake is not named for being right in them."""
    question = drawn(tmp_path)["slide_backward"]
    functions = student(slide_backward=[WRONG_CROP])
    results, _, _ = advised(question, functions)
    shown = {name: result.marks for name, result in results.items() if result.public}
    asked = []

    def lost(cases):
        asked.extend(cases)
        return [
            CheckResult(case.name, verdict, case.public, Message("not_run", {"reason": "no time"})) for case in cases
        ]

    question = replace(question, mistakes=(KnownMistake("Right in every hidden case.", shown),))
    _, _, notices = advised(question, functions, ask=lost)

    assert asked
    assert notices == []


def test_both_hints_of_a_mistake_made_in_two_questions_are_one(tmp_path):
    """A slip in forward and backward at once is named where the second of them is told, instead of the pair it is."""
    homework = layers(tmp_path)
    sources = {"slide": SLIDE.replace(*FLIPPED), "slide_backward": SLIDE_BACK.replace(*UNFLIPPED)}
    wrong_file(homework, "Both passes turn the kernel.", **sources)
    exam = taught(homework).exam(OTHER)
    both = graded(student(slide=[FLIPPED], slide_backward=[UNFLIPPED]), exam.questions)
    forward = graded(student(slide=[FLIPPED]), exam.questions)

    assert [(name, kinds(result)) for name, result in both.items() if result.notices] == [("slide_backward", ["known"])]
    assert render(both["slide_backward"].notices[0]) == "Hint: Both passes turn the kernel."
    assert "known" not in [kind for result in forward.values() for kind in kinds(result)]


# ---------------------------------------------------------------------------------------------- no verdict changes

MISTAKES = {
    "nothing": {},
    "a crop": {"slide_backward": [WRONG_CROP]},
    "a pair": {"slide": [FLIPPED], "slide_backward": [UNFLIPPED]},
    "a forward alone": {"slide": [ONE_SIDED]},
    "smooth": {"norm": [ONE_LESS]},
    "two layers": {"norm": EPS_OUTSIDE, "slide_backward": [NO_SUM]},
    "an exception": {"slide": [("taps = w", "taps = w[7]")]},
    "nothing written": {
        "slide_backward": [("padded, taps, pad = cache", "raise NotImplementedError('slide_backward: part 2')")]
    },
    "no value": {"slide": [("return out, (", "out, (")]},
    "objects": {"slide_backward": [("return dx, dw", "return dx.astype(object), [dw]")]},
    "complex": {"slide_backward": [("return dx, dw", "return dx * 1j, dw")]},
    "an input changed": {"slide_backward": [("    one = dout", "    dout *= 2\n            one = dout")]},
}


def judgement(results):
    """Verdicts, points and all else that is not a message."""
    return [
        (
            result.name,
            result.verdict,
            result.score,
            [replace(c, message=None, seconds=0) for c in checks(result).values()],
        )
        for result in results.values()
    ]


@pytest.mark.parametrize("changes", MISTAKES.values(), ids=MISTAKES)
def test_advice_changes_no_verdict_and_no_score(tmp_path, changes):
    """With and without it, every case has the same verdict, every question the same score, and no message is lost."""
    questions = known_layers(tmp_path).exam(OTHER).questions
    without, told = (graded(student(**changes), questions, advice=advice) for advice in (False, True))

    assert judgement(told) == judgement(without)
    for name, result in told.items():
        for case, check in checks(result).items():
            before = checks(without[name])[case].message
            assert (check.message and check.message.kind) == (before and before.kind)


def known_wrong(assignment):
    """The known-wrong files of the course, by name."""
    return {
        path.stem: path for path in known_wrong_files(COURSE.homework(assignment).solutions) if path.suffix == ".py"
    }


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ["hw2_conv", "hw4_im2col"])
def test_advice_changes_no_verdict_of_any_known_mistake(assignment):
    """The same for every known-wrong file of the course, on its public cases."""
    homework = COURSE.homework(assignment)
    questions = homework.exam(PUBLIC, public_only=True).questions
    advised = 0
    for name, path in known_wrong(assignment).items():
        judged = [
            {r.name: r for r in grade_overlaid(homework.reference.functions, path, questions, advice=advice)}
            for advice in (False, True)
        ]
        advised += any(r.notices for r in judged[1].values())

        assert judgement(judged[0]) == judgement(judged[1]), name

    assert advised > 50


@pytest.mark.parametrize(
    "verdict", [v for v in Verdict if v not in (Verdict.PASSED, Verdict.FAILED, Verdict.RAISED, Verdict.BLOCKED)]
)
def test_where_a_case_was_not_answered_nothing_is_run_again(tmp_path, verdict):
    """After a time limit, a crash or a fault of ours in any case, the answer is not asked for anything more."""
    question = drawn(tmp_path)["slide_backward"]

    def never(*_):
        raise AssertionError("asked again")

    results = {
        case.name: CheckResult(case.name, Verdict.FAILED, case.public, Message("memory", {})) for case in question.cases
    }
    results["case 2"] = replace(results["case 2"], verdict=verdict)

    assert advise(question, results, {"slide"}, {}, never, never) == ({}, [])


def test_a_right_answer_is_not_run_again(tmp_path):
    """Advice costs nothing where there is nothing to explain."""

    def never(*_):
        raise AssertionError("asked again")

    question = drawn(tmp_path)["slide_backward"]
    results, told, notices = advised(question, student(), weak={"slide"}, ask=never, run=never)

    assert all(result.passed for result in results.values())
    assert (told, notices) == ({}, [])


def test_an_answer_that_is_lost_on_the_way_says_nothing(tmp_path):
    """Where the worker is gone when an entry is to be followed, the verdict and its message stay."""
    question = drawn(tmp_path)["slide_backward"]
    functions = student(slide=[FLIPPED], slide_backward=[UNFLIPPED, WRONG_CROP])
    results, told, notices = advised(
        question, functions, weak={"slide"}, run=lambda *_: Outcome(Verdict.TIMEOUT), ask=lambda cases: []
    )

    assert notices == []
    assert not any("trace" in result.message.data for result in told.values())
    assert {name: result.verdict for name, result in told.items()} == {
        name: result.verdict for name, result in results.items() if not result.passed
    }


# ---------------------------------------------------------------------------------------------- the course at hand

COURSE_PAIRS = {
    "conv_pair_kernel_flipped": "conv_backward_naive",
    "conv_pair_pad_one_side": "conv_backward_naive",
    "spatial_batchnorm_pair_eps_outside_root": "spatial_batchnorm_backward",
    "spatial_batchnorm_pair_unbiased_var": "spatial_batchnorm_backward",
}


@cache
def questions_of_course():
    """The public cases of hw2_conv, drawn once, without what is known of mistakes."""
    questions = COURSE.homework("hw2_conv").exam(PUBLIC, public_only=True).questions
    return tuple(replace(question, mistakes=()) for question in questions)


def of_course(path):
    """The results of one known-wrong file of hw2_conv on the public cases, by question."""
    functions = COURSE.homework("hw2_conv").reference.functions
    return {r.name: r for r in grade_overlaid(functions, path, questions_of_course(), advice=True)}


@pytest.mark.parametrize(("name", "question"), COURSE_PAIRS.items(), ids=COURSE_PAIRS)
def test_a_pair_of_the_course_is_told(name, question):
    """Flipped kernels, one-sided padding, eps outside the root and an unbiased variance in both passes are pairs."""
    results = of_course(known_wrong("hw2_conv")[name])

    assert [r.name for r in results.values() if "pair" in kinds(r)] == [question]


@pytest.mark.slow
def test_no_mistake_in_one_pass_is_called_a_pair():
    """Of all files of the course that are wrong in a forward or in a backward pass alone, none is told to be a pair."""
    homework = COURSE.homework("hw2_conv")
    counted = 0
    for path in known_wrong("hw2_conv").values():
        wrong = read_known_wrong(path, homework.assignment.functions)
        if len(wrong.questions) > 1:
            continue
        counted += 1

        judged = of_course(path).values()
        # a backward that only waits follows its forward: of the two together the message is true
        assert not any("pair" in kinds(result) and result.verdict is Verdict.FAILED for result in judged), path.stem

    assert counted > 100


def test_a_gradient_of_the_course_is_followed():
    """A stride that was forgotten on the way back is told once, by where a gradient arrives."""
    path = known_wrong("hw2_conv")["conv_backward_stride_ignored_dx"]
    result = of_course(path)["conv_backward_naive"]
    texts = [render(check.message) for check in checks(result).values() if check.message]

    assert sum("Trace: A gradient that enters at dout[" in text for text in texts) == 1
