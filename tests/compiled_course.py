"""A course of one compiled question, one that has points for speed, and one that has neither."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.course import Course, Homework
from grader.errors import GraderError
from grader.grade import Options, grade_exam
from grader.records import Exam, Report
from grader.reference import Seed
from grader.sandbox import landlock, seccomp, toolchain
from tests.small_course import cell

NAME = "hw0_compiled"
SECRET = b"0123456789abcdef0123456789abcdef"

QUESTIONS = """\
from fractions import Fraction

import numpy as np

from grader.declare import Assignment, Case, Group, Question, Speed

NEVER = 100000  # times as fast as plain loops


def array(*shape):
    return lambda r: {"x": r.dyadic(*shape)}


running = Question(
    "running(x) -> out",
    6,
    (
        Group("values", 3, (
            Case("shown", lambda r: {"x": np.arange(6.0).reshape(2, 3)}, public=True),
            Case("drawn", array(4, 5)),
        )),
        Group("arrays of any kind", 2, (
            Case("read-only", array(3, 4), public=True, read_only=True),
            Case("float32", array(2, 5), public=True, dtype="float32", check="dtype"),
        )),
    ),
    compiled=True,
    speed=Speed(
        rolling="x",
        shapes=(("long rows", array(12, 90)), ("short rows", array(60, 16))),
        steps=((2, Fraction(1, 3)), (NEVER, Fraction(2, 3))),
    ),
)
energy = Question(
    "energy(x) -> out",
    6,
    (
        Group("values", 3, (
            Case("shown", lambda r: {"x": np.arange(6.0).reshape(2, 3)}, public=True),
            Case("drawn", array(4, 5)),
        )),
        Group("contract", 1, (Case("kept", array(3, 4), check="unchanged"),)),
    ),
    speed=Speed(
        rolling="x",
        shapes=(("long rows", array(12, 90)), ("short rows", array(60, 16))),
        steps=((2, Fraction(1, 2)), (NEVER, Fraction(3, 2))),
    ),
)
halve = Question(
    "halve(x) -> out",
    2,
    (Group("all", 2, (Case("shown", array(3), public=True), Case("drawn", array(4)))),),
)
assignment = Assignment("hw0_compiled", "Compiled homework", (running, energy, halve))
"""
ALL = "(running, energy, halve)"
PLAIN = QUESTIONS.replace(ALL, "(energy, halve)")  # for which no compiler is needed

RUNNING_DOC = '''\
    """Add up each row from its beginning.

    Args:
        x: rows, (N, K), float64 or float32, in C order; it may be read-only.

    Returns:
        out: (N, K), of x's dtype; out[i, j] is the sum of x[i, 0] to x[i, j].
    """
'''
ENERGY_DOC = '''\
    """Add up the squares of each row.

    Args:
        x: rows, (N, K), float.

    Returns:
        out: (N,), float.
    """
'''
HALVE_DOC = '''\
    """Divide by two.

    Args:
        x: values, (N,), float.

    Returns:
        out: (N,), float.
    """
'''
RUNNING = f"""\
import numpy as np


def running(x):
{RUNNING_DOC}\
    return np.cumsum(x, axis=1, dtype=x.dtype)
"""
SOLUTION = f"""\
import numpy as np


def energy(x):
{ENERGY_DOC}\
    return np.einsum("ij,ij->i", x, x)


def halve(x):
{HALVE_DOC}\
    return x / 2
"""
BASELINE = """\
import numpy as np


def running(x):
    out = np.zeros(x.shape)
    for row in range(x.shape[0]):
        so_far = 0.0
        for column in range(x.shape[1]):
            so_far = so_far + x[row, column]
            out[row, column] = so_far
    return out


def energy(x):
    collected = np.zeros(len(x))
    for row in range(x.shape[0]):
        for column in range(x.shape[1]):
            collected[row] = collected[row] + x[row, column] * x[row, column]
    return collected
"""
NOTEBOOK = f"""\
# %% role="setup"
import numpy as np

# %% role="explore"
from grader.student import check

# %% role="explore"
# %load_ext cython

# %% role="answer" question="running"
import numpy as np

def running(x):
{RUNNING_DOC}\
    raise NotImplementedError("running: part A of the notebook")

# %% role="check" question="running"
check("running")

# %% role="answer" question="energy"
def energy(x):
{ENERGY_DOC}\
    raise NotImplementedError("energy: part B of the notebook")

# %% role="check" question="energy"
check("energy")

