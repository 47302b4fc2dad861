"""Answers that are known to be wrong, and right ones in other styles: laid over the reference and judged in this process.

Never for a submission: what is judged here is the course's own.
"""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.errors import AssignmentError, closest
from grader.loading import constant
from grader.local import grade_here
from grader.messages import render
from grader.records import QuestionResult, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from grader.records import DrawnQuestion


@dataclass(frozen=True)
class KnownWrong:
    """A mistake that students make, as one file says it.

    Args:
        path: the file, .py or .pyx.
        questions: the questions that must lose points.
        output: the first thing that is wrong, as the stub's docstring calls it.
        hint: what a student is told whose answer is this one.
    """

    path: Path
    questions: tuple[str, ...]
    output: str
    hint: str

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


def read_known_wrong(path: Path, questions: Collection[str]) -> KnownWrong:
    """Read one file without running it.

    Args:
        path: the file.
        questions: the names that its QUESTIONS may name.

    Raises:
        AssignmentError: QUESTIONS is missing, is no tuple, or names what is no question.
    """
    named = constant(path, "QUESTIONS", ())
    if isinstance(named, str):
        raise AssignmentError(f'has QUESTIONS = "{named}"; write a tuple, ("{named}",)', file=str(path), line=1)
    if not isinstance(named, (tuple, list)) or not all(isinstance(name, str) for name in named):
        raise AssignmentError(
            f'has QUESTIONS = {named!r}; write a tuple of names, ("{next(iter(questions), "name")}",)',
            file=str(path),
            line=1,
        )
    if unknown := [name for name in named if name not in questions]:
        raise AssignmentError(f'has QUESTIONS "{unknown[0]}"; {closest(unknown[0], questions)}', file=str(path), line=1)
    if not named:
        raise AssignmentError("has no QUESTIONS", file=str(path), line=1)
    return KnownWrong(path, tuple(named), constant(path, "OUTPUT", ""), constant(path, "HINT", ""))


def overlaid(solution: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The solution's functions, made anew, with those of one file in place of its own.

    Args:
        solution: the reference's module as a namespace; its compiled answers are kept as they are.
        path: a Python file of the course.

    Raises:
        AssignmentError: the file does not run.
    """
    own = str(solution["__file__"])
    namespace: dict[str, Any] = {**solution, "__name__": "solution"}
    with open(own, encoding="utf-8") as file:
        exec(compile(file.read(), own, "exec"), namespace)
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), np.errstate(all="ignore"):
        try:
            exec(compile(path.read_text(encoding="utf-8"), f"<student: {path.name}>", "exec"), namespace)
        except Exception as err:
            raise AssignmentError(f"does not run: {type(err).__name__}: {err}", file=str(path)) from err
    return namespace


def grade_overlaid(
    solution: Mapping[str, Any], path: Path, questions: Iterable[DrawnQuestion], *, advice: bool = False
) -> list[QuestionResult]:
    """Judge the solution with the functions of one file in place of its own."""
    namespace = overlaid(solution, path)
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), np.errstate(all="ignore"):
        return grade_here(namespace, questions, advice=advice)


def failures(result: QuestionResult) -> Iterator[str]:
    """Each case that did not pass, in a line."""
    for group in result.groups:
        for check in group.checks:
            if not check.passed:
                yield f'case "{check.case}": {render(check.message).splitlines()[0] if check.message else check.verdict}'


def misjudged(results: Iterable[QuestionResult], questions: Collection[str]) -> Iterator[str]:
    """Where a known-wrong answer got points it should not, or cost points elsewhere.

    A backward question that only waits for its forward one is not counted as lost: its verdict says so.
    """
    for result in results:
        lost = not all(group.passed for group in result.groups)  # speed is not judged here
        if result.name in questions and not lost:
            yield f"loses nothing on {result.name}"
        if result.name not in questions and lost and result.verdict is not Verdict.BLOCKED:
            yield f"costs points on {result.name}: {next(failures(result), '')}"
