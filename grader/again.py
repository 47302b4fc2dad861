"""Asking a second time: an answer that was right must be right in another worker, in another order, on other values.

This exposes what depends on more than its arguments: a cache by shape or by id, an answer that is right on the first
call only, a count of the calls.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.asking import QuestionRun, Session, result_of
from grader.checks import check
from grader.records import CheckResult, DrawnCase, DrawnQuestion, Message, Verdict
from grader.sandbox.client import LOAD_SECONDS, UnsendableError, Worker, WorkerLost

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OTHERS_AGAIN = 2  # cases of a question, besides those that are drawn anew
_Asked = tuple[DrawnQuestion, DrawnCase]


def ask_again(
    session: Session, results: Mapping[str, Mapping[str, CheckResult]], seed: int
) -> dict[str, dict[str, CheckResult]]:
    """Ask some of what passed once more.

    Args:
        session: the submission that is graded.
        results: by question and case, what the first asking found.
        seed: of the order, the same whenever a submission is graded.

    Returns:
        By question and case, the results that take the place of the first ones: those that are no longer right.
    """
    session.reserve = 0.0
    order = random.Random(seed)  # noqa: S311 a shuffle, not a secret
    asked = [pair for question in session.exam.questions for pair in _chosen(question, results[question.name], order)]
    order.shuffle(asked)
    doubtful = {q.name for packages in {q.packages for q, _ in asked} for q in _together(session, packages, asked)}
    found: dict[str, dict[str, CheckResult]] = {}
    for question in session.exam.questions:
        cases = [case for q, case in asked if q is question]
        if question.name in doubtful:
            # alone this time, as it was asked at first: what other questions do is not its fault
            alone = QuestionRun(session, question, []).answers(cases)
            found[question.name] = {c.name: _no_longer(question, c, r) for c, r in zip(cases, alone) if not r.passed}
    return found


def _chosen(question: DrawnQuestion, results: Mapping[str, CheckResult], order: random.Random) -> list[_Asked]:
    """What of a question is asked again: the cases that were drawn anew, their first drawings, and some others that passed."""
    passed = [case for case in question.cases if results[case.name].passed]
    anew = [case for case in question.again if results[case.name].passed]
    twins = {case.name for case in anew}
    others = [case for case in passed if case.name not in twins]
    chosen = [*anew, *(case for case in passed if case.name in twins)]
    if chosen:
        chosen.append(replace(chosen[-1]))  # the same values twice
    return [(question, case) for case in [*chosen, *order.sample(others, min(OTHERS_AGAIN, len(others)))]]


def _together(session: Session, packages: tuple[str, ...], asked: Sequence[_Asked]) -> list[DrawnQuestion]:
    """Ask the questions that allow the same packages in one worker, mixed; return those that were not right at once."""
    mine = [(question, case) for question, case in asked if question.packages == packages]
    functions = {call.function for _, case in mine for call in case.request.calls}
    longest = max((case.limit for _, case in mine), default=0.0)
    try:
        extensions = session.builds.extensions(functions)
        with Worker(packages=packages, files=[e.path for e in extensions.values()]) as worker:
            worker.load(session.pieces, session.siblings, functions, session.seconds(LOAD_SECONDS), extensions)
            outcomes = worker.run_all([case.request for _, case in mine], session.seconds(longest))
    except (WorkerLost, UnsendableError):
        return [question for question, _ in mine]
    return [question for (question, case), outcome in zip(mine, outcomes) if not check(case, outcome).passed]


def _no_longer(question: DrawnQuestion, case: DrawnCase, result: CheckResult) -> CheckResult:
    """What takes the place of a pass: that it did not come again, or that there was no time to see."""
    if result.message and result.message.kind == "not_run":
        return result
    return result_of(case, Verdict.FAILED, Message("again", {"question": question.name}))
