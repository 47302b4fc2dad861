"""The command: measure some assignments, print what was found, and say by the exit code whether it holds."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.errors import AssignmentError
from grader.quality.measure import Measurement, Options
from grader.quality.table import page, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from grader.course import Course

PAGE = "quality.md"


def quality(course: Course, names: Sequence[str], options: Options, write: Path | None = None) -> int:
    """Measure assignments one after the other.

    Args:
        course: the course.
        names: the assignments.
        options: how much is tried; a sample's time is divided among the assignments.
        write: folder to write quality.md into, where everything was tried.

    Returns:
        0 where everything holds, else 1.

    Raises:
        AssignmentError: there is nothing to measure, or the page cannot be written.
    """
    if not names:
        raise AssignmentError("holds no questions.py", file=str(course.path / "assignments"))
    if write and options.sample is not None:
        raise AssignmentError(f"--write makes a page of everything; leave out --sample {options.sample:g}")
    with _writing(write):
        if write:
            write.mkdir(exist_ok=True)
    found = []
    for name in names:
        each = replace(options, sample=options.sample and options.sample / len(names))
        measured = Measurement(course.homework(name), each).run()
        options.tell("")
        print(text(measured), end="\n\n")
        found.append(measured)
    if write:
        with _writing(write / PAGE):
            (write / PAGE).write_text(page(found), encoding="utf-8")
        print(f"wrote {write / PAGE}")
    return 1 if any(list(measured.faults()) for measured in found) else 0


@contextlib.contextmanager
def _writing(path: Path | None) -> Iterator[None]:
    """Tell of a place that cannot be written to as what it is: a wrong argument."""
    try:
        yield
    except OSError as err:
        raise AssignmentError(f"cannot be written: {err.strerror}", file=str(path)) from None


def progress(line: str) -> None:
    """Show how far it is, on a terminal, in a line that the next one takes the place of."""
    if sys.stderr.isatty():
        print(f"\r{line:<79}", end="\r" if line else f"\r{'':<79}\r", file=sys.stderr, flush=True)
