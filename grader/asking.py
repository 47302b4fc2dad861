"""Asking one question of one submission: its worker, its cases, its time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from grader.advice import advise
from grader.building import Builds
from grader.judge import judge
from grader.records import (
    CheckResult,
    DrawnCase,
    DrawnQuestion,
    Exam,
    Extraction,
    Fault,
    Message,
    Outcome,
    Piece,
    Request,
    Verdict,
)
from grader.sandbox.client import LOAD_SECONDS, UnsendableError, Worker, WorkerLost

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from grader.clues import Together

LONGEST_TIMEOUTS = 2  # so many in one question, and the rest of it is not run; so many loads, and others get less time


@dataclass
class Session:
    """What is known while one submission is graded: `weak` are the questions that are not right, `lost` those of them that never returned."""

    exam: Exam
    extraction: Extraction
    siblings: dict[str, str]
    deadline: float
    reserve: float = 0.0  # seconds before the deadline that are kept for asking again
    weak: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    notices: list[Message] = field(default_factory=list)
    hung_loads: int = 0  # questions whose definitions took too long
    builds: Builds = field(default_factory=lambda: Builds((), (), None, 0.0))
    spare: Worker | None = None  # the worker that read the submission, which has executed nothing yet

    def left(self) -> float:
        """Seconds that are left for it."""
        return self.deadline - self.reserve - time.monotonic()

    def seconds(self, most: float) -> float:
        """So many seconds, or what is left, but never none: a worker must be able to answer at all."""
        return max(0.05, min(most, self.left()))

    def worker(self, packages: tuple[str, ...], files: Sequence[Path] = ()) -> Worker:
        """A worker in which no student code has run yet."""
        if self.spare and self.spare.packages == packages and not files:
            spare, self.spare = self.spare, None
            return spare
        return Worker(packages=packages, files=files).__enter__()

    def close(self) -> None:
        """End the worker that nobody asked for, and what is still being built."""
        self.builds.close()
        if self.spare:
            self.spare.close()
            self.spare = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The setup cells anew, then the student's."""
        return (*self.exam.setup, *self.extraction.pieces)


