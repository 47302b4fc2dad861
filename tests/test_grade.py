"""One submission against one assignment, from the file to the report, with real workers."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from grader import advice, asking
from grader import grade as grading
from grader.errors import AssignmentError, GraderError
from grader.grade import Options, grade, grade_exam
from grader.messages import render
from grader.plain import as_json
from grader.records import Outcome, Verdict
from grader.reference import Seed
from grader.report import results, text
from grader.sandbox import jail
from grader.sandbox.client import Worker
from tests.known_mistakes import taught, wrong_file
from tests.small_course import POINTS, QUESTIONS, hand_in, small_homework

SECRET = b"0123456789abcdef0123456789abcdef"
OPTIONS = Options(submission_id="17", secret=SECRET, seconds=300.0)
needs_own_user = pytest.mark.skipif(jail.worker_uid() is None, reason="workers have no user of their own here")


def graded(tmp_path, top="", options=OPTIONS, **changes):
    """The report on a notebook that is right but for what is said."""
    return grade(small_homework(tmp_path), hand_in(tmp_path, top, **changes), options)


def graded_quickly(tmp_path, seconds=0.5, **changes):
    """The same, with little time for each case."""
    exam = small_homework(tmp_path).exam(Seed(SECRET, "17"))
    questions = tuple(replace(q, cases=tuple(replace(c, seconds=seconds) for c in q.cases)) for q in exam.questions)
    return grade_exam(replace(exam, questions=questions), hand_in(tmp_path, **changes), OPTIONS)


def outcome(report):
    """Points and verdict of every question."""
    return {q.name: (int(q.score), str(q.verdict)) for q in report.questions}


def all_right(**but):
    """Full marks, but for what is said."""
    return {**{name: (points, "passed") for name, points in POINTS.items()}, **but}


def question(report, name):
    """One question of a report."""
    return next(q for q in report.questions if q.name == name)


def checks(report, name):
    """The verdict on every case of a question, with the kind of its message."""
    return [
        (c.case, str(c.verdict), c.message.kind if c.message else "")
        for group in question(report, name).groups
        for c in group.checks
    ]


# ---------------------------------------------------------------------------------------------- the whole way


def test_right_answers_get_full_marks(tmp_path):
    """A right submission passes every case; the report says what was graded and how."""
    report = graded(tmp_path)

    assert outcome(report) == all_right()
    assert (report.score, report.points) == (17, 15)
    assert (report.assignment, report.submission, report.attempt) == ("hw0_small", "hw0_small.ipynb", 1)
    assert (report.rejected, report.notices, report.grader_error, report.public_only) == (None, (), False, False)
    assert report.tier in "ABCDE"
    assert set(report.versions) == {"grader", "python", "numpy"}
    assert report.seconds > 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"double": "def double(x):\n    return 3 * x\n"}, all_right(double=(0, "failed"))),
        (
            {"double": "def double(x):\n    raise NotImplementedError('double: part 1')\n"},
            all_right(double=(0, "missing")),
        ),
        ({"double": None}, all_right(double=(0, "missing"))),
        ({"double": "def double(x):\n    return (x\n"}, all_right(double=(0, "rejected"))),
        ({"double": "def double(x):\n    x *= 2\n    return x\n"}, all_right(double=(3, "failed"))),
        ({"double": "double = 7\n"}, all_right(double=(0, "failed"))),
        ({"layer": "def layer(x, w):\n    raise KeyError(x)\n"}, all_right(layer=(0, "raised"))),
        ({"layer": "def layer(x, w):\n    return 2 * x * w\n"}, all_right(layer=(0, "failed"))),
        (
            {"layer_backward": "def layer_backward(dout, cache):\n    return None, 2 * cache[0] * dout\n"},
            all_right(layer_backward=(2, "failed")),
        ),
        ({"root": "def root(n):\n    return n ** 0.5\n"}, all_right(root=(0, "failed"))),
        ({"root": "import numpy as np\ndef root(n):\n    np.ones(1 << 40)\n"}, all_right(root=(0, "memory"))),
    ],
)
def test_each_mistake_costs_its_own_points(tmp_path, changes, expected):
    """Whatever is wrong loses points where it is and nowhere else."""
    assert outcome(graded(tmp_path, **changes)) == expected


def test_a_name_that_holds_no_function_is_told(tmp_path):
    """A number where a function should be is said to be just that, in every case."""
    shown = [
        c.message for group in question(graded(tmp_path, double="double = 7\n"), "double").groups for c in group.checks
    ]

    assert {render(message) for message in shown} == {"double is there, but it is not a function."}


def test_a_function_under_another_name_is_asked_about(tmp_path):
    """Who wrote `doubel` is not told that there is nothing, but what the name should be."""
    report = graded(tmp_path, top="def doubel(x):\n    return 2 * x\n", double=None)
    (words,) = {render(c.message) for group in question(report, "double").groups for c in group.checks}

    assert words.splitlines() == ["double is not written yet.", "You defined doubel; did you mean double?"]


def test_grading_twice_gives_the_same(tmp_path):
    """The same submission gets the same verdicts, the same messages and the same seed."""
    wrong = {"double": "def double(x):\n    return 2 * x + (x > 1)\n"}
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = (graded(tmp_path / name, **wrong) for name in "ab")

    assert first.seed == second.seed
    assert checks(first, "double") == checks(second, "double")


def test_the_report_tells_the_seed_and_not_the_secret(tmp_path):
    """Another submission has another seed, and the secret is in no report."""
    exam = small_homework(tmp_path).exam(Seed(SECRET, "17"))
    reports = [grade_exam(exam, tmp_path / "nothing.ipynb", replace(OPTIONS, submission_id=i)) for i in ("17", "18")]

    assert reports[0].seed != reports[1].seed
    assert SECRET.hex() not in str(as_json(reports[0]))
    assert SECRET.decode() not in str(as_json(reports[0]))


def test_options_do_not_show_the_secret():
    """Printing the options, in a traceback or a log, does not print the secret."""
    assert SECRET.decode() not in repr(OPTIONS)


def test_public_cases_alone(tmp_path):
    """With public cases only, no hidden case is run or told of."""
    report = graded(tmp_path, options=replace(OPTIONS, public_only=True))

    assert report.public_only
    assert report.seed == "public"
    assert all(c.public for q in report.questions for g in q.groups for c in g.checks)


def test_a_faulty_assignment_is_not_graded_with(tmp_path):
    """The instructor's fault is raised, not told to a student."""
    homework = small_homework(tmp_path, questions=QUESTIONS.replace('compare=("dw",)', 'compare=("db",)'))

    with pytest.raises(AssignmentError, match="only dw"):
        grade(homework, hand_in(tmp_path), OPTIONS)


