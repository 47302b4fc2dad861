"""The three kinds of fault, by whose they are.

AssignmentError   the instructor's: a declaration, a notebook source or a solution is not as it must be
SubmissionError   the student's: what was handed in cannot be graded
GraderError       ours: grading went wrong and says nothing about the answer
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class AssignmentError(Exception):
    """A declaration that cannot be used, with the place where it is written."""

    def __init__(self, text: str, *, file: str = "", line: int = 0) -> None:
        place = f"{file}:{line}: " if line else f"{file}: " if file else ""
        super().__init__(place + text)
        self.file, self.line = file, line


class SubmissionError(Exception):
    """A submission that cannot be graded; `kind` and `data` are those of the message that says why."""

    def __init__(self, kind: str, /, **data: object) -> None:
        super().__init__(kind)
        self.kind, self.data = kind, data


class GraderError(Exception):
    """A fault of the grader; no score may follow from it."""


class ConfinementError(GraderError):
    """Student code would not be, or is not, confined as it should be; nothing is graded."""


def closest(written: str, allowed: Iterable[str]) -> str:
    """Name the allowed word nearest to what was written, as the end of a sentence."""
    words = sorted(allowed)
    near = get_close_matches(written, words, n=1, cutoff=0.5)
    listed = ", ".join(words)
    return f"allowed: {listed}" + (f"; closest: {near[0]}" if near else "")
