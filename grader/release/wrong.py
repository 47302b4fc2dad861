"""Known-wrong answers judged one by one, and what is learned from them for the hints."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course import known_wrong_files
from grader.errors import AssignmentError
from grader.grade import Options, grade_exam
from grader.knownwrong import grade_overlaid, read_known_wrong
from grader.mistakes import FILE, dumps, mistakes_of
from grader.reference import FIXED
from grader.release.solved import solve
from grader.release.student import build_notebook
from grader.release.student import dumps as notebook_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbformat import NotebookNode

    from grader.clues import KnownMistake
    from grader.course import Homework
    from grader.knownwrong import KnownWrong
    from grader.records import Exam, QuestionResult

Judged = tuple["KnownWrong", "list[QuestionResult]"]


def judge_known_wrong(homework: Homework, notebook: NotebookNode) -> Iterator[Judged]:
    """Judge each known-wrong answer on the cases that hints are learned from.

    Args:
        homework: the assignment.
        notebook: as students get it; compiled answers are graded in it.
    """
    exam = homework.exam(FIXED)
    bare = replace(exam, questions=tuple(replace(q, speed=None, mistakes=()) for q in exam.questions))
    for path in known_wrong_files(homework.solutions):
        wrong = read_known_wrong(path, homework.assignment.functions)
        if path.suffix == ".pyx":
            yield wrong, grade_compiled(notebook, homework, path, bare)
        else:
            yield wrong, grade_overlaid(homework.reference.functions, path, bare.questions)


def grade_compiled(notebook: NotebookNode, homework: Homework, path: Path, exam: Exam) -> list[QuestionResult]:
    """Grade the solved notebook with the compiled cell of one known-wrong file in it, as a submission; speed is left out."""
    solved = solve(notebook, homework.solutions / "solution.py", wrong=path)
    untimed = replace(exam, questions=tuple(replace(question, speed=None) for question in exam.questions))
    with tempfile.TemporaryDirectory() as folder:
        submission = Path(folder) / f"{exam.assignment}.ipynb"
        submission.write_text(notebook_text(solved), encoding="utf-8")
        options = Options(submission_id="gate", store=homework.course.store, trust=True)
        report = grade_exam(untimed, submission, options)
    if report.rejected:
        raise AssignmentError("makes a notebook that cannot be graded", file=str(path))
    return list(report.questions)


def hints_text(judged: Iterable[Judged]) -> str:
    """What hints.json must hold, given how the known-wrong answers were judged."""
    learned: dict[str, list[KnownMistake]] = {}
    for wrong, results in judged:
        for question, mistake in mistakes_of(wrong, results).items():
            known = learned.setdefault(question, [])
            # two that nothing can tell apart: one hint is enough
            if not any(mistake.marks == other.marks and mistake.others == other.others for other in known):
                known.append(mistake)
    return dumps(learned)


def learn(homework: Homework) -> tuple[Judged, ...]:
    """Judge the known-wrong answers of an assignment, and write what they teach into its hints.json.

    Read the assignment anew after this: one that was read before has the hints of before.
    """
    notebook = build_notebook(homework.course.path, homework.assignment)
    judged = tuple(judge_known_wrong(homework, notebook))
    path, text = homework.solutions / FILE, hints_text(judged)
    if judged and (not path.is_file() or path.read_text(encoding="utf-8") != text):
        path.write_text(text, encoding="utf-8")
    return judged
