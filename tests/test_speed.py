"""Speed: timed beside a baseline, right answers only, in steps; nothing here depends on how fast this machine is."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from grader import building, speed
from grader.asking import Session
from grader.errors import AssignmentError, GraderError
from grader.grade import Options, grade_exam
from grader.messages import render
from grader.records import CheckResult, Extraction, Fault, Verdict
from grader.reference import Seed
from grader.report import results
from grader.sandbox.client import WorkerLost
from grader.sandbox.compile import AS_WRITTEN, Compiled
from grader.sandbox.pyx import CompileError
from grader.sandbox.stopwatch import CallFaultError
from grader.speed import MOST_CALLS, MOST_ROUNDS, ROUNDS, time_speed
from grader.timings import MOST_NOISE, Ratio, step_name
from tests.compiled_course import (
    BASELINE,
    PLAIN,
    SECRET,
    TYPED,
    graded,
    hand_in,
    messages,
    needs_compiler,
    outcome,
    plain_homework,
    shared_homework,
)

LOW, HIGH = step_name(2), step_name(100000)
FAR = 1e9

# ------------------------------------------------------------------------------------------ a scripted clock


@pytest.fixture
def energy(tmp_path):
    """The question in Python that has points for speed, drawn."""
    return plain_homework(tmp_path).exam(Seed(SECRET, "17")).questions[0]


class Script:
    """What a scripted stopwatch says: seconds by whose call it is, and what is fetched."""

    def __init__(self, question):
        self.shapes = {shape.width: shape for shape in question.speed.shapes}
        self.baseline, self.answer, self.empty = 1.0, 0.1, 0.001
        self.early = 0.0  # seconds that are spent on each call of the answer before it is made
        self.late = 0.0  # seconds that fetching the answer's value takes longer
        self.factors = iter(())  # by which the answer is slower, round by round
        self.asked, self.counts = [], []
        self.value = lambda right: right
        self.fault = self.baseline_fault = None

    def factor(self):
        return next(self.factors, 1.0)


@pytest.fixture
def script(energy, monkeypatch):
    """Have time_speed ask a script instead of workers."""
    found = Script(energy)

    class ScriptedStopwatch:
        def __init__(self, worker, call, rolling, width):
            self.whose, self.call, self.rolling, self.width = worker, call, rolling, width

        def hold(self, inputs, count, seconds):
            self.inputs, self.count = inputs, count
            assert len(inputs[self.rolling]) >= self.width * count
            return 0.02 + (found.early * count if self.whose == "answer" else 0.0)

        def run(self, seconds):
            count, self.count = self.count, 0
            found.asked.append((self.whose, self.width, count))
            fault = found.baseline_fault if self.whose == "baseline" else found.fault
            if fault:
                raise fault
            if self.whose == "baseline":
                return found.empty + found.baseline * count
            found.counts.append(count)
            return found.empty + found.answer * found.factor() * count

        def fetch(self, index, seconds):
            part = self.inputs[self.rolling][index * self.width : (index + 1) * self.width]
            right = found.shapes[self.width].answer({**self.inputs, self.rolling: part})
            return (right, 0.01) if self.whose == "baseline" else (found.value(right), 0.01 + found.late)

    monkeypatch.setattr(speed, "Stopwatch", ScriptedStopwatch)
    monkeypatch.setattr(speed._Timing, "_workers", lambda self, stack: ("baseline", "answer"))
    return found


def timed(question, deadline=FAR, **verdicts):
    """What time_speed makes of a question whose cases are right but for what is said."""
    found = {c.name: CheckResult(c.name, verdicts.get(c.name, Verdict.PASSED), c.public) for c in question.cases}
    session = Session(None, Extraction("hw.ipynb", (), (), ()), {}, deadline)
    return time_speed(session, question, found)


def verdicts(steps):
    """By step, its verdict in a word."""
    return {name: str(result.verdict) for name, result in steps.items()}


def kinds(steps):
    """The kinds of the messages of all steps."""
    return {result.message.kind for result in steps.values()}


def test_a_step_that_is_reached_earns_and_another_does_not(energy, script):
    """Ten times as fast reaches two times and not a hundred thousand; both say what was measured."""
    steps, ratio = timed(energy)

    assert verdicts(steps) == {LOW: "passed", HIGH: "slow"}
    assert ratio.value == pytest.approx(10)
    assert render(steps[LOW].message).startswith("energy is 10 times as fast as plain loops")
    assert "these points are for 100000 times" in render(steps[HIGH].message)


@pytest.mark.parametrize(("answer", "passed"), [(0.499, True), (0.4, True), (0.52, False), (2.0, False), (1e9, False)])
def test_a_step_is_a_ratio(energy, script, answer, passed):
    """Two times as fast is the lowest step: at it and above it the points are given."""
    script.answer = answer
    steps, ratio = timed(energy)

    assert verdicts(steps)[LOW] == ("passed" if passed else "slow")
    assert ratio.value == pytest.approx(1 / answer)


def test_seven_rounds_when_it_is_quiet(energy, script):
    """All shapes are timed in every round, the baseline once and the answer as often as fits, after some to warm up."""
    _, ratio = timed(energy)
    shapes = len(energy.speed.shapes)

    assert ratio.rounds == ROUNDS >= 7
    assert len(script.counts) == shapes * (2 + ROUNDS)
    assert ratio.noise == pytest.approx(0)


def test_answer_and_baseline_take_turns_in_being_first(energy, script):
    """Whatever the machine does over time, it does to both."""
    timed(energy)
    first = [whose for (whose, _, count), before in zip(script.asked, [None, *script.asked]) if count != 0]
    starts = first[:: 2 * len(energy.speed.shapes)]

    assert set(starts) == {"baseline", "answer"}
    assert abs(starts.count("baseline") - starts.count("answer")) <= 1


@pytest.mark.parametrize(("answer", "calls"), [(1.0, 1), (speed.BATCH / 4, 4), (1e-6, MOST_CALLS)])
def test_short_calls_are_made_several_at_a_time(energy, script, answer, calls):
    """As many calls as fit into a batch, one at least; none of them is timed by itself then."""
    script.answer, script.empty = answer, 0.0
    timed(energy)

    assert set(script.counts[2 * len(energy.speed.shapes) :]) == {calls}


def test_noise_adds_rounds_to_a_limit(energy, script):
    """Where rounds differ much, more of them are made, and no more than there is patience for."""
    script.factors = iter([1.0, 3.0] * 1000)
    alone = replace(energy, speed=replace(energy.speed, shapes=energy.speed.shapes[:1]))
    _, ratio = timed(alone)

    assert ratio.rounds == MOST_ROUNDS
    assert ratio.noise > MOST_NOISE


def test_a_single_slow_round_changes_little(energy, script):
    """The median counts, not the mean."""
    script.factors = iter([1.0] * 6 + [1000.0, 1000.0])
    _, ratio = timed(energy)

    assert ratio.value == pytest.approx(10)


def test_no_time_for_more_rounds(energy, script, monkeypatch):
    """When half of a question's time is used up, seven rounds are enough, however noisy."""
    monkeypatch.setattr(speed, "LONGEST", 0.0)
    script.factors = iter([1.0, 1.0, 5.0, 5.0] * 1000)

    assert timed(energy)[1].rounds == ROUNDS


