"""Every file of one assignment, made in memory: what students get, what the platform gets, and the solved notebook."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader import casefile
from grader.release.archive import zip_bytes
from grader.release.autograder import autograder_files
from grader.release.bundle import student_files
from grader.release.solved import solve
from grader.release.student import build_notebook, dumps
from grader.release.wheel import build_wheel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbformat import NotebookNode

    from grader.course import Homework
    from grader.release.wrong import Judged


@dataclass(frozen=True)
class Built:
    """Everything that was made for one assignment, in memory."""

    homework: Homework
    notebook: NotebookNode
    solved: NotebookNode
    cases: bytes
    student: Mapping[str, bytes]
    autograder: Mapping[str, tuple[bytes, int]]
    judged: Sequence[Judged] = ()  # its known-wrong answers, where they were judged already

    @property
    def name(self) -> str:
        """The assignment's name."""
        return self.homework.assignment.name

    @property
    def files(self) -> dict[str, bytes]:
        """What goes into release/, by name."""
        return {
            f"{self.name}/{self.name}.ipynb": dumps(self.notebook).encode(),
            f"{self.name}.zip": zip_bytes(self.student),
            f"{self.name}-autograder.zip": zip_bytes(self.autograder),
        }


def assemble(homework: Homework, judged: Sequence[Judged] = ()) -> Built:
    """Make every file of one assignment.

    Args:
        homework: the assignment.
        judged: its known-wrong answers, where they were judged already.
    """
    course, assignment = homework.course, homework.assignment
    notebook = build_notebook(course.path, assignment)
    text = dumps(notebook)
    cases = casefile.dump(casefile.public_cases(homework))
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        student = student_files(course.path, assignment, text, cases, wheel)
        autograder = autograder_files(course.path, assignment, text, wheel, course.secret())
    solved = solve(notebook, homework.solutions / "solution.py")
    return Built(homework, notebook, solved, cases, student, autograder, judged)
