"""Known-wrong answers judged one by one, and what is learned from them for the hints."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course import known_wrong_files
from grader.cythoncell import split
from grader.errors import AssignmentError
from grader.grade import Options, grade_exam
from grader.knownwrong import (
    check_output,
    defines,
    exception_in,
    grade_overlaid,
    is_named,
    line_of,
    lost,
    only_raised,
    read_known_wrong,
)
from grader.mistakes import FILE, Mistakes, dumps, mistakes_of
from grader.records import Verdict
from grader.reference import FIXED
from grader.release.solved import solve
from grader.release.student import build_notebook
from grader.release.student import dumps as notebook_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from nbformat import NotebookNode

    from grader.clues import KnownMistake
    from grader.course import Homework
    from grader.declare import Assignment, Question
    from grader.knownwrong import KnownWrong
    from grader.records import CheckResult, DrawnQuestion, Exam, QuestionResult

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
        check_output(wrong, bare.questions)
        if path.suffix == ".pyx":
            yield wrong, grade_compiled(notebook, homework, path, bare)
        else:
            results = grade_overlaid(homework.reference.functions, path, bare.questions)
            yield wrong, [_by_itself(homework, wrong, result, bare.questions) for result in results]


def _by_itself(
    homework: Homework, wrong: KnownWrong, result: QuestionResult, questions: Iterable[DrawnQuestion]
) -> QuestionResult:
    """A question of the file's with what its cases are lost by that only wait for the forward, were that not so."""
    if result.name not in wrong.questions or result.verdict is not Verdict.BLOCKED:
        return result
    asked = [question for question in questions if question.name == result.name]
    (alone,) = grade_overlaid(homework.reference.functions, wrong.path, asked)
    found = {check.case: check for check in lost(alone)}
    groups = [
        replace(group, checks=tuple(_unblocked(check, found) for check in group.checks)) for group in result.groups
    ]
    return replace(result, groups=tuple(groups))


def _unblocked(check: CheckResult, found: Mapping[str, CheckResult]) -> CheckResult:
    if check.verdict is not Verdict.BLOCKED or check.case not in found:
        return check
    return replace(check, verdict=found[check.case].verdict, message=found[check.case].message)


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


def unshown(assignment: Assignment, wrong: KnownWrong, results: Collection[QuestionResult]) -> list[str]:
    """Where a known-wrong answer only raises and does not say so, or says so and does more, in a sentence each.

    Args:
        assignment: what it answers.
        wrong: the file.
        results: how it was judged.
    """
    own = [result for result in results if result.name in wrong.questions]
    if found := [_never_shown(assignment, wrong, result) for result in own if wrong.unshown(result)]:
        return found
    raised = {name for result in own for name in only_raised(result)}
    if not (unused := [name for name in wrong.raises if not any(is_named(found, (name,)) for found in raised)]):
        return []
    place = f"{_place(wrong, line_of(wrong.path, 'RAISES'))} has RAISES"
    if raised:
        return [f"{place} with {unused[0]}, which it raises in no question that only exceptions lose; leave that out"]
    others = [f'case "{check.case}" of {r.name}' for r in own for check in lost(r) if not exception_in(check)]
    return [f"{place} and loses {others[0]} in another way; leave RAISES out"] if others else []


def _never_shown(assignment: Assignment, wrong: KnownWrong, result: QuestionResult) -> str:
    raised = wrong.unshown(result)
    lines = [check.message.data.get("line", 0) for check in lost(result) if check.message]
    written = f'"{raised[0]}"' if len(raised) == 1 else "({})".format(", ".join(f'"{name}"' for name in raised))
    return (
        f"{_place(wrong, _line_in_file(wrong.path, next(filter(None, lines), 0)))} raises {' or '.join(raised)} in every "
        f"case of {result.name} that it loses, and so never shows its mistake"
        f"{on_references_cache(assignment.question(result.name), wrong.path)}; mend it, or, where raising is the mistake, "
        f"write RAISES = {written} below its OUTPUT"
    )


def on_references_cache(question: Question, path: Path) -> str:
    """Of a backward question that a file answers without its forward: whose cache it runs on, to end a sentence with."""
    if not question.forward or path.suffix != ".py" or defines(path, question.forward):
        return ""
    documented = f", not on ({', '.join(question.documented_cache)})" if question.documented_cache else ""
    return f" (without a {question.forward} of its own, it runs on the cache that solution.py returns{documented})"


def _line_in_file(path: Path, line: int) -> int:
    """The line of a file; a compiled cell counts its lines from the magic, below the file's head."""
    if path.suffix != ".pyx" or not line:
        return line
    head, _ = split(path.read_text(encoding="utf-8"))
    return head.count("\n") + 1 + line if head else line - 1


def _place(wrong: KnownWrong, line: int) -> str:
    return f"wrong/{wrong.path.name}:{line}" if line else f"wrong/{wrong.path.name}"


def unread(judged: Iterable[Judged]) -> list[str]:
    """Each file of which students will read nothing, in a sentence."""
    return [
        f"wrong/{wrong.path.name} has no HINT; whoever makes this mistake is told nothing of it"
        for wrong, _ in judged
        if not wrong.hint and not wrong.chance
    ]


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
    only_raise = [text for wrong, results in judged for text in unshown(homework.assignment, wrong, results)]
    for sentence in [*only_raise, *unread(judged), *alike(judged)]:
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