# ---------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("hw0_small.ipynb", b"{", "not_json"),
        ("hw0_small.ipynb", b"", "notebook_empty"),
        ("hw0_small.ipynb", b'{"nbformat": 4, "cells": []}', "no_answers"),
        ("hw0_small.py", b"x = 1\n", "no_answers"),
        ("notes.txt", b"hello", "unknown_kind"),
    ],
)
def test_what_cannot_be_graded_is_rejected(tmp_path, name, content, kind):
    """A file without answers gives a report with the reason and no question."""
    (tmp_path / name).write_bytes(content)
    report = grade(small_homework(tmp_path), tmp_path / name, OPTIONS)

    assert report.rejected.kind == kind
    assert report.questions == ()
    assert report.score == 0


def test_no_file_at_all(tmp_path):
    """A path that leads nowhere is a report too."""
    assert grade(small_homework(tmp_path), tmp_path / "nowhere.ipynb", OPTIONS).rejected.kind == "no_such_file"


def test_the_file_with_the_answers_is_taken(tmp_path):
    """In a folder, the notebook that answers most is graded, helpers beside it can be imported, and others are named."""
    folder = tmp_path / "handed_in"
    folder.mkdir()
    (folder / "aaa.ipynb").write_text('{"nbformat": 4, "cells": []}')
    (folder / "helpers.py").write_text("two = 2\n")
    hand_in(folder, top="from helpers import two", double="def double(x):\n    return two * x\n")
    report = grade(small_homework(tmp_path), folder, OPTIONS)

    assert outcome(report) == all_right()
    assert [m.kind for m in report.notices] == ["other_files"]


@pytest.mark.parametrize(
    "top",
    [
        "while True:\n    pass",
        "import time\ntime.sleep(600)",
        "raise SystemExit",
        "1 / 0",
        "import sys\nsys.exit()",
        "%matplotlib inline\n!rm -rf /nowhere",
        "import nowhere",
        "x = (",
        "def double(x):\n    return 3 * x",
    ],
)
def test_what_a_student_does_besides_costs_nothing(tmp_path, top):
    """Loops, exits, faults, magics and drafts in cells of the student's own do not touch the answers."""
    report = graded(tmp_path, top=top)

    assert outcome(report) == all_right()