# %% role="answer" question="halve"
def halve(x):
{HALVE_DOC}\
    raise NotImplementedError("halve: part C of the notebook")

# %% role="check" question="halve"
check("halve")
"""

# what a student hands in who has everything right; the cells with types are the ones that take long to compile
TYPED = """\
%%cython
# cython: boundscheck=False, wraparound=False
import numpy as np

ctypedef fused real:
    float
    double

def running(const real[:, ::1] x):
    cdef Py_ssize_t row, column
    cdef real total
    result = np.empty((x.shape[0], x.shape[1]), dtype=np.float32 if real is float else np.float64)
    cdef real[:, ::1] out = result
    for row in range(x.shape[0]):
        total = 0
        for column in range(x.shape[1]):
            total += x[row, column]
            out[row, column] = total
    return result
"""
UNTYPED = "%%cython\nimport numpy as np\n\ndef running(x):\n    return np.cumsum(x, axis=1, dtype=x.dtype)\n"
RIGHT = {
    "running": UNTYPED,
    "energy": "def energy(x):\n    return (x * x).sum(axis=1)\n",
    "halve": "def halve(x):\n    return x * 0.5\n",
}


def tools_missing() -> bool:
    """Whether cells cannot be compiled here."""
    with contextlib.suppress(GraderError):
        toolchain.tools()
        return not (landlock.abi() and seccomp.available())
    return True


needs_compiler = pytest.mark.skipif(tools_missing(), reason="no compiler, or nothing to confine it with")


def files(**changes: str) -> dict[str, str]:
    """The course's files by name, some of them with other text."""
    here, hidden = f"assignments/{NAME}", f"solutions/{NAME}"
    return {
        f"{here}/questions.py": QUESTIONS,
        f"{here}/{NAME}.py": NOTEBOOK,
        f"{hidden}/solution.py": SOLUTION,
        f"{hidden}/running.pyx": RUNNING,
        f"{hidden}/baseline.py": BASELINE,
        **changes,
    }


def write_course(folder: Path, changes: dict[str, str] | None = None) -> Course:
    """Write the course to disk, some files of it with other text."""
    for name, text in files(**(changes or {})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Course(folder)


def plain_homework(folder: Path, baseline: str = BASELINE, questions: str = PLAIN) -> Homework:
    """The questions for which nothing is compiled, ready to grade with."""
    changes = {f"assignments/{NAME}/questions.py": questions, f"solutions/{NAME}/baseline.py": baseline}
    return write_course(folder / "course", changes).homework(NAME)


_SHARED: list[Homework] = []


def shared_homework(factory: pytest.TempPathFactory) -> Homework:
    """The whole homework, written and compiled once for all tests: leave it as it is."""
    if not _SHARED:
        _SHARED.append(write_course(factory.mktemp("compiled")).homework(NAME))
    return _SHARED[0]


def untimed(exam: Exam, *timed: str) -> Exam:
    """An exam in which speed does not count, but for what is named."""
    questions = (q if q.name in timed else replace(q, speed=None) for q in exam.questions)
    return replace(exam, questions=tuple(questions))


def hand_in(folder: Path, *more: str, **changes: str | None) -> Path:
    """A notebook with one answer cell a function, right but for what is said here, below more cells of the student's own.

    A function that is None is left out.
    """
    answers = {name: source for name, source in {**RIGHT, **changes}.items() if source is not None}
    cells = [cell("import numpy as np", "setup"), *(cell(source, "") for source in more)]
    cells += [cell(source, "answer", name) for name, source in answers.items()]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return path


def graded(
    homework: Homework,
    folder: Path,
    *more: str,
    timed: tuple[str, ...] = (),
    public_only: bool = False,
    **changes: str | None,
) -> Report:
    """The report on a notebook that is right but for what is said; speed counts only of what is named."""
    exam = untimed(homework.exam(Seed(SECRET, "17"), public_only=public_only), *timed)
    options = Options(
        submission_id="17", secret=SECRET, seconds=300.0, public_only=public_only, store=homework.course.store
    )
    return grade_exam(exam, hand_in(folder, *more, **changes), options)


def outcome(report: Report) -> dict[str, tuple[Any, str]]:
    """Points and verdict of every question."""
    return {q.name: (q.score, str(q.verdict)) for q in report.questions}


def messages(report: Report, question: str) -> Iterator[tuple[str, Any]]:
    """The message of every case of a question that has one, by the case's name or the step's group."""
    for found in report.questions:
        for group in found.groups if found.name == question else ():
            yield from ((check.case or group.name, check.message) for check in group.checks if check.message)
