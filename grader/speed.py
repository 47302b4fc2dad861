"""Timing an answer beside a trusted baseline: rounds that alternate, in two workers of the same kind.

Correctness comes first: the first group of the question must be right, and so must what the timed calls return.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.asking import Session
from grader.causes import explain_end, explain_fault
from grader.compare import compare
from grader.errors import GraderError
from grader.messages import redact
from grader.records import CheckResult, DrawnQuestion, Message, Piece, Verdict
from grader.sandbox.client import LOAD_SECONDS, Worker, WorkerLost
from grader.sandbox.compile import AS_WRITTEN
from grader.sandbox.stopwatch import CallFaultError, Stopwatch
from grader.timings import DrawnSpeed, Ratio, TimedShape, step_name

ROUNDS, MOST_ROUNDS = 7, 21
QUIET = 0.1  # noise below which more rounds would tell nothing
BATCH, MOST_CALLS = 0.002, 16  # seconds that the calls of one round should take together; how many there are at most
PATIENCE = 20.0  # seconds that the calls of one round may take
LONGEST = 60.0  # seconds that timing one question may take
# of a call that just reaches the highest step: what holding or fetching may cost more than the baseline's
FORGIVEN = 0.2
SHORTEST = 1e-6  # seconds of one call, so that nothing is divided by 0

_Steps = tuple[float, float, float]  # seconds for holding the inputs, for the calls, for fetching what one returned


class _UntimedError(Exception):
    """Why there is no ratio."""

    def __init__(self, verdict: Verdict, message: Message) -> None:
        super().__init__(message.kind)
        self.verdict, self.message = verdict, message


def time_speed(
    session: Session, question: DrawnQuestion, results: Mapping[str, CheckResult]
) -> tuple[dict[str, CheckResult], Ratio | None]:
    """Time a question that has points for speed.

    Args:
        session: the submission.
        question: with its speed part.
        results: of its cases.

    Returns:
        By name, a result for each step, and the ratio where there is one.
    """
    speed = question.speed
    assert speed is not None
    first = question.groups[0][0]
    if not all(results[case.name].passed for case in question.cases if case.group == first):
        waits = Message("speed_waits", {"question": question.name, "group": first})
        return everywhere(speed, Verdict.SLOW, waits), None
    try:
        ratio = _Timing(session, question, speed).ratio()
    except _UntimedError as err:
        return everywhere(speed, err.verdict, err.message), None
    return {step_name(step): _judged(question, ratio, step) for step, _ in speed.steps}, ratio


def everywhere(speed: DrawnSpeed, verdict: Verdict, message: Message) -> dict[str, CheckResult]:
    """The same result for every step."""
    return {name: CheckResult("", verdict, True, message) for name, _ in speed.groups}


def told(question: DrawnQuestion, ratio: Ratio) -> Message:
    """What was measured."""
    data = {"question": question.name, "ratio": ratio.value, "noise": ratio.noise, "rounds": ratio.rounds}
    return Message("speed", {**data, "shapes": [list(shape) for shape in ratio.shapes]})


def _judged(question: DrawnQuestion, ratio: Ratio, step: float) -> CheckResult:
    data = {key: value for key, value in told(question, ratio).data.items() if key != "shapes"}
    message = Message("speed", {**data, "step": step, "reached": ratio.reaches(step)})
    return CheckResult("", Verdict.PASSED if ratio.reaches(step) else Verdict.SLOW, True, message)


@dataclass
class _Series:
    """What was measured for one shape, round by round: seconds of one call, and of fetching what a call returned."""

    shape: TimedShape
    calls: int = 1
    baseline: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    held: list[tuple[float, float]] = field(default_factory=list)  # of the baseline, and of the answer
    fetched: list[tuple[float, float]] = field(default_factory=list)

    def answers(self, highest: float) -> np.ndarray:
        """Seconds of one call of the answer, with work that was done before it was called or after it returned.

        Args:
            highest: the highest step; what it would hardly notice is not counted.
        """
        forgiven = float(np.median(self.baseline)) * FORGIVEN / highest
        early, late = (
            float(np.median([answer for _, answer in pairs]) - min(baseline for baseline, _ in pairs))
            for pairs in (self.held, self.fetched)
        )
        return np.asarray(self.answer) + max(0.0, early / self.calls - forgiven) + max(0.0, late - forgiven)


class _Timing:
    """The two workers of one question, and the rounds made with them."""

    def __init__(self, session: Session, question: DrawnQuestion, speed: DrawnSpeed) -> None:
        self._session, self._question, self._speed = session, question, speed
        self._tolerance = question.cases[0].tolerance
        self._call = next(c for c in question.cases[0].request.calls if c.function == question.name)
        self._series = [_Series(shape) for shape in speed.shapes]
        self._highest = speed.steps[-1][0]
        self._until = time.monotonic() + LONGEST

    def ratio(self) -> Ratio:
        """Time until the noise is small, seven rounds at least."""
        with ExitStack() as stack:
            self._baseline, self._answer = self._workers(stack)
            self._warm_up()
            self._series = [_Series(s.shape, s.calls) for s in self._series]
            for number in range(1, MOST_ROUNDS + 1):
                for series in self._series:
                    self._round(series, number)
                if number >= ROUNDS and self._settled():
                    break
        shapes = [
            (s.shape.name, float(np.median(np.divide(s.baseline, answers))), 1e3 * float(np.median(answers)))
            for s, answers in ((s, s.answers(self._highest)) for s in self._series)
        ]
        return Ratio(float(np.median(self._ratios())), self._noise(), number, tuple(shapes))

    def _settled(self) -> bool:
        """Whether more rounds would change nothing: little noise, far above the highest step, or no time for them."""
        noise = self._noise()
        far_above = float(np.median(self._ratios())) * (1 - 2 * noise) > self._highest
        return noise < QUIET or far_above or time.monotonic() > self._until - LONGEST / 2

    def _ratios(self) -> np.ndarray:
        """For each round, the geometric mean over the shapes."""
        logs = [np.log(np.divide(series.baseline, series.answers(self._highest))) for series in self._series]
        return np.asarray(np.exp(np.mean(logs, axis=0)))

    def _noise(self) -> float:
        ratios = self._ratios()
        low, middle, high = np.quantile(ratios, (0.25, 0.5, 0.75))
        return float((high - low) / 2 / middle)

    def _warm_up(self) -> None:
        """One round that does not count; it tells how many calls fit into the next ones."""
        for series in self._series:
            # the first call of all is slower than any other
            self._timed_answer(series, series.shape.draw(0, 1))
            self._round(series, 0)
            series.calls = int(np.clip(BATCH / series.answer[0], 1, MOST_CALLS))

    # ------------------------------------------------------------------------------------------ one round

    def _round(self, series: _Series, number: int) -> None:
        """Time the baseline and the answer on the same inputs, each of them first in every second round."""
        inputs = series.shape.draw(number, series.calls)
        if number % 2:
            answer = self._timed_answer(series, inputs)
            baseline, empty = self._timed_baseline(series.shape, inputs)
        else:
            baseline, empty = self._timed_baseline(series.shape, inputs)
            answer = self._timed_answer(series, inputs)
        series.baseline.append(max(baseline[1] - empty, SHORTEST))
        series.answer.append(max((answer[1] - empty) / series.calls, SHORTEST))
        series.held.append((baseline[0], answer[0]))
        series.fetched.append((baseline[2], answer[2]))

    def _timed_baseline(self, shape: TimedShape, inputs: Mapping[str, Any]) -> tuple[_Steps, float]:
        """Seconds for each step of one call, and for the way there and back alone."""
        watch = Stopwatch(self._baseline, self._call, self._speed.rolling, shape.width)
        try:
            held, took = watch.hold(inputs, 1, PATIENCE), watch.run(PATIENCE)
            return (held, took, watch.fetch(0, PATIENCE)[1]), watch.run(PATIENCE)
        except (WorkerLost, CallFaultError) as err:
            raise GraderError(f"the baseline of {self._question.name} does not work: {err}") from err

    def _timed_answer(self, series: _Series, inputs: Mapping[str, Any]) -> _Steps:
        """Seconds for holding the inputs, for all calls, and for fetching what one returned, which must be right."""
        watch = Stopwatch(self._answer, self._call, self._speed.rolling, series.shape.width)
        seconds = self._session.seconds(min(PATIENCE, self._until - time.monotonic()))
        try:
            held, took = watch.hold(inputs, series.calls, seconds), watch.run(seconds)
            index = secrets.randbelow(series.calls)
            value, fetched = watch.fetch(index, seconds)
        except WorkerLost as lost:
            raise _UntimedError(lost.verdict, self._lost(lost)) from None
        except CallFaultError as err:
            data = {"function": self._question.name, "type_name": err.fault.type_name}
            place = {"label": err.fault.label, "line": err.fault.line, "hint": explain_fault(err.fault, inputs)}
            # its text could spell out the inputs, which nobody else has
            raise _UntimedError(Verdict.RAISED, redact(Message("raised", {**data, **place}))) from None
        self._check(series.shape, inputs, index, value)
        return held, took, fetched

    def _check(self, shape: TimedShape, inputs: Mapping[str, Any], index: int, value: Any) -> None:
        rolling = self._speed.rolling
        one = {**inputs, rolling: inputs[rolling][index * shape.width : (index + 1) * shape.width]}
        if compare(self._call.returns[0], value, shape.answer(one), self._tolerance):
            message = Message("speed_wrong", {"question": self._question.name, "shape": shape.name})
            raise _UntimedError(Verdict.FAILED, message)

    def _lost(self, lost: WorkerLost) -> Message:
        if lost.verdict is Verdict.TIMEOUT:
            return Message("speed_timeout", {"question": self._question.name, "seconds": LONGEST})
        data = {"function": self._question.name, "detail": lost.detail, "hint": explain_end(lost.detail)}
        return Message("crashed", data)

    # ------------------------------------------------------------------------------------------ two workers

    def _workers(self, stack: ExitStack) -> tuple[Worker, Worker]:
        """Two workers of one kind: with the baseline, and with the answer as its author wrote it."""
        session, name = self._session, self._question.name
        session.builds.settle()
        if failure := session.builds.failure([name], AS_WRITTEN):
            raise _UntimedError(Verdict.REJECTED, failure)
        extensions = session.builds.extensions([name], AS_WRITTEN)
        paths = [extension.path for extension in extensions.values()]
        baseline, answer = (
            stack.enter_context(Worker(packages=self._question.packages, files=paths)) for _ in range(2)
        )
        try:
            baseline.load([Piece("the baseline", self._speed.baseline)], {}, [name])
        except WorkerLost as lost:
            raise GraderError(f"the baseline of {name} does not load: {lost}") from None
        seconds = session.seconds(LOAD_SECONDS)
        try:
            _, callables = answer.load(session.pieces, session.siblings, [name], seconds, extensions)
        except WorkerLost as lost:
            raise _UntimedError(lost.verdict, self._lost(lost)) from None
        if name not in callables:
            raise _UntimedError(Verdict.FAILED, Message("not_callable", {"question": name}))
        return baseline, answer