def test_a_slow_answer_is_timed_like_any_other(energy, script):
    """Seven rounds, too: no single round decides that an answer is too slow."""
    script.answer = 10.0
    steps, ratio = timed(energy)

    assert ratio.rounds == ROUNDS
    assert verdicts(steps) == {LOW: "slow", HIGH: "slow"}


def test_work_put_off_until_fetched_counts(energy, script):
    """An answer that returns at once and works when its value is asked for gains nothing."""
    script.answer, script.late = 1e-9, 5.0
    steps, ratio = timed(energy)

    assert verdicts(steps) == {LOW: "slow", HIGH: "slow"}
    assert ratio.value < 1


def test_work_done_before_it_is_asked_for_counts(energy, script):
    """An answer that begins while its inputs are handed over gains nothing either."""
    script.answer, script.early = 1e-9, 5.0
    steps, ratio = timed(energy)

    assert verdicts(steps) == {LOW: "slow", HIGH: "slow"}
    assert ratio.value < 1


def test_handing_over_as_fast_as_the_baseline_costs_nothing(energy, script):
    """The way there and back is nobody's work; nor is what the highest step would not notice."""
    script.early = script.late = 1e-6

    assert timed(energy)[1].value == pytest.approx(10)


@pytest.mark.parametrize("empty", [0.0, 0.05, 5.0])
def test_the_way_there_and_back_is_taken_off(energy, script, empty):
    """A slow wire makes nobody's answer slower."""
    script.empty = empty

    assert timed(energy)[1].value == pytest.approx(10)


