"""Reports of every kind, built by hand: right, wrong in each way, rejected, our fault, hostile."""

from __future__ import annotations

from fractions import Fraction

from grader.records import CheckResult, GroupResult, Message, QuestionResult, Report, Verdict

HOSTILE = "<script>alert('x')</script>\x00\x1b[31mred\x1b[0m \x1b]8;;http://a\x07 \ud800 \u202eback\r\n{{ 7 * 7 }} & \"quoted\""

VALUES = Message(
    "values",
    {
        "output": "out",
        "wrong": 9,
        "total": 48,
        "worst": (1, 2, 0, 3),
        "worst_error": 6.25,
        "allowed": 0.001,
        "rows": (
            ((0, 0, 0, 0), 0.5, 0.0),
            ((0, 0, 0, 1), -1.25, 2.0),
            ((0, 1, 0, 0), 3.0, 2.75),
            ((0, 2, 0, 3), 1e-05, 0.0),
            ((1, 0, 0, 0), 12.5, 14.5),
            ((1, 2, 0, 3), 0.0, 6.25),
        ),
        "grid": ((3, 2, 0, 4, 0), (1, 0, 0, 0, 0), (0, 0, 0, 0, 2)),
        "hint": "Only row 0, 2 of out is wrong. The rest is right: look at the border.",
    },
)
SCALAR = Message(
    "values",
    {"output": "result", "wrong": 1, "total": 1, "worst": (0,), "worst_error": 1.0, "rows": (((), 3.0, 4.0),)},
)
SHAPE = Message(
    "shape",
    {
        "output": "out",
        "got_shape": (2, 4, 9, 11),
        "expected_shape": (2, 4, 7, 9),
        "hint": "out is larger by 2*pad in height and width: the padding is still on it.",
    },
)
RAISED = Message(
    "raised",
    {
        "function": "conv_forward_naive",
        "type_name": "ValueError",
        "text": "operands could not be broadcast together with shapes (2,3) (2,4)",
        "label": "cell 7",
        "line": 12,
        "source": "out[n, f, i, j] = np.sum(window * w[f]) + b[f]",
        "hint": "Print the shapes of both sides just above this line.",
    },
)


def check(case="a case", verdict=Verdict.PASSED, message=None, *, public=True, stdout=""):
    """One case."""
    return CheckResult(case, verdict, public, message, stdout, 0.001)


def group(*checks, name="basics", points=4):
    """One group of cases."""
    return GroupResult(name, Fraction(points), checks or (check(),))


def question(*groups, name="conv_forward_naive", extra=False, notices=()):
    """One question, worth the sum of its groups."""
    groups = groups or (group(),)
    return QuestionResult(name, sum((g.points for g in groups), Fraction(0)), extra, groups, tuple(notices))


def report(*questions, **fields):
    """One report; what is not named is the same every time, so that files of it can be compared."""
    fixed = {
        "assignment": "hw2_conv",
        "title": "Convolution by hand",
        "submission": "hw2_conv.ipynb",
        "seed": "0123456789abcdef",
        "tier": "A",
        "versions": {"grader": "0.1.0", "numpy": "2.2.6", "python": "3.11.7"},
        "attempt": 3,
        "seconds": 1.23456,
    }
    return Report(questions=questions, **{**fixed, **fields})


def missing(name, *, cases=3, points=12, extra=False):
    """A question that is not written yet."""
    message = Message("missing", {"question": name, "found": ""})
    checks = [check(f"case {i}", Verdict.MISSING, message, public=i == 0) for i in range(cases)]
    return question(group(*checks, points=points), name=name, extra=extra)


