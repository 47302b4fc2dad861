"""One submission against one assignment: the only module that knows every stage."""

from __future__ import annotations

import hashlib
import platform
import time
import traceback
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

import grader
from grader.errors import SubmissionError
from grader.judge import collect, judge, misspelled
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
    QuestionResult,
    Report,
    Request,
    Submission,
    Verdict,
)
from grader.reference import Seed
from grader.sandbox import doctor
from grader.sandbox.client import LOAD_SECONDS, Worker, WorkerLost, as_submission_error
from grader.submission import read_submission

if TYPE_CHECKING:
    from pathlib import Path

    from grader.course import Homework

EXTRACT_SECONDS = 20.0
LONGEST_TIMEOUTS = 2  # so many in one question, and the rest of it is not run


@dataclass(frozen=True)
class Options:
    """How to grade: which cases, with whose inputs, and until when."""

    submission_id: str = ""
    public_only: bool = False
    seconds: float = 540.0
    attempt: int = 1
    secret: bytes = field(default=b"", repr=False)


@dataclass
class _Session:
    """What is known while one submission is graded."""

    exam: Exam
    extraction: Extraction
    siblings: dict[str, str]
    deadline: float
    weak: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    notices: list[Message] = field(default_factory=list)

    def left(self) -> float:
        return self.deadline - time.monotonic()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The setup cells anew, then the student's."""
        return (*self.exam.setup, *self.extraction.pieces)


def grade(homework: Homework, path: Path, options: Options) -> Report:
    """Grade what was handed in.

    Args:
        homework: the assignment with its reference.
        path: a notebook, a Python file, a ZIP file or a folder.
        options: which cases, with whose inputs, and until when.

    Returns:
        A Report, always: with a result for every question, or with the reason why there is none.

    Raises:
        AssignmentError: the declaration or the solution is faulty.
    """
    seed = Seed(options.secret, options.submission_id)
    return grade_exam(homework.exam(seed, public_only=options.public_only), path, options)


def grade_exam(exam: Exam, path: Path, options: Options) -> Report:
    """Grade what was handed in against questions that are drawn already."""
    started = time.monotonic()
    base = _empty_report(exam, path.name, options)
    try:
        submission = read_submission(path)
        session = _open(exam, submission, started + options.seconds)
    except SubmissionError as err:
        return replace(base, rejected=Message(err.kind, err.data), seconds=time.monotonic() - started)
    except Exception:
        traceback.print_exc()
        withheld = tuple(_withheld(question) for question in exam.questions)
        return replace(base, questions=withheld, seconds=time.monotonic() - started)
    questions = []
    for question in exam.questions:
        result = _grade_question(session, question)
        if result.verdict is not Verdict.PASSED:
            session.weak.add(question.name)
        if result.verdict in (Verdict.TIMEOUT, Verdict.CRASHED, Verdict.MEMORY):
            session.lost.add(question.name)
        questions.append(result)
    return replace(
        base,
        questions=tuple(questions),
        notices=(*submission.notices, *session.notices),
        seconds=time.monotonic() - started,
    )


def _empty_report(exam: Exam, name: str, options: Options) -> Report:
    seed = hashlib.sha256(options.secret + options.submission_id.encode()).hexdigest()[:16]
    versions = {"grader": grader.__version__, "python": platform.python_version(), "numpy": np.__version__}
    return Report(
        assignment=exam.assignment,
        title=exam.title,
        submission=name,
        seed="public" if options.public_only else seed,
        tier=doctor.tier(exam.secrets).name,
        versions=versions,
        attempt=options.attempt,
        public_only=options.public_only,
    )


# ---------------------------------------------------------------------------------------------- reading


def _open(exam: Exam, submission: Submission, deadline: float) -> _Session:
    """Have the submission read in a worker, and pick the file that holds the answers."""
    try:
        with Worker() as worker:
            seconds = min(EXTRACT_SECONDS, deadline - time.monotonic())
            found = worker.extract(submission.files, exam.functions, seconds)
    except WorkerLost:
        raise SubmissionError("unreadable") from None
    good = [e for e in found if isinstance(e, Extraction)]
    chosen = max(good, key=lambda e: (len(e.defined), len(e.stubs) + len(e.broken), _likely(e, exam)), default=None)
    if chosen is None:
        raise as_submission_error(next(m for m in found if isinstance(m, Message)))
    if not (chosen.defined or chosen.stubs or chosen.broken):
        raise SubmissionError("no_answers", assignment=exam.assignment)
    sources = {f.name: f.content for f in submission.files if f.name.lower().endswith(".py") and f.name != chosen.file}
    siblings = {name.rsplit("/", 1)[-1][:-3]: content.decode("utf-8", "replace") for name, content in sources.items()}
    session = _Session(exam, chosen, siblings, deadline)
    session.notices += [m for m in chosen.problems if not m.data.get("question")]
    others = [f.name for f in submission.files if f.name.lower().endswith(".ipynb") and f.name != chosen.file]
    if others:
        session.notices.append(Message("other_files", {"file": chosen.file, "others": others[:5]}))
    return session


