"""The command: measure some assignments, print what was found, and say by the exit code whether it holds."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.quality.measure import Measurement, Options
from grader.quality.table import page, text

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    """
    found = []
    for name in names:
        each = replace(options, sample=options.sample / len(names))
        measured = Measurement(course.homework(name), each).run()
        options.tell("")
        print(text(measured), end="\n\n")
        found.append(measured)
    if write:
        write.mkdir(exist_ok=True)
        (write / PAGE).write_text(page(found), encoding="utf-8")
        print(f"wrote {write / PAGE}")
    return 1 if any(list(measured.faults()) for measured in found) else 0


def progress(line: str) -> None:
    """Show how far it is, on a terminal, in a line that the next one takes the place of."""
    if sys.stderr.isatty():
        print(f"\r{line:<79}", end="\r" if line else f"\r{'':<79}\r", file=sys.stderr, flush=True)