def test_a_clock_that_stands_still_divides_nothing_by_zero(energy, script):
    """Calls of no length are of the shortest there is."""
    script.baseline = script.answer = 0.0
    _, ratio = timed(energy)

    assert np.isfinite(ratio.value)


# ------------------------------------------------------------------------------------------ noise


@pytest.mark.parametrize(
    ("value", "noise", "reached"),
    [
        (2.0, 0.0, True),
        (1.99, 0.0, False),
        (1.9, 0.06, True),
        (1.9, 0.05, False),
        (1.7, MOST_NOISE, True),
        (4, 0.1, True),
    ],
)
def test_noise_is_rounded_in_the_students_favour(value, noise, reached):
    """What noise leaves open counts."""
    assert Ratio(value, noise, 7, ()).reaches(2) is reached


def test_a_step_given_by_noise_says_so(energy, script):
    """A ratio just below a step, in noise, passes, and the message says why."""
    script.answer, script.factors = 1 / 1.8, iter([1.0] * 2 + [1.0, 1.0, 0.8, 0.8, 1.25, 1.25] * 100)
    steps, ratio = timed(energy)

    assert ratio.value < 2 < ratio.value * (1 + ratio.noise)
    assert verdicts(steps)[LOW] == "passed"
    assert "it counts as 2, since noise is rounded in your favour" in render(steps[LOW].message)


def test_noise_gives_no_more_than_a_fifth(energy, script):
    """However an answer varies, noise does not lift it far."""
    script.answer, script.factors = 1 / 1.2, iter([1.0, 1.0, 0.1, 0.1, 9.0, 9.0] * 100)
    steps, ratio = timed(energy)

    assert ratio.noise > MOST_NOISE == 0.2
    assert verdicts(steps)[LOW] == "slow"


# ------------------------------------------------------------------------------------------ right first


@pytest.mark.parametrize("case", ["shown", "drawn"])
def test_speed_waits_for_the_first_group(energy, script, case):
    """While a case of the first group is wrong nothing is timed, and the message names the group."""
    steps, ratio = timed(energy, **{case: Verdict.FAILED})

    assert (verdicts(steps), ratio, script.asked) == ({LOW: "slow", HIGH: "slow"}, None, [])
    assert 'every case of "values" is right' in render(steps[LOW].message)


def test_speed_does_not_wait_for_later_groups(energy, script):
    """A slip in the contract costs its own group."""
    assert verdicts(timed(energy, kept=Verdict.FAILED)[0])[LOW] == "passed"


WRONG = {
    "off by one quarter": lambda right: right + 0.25,
    "another shape": lambda right: right[:, None],
    "None": lambda right: None,
    "text": lambda right: "fast",
    "a list of lists": lambda right: [[1]],
    "not a number": lambda right: right * np.nan,
    "complex": lambda right: right * 1j,
}


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
def test_a_timed_call_must_be_right(energy, script, value):
    """Whatever a timed call returns instead of the right value, its speed does not count."""
    script.value = value
    steps, ratio = timed(energy)

    assert (verdicts(steps), kinds(steps), ratio) == ({LOW: "failed", HIGH: "failed"}, {"speed_wrong"}, None)
    assert "(long rows)" in render(steps[LOW].message)


@pytest.mark.parametrize(
    ("fault", "verdict", "kind"),
    [
        (WorkerLost(Verdict.TIMEOUT), "timeout", "speed_timeout"),
        (WorkerLost(Verdict.CRASHED, "signal SIGSEGV"), "crashed", "crashed"),
        (WorkerLost(Verdict.CRASHED, "protocol"), "crashed", "crashed"),
        (CallFaultError(Fault("ZeroDivisionError", "by zero", "energy", "cell 2", 3, "x / 0")), "raised", "raised"),
    ],
)
def test_a_timed_call_that_does_not_return(energy, script, fault, verdict, kind):
    """How it ended is the verdict on every step, with a whole sentence."""
    script.fault = fault
    steps, ratio = timed(energy)

    assert (verdicts(steps), kinds(steps), ratio) == ({LOW: verdict, HIGH: verdict}, {kind}, None)
    assert "energy" in render(steps[LOW].message)