class QuestionRun:
    """The worker of one question, started again when it is lost."""

    def __init__(self, session: Session, question: DrawnQuestion, notices: list[Message]) -> None:
        self._session, self._question, self._notices = session, question, notices
        self._worker: Worker | None = None
        self._timeouts, self._timed_out = 0, False
        self._unusable: tuple[Verdict, Message] | None = None
        self._faults: list[Fault] = []
        self._asked: dict[int, Outcome] = {}
        self._leans_on = {*question.needs, question.forward}
        self._functions = {call.function for case in question.cases for call in case.request.calls}

    def grade(self) -> dict[str, CheckResult]:
        """Judge every case."""
        results = dict(zip((case.name for case in self._question.cases), self.answers(self._question.cases)))
        if any(not r.passed for r in results.values()):
            self._tell_load_faults()
        return results

    def answers(self, cases: Iterable[DrawnCase]) -> list[CheckResult]:
        """Judge some cases, in the order given."""
        cases = list(cases)
        found: dict[int, CheckResult] = {}
        try:
            # public ones first: what a worker says of them is shown, and it must not have seen a hidden input by then
            for public in (True, False):
                part = [case for case in cases if case.public is public]
                self._ask_all(part)
                found |= {id(case): self._grade_case(case) for case in part}
        finally:
            self._drop()
        return [found[id(case)] for case in cases]

    def advise(self, results: dict[str, CheckResult], together: Together) -> list[Message]:
        """Say what can be told of the mistakes in what was judged; return the notices on the whole question."""
        try:
            told, notices = advise(
                self._question,
                results,
                self._session.weak,
                together,
                self.answers,
                self._run,
                self._session.lost,
            )
        finally:
            self._drop()
        results |= told
        return notices

    def _ask_all(self, cases: list[DrawnCase]) -> None:
        """Have the calls of all cases made at one go; where anything goes wrong, each will be asked by itself."""
        session = self._session
        if not cases or session.lost & self._leans_on or self._not_run():
            return
        worker = self._ready()
        if worker is None:
            return
        seconds = max((case.limit for case in cases), default=0.0)
        try:
            outcomes = worker.run_all([case.request for case in cases], session.seconds(seconds))
        except (WorkerLost, UnsendableError):
            self._drop()
            return
        # nobody could say which case printed; and the memory may have been enough for each of them alone
        if any(outcome.stdout or outcome.verdict is Verdict.MEMORY for outcome in outcomes):
            self._drop()
            return
        self._asked |= {id(case): outcome for case, outcome in zip(cases, outcomes)}

    def _grade_case(self, case: DrawnCase) -> CheckResult:
        if reason := self._not_run():
            return result_of(case, Verdict.TIMEOUT, Message("not_run", {"reason": reason}))
        if id(case) not in self._asked:
            self._ready()
        if self._unusable:
            return result_of(case, *self._unusable)
        question, session = self._question, self._session
        weak = session.weak & self._leans_on
        self._timed_out = False
        run = partial(self._run, case)
        result, notice = judge(case, run, weak, question.forward, session.lost & weak)
        self._timeouts += self._timed_out
        if notice and notice not in self._notices:
            self._notices.append(notice)
        return result

    def _not_run(self) -> str:
        """Why no more time is given to this question; empty where there is some."""
        if self._timeouts >= LONGEST_TIMEOUTS:
            return "two cases of this question took too long"
        return "the time for the whole submission was used up" if self._session.left() <= 0 else ""

    def _ready(self) -> Worker | None:
        """A worker with the student's definitions loaded; None where they do not load."""
        if self._worker or self._unusable:
            return self._worker
        if self._question.compiled and (failure := self._session.builds.failure([self._question.name])):
            self._unusable = Verdict.REJECTED, failure
            return None
        if (failure := self._session.builds.failure(self._functions)) and failure not in self._session.notices:
            self._session.notices.append(failure)  # a cell that a Python answer calls
        extensions = self._session.builds.extensions(self._functions)
        paths = [extension.path for extension in extensions.values()]
        self._worker = worker = self._session.worker(self._question.packages, paths)
        patience = LOAD_SECONDS if self._session.hung_loads < LONGEST_TIMEOUTS else LOAD_SECONDS / 10
        seconds = self._session.seconds(patience)
        try:
            self._faults, callables = worker.load(
                self._session.pieces, self._session.siblings, self._functions, seconds, extensions
            )
        except WorkerLost as lost:
            self._drop()
            self._session.hung_loads += lost.verdict is Verdict.TIMEOUT
            self._unusable = (lost.verdict, _lost_message(lost, self._question.name, seconds))
            return None
        if self._question.name not in callables:
            self._drop()
            message = self._undefined()
            self._unusable = (Verdict.RAISED if message.kind == "raised" else Verdict.FAILED), message
        return self._worker

    def _undefined(self) -> Message:
        """Why the definition that was found did not come to be."""
        labels = {p.label for p in self._session.extraction.pieces if p.question == self._question.name}
        faults = [f for f in self._faults if f.label in labels] or self._faults
        if not faults:
            return Message("not_callable", {"question": self._question.name})
        fault = faults[0]
        data = {
            "function": f"The definition of {self._question.name}",
            "type_name": fault.type_name,
            "text": fault.text,
        }
        return Message("raised", {**data, "label": fault.label, "line": fault.line, "source": fault.source})

    def _run(self, case: DrawnCase, request: Request) -> Outcome:
        if request.calls is case.request.calls and not request.replays and id(case) in self._asked:
            return self._asked.pop(id(case))
        worker = self._ready()
        if worker is None:
            return Outcome(Verdict.CRASHED)
        try:
            return worker.run(request, self._session.seconds(case.limit))
        except WorkerLost as lost:
            self._drop()
            self._timed_out = self._timed_out or lost.verdict is Verdict.TIMEOUT
            fault = (
                Fault("", lost.detail, request.calls[-1].function, kind="crashed")
                if lost.verdict is Verdict.CRASHED
                else None
            )
            return Outcome(lost.verdict, fault=fault, stdout=lost.stdout, seconds=case.limit)

    def _drop(self) -> None:
        if self._worker:
            self._worker.close()
            self._worker = None

    def _tell_load_faults(self) -> None:
        """Say what went wrong around the definitions, once per submission, now that something failed."""
        for fault in self._faults:
            kind = "import_missing" if fault.type_name in ("ModuleNotFoundError", "ImportError") else "load_failed"
            data = {"label": fault.label, "line": fault.line, "type_name": fault.type_name, "text": fault.text[:200]}
            if kind == "import_missing":
                data["packages"] = list(self._question.packages)
            if not any(said.kind == kind and data.items() <= said.data.items() for said in self._session.notices):
                self._session.notices.append(Message(kind, {**data, "question": self._question.name}))


def result_of(case: DrawnCase, verdict: Verdict, message: Message) -> CheckResult:
    """The result of a case that was decided without comparing anything."""
    return CheckResult(case.name, verdict, case.public, message)


def _lost_message(lost: WorkerLost, question: str, seconds: float) -> Message:
    """Why the definitions did not load."""
    if lost.verdict is Verdict.TIMEOUT:
        return Message("load_timeout", {"question": question, "seconds": seconds})
    return Message("crashed", {"function": f"the definition of {question}", "detail": lost.detail})