@pytest.mark.parametrize(
    ("top", "name", "kind"),
    [
        ("scale = 1 / 0", "scale", "load_failed"),
        ("import nowhere", "nowhere", "import_missing"),
        ("from os import nothing_at_all", "nothing_at_all", "import_missing"),
    ],
)
def test_what_went_wrong_before_is_told_once_something_failed(tmp_path, top, name, kind):
    """It may be why an answer is wrong: that is said once, for all questions; beside a right one it is no concern."""
    reports = []
    for factor in (2, 3):
        (tmp_path / str(factor)).mkdir()
        layer = f"def layer(x, w):\n    return {factor} * x * w if x.size else {name}, (x, w)\n"
        double = f"def double(x):\n    return {factor} * x if x.size else {name}\n"
        reports.append(graded(tmp_path / str(factor), top=top, double=double, layer=layer))
    right, wrong = reports

    assert outcome(right) == all_right()
    assert right.notices == ()
    assert outcome(wrong) == all_right(double=(0, "failed"), layer=(0, "failed"))
    assert [notice.kind for notice in wrong.notices] == [kind]


def test_any_number_of_names_is_fine(tmp_path):
    """However many names a submission imports, its answers are found."""
    top = "from numpy import *\nfrom numpy.random import *\nfrom numpy.linalg import *"

    assert outcome(graded(tmp_path, top=top)) == all_right()


# ---------------------------------------------------------------------------------------------- our faults


def test_a_fault_of_ours_withholds_the_score(tmp_path, monkeypatch):
    """Where grading goes wrong, the question says grader_error, the report withholds its score, the others are graded."""
    run_all = Worker.run_all

    def broken(self, requests, seconds):
        if {request.calls[-1].function for request in requests} == {"layer"}:
            raise GraderError("of ours")
        return run_all(self, requests, seconds)

    monkeypatch.setattr(Worker, "run_all", broken)
    report = graded(tmp_path)

    assert outcome(report) == all_right(layer=(0, "grader_error"))
    assert report.grader_error
    assert {kind for _, _, kind in checks(report, "layer")} == {"grader_error"}


def test_a_worker_that_does_not_start_withholds_the_score(tmp_path, monkeypatch):
    """No worker for a question is our fault as well."""
    enter, started = Worker.__enter__, []

    def broken(self):
        started.append(1)
        if len(started) > 1:
            raise GraderError("the worker did not start")
        return enter(self)

    monkeypatch.setattr(Worker, "__enter__", broken)
    report = graded(tmp_path)

    assert {q.verdict for q in report.questions} == {Verdict.GRADER_ERROR}
    assert report.grader_error


def test_no_worker_to_read_with_is_never_a_zero(tmp_path, monkeypatch):
    """A fault of ours before the first question is raised or reported as ours."""

    def broken(self):
        raise GraderError("the worker did not start")

    monkeypatch.setattr(Worker, "__enter__", broken)
    try:
        ours = graded(tmp_path).grader_error
    except GraderError:
        ours = True

    assert ours


def test_an_error_nobody_thought_of_is_a_fault_of_ours(tmp_path, monkeypatch):
    """Any exception in the grader, of whatever type, is a verdict on that question and on no other."""
    judge = asking.judge

    def broken(case, *rest):
        if case.question == "layer":
            raise ZeroDivisionError
        return judge(case, *rest)

    monkeypatch.setattr(asking, "judge", broken)
    report = graded(tmp_path)

    assert outcome(report) == all_right(layer=(0, "grader_error"))


# ---------------------------------------------------------------------------------------------- lost workers


@pytest.mark.parametrize(
    "end",
    ["os._exit(0)", "os.kill(os.getpid(), 9)", "os.kill(os.getpid(), 40)", "os.closerange(3, 64)"],
)
def test_a_worker_lost_in_one_case_is_started_again(tmp_path, end):
    """A crash costs the case it happens in; the next case has a new worker."""
    crash = f"import os\ndef double(x):\n    if x.shape == (3, 2): {end}\n    return 2 * x\n"
    report = graded(tmp_path, double=crash)

    assert checks(report, "double") == [
        ("shown", "passed", ""),
        ("drawn", "crashed", "crashed"),
        ("kept", "passed", ""),
    ]
    assert outcome(report) == all_right(double=(1, "crashed"))