@pytest.mark.parametrize(
    "fault",
    [WorkerLost(Verdict.TIMEOUT), WorkerLost(Verdict.CRASHED, "protocol"), CallFaultError(Fault("KeyError", ""))],
)
def test_a_baseline_that_does_not_return_is_our_fault(energy, script, fault):
    """Too slow, gone or raising: it says nothing about the answer."""
    script.baseline_fault = fault

    with pytest.raises(GraderError, match="the baseline of energy does not work"):
        timed(energy)


def test_every_round_has_inputs_of_its_own(energy):
    """No two rounds, calls, shapes or submissions are timed on the same values."""
    shape, other = energy.speed.shapes
    first, again, second = shape.draw(1, 3)["x"], shape.draw(1, 3)["x"], shape.draw(2, 3)["x"]

    assert np.array_equal(first, again)
    assert not np.array_equal(first, second)
    assert not np.array_equal(first[: shape.width], first[shape.width : 2 * shape.width])
    assert len(first) == 3 * shape.width
    assert other.draw(1, 1)["x"].shape == (60, 16)


# ------------------------------------------------------------------------------------------ with workers

BUSY = "def energy(x):\n    sum(k * k for k in range(200 * x.size if x.size > 100 else 1))\n    return (x * x).sum(axis=1)\n"
REMEMBERS = "_seen = {}\ndef energy(x):\n    if x.shape not in _seen or len(x) < 10:\n        _seen[x.shape] = (x * x).sum(axis=1)\n    return _seen[x.shape]\n"
ONE_BUFFER = "_out = {}\ndef energy(x):\n    out = _out.setdefault(len(x), np.zeros(len(x)))\n    if len(x) < 10:\n        out = np.zeros(len(x))\n    np.einsum('ij,ij->i', x, x, out=out)\n    return out\n"
THIRD = "_calls = []\ndef energy(x):\n    if len(x) > 10:\n        _calls.append(1)\n    if len(_calls) == 3:\n        raise KeyError('third')\n    return (x * x).sum(axis=1)\n"
DIES = (
    "import os\ndef energy(x):\n    if len(x) > 10:\n        os.kill(os.getpid(), 11)\n    return (x * x).sum(axis=1)\n"
)
LAZY = "class Later(float):\n    pass\ndef energy(x):\n    return Later() if len(x) > 10 else (x * x).sum(axis=1)\n"


@pytest.fixture
def grade(tmp_path, monkeypatch):
    """A factory of reports on the questions in Python; every timed round makes as many calls as it ever does."""
    monkeypatch.setattr(speed, "BATCH", 1e6)

    def make(energy=None, baseline=BASELINE, public_only=False, questions=PLAIN):
        homework = plain_homework(tmp_path, baseline, questions)
        answers = {"running": None, **({"energy": energy} if energy else {})}
        exam = homework.exam(Seed(SECRET, "17"), public_only=public_only)
        options = Options(submission_id="17", secret=SECRET, seconds=300.0, public_only=public_only)
        return grade_exam(exam, hand_in(tmp_path / "handed_in", **answers), options)

    return make


def test_a_fast_answer_gets_the_points_that_it_reaches(grade):
    """Groups and steps add up exactly, and the question tells what was measured."""
    report = grade()
    (energy, halve) = report.questions

    assert [(g.name, g.points, g.score) for g in energy.groups] == [
        ("values", 3, 3),
        ("contract", 1, 1),
        (LOW, Fraction(1, 2), Fraction(1, 2)),
        (HIGH, Fraction(3, 2), 0),
    ]
    assert (sum(g.points for g in energy.groups), energy.score) == (energy.points, Fraction(9, 2))
    assert energy.speed.value > 2
    assert energy.speed.rounds >= ROUNDS
    assert [shape for shape, _, _ in energy.speed.shapes] == ["long rows", "short rows"]
    assert (halve.timed, halve.speed, halve.score) == (False, None, 2)
    told = [render(notice) for notice in energy.notices if notice.kind == "speed"]
    assert len(told) == 1
    assert "long rows:" in told[0]


