"""Judge functions in this very process: the student's own kernel, and the course's own known-wrong answers.

Never for a submission: here student code shares memory with the right answers.
"""

from __future__ import annotations

import contextlib
import io
from functools import partial
from typing import TYPE_CHECKING, Any

from grader.advice import advise
from grader.judge import collect, judge, misspelled
from grader.records import CheckResult, DrawnCase, DrawnQuestion, Message, QuestionResult, Verdict
from grader.sandbox import execute

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, MutableMapping

    from grader.clues import Together

_Found = tuple[dict[str, CheckResult], list[Message]]  # by case, and what is said of the whole question


def grade_here(
    functions: MutableMapping[str, Any], questions: Iterable[DrawnQuestion], *, advice: bool = False
) -> list[QuestionResult]:
    """Judge a namespace of functions on every question, in order.

    Args:
        functions: the namespace.
        questions: the questions, drawn.
        advice: whether mistakes are explained, too, as far as they can be told.
    """
    weak: set[str] = set()
    judged = []
    for question in questions:
        found = _judged(functions, question, weak, ())
        if collect(question, *found).verdict is not Verdict.PASSED:
            weak.add(question.name)
        judged.append((question, found))
    if not advice:
        return [collect(question, *found) for question, found in judged]
    together: Together = {}
    # last, as when grading: what it asks more must not come between the questions
    return [collect(question, *_advised(functions, question, weak, together, found)) for question, found in judged]


def grade_question_here(
    functions: MutableMapping[str, Any],
    question: DrawnQuestion,
    weak: Collection[str],
    known: Collection[str] = (),
    *,
    together: Together | None = None,
) -> QuestionResult:
    """Judge one function.

    Args:
        functions: the namespace that it is in.
        question: the question, drawn.
        weak: other questions that are not right yet.
        known: the names of all questions.
        together: mistakes made in several questions that were recognised in others; None for no advice at all.
    """
    found = _judged(functions, question, weak, known)
    if together is not None:
        found = _advised(functions, question, weak, together, found)
    return collect(question, *found)


def _judged(
    functions: MutableMapping[str, Any], question: DrawnQuestion, weak: Collection[str], known: Collection[str]
) -> _Found:
    if not callable(functions.get(question.name)):
        written = [name for name, value in list(functions.items()) if callable(value)]
        message = Message("missing", {"question": question.name, "found": misspelled(question.name, written, known)})
        return {c.name: CheckResult(c.name, Verdict.MISSING, c.public, message) for c in question.cases}, []
    results: dict[str, CheckResult] = {}
    notices: list[Message] = []
    for case in question.cases:
        result, notice = judge(
            case, partial(execute.run, functions), set(weak) & {*question.needs, question.forward}, question.forward
        )
        if result.message and result.message.data.get("type_name") == "KeyboardInterrupt":
            raise KeyboardInterrupt
        results[case.name] = _unwritten(result, question)
        if notice and notice not in notices:
            notices.append(notice)
    return results, notices


def _advised(
    functions: MutableMapping[str, Any],
    question: DrawnQuestion,
    weak: Collection[str],
    together: Together,
    found: _Found,
) -> _Found:
    """The results and notices with what can be told of a mistake; what is printed meanwhile is nobody's output."""
    results, notices = found

    def ask(cases: Iterable[DrawnCase]) -> list[CheckResult]:
        leans_on = set(weak) & {*question.needs, question.forward}
        return [judge(case, partial(execute.run, functions), leans_on, question.forward)[0] for case in cases]

    quiet = io.StringIO()
    # a fault of ours here must cost nobody the verdicts
    with contextlib.suppress(Exception), contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        told, more = advise(question, results, weak, together, ask, lambda _, request: execute.run(functions, request))
        return results | told, notices + more
    return found


def _unwritten(result: CheckResult, question: DrawnQuestion) -> CheckResult:
    """Call a stub's own NotImplementedError what it is."""
    message = result.message
    raised = message is not None and message.data.get("type_name") == "NotImplementedError"
    if raised and message is not None and str(message.data.get("text", "")).startswith(question.name):
        found = Message("missing", {"question": question.name, "found": ""})
        return CheckResult(result.case, Verdict.MISSING, result.public, found)
    return result
