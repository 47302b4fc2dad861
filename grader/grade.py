"""One submission against one assignment: the only module that knows every stage."""

from __future__ import annotations

import hashlib
import json
import platform
import time
import traceback
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

import grader
from grader.again import ask_again
from grader.asking import QuestionRun, Session, result_of
from grader.building import Builds
from grader.errors import SubmissionError
from grader.judge import collect, misspelled
from grader.records import (
    CheckResult,
    DrawnQuestion,
    Exam,
    Extraction,
    Message,
    QuestionResult,
    Report,
    Submission,
    Verdict,
)
from grader.reference import Seed
from grader.sandbox import doctor
from grader.sandbox.client import Worker, WorkerLost, as_submission_error
from grader.speed import everywhere, time_speed, told
from grader.submission import read_submission

if TYPE_CHECKING:
    from pathlib import Path

    from grader.clues import Together
    from grader.course import Homework
    from grader.timings import Ratio

EXTRACT_SECONDS = 20.0
MOST_CODE = 8 << 20  # bytes of all code of a submission
RESERVE, MOST_RESERVE = 0.15, 30.0  # of the time for a submission, and seconds: for asking again
SMALL = 4 << 20  # bytes of a submission after whose reading a worker is as good as new


@dataclass(frozen=True)
class Options:
    """How to grade: which cases, with whose inputs, and until when."""

    submission_id: str = ""
    public_only: bool = False
    seconds: float = 540.0
    attempt: int = 1
    secret: bytes = field(default=b"", repr=False)
    trust: bool = False  # whether to go on where student code cannot be confined
    store: Path | None = None  # where compiled cells are kept between submissions


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
    options = replace(options, store=options.store or homework.course.store)
    return grade_exam(homework.exam(seed, public_only=options.public_only), path, options)


def grade_exam(exam: Exam, path: Path, options: Options) -> Report:
    """Grade what was handed in against questions that are drawn already.

    Args:
        exam: the questions with their cases.
        path: a notebook, a Python file, a ZIP file or a folder.
        options: until when, and with whose trust.

    Returns:
        A Report, always: with a result for every question, or with the reason why there is none.

    Raises:
        ConfinementError: student code cannot be confined on this machine.
    """
    started = time.monotonic()
    tier = doctor.require(exam.secrets, trust=options.trust)
    base = _empty_report(exam, path.name, tier.name, options)
    try:
        submission = read_submission(path)
        session = _open(exam, submission, started + options.seconds)
        timed = () if options.public_only else [q.name for q in exam.questions if q.speed]
        session.builds = Builds(session.extraction.pieces, timed, options.store, session.deadline)
    except SubmissionError as err:
        return replace(base, rejected=Message(err.kind, err.data), seconds=time.monotonic() - started)
    except Exception:
        traceback.print_exc()
        withheld = tuple(collect(question, _withheld(question)) for question in exam.questions)
        return replace(base, questions=withheld, seconds=time.monotonic() - started)
    try:
        questions = _grade_questions(session, options)
    finally:
        session.close()
    return replace(
        base,
        questions=questions,
        notices=(*submission.notices, *session.notices),
        seconds=time.monotonic() - started,
    )


def _grade_questions(session: Session, options: Options) -> tuple[QuestionResult, ...]:
    """Ask every question, then some of what was right again."""
    results: dict[str, dict[str, CheckResult]] = {}
    notices: dict[str, list[Message]] = {}
    for question in session.exam.questions:
        notices[question.name] = [m for m in session.extraction.problems if m.data.get("question") == question.name]
        results[question.name] = _grade_question(session, question, notices[question.name])
        verdict = collect(question, results[question.name]).verdict
        if verdict is not Verdict.PASSED:
            session.weak.add(question.name)
        if verdict in (Verdict.TIMEOUT, Verdict.CRASHED, Verdict.MEMORY):
            session.lost.add(question.name)
    try:
        # public cases alone are what a student's own check asks, once
        for name, changed in ({} if options.public_only else ask_again(session, results, _seed(options))).items():
            results[name] |= changed
    except Exception:
        traceback.print_exc()
        results = {question.name: _withheld(question) for question in session.exam.questions}
    together: Together = {}
    for question in session.exam.questions:
        notices[question.name] += _advice(session, question, results[question.name], together)
    ratios: dict[str, Ratio | None] = {}
    for question in session.exam.questions:
        if question.speed and not options.public_only:
            ratios[question.name] = ratio = _time_question(session, question, results[question.name])
            notices[question.name] += [told(question, ratio)] if ratio else []
    session.notices += session.builds.ignored()
    return tuple(collect(q, results[q.name], notices[q.name], ratios.get(q.name)) for q in session.exam.questions)


def _advice(
    session: Session, question: DrawnQuestion, results: dict[str, CheckResult], together: Together
) -> list[Message]:
    """What can be told of the mistakes in one question; a fault of ours here costs no verdict."""
    try:
        return QuestionRun(session, question, []).advise(results, together)
    except Exception:
        traceback.print_exc()
        return []