UNFIT = {
    "remembers earlier results by shape": (REMEMBERS, "failed", "speed_wrong"),
    "returns one buffer each time": (ONE_BUFFER, "failed", "speed_wrong"),
    "raises on the third call": (THIRD, "raised", "raised"),
    "crashes": (DIES, "crashed", "crashed"),
    "promises a value": (LAZY, "failed", "speed_wrong"),
}


@pytest.mark.parametrize(("energy", "verdict", "kind"), UNFIT.values(), ids=UNFIT)
def test_what_is_right_when_asked_and_not_fit_to_be_timed(grade, energy, verdict, kind):
    """It keeps the points of its cases, gets none for speed, and no other question suffers."""
    report = grade(energy)
    found = dict(messages(report, "energy"))

    assert outcome(report) == {"energy": (4, verdict), "halve": (2, "passed")}
    assert {found[step].kind for step in (LOW, HIGH)} == {kind}
    assert not report.grader_error


def test_a_slow_answer_is_right_and_slow(grade, monkeypatch):
    """Far slower than plain loops: a verdict of its own, the points of the cases stay, and what was measured is told."""
    monkeypatch.setattr(speed, "BATCH", 1e-6)
    report = grade(BUSY)
    (energy, _) = report.questions

    assert outcome(report) == {"energy": (4, "slow"), "halve": (2, "passed")}
    assert (energy.speed.value < 1, energy.speed.rounds) == (True, ROUNDS)
    assert {message.kind for _, message in messages(report, "energy")} == {"speed"}


def test_what_is_measured_is_the_call_and_not_the_data(grade, monkeypatch):
    """Handing over large arrays for many calls takes longer than the calls: it must not drown them.

    No call of NumPy on thousands of values is as short as the shortest that is ever told.
    """
    monkeypatch.setattr(speed, "BATCH", 0.002)
    large = PLAIN.replace("array(12, 90)", "array(30, 500)").replace("array(60, 16)", "array(700, 20)")
    (energy, _) = grade(questions=large).questions

    assert [name for name, _, milliseconds in energy.speed.shapes if milliseconds <= 1e3 * speed.SHORTEST] == []
    assert energy.speed.value > 2


def test_an_exception_while_timed_has_its_line(grade):
    """As in a hidden case: the type, the cell and the line, and no text, which could spell out the inputs."""
    (message,) = {render(m) for _, m in messages(grade(THIRD), "energy")}

    assert message.startswith("energy raised KeyError\nIn the answer cell of energy, line 6.\n")
    assert "third" not in message


@pytest.mark.parametrize(
    "baseline",
    ["def energy(x:\n", "raise ValueError\n", "def other(x):\n    return x\n", "def energy(x):\n    raise ValueError\n", "import os\nos._exit(1)\n"],
    ids=["no Python", "does not load", "is not there", "raises", "ends the process"],
)  # fmt: skip
def test_a_baseline_that_does_not_work_is_our_fault(grade, baseline):
    """The steps are withheld; the groups and the other question stand as they are."""
    report = grade(baseline=baseline)
    groups = {g.name: (g.score, {str(c.verdict) for c in g.checks}) for g in report.questions[0].groups}

    assert report.grader_error
    assert groups == {
        "values": (3, {"passed"}),
        "contract": (1, {"passed"}),
        LOW: (0, {"grader_error"}),
        HIGH: (0, {"grader_error"}),
    }
    assert outcome(report)["halve"] == (2, "passed")


@pytest.mark.parametrize(
    ("energy", "verdict", "step"),
    [
        ("def energy(x):\n    raise NotImplementedError('energy: part B')\n", "missing", "missing"),
        ("def energy(x):\n    return (x\n", "rejected", "rejected"),
        ("def energy(x):\n    return x.sum(axis=1)\n", "failed", "slow"),
    ],
)
def test_what_cannot_be_timed_gets_no_points_for_speed(grade, energy, verdict, step):
    """A stub, a cell that is not Python and a wrong answer earn nothing, and each step says why."""
    report = grade(energy)

    assert outcome(report)["energy"][1] == verdict
    assert outcome(report)["halve"] == (2, "passed")
    steps = [group for group in report.questions[0].groups if group.name in (LOW, HIGH)]
    assert [(group.score, str(group.checks[0].verdict)) for group in steps] == [(0, step)] * 2
    assert all(render(message) for _, message in messages(report, "energy"))