def every_verdict():
    """A report in which each verdict of a student's doing appears."""
    forward = question(
        group(check("one window"), check("two images", public=False), points=8),
        group(
            check("stride 2, pad 1", Verdict.FAILED, VALUES, stdout="shape (2, 4, 3, 5)\nstride 2"),
            check("stride 3", Verdict.FAILED, VALUES, public=False),
            name="stride, and sizes that differ",
            points=8,
        ),
        group(
            check("pad 2", Verdict.FAILED, SHAPE),
            check("pad 0", Verdict.RAISED, RAISED),
            check("pad 0 and float32", Verdict.RAISED, RAISED, public=False),
            name="padding 0 and 2",
            points=6,
        ),
        notices=[
            Message(
                "duplicate",
                {"question": "conv_forward_naive", "count": 2, "labels": ["cell 7", "cell 9"], "winner": "cell 9"},
            )
        ],
    )
    pool = question(
        group(
            check("2 x 2", Verdict.TIMEOUT, Message("timeout", {"function": "max_pool_forward_naive", "seconds": 10.0}))
        ),
        group(
            check("gaps", Verdict.MEMORY, Message("memory", {"function": "max_pool_forward_naive"})),
            name="gaps",
            points=2,
        ),
        group(
            check(
                "ties",
                Verdict.CRASHED,
                Message("crashed", {"function": "max_pool_forward_naive", "detail": "signal 11"}),
            ),
            name="ties",
            points=6,
        ),
        name="max_pool_forward_naive",
    )
    broken = Message(
        "syntax", {"label": "cell 15", "line": 4, "reason": "'(' was never closed", "text": "out = np.zeros((N, C"}
    )
    norm = question(
        group(
            check("train", Verdict.REJECTED, broken),
            check("test", Verdict.REJECTED, broken, public=False),
            name="train",
            points=20,
        ),
        name="spatial_batchnorm_forward",
    )
    blocked = Message("blocked", {"question": "conv_backward_naive", "forward": "conv_forward_naive"})
    backward = question(
        group(check("dx", Verdict.BLOCKED, blocked), name="gradients", points=12),
        name="conv_backward_naive",
        extra=True,
    )
    size = question(
        group(check("7 pixels, window 3"), points=5),
        group(check("7 pixels, stride 3", Verdict.FAILED, SCALAR), name="sizes that do not fit", points=3),
        name="conv_output_size",
    )
    return report(size, forward, missing("true_convolution"), pool, norm, backward, notices=[TOLD])


TOLD = Message("other_files", {"file": "hw2_conv.ipynb", "others": ["draft.ipynb"]})


def all_right():
    """A report with every point, extra credit too."""
    return report(question(group(points=8), name="conv_output_size"), question(name="conv_backward_naive", extra=True))


def unreadable():
    """A submission that could not be read."""
    return report(rejected=Message("no_notebook", {"found": "essay.pdf"}))


def our_fault():
    """A report one question of which a fault of ours kept from being graded."""
    fault = check("", Verdict.GRADER_ERROR, Message("grader_error", {"stage": "conv_forward_naive"}))
    return report(question(group(points=8), name="conv_output_size"), question(group(fault)))


def hostile():
    """A report whose every text tries something, and whose numbers are not numbers."""
    nan, inf = float("nan"), float("inf")
    values = {**VALUES.data, "rows": (((0, 0), nan, inf),), "worst_error": nan, "hint": HOSTILE}
    raised = {**RAISED.data, "type_name": HOSTILE, "text": HOSTILE * 200, "source": HOSTILE, "label": HOSTILE}
    return report(
        question(
            group(check("values", Verdict.FAILED, Message("values", values), stdout=HOSTILE + "x" * 2_000_000)),
            group(check("raised", Verdict.RAISED, Message("raised", raised), stdout=HOSTILE), name="errors"),
            group(check("no words", Verdict.FAILED, Message("shape", {"output": "out"})), name="half a message"),
            group(check("unknown", Verdict.FAILED, Message(HOSTILE, {"a": HOSTILE})), name="unknown"),
            notices=[Message("magic", {"label": "cell 1", "lines": [HOSTILE]})],
        ),
        submission=HOSTILE,
        notices=[Message("load_failed", {"label": "cell 2", "line": 1, "type_name": "E", "text": HOSTILE})],
        seconds=nan,
        versions={"python": HOSTILE},
    )


def crowded(questions=60, cases=40):
    """More than anybody can read: long messages and printed pages in every case."""
    long = "é" * 3000
    checks = [
        check(
            f"case {i}", Verdict.RAISED, Message("raised", {**RAISED.data, "text": f"{i} {long}"}), stdout=f"{i} {long}"
        )
        for i in range(cases)
    ]
    return report(*(question(group(*checks), group(name="more"), name=f"question_{k}") for k in range(questions)))


SAMPLES = {
    "every_verdict": every_verdict,
    "all_right": all_right,
    "unreadable": unreadable,
    "our_fault": our_fault,
    "hostile": hostile,
}