def _time_question(session: Session, question: DrawnQuestion, results: dict[str, CheckResult]) -> Ratio | None:
    """Time one question and put its steps among the results."""
    assert question.speed
    worst = max((result.verdict for result in results.values()), key=list(Verdict).index)
    if worst in (Verdict.MISSING, Verdict.REJECTED, Verdict.GRADER_ERROR):
        message = next(r.message for r in results.values() if r.verdict is worst)
        results |= everywhere(question.speed, worst, message or Message("speed_waits", {"question": question.name}))
        return None
    try:
        steps, ratio = time_speed(session, question, results)
    except Exception:
        traceback.print_exc()
        message = Message("grader_error", {"stage": f"the speed of {question.name}"})
        steps, ratio = everywhere(question.speed, Verdict.GRADER_ERROR, message), None
    results |= steps
    return ratio


def _seed(options: Options) -> int:
    """A number that is the same whenever a submission is graded, and that nobody outside can tell."""
    return int.from_bytes(hashlib.sha256(options.secret + options.submission_id.encode()).digest(), "big")


def _empty_report(exam: Exam, name: str, tier: str, options: Options) -> Report:
    seed = f"{_seed(options):064x}"[:16]
    versions = {"grader": grader.__version__, "python": platform.python_version(), "numpy": np.__version__}
    return Report(
        assignment=exam.assignment,
        title=exam.title,
        submission=name,
        seed="public" if options.public_only else seed,
        tier=tier,
        versions=versions,
        attempt=options.attempt,
        public_only=options.public_only,
    )


# ---------------------------------------------------------------------------------------------- reading


def _open(exam: Exam, submission: Submission, deadline: float) -> Session:
    """Have the submission read in a worker."""
    reader = Worker().__enter__()
    try:
        seconds = min(EXTRACT_SECONDS, deadline - time.monotonic())
        found = reader.extract(submission.files, exam.functions, seconds)
        session = _chosen(exam, submission, found, deadline)
        session.reserve = min(MOST_RESERVE, (deadline - time.monotonic()) * RESERVE)
    except WorkerLost:
        reader.close()
        raise SubmissionError("unreadable") from None
    except BaseException:
        reader.close()
        raise
    if sum(len(file.content) for file in submission.files) < SMALL:
        session.spare = reader  # nothing of the student's was executed in it yet
    else:
        reader.close()
    return session


def _chosen(exam: Exam, submission: Submission, found: list[Extraction | Message], deadline: float) -> Session:
    """Pick the file that holds the answers."""
    good = [e for e in found if isinstance(e, Extraction)]
    chosen = max(good, key=lambda e: (len(e.defined), len(e.stubs) + len(e.broken), _likely(e, exam)), default=None)
    if chosen is None:
        raise as_submission_error(next(m for m in found if isinstance(m, Message)))
    if not (chosen.defined or chosen.stubs or chosen.broken):
        raise SubmissionError("no_answers", assignment=exam.assignment)
    sources = {f.name: f.content for f in submission.files if f.name.lower().endswith(".py") and f.name != chosen.file}
    siblings = {name.rsplit("/", 1)[-1][:-3]: content.decode("utf-8", "replace") for name, content in sources.items()}
    # as it will cross to each worker
    size = len(json.dumps([[piece.source for piece in chosen.pieces], siblings]))
    if size > MOST_CODE:
        raise SubmissionError("too_large", file="", size=round(size / 2**20, 1), limit=MOST_CODE >> 20)
    session = Session(exam, chosen, siblings, deadline)
    session.notices += [m for m in chosen.problems if not m.data.get("question")]
    others = [f.name for f in submission.files if f.name.lower().endswith(".ipynb") and f.name != chosen.file]
    if others:
        session.notices.append(Message("other_files", {"file": chosen.file, "others": others[:5]}))
    return session


def _likely(extraction: Extraction, exam: Exam) -> tuple[bool, bool]:
    """Between files that answer as much: a notebook, and one that kept its name."""
    return extraction.file.lower().endswith(".ipynb"), extraction.file.endswith(f"{exam.assignment}.ipynb")


# ---------------------------------------------------------------------------------------------- questions


def _grade_question(session: Session, question: DrawnQuestion, notices: list[Message]) -> dict[str, CheckResult]:
    absent = _absence(session, question)
    try:
        if absent:
            return _for_all(question, *absent)
        return QuestionRun(session, question, notices).grade()
    except Exception:
        traceback.print_exc()
        return _withheld(question)


def _withheld(question: DrawnQuestion) -> dict[str, CheckResult]:
    """A question that a fault of ours kept from being graded."""
    return _for_all(question, Verdict.GRADER_ERROR, Message("grader_error", {"stage": question.name}))


def _for_all(question: DrawnQuestion, verdict: Verdict, message: Message) -> dict[str, CheckResult]:
    """The same result for every case."""
    return {case.name: result_of(case, verdict, message) for case in question.cases}


def _absence(session: Session, question: DrawnQuestion) -> tuple[Verdict, Message] | None:
    """Why there is no function to call, where there is none."""
    name, extraction = question.name, session.extraction
    if name in extraction.defined:
        compiled = any(piece.compiled and piece.kept_for([name]) for piece in extraction.pieces)
        if question.compiled and not compiled:
            return Verdict.FAILED, Message("not_compiled", {"question": name})
        return None
    if name in extraction.broken:
        return Verdict.REJECTED, extraction.broken[name]
    found = misspelled(name, extraction.names, session.exam.functions)
    return Verdict.MISSING, Message("missing", {"question": name, "found": found})