def test_public_cases_alone_know_no_speed(grade):
    """A student's own check times nothing and tells of no step."""
    (energy, halve) = grade(public_only=True).questions

    assert [(g.name, g.score) for g in energy.groups] == [("values", 3)]
    assert (energy.timed, energy.speed, energy.notices) == (False, None, ())
    assert halve.score == 2


@pytest.mark.parametrize(
    ("energy", "least"), [(None, 2), ("def energy(x):\n    return x.sum(axis=1)\n", None)], ids=["right", "wrong"]
)
def test_the_leaderboard_has_one_column_for_each_timed_question(grade, energy, least):
    """The ratio of whoever is right, 0 of whoever is not; questions without speed have none."""
    (standing,) = results.gradescope(grade(energy))["leaderboard"]

    assert (standing["name"], standing["order"]) == ("energy, times as fast as loops", "desc")
    assert standing["value"] > least if least else standing["value"] == 0


def test_no_leaderboard_without_timing(grade):
    """A check of public cases has no standing."""
    assert "leaderboard" not in results.gradescope(grade(public_only=True))


def test_a_session_keeps_answers_apart(grade):
    """The answer's worker holds nothing of the baseline: a name that only the baseline defines is not there."""
    spy = "def energy(x):\n    return (x * x).sum(axis=1) if 'collected' not in globals() and 'running' not in globals() else None\n"

    assert outcome(grade(spy))["energy"][0] == Fraction(9, 2)


# ------------------------------------------------------------------------------------------ compiled


@needs_compiler
@pytest.mark.slow
def test_a_compiled_answer_is_timed_as_its_author_wrote_it(tmp_path_factory, tmp_path):
    """Value cases have every index checked; what is timed is built with the cell's own directives."""
    report = graded(shared_homework(tmp_path_factory), tmp_path, timed=("running",), running=TYPED)
    running = report.questions[0]

    assert (running.score, running.points) == (5 + Fraction(1, 3), 6)
    assert running.speed.value > 2
    assert sum(group.points for group in running.groups) == 6


@needs_compiler
@pytest.mark.slow
def test_a_rejected_cell_is_not_timed(tmp_path_factory, tmp_path):
    """A cell that does not compile says so for every group and step."""
    broken = "%%cython\ndef running(x):\n    return undefined_name\n"
    report = graded(shared_homework(tmp_path_factory), tmp_path, timed=("running",), running=broken)

    assert {kind.kind for _, kind in messages(report, "running")} == {"compile"}
    assert {str(c.verdict) for g in report.questions[0].groups for c in g.checks} == {"rejected"}


@needs_compiler
@pytest.mark.slow
def test_a_cell_that_compiles_with_checks_only_says_so(tmp_path_factory, tmp_path, monkeypatch):
    """Where the author's own build ran out of time, what is told is that, and the cases keep their points."""
    compile_extension = building.compile_extension

    def out_of_time(source, *, name, build, **options):
        if build == AS_WRITTEN:
            return Compiled(name, errors=(CompileError("time", 0, 0, ""),))
        return compile_extension(source, name=name, build=build, **options)

    monkeypatch.setattr(building, "compile_extension", out_of_time)
    report = graded(shared_homework(tmp_path_factory), tmp_path, timed=("running",))

    assert report.questions[0].score == 5
    assert {message.kind for _, message in messages(report, "running")} == {"compile"}


def test_a_missing_baseline_is_the_instructors_fault(tmp_path):
    """Points for speed without something to measure against are found before anybody is graded."""
    homework = plain_homework(tmp_path)
    (homework.solutions / "baseline.py").unlink()

    with pytest.raises(AssignmentError, match=r"baseline\.py: there is no such file; energy has points for speed"):
        homework.exam(Seed(SECRET, "17"))
