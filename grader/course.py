"""Where a course keeps its things: assignments/, solutions/, release/ and the secret."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from grader.declare import Assignment
from grader.errors import AssignmentError, SubmissionError
from grader.loading import assignments, load_assignment
from grader.messages import render
from grader.mistakes import FILE as HINTS
from grader.mistakes import Mistakes, read_mistakes, visible
from grader.notebook import read_notebook
from grader.records import DrawnQuestion, Exam, Message, Piece
from grader.reference import Reference, Seed

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = re.compile(r"^# %%(?P<markdown> \[markdown\])?(?P<rest>.*)$")
_ROLE = re.compile(r'role="(\w+)"')


@dataclass(frozen=True)
class Course:
    """A folder that holds `assignments/` and `solutions/`."""

    path: Path

    def names(self) -> list[str]:
        """All assignments."""
        return assignments(self.path)

    def homework(self, name: str) -> Homework:
        """One assignment with all that grading it needs."""
        return Homework(self, load_assignment(self.path, name))

    @property
    def store(self) -> Path:
        """Where compiled answers are kept, those of students too; for the grader's eyes only."""
        return self.path / "build" / "compiled"

    def secret(self, *, make: bool = True) -> bytes:
        """The secret that hidden inputs are derived from; made once where there is none, kept out of git, never printed."""
        path = self.path / "secret.key"
        if not path.exists() and not make:
            raise AssignmentError("is missing; the release puts it there", file=str(path))
        if not path.exists():
            try:
                fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                raise AssignmentError(
                    "is a link that leads nowhere; delete it and a secret is made", file=str(path)
                ) from None
            with os.fdopen(fd, "w") as file:
                file.write(secrets.token_hex(32) + "\n")
        text = path.read_bytes().decode("ascii", "replace").strip()
        if not re.fullmatch(r"[0-9a-f]{64}", text):
            raise AssignmentError(
                "is not 64 hexadecimal digits; delete it and a new one is made", file=str(path), line=1
            )
        return bytes.fromhex(text)


def answer_files(solutions: Path) -> list[Path]:
    """The files of an assignment's answers: the solution, what is compiled, and what speed is measured against."""
    return [solutions / "solution.py", *sorted(solutions.glob("*.pyx")), *solutions.glob("baseline.py")]


def known_wrong_files(solutions: Path) -> list[Path]:
    """The files of an assignment's known mistakes, in Python and compiled."""
    return sorted(path for path in (solutions / "wrong").glob("*.py*") if path.suffix in (".py", ".pyx"))


def right_files(solutions: Path) -> list[Path]:
    """The files of right answers in other styles: `right/STYLE.py`, or a folder `right/STYLE/` where some are compiled."""
    folder = solutions / "right"
    return sorted([*folder.glob("*.py"), *folder.glob("*/answers.py")])


def twin_files(solutions: Path) -> list[Path]:
    """The files of known mistakes once more, each in another style than the file of its name in `wrong/`."""
    return sorted((solutions / "wrong" / "other_style").glob("*.py"))


@dataclass(frozen=True)
class Homework:
    """One assignment of a course: its declaration, its reference, and the cells that are laid anew."""

    course: Course
    assignment: Assignment

    @property
    def folder(self) -> Path:
        """Where its notebook and questions are written."""
        return self.course.path / "assignments" / self.assignment.name

    @property
    def solutions(self) -> Path:
        """Where its hidden answers are."""
        return self.course.path / "solutions" / self.assignment.name

    @cached_property
    def reference(self) -> Reference:
        """The solution module."""
        path = self.solutions / "solution.py"
        if not path.is_file():
            raise AssignmentError("there is no such file; the hidden answers belong there", file=str(path))
        return Reference(self.assignment, path, self.course.store)

    @cached_property
    def mistakes(self) -> Mistakes:
        """What is known of wrong answers, by question."""
        return read_mistakes(self.solutions / HINTS)

    @property
    def secrets(self) -> tuple[Path, ...]:
        """The files that no worker may read."""
        return (self.course.path / "secret.key", self.solutions / HINTS, *answer_files(self.solutions))

    def exam(self, seed: Seed, *, public_only: bool = False, bare: bool = False) -> Exam:
        """Draw every question for one submission.

        Args:
            seed: whose inputs are drawn.
            public_only: whether hidden cases are left out.
            bare: whether what is known of wrong answers is left out, and its file not even read.
        """
        asked = self.assignment.questions
        if public_only:
            asked = tuple(q for q in asked if any(case.public for group in q.groups for case in group.cases))
        drawn = tuple(self.reference.draw(q, seed, public_only=public_only) for q in asked)
        drawn = drawn if bare else tuple(map(self._with_mistakes, drawn))
        return Exam(self.assignment.name, self.assignment.title, drawn, self.setup, self.secrets)

    def _with_mistakes(self, question: DrawnQuestion) -> DrawnQuestion:
        """A question with what is known of wrong answers to it, as far as the cases drawn can show it."""
        known = self.mistakes.get(question.name, ())
        return replace(question, mistakes=visible(known, {case.name for case in question.cases}))

    @cached_property
    def setup(self) -> tuple[Piece, ...]:
        """The setup cells, from the built notebook beside the declaration or else from its source."""
        built, source = (self.folder / f"{self.assignment.name}{suffix}" for suffix in (".ipynb", ".py"))
        if built.is_file():
            try:
                found = read_notebook(built.read_bytes())
            except SubmissionError as err:
                text = render(Message(err.kind, {**err.data, "file": ""}))
                raise AssignmentError(f"is not the notebook that was built: {text}", file=str(built)) from None
            cells = [c.source for c in found if c.kind == "code" and c.role == "setup"]
        elif source.is_file():
            cells = setup_cells(source.read_text(encoding="utf-8"))
        else:
            raise AssignmentError("there is no such file; the notebook is written there", file=str(source))
        return tuple(Piece(f"setup cell {k}", text) for k, text in enumerate(cells, 1))


def setup_cells(source: str) -> list[str]:
    """The setup cells of a notebook's percent-format source."""
    cells: list[str] = []
    lines: list[str] | None = None
    for line in source.split("\n"):
        header = _HEADER.match(line)
        if header:
            role = _ROLE.search(header["rest"])
            lines = [] if role and role.group(1) == "setup" and not header["markdown"] else None
            if lines is not None:
                cells.append("")
        elif lines is not None:
            lines.append(line)
            cells[-1] = "\n".join(lines).strip("\n")
    return cells
