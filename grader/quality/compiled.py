"""Compiled known-wrong answers: each is built and graded as a submission, in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.course import known_wrong_files
from grader.knownwrong import read_known_wrong
from grader.quality.findings import Tried
from grader.quality.subjects import Style, Subject
from grader.quality.trial import Loss, Trial
from grader.records import Verdict
from grader.release.student import build_notebook
from grader.release.wrong import grade_compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.course import Homework
    from grader.records import Exam, QuestionResult


def tried_compiled(homework: Homework, exam: Exam, tell: Callable[[str], None]) -> list[Tried]:
    """Try each of an assignment's compiled known-wrong answers."""
    paths = [path for path in known_wrong_files(homework.solutions) if path.suffix == ".pyx"]
    if not paths:
        return []
    notebook = build_notebook(homework.course.path, homework.assignment)
    found = []
    for number, path in enumerate(paths, 1):
        wrong = read_known_wrong(path, homework.assignment.functions)
        trial = _trial(grade_compiled(notebook, homework, path, exam), wrong.questions)
        found.append(Tried(Subject(Style(path.stem, path), wrong.questions, (), ()), trial))
        tell(f"{homework.assignment.name}: compiled answers, {number} of {len(paths)}")
    return found


def _trial(results: list[QuestionResult], own: tuple[str, ...]) -> Trial:
    """What a graded submission lost."""
    losses = [_loss(result) for result in results if not all(group.passed for group in result.groups)]
    mine = tuple(loss for loss in losses if loss.question in own)
    others = [loss for loss in losses if loss.question not in own]
    waiting = [loss for loss in others if loss.verdict == Verdict.BLOCKED.value]
    return Trial(mine, tuple(loss for loss in others if loss not in waiting), tuple(loss.question for loss in waiting))


def _loss(result: QuestionResult) -> Loss:
    checks = [check for group in result.groups for check in group.checks if not check.passed]
    first = min(checks, key=lambda check: not check.public)
    return Loss(result.name, first.case, first.public, result.verdict.value)