def test_how_a_worker_ended_is_told(tmp_path):
    """The function that was running, and the way in which its process ended."""
    report = graded(tmp_path, double="import os\ndef double(x):\n    os._exit(7)\n")
    (words,) = {render(c.message).splitlines()[0] for g in question(report, "double").groups for c in g.checks}

    assert words == "The process that ran double ended before it returned (exit 7)."


def test_a_forged_frame_costs_its_own_question(tmp_path):
    """Garbage on the grader's socket is a crash of the function that wrote it."""
    forge = """
        import os, stat
        import numpy as np
        def double(x):
            from grader.sandbox import wire
            for fd in range(3, 64):
                try:
                    if stat.S_ISSOCK(os.fstat(fd).st_mode):
                        os.write(fd, wire.dump({"id": np.zeros(3), "reply": {}}))
                except OSError:
                    pass
            return 2 * x
    """
    assert outcome(graded(tmp_path, double=forge)) == all_right(double=(0, "crashed"))


def test_a_definition_that_ends_the_process_is_told(tmp_path):
    """A definition that cannot be loaded without dying has crashed; a question that does not need it is graded."""
    fatal = "import os\nk = os._exit(1)\ndef double(x):\n    return k * x\n"
    report = graded(tmp_path, double=fatal)

    assert outcome(report)["double"] == (0, "crashed")
    assert outcome(report)["root"] == (2, "passed")
    assert not report.grader_error


def test_one_question_cannot_harm_another(tmp_path):
    """What a function does to NumPy, in its own process, is gone in the next question."""
    vandal = "import numpy as np\ndef double(x):\n    y = x + x\n    np.ndarray.__mul__ = None if False else np.ndarray.__mul__\n    np.array_equal = np.asarray = np.zeros = None\n    return y\n"

    assert outcome(graded(tmp_path, double=vandal))["layer"] == (5, "passed")


# ---------------------------------------------------------------------------------------------- time

LOOP = "def {0}:\n    while True: pass\n"


