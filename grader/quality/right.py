"""Right answers in other styles: whether they lose points, and what the cases cost one in plain loops."""

from __future__ import annotations

import contextlib
import io
import sys
import types
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.course import right_files
from grader.knownwrong import failures, overlaid
from grader.loading import constant
from grader.local import grade_here
from grader.quality.findings import Cost
from grader.quality.subjects import style_name
from grader.sandbox import execute
from grader.trusted import load_compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from grader.course import Homework
    from grader.records import DrawnQuestion

ROUNDS = 3  # of which the fastest counts


def answers(homework: Homework) -> list[Path]:
    """The reference and every right answer in another style."""
    return [homework.solutions / "solution.py", *right_files(homework.solutions)]


def compiled_answers(homework: Homework, files: Sequence[Path]) -> dict[Path, dict[str, Any]]:
    """The compiled functions that stand beside each right answer, built."""
    found: dict[Path, dict[str, Any]] = {}
    for path in files:
        beside = sorted(path.parent.glob("*.pyx")) if path.stem == "answers" else []
        built = {p.stem: getattr(load_compiled(p, homework.course.store), p.stem) for p in beside}
        found[path] = {name: function for name, function in built.items() if name in homework.assignment.functions}
    return found


def laid(homework: Homework, path: Path) -> dict[str, Any]:
    """The functions of a right answer, over the reference's."""
    sys.modules.setdefault("solution", types.ModuleType("solution"))  # a dataclass looks up the module that it is in
    return overlaid(homework.reference.functions, path)


def alarms_of(
    homework: Homework,
    questions: Sequence[DrawnQuestion],
    files: Sequence[Path],
    compiled: Mapping[Path, Mapping[str, Any]],
    tell: Callable[[str], None],
) -> list[list[str]]:
    """Grade every right answer on some drawn questions; return (style, question, case and verdict) of what was lost."""
    lost = []
    for path in files:
        tell(style_name(path))
        functions = laid(homework, path) | dict(compiled.get(path, {}))
        with _quietly():
            results = grade_here(functions, questions)
        for result in results:
            if not all(group.passed for group in result.groups):
                lost.append([style_name(path), result.name, next(failures(result), str(result.verdict))])
    return lost


def costs(homework: Homework, questions: Sequence[DrawnQuestion]) -> tuple[str, dict[str, Cost]]:
    """The calls of each question's whole battery, and the milliseconds of the right answer that says NAIVE = True."""
    naive = [path for path in right_files(homework.solutions) if constant(path, "NAIVE", False)]
    functions = laid(homework, naive[0]) if naive else {}
    found = {}
    for question in questions:
        calls = sum(len(case.request.calls) for case in question.cases)
        spent = None
        if naive:
            with _quietly():
                rounds = [
                    [execute.run(functions, case.request).seconds for case in question.cases] for _ in range(ROUNDS)
                ]
            spent = 1000 * sum(map(min, zip(*rounds)))
        found[question.name] = Cost(len(question.cases), calls, spent)
    return style_name(naive[0]) if naive else "", found


@contextlib.contextmanager
def _quietly() -> Any:
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), np.errstate(all="ignore"):
        yield