def _likely(extraction: Extraction, exam: Exam) -> tuple[bool, bool]:
    """Between files that answer as much: a notebook, and one that kept its name."""
    return extraction.file.lower().endswith(".ipynb"), extraction.file.endswith(f"{exam.assignment}.ipynb")


# ---------------------------------------------------------------------------------------------- questions


def _grade_question(session: _Session, question: DrawnQuestion) -> QuestionResult:
    notices = [m for m in session.extraction.problems if m.data.get("question") == question.name]
    absent = _absence(session, question)
    try:
        if absent:
            results = {case.name: _result(case, *absent) for case in question.cases}
        else:
            results = _QuestionRun(session, question, notices).grade()
    except Exception:
        traceback.print_exc()
        return _withheld(question)
    return collect(question, results, notices)


def _withheld(question: DrawnQuestion) -> QuestionResult:
    """A question that a fault of ours kept from being graded."""
    message = Message("grader_error", {"stage": question.name})
    return collect(question, {case.name: _result(case, Verdict.GRADER_ERROR, message) for case in question.cases})


def _result(case: DrawnCase, verdict: Verdict, message: Message) -> CheckResult:
    return CheckResult(case.name, verdict, case.public, message)


def _absence(session: _Session, question: DrawnQuestion) -> tuple[Verdict, Message] | None:
    """Why there is no function to call, where there is none."""
    name, extraction = question.name, session.extraction
    if name in extraction.defined:
        return None
    if name in extraction.broken:
        return Verdict.REJECTED, extraction.broken[name]
    found = misspelled(name, extraction.names, session.exam.functions)
    return Verdict.MISSING, Message("missing", {"question": name, "found": found})


class _QuestionRun:
    """The worker of one question, started again when it is lost."""

    def __init__(self, session: _Session, question: DrawnQuestion, notices: list[Message]) -> None:
        self._session, self._question, self._notices = session, question, notices
        self._worker: Worker | None = None
        self._timeouts, self._timed_out = 0, False
        self._unusable: tuple[Verdict, Message] | None = None
        self._faults: list[Fault] = []
        self._functions = {call.function for case in question.cases for call in case.request.calls}

    def grade(self) -> dict[str, CheckResult]:
        """Judge every case."""
        results = {}
        try:
            for case in self._question.cases:
                results[case.name] = self._grade_case(case)
        finally:
            self._drop()
        if any(not r.passed for r in results.values()):
            self._tell_load_faults()
        return results

    def _grade_case(self, case: DrawnCase) -> CheckResult:
        if reason := self._not_run():
            return _result(case, Verdict.TIMEOUT, Message("not_run", {"reason": reason}))
        self._ready()
        if self._unusable:
            return _result(case, *self._unusable)
        question, session = self._question, self._session
        weak = session.weak & {*question.needs, question.forward}
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
        self._worker = worker = Worker().__enter__()
        seconds = min(LOAD_SECONDS, max(self._session.left(), 0.1))
        try:
            self._faults, callables = worker.load(
                self._session.pieces, self._session.siblings, self._functions, seconds
            )
        except WorkerLost as lost:
            self._drop()
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
        worker = self._ready()
        if worker is None:
            return Outcome(Verdict.CRASHED)
        try:
            return worker.run(request, max(0.05, min(case.seconds, self._session.left())))
        except WorkerLost as lost:
            self._drop()
            self._timed_out = self._timed_out or lost.verdict is Verdict.TIMEOUT
            fault = (
                Fault("", lost.detail, request.calls[-1].function, kind="crashed")
                if lost.verdict is Verdict.CRASHED
                else None
            )
            return Outcome(lost.verdict, fault=fault, stdout=lost.stdout, seconds=case.seconds)

    def _drop(self) -> None:
        if self._worker:
            self._worker.close()
            self._worker = None

    def _tell_load_faults(self) -> None:
        """Say what went wrong around the definitions, once per submission, now that something failed."""
        for fault in self._faults:
            kind = "import_missing" if fault.type_name in ("ModuleNotFoundError", "ImportError") else "load_failed"
            data = {"label": fault.label, "line": fault.line, "type_name": fault.type_name, "text": fault.text[:200]}
            message = Message(kind, data)
            if message not in self._session.notices:
                self._session.notices.append(message)


def _lost_message(lost: WorkerLost, question: str, seconds: float) -> Message:
    """Why the definitions did not load."""
    if lost.verdict is Verdict.TIMEOUT:
        return Message("load_timeout", {"question": question, "seconds": seconds})
    return Message("crashed", {"function": f"the definition of {question}", "detail": lost.detail})