def test_two_timeouts_end_a_question(tmp_path):
    """After the second case that takes too long the rest of the question is not run, and says so; other questions are."""
    report = graded_quickly(tmp_path, layer=LOOP.format("layer(x, w)"), layer_backward=None)

    assert [kind for _, _, kind in checks(report, "layer")] == ["timeout", "timeout", "not_run"]
    assert outcome(report) == all_right(layer=(0, "timeout"), layer_backward=(0, "missing"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [("while True: pass", "timeout"), ("import os; os._exit(1)", "crashed")],
)
def test_a_lost_backward_is_not_blamed_on_a_right_forward(tmp_path, body, kind):
    """A backward that never returns or kills its process says so; it does not wait for a forward that is right."""
    report = graded_quickly(tmp_path, layer_backward=f"def layer_backward(dout, cache):\n    {body}\n")

    assert {found for _, _, found in checks(report, "layer_backward")} <= {kind, "not_run"}


def test_one_slow_case_costs_its_group(tmp_path):
    """A single timeout does not keep the other cases from being run."""
    slow = "def double(x):\n    while x.shape == (3, 2): pass\n    return 2 * x\n"
    report = graded_quickly(tmp_path, double=slow)

    assert outcome(report) == all_right(double=(1, "timeout"))


def test_an_endless_forward_costs_the_backward_nothing(tmp_path):
    """A right backward keeps all of its points when the forward never returns, in every case of it."""
    report = graded_quickly(tmp_path, layer=LOOP.format("layer(x, w)"))

    assert outcome(report) == all_right(layer=(0, "timeout"))


def test_an_endless_helper_costs_its_callers_nothing(tmp_path):
    """A right layer keeps all of its points when the helper that it calls never returns."""
    report = graded_quickly(tmp_path, double=LOOP.format("double(x)"))

    assert outcome(report) == all_right(double=(0, "timeout"))


def test_when_the_time_is_used_up_the_rest_is_not_run(tmp_path, monkeypatch):
    """Questions for which no time is left say so and earn nothing; those before keep their points."""
    monkeypatch.setattr(asking.Session, "left", lambda self: 0.0 if self.weak else 100.0)
    report = graded(tmp_path, layer="def layer(x, w):\n    return x, w\n")

    assert outcome(report) == {
        "double": (4, "passed"),
        "layer": (0, "failed"),
        "layer_backward": (0, "timeout"),
        "root": (0, "timeout"),
    }
    assert {kind for _, _, kind in checks(report, "layer_backward")} == {"not_run"}


def test_the_budget_bounds_a_case(tmp_path):
    """A case is given no more time than the submission has left."""
    report = graded(tmp_path, options=replace(OPTIONS, seconds=6.0), root=LOOP.format("root(n)"))

    assert report.seconds < 10.0
    assert {q.verdict for q in report.questions} <= {Verdict.PASSED, Verdict.TIMEOUT}


# ---------------------------------------------------------------------------------------------- hints

MIRRORED = "def layer(x, w):\n    return double(x)[:, ::-1] * w, (x, w)\n"
BY_HAND = (
    "import numpy as np\ndef layer(x, w):\n    y = np.fliplr(x) + np.fliplr(x)\n    return np.multiply(y, w), None\n"
)
TURNED = "def layer(x, w):\n    return (double(x) * w)[::-1], (x, w)\n"
HINT = "Put a 1 into the first column of x: in which column does it come out?"
FEW = "def root(n):\n    return int(abs(n) ** 0.5)\n"
BELOW = "What should happen below zero?"


def hinted(tmp_path, options=OPTIONS, *, questions=QUESTIONS, **changes):
    """The report on a notebook of a course that knows a mirrored layer, and a root that does not mind the sign."""
    homework = small_homework(tmp_path, questions=questions)
    wrong_file(homework, HINT, layer=MIRRORED)
    wrong_file(homework, BELOW, root=FEW)
    return grade(taught(homework), hand_in(tmp_path, **changes), options)


def said(report, name):
    """What is said of the whole of a question."""
    return [render(notice) for notice in question(report, name).notices]


def watched(monkeypatch):
    """The functions that a worker is asked for while mistakes are explained, in order."""
    asked = []

    class Watched(asking.QuestionRun):
        explaining = False

        def advise(self, *more):
            self.explaining = True
            return super().advise(*more)

        def _run(self, case, request):
            if self.explaining:
                asked.extend(call.function for call in request.calls)
            return super()._run(case, request)

        def _ask_all(self, cases):
            if self.explaining:
                asked.extend(call.function for case in cases for call in case.request.calls)
            return super()._ask_all(cases)

    monkeypatch.setattr(grading, "QuestionRun", Watched)
    return asked


@pytest.mark.parametrize("public_only", [False, True])
@pytest.mark.parametrize("layer", [MIRRORED, BY_HAND], ids=["the same words", "other words"])
def test_a_known_mistake_gets_its_hint(tmp_path, layer, public_only):
    """A mistake is recognised in a worker, whatever the submission's inputs, in any style; the verdicts are as ever."""
    report = hinted(tmp_path, replace(OPTIONS, public_only=public_only), layer=layer)

    assert said(report, "layer") == [f"Hint: {HINT}"]
    assert all(said(report, name) == [] for name in ("double", "root"))
    assert outcome(report)["layer"] == (0, "failed")
    if not public_only:
        assert outcome(report) == all_right(layer=(0, "failed"))


def test_a_mistake_that_only_hidden_cases_show_gets_its_hint_when_graded(tmp_path):
    """The public cases are right, and what is wrong beyond them is recognised all the same."""
    report = hinted(tmp_path, root=FEW)

    assert checks(report, "root") == [("sixteen", "passed", ""), ("below zero", "failed", "not_raised")]
    assert said(report, "root") == [f"Hint: {BELOW}"]


def test_a_new_mistake_gets_a_trace_and_no_hint(tmp_path):
    """What is not known is followed, in the public case alone."""
    report = hinted(tmp_path, layer=TURNED)
    messages = {c.case: c.message for group in question(report, "layer").groups for c in group.checks}

    assert said(report, "layer") == []
    assert "Trace: A change of x[1, 2] should change row 1 of out; yours changes row 0." in render(messages["shown"])
    assert not any("trace" in messages[name].data for name in ("one", "two"))


def test_what_is_right_by_itself_is_told(tmp_path):
    """An answer that counts its calls is wrong only after others: that is said, and nothing of rows or factors."""
    counting = "CALLS = []\n\ndef layer(x, w):\n    CALLS.append(1)\n    return 2 * x * w + (len(CALLS) > 1), (x, w)\n"
    report = hinted(tmp_path, layer=counting)

    assert [message.kind for message in question(report, "layer").notices] == ["alone"]
    assert "is right; it is wrong only after other calls" in render(question(report, "layer").notices[0])
    messages = [c.message for group in question(report, "layer").groups for c in group.checks if c.message]
    assert messages
    assert not any({"trace", "hint", "general"} & {*message.data} for message in messages)


def test_a_pair_is_told(tmp_path):
    """A backward that is the right gradient of a wrong forward is told so by a worker too, without a documented cache."""
    changes = {
        "layer": "def layer(x, w):\n    return 3 * x * w, (x, w)\n",
        "layer_backward": "def layer_backward(dout, cache):\n    x, w = cache\n    return 3 * dout * w, 3 * x * dout\n",
    }
    report = hinted(tmp_path, questions=QUESTIONS.replace('documented_cache=("x", "w"),', ""), **changes)

    assert outcome(report)["layer_backward"] == (0, "blocked")
    assert [message.kind for message in question(report, "layer_backward").notices] == ["pair"]


@pytest.mark.parametrize("part", ["recognise", "_to_be_shown", "_traced", "_told"])
def test_a_fault_in_the_advice_costs_no_verdict(tmp_path, monkeypatch, capfd, part):
    """Whatever goes wrong while a mistake is explained, the verdicts, the score and the first messages stand."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    whole = hinted(tmp_path / "a", layer=MIRRORED)

    def broken(*_):
        raise ZeroDivisionError("in the advice")

    monkeypatch.setattr(advice, part, broken)
    report = hinted(tmp_path / "b", layer=MIRRORED)

    assert outcome(report) == outcome(whole) == all_right(layer=(0, "failed"))
    assert checks(report, "layer") == checks(whole, "layer")
    assert not report.grader_error
    assert said(report, "layer") == []
    assert "in the advice" in capfd.readouterr().err


@pytest.mark.parametrize("lost", [Verdict.CRASHED, Verdict.TIMEOUT, Verdict.MEMORY])
def test_a_worker_that_is_lost_while_explaining_costs_no_verdict(tmp_path, monkeypatch, lost):
    """An entry that makes the answer loop or crash when it is followed changes nothing in what was found."""
    run = asking.QuestionRun._run

    def lossy(self, case, request):
        changed = any(request.inputs[name] is not value for name, value in case.request.inputs.items())
        return Outcome(lost) if changed else run(self, case, request)

    monkeypatch.setattr(asking.QuestionRun, "_run", lossy)
    report = hinted(tmp_path, layer=TURNED)

    assert outcome(report) == all_right(layer=(0, "failed"))
    assert "Trace" not in text.table(report)


@pytest.mark.parametrize(
    "layer",
    [
        "def layer(x, w):\n    while True: pass\n",
        "import os\ndef layer(x, w):\n    os._exit(1)\n",
    ],
    ids=["too long", "crashed"],
)
def test_no_advice_where_a_case_was_not_answered(tmp_path, monkeypatch, layer):
    """After a time limit or a crash the function is not asked again to explain it."""
    asked = watched(monkeypatch)
    graded_quickly(tmp_path, layer=layer)

    assert "layer" not in asked


def test_no_forward_that_never_returned_is_asked_again_to_explain_its_backward(tmp_path, monkeypatch):
    """A backward that waits for an endless forward is not explained with it: that would take a time limit a case."""
    asked = watched(monkeypatch)
    questions = QUESTIONS.replace('documented_cache=("x", "w"),', "")
    exam = small_homework(tmp_path, questions=questions).exam(Seed(SECRET, "17"))
    quick = tuple(replace(q, cases=tuple(replace(c, seconds=0.5) for c in q.cases)) for q in exam.questions)
    report = grade_exam(replace(exam, questions=quick), hand_in(tmp_path, layer=LOOP.format("layer(x, w)")), OPTIONS)

    assert outcome(report)["layer_backward"] == (0, "blocked")
    assert "layer" not in asked


def test_right_answers_are_not_asked_for_advice(tmp_path, monkeypatch):
    """Explaining costs a right submission nothing, and of a wrong one only what is wrong."""
    asked = watched(monkeypatch)
    hinted(tmp_path, layer=MIRRORED)

    assert set(asked) == {"layer"}


BIG = QUESTIONS.replace('Case("one", arrays), Case("two", arrays)', 'Case("one", big), Case("two", big)').replace(
    "assignment = Assignment(",
    "def big(r):\n    return {k: v + 7000 for k, v in arrays(r).items()}\n\n\nassignment = Assignment(",
)
SPY = """
    seen = []
    def layer(x, w):
        seen.append(abs(x).max())
        wrong = 2 * x[:, ::-1] * w
        return (wrong[::-1] if max(seen) > 5000 else wrong), (x, w)
"""


@pytest.mark.parametrize("layer", [MIRRORED, TURNED, SPY], ids=["known", "new", "remembers"])
def test_no_hint_shows_a_value_of_a_hidden_case(tmp_path, layer):
    """Hidden inputs are above 6000 here, and no number of any report is: nor in hints, tables or traces."""
    report = hinted(tmp_path, questions=BIG, layer=layer)
    told = text.table(report) + str(results.gradescope(report)["tests"])
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", told.replace(",", ""))]

    assert outcome(report)["layer"] == (0, "failed")
    assert "Hint: " in told or "Trace: " in told
    assert numbers
    assert max(numbers) < 5000


def test_what_explains_a_public_case_has_seen_no_hidden_input(tmp_path):
    """An answer that changes once it has seen a hidden input is explained as it was in the public case."""
    report = hinted(tmp_path, questions=BIG, layer=SPY)
    shown = next(c for group in question(report, "layer").groups for c in group.checks if c.case == "shown")

    assert "should change column 2 of out; yours changes column 0." in render(shown.message)


# ---------------------------------------------------------------------------------------------- answers, however written


def test_a_subclass_of_the_exception_will_do(tmp_path):
    """An exception that is a ValueError by inheritance is a ValueError."""
    own = "class BelowZero(ValueError):\n    pass\n\ndef root(n):\n    if n < 0: raise BelowZero(n)\n    return int(n ** 0.5)\n"

    assert outcome(graded(tmp_path, root=own)) == all_right()


@pytest.mark.parametrize(
    "double",
    [
        "import numpy as np\ndouble = lambda x: np.multiply(x, 2)\n",
        "import functools, operator\ndouble = functools.partial(operator.mul, 2)\n",
        "class Double:\n    def __call__(self, x): return x + x\ndouble = Double()\n",
        "def double(x):\n    return helper(x)\n\ndef helper(x):\n    return x + x\n",
        "def double(x):\n    print('debugging', x)\n    return x + x\n",
        "import sys\ndef double(x):\n    sys.stdout = type('Quiet', (), {'write': lambda self, text: None})()\n    return x + x\n",
        "from __future__ import annotations\ndef double(x: Nowhere) -> Nothing:\n    return x + x\n",
        "import numpy as np\n@np.vectorize\ndef double(x):\n    return x + x\n",
    ],
)
def test_right_however_written(tmp_path, double):
    """Lambdas, partials, callables, decorators, prints and annotations are all answers."""
    report = graded(tmp_path, double=double)

    assert outcome(report) == all_right()


# ---------------------------------------------------------------------------------------------- no way to the answers


@needs_own_user
@pytest.mark.parametrize("name", ["solutions/hw0_small/solution.py", "assignments/hw0_small/questions.py"])
def test_the_answers_are_out_of_reach(name):
    """Student code reads neither solutions nor hidden cases, or else the report says that nothing kept it from them."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        here.chmod(0o755)
        homework = small_homework(here)
        target = here / "course" / name
        for path in (*here.rglob("*"),):
            path.chmod(0o755 if path.is_dir() else 0o644)
        thief = f"def double(x):\n    return 2 * x if open({str(target)!r}).read() else 0\n"
        report = grade(homework, hand_in(here, double=thief), OPTIONS)

    assert outcome(report)["double"] == (0, "raised") or report.tier == "D"


def test_a_student_cannot_ask_who_is_asking(tmp_path):
    """Public and hidden cases look the same from inside: neither names nor flags of a case reach the worker."""
    spy = """
        import sys
        def double(x):
            frame, seen = sys._getframe(), []
            while frame:
                seen.append(repr(frame.f_locals))
                frame = frame.f_back
            if any(word in text for text in seen for word in ("public", "drawn", "kept", "tolerance", "expected")):
                raise RuntimeError
            return 2 * x
    """
    assert outcome(graded(tmp_path, double=spy)) == all_right()
