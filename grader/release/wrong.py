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
from grader.mistakes import FILE, Mistakes, dumps, mistakes_of
from grader.reference import FIXED
from grader.release.solved import solve
from grader.release.student import build_notebook
from grader.release.student import dumps as notebook_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
    exam = homework.exam(FIXED, bare=True)  # what the last hints.json says is no matter: it may be what is to be mended
    bare = replace(exam, questions=tuple(replace(q, speed=None) for q in exam.questions))
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
    return dumps(_learned(judged)[0])


def alike(judged: Iterable[Judged]) -> list[str]:
    """Each pair of files that no case tells apart and that have different hints, in a sentence."""
    return [
        f"wrong/{first.path.name} and wrong/{second.path.name} do the same to every case of {' and '.join(questions)} and "
        f"have different hints; students read that of {first.path.name}"
        for (first, second), questions in _learned(judged)[1].items()
    ]


def _learned(judged: Iterable[Judged]) -> tuple[Mistakes, dict[tuple[KnownWrong, KnownWrong], list[str]]]:
    """What known-wrong answers teach; and pairs that do the same and say different things, with the questions they do it in."""
    learned: dict[str, list[tuple[KnownMistake, KnownWrong]]] = {}
    pairs: dict[tuple[KnownWrong, KnownWrong], list[str]] = {}
    for wrong, results in judged:
        for question, mistake in mistakes_of(wrong, results).items():
            known = learned.setdefault(question, [])
            same = [who for other, who in known if (mistake.marks, mistake.others) == (other.marks, other.others)]
            if not same:
                known.append((mistake, wrong))
            elif same[0].hint != wrong.hint:  # nothing can tell them apart: one hint is all that can be given
                pairs.setdefault((same[0], wrong), []).append(question)
    return {question: tuple(mistake for mistake, _ in known) for question, known in learned.items()}, pairs


def learn(homework: Homework, tell: Callable[[str], None] = lambda _: None) -> tuple[Judged, ...]:
    """Judge the known-wrong answers of an assignment, and write what they teach into its hints.json; none leave no file.

    Read the assignment anew after this: one that was read before has the hints of before.

    Args:
        homework: the assignment.
        tell: told what was done, and which hints nobody will read, line by line.
    """
    notebook = build_notebook(homework.course.path, homework.assignment)
    judged = tuple(judge_known_wrong(homework, notebook))
    done = _kept(homework.solutions / FILE, hints_text(judged).encode() if judged else None)
    tell(f"{homework.assignment.name}: hints from {len(judged) or 'no'} known-wrong answers; {FILE} {done}")
    for sentence in alike(judged):
        tell(f"  warning: {sentence}")
    return judged


def _kept(path: Path, content: bytes | None) -> str:
    """Make a file hold something, or not be there for None; say in a word or two what that took."""
    before = path.read_bytes() if path.is_file() else None
    if content == before:
        return "is as it was" if content else "is not needed"
    if content is None:
        path.unlink()
        return "is deleted"
    path.write_bytes(content)
    return "is written"
