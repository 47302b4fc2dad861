"""Teach the small course some known mistakes, as a release does it: files in wrong/, and hints.json learned from them."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from grader.course import Course, Homework, known_wrong_files
from grader.knownwrong import grade_overlaid, read_known_wrong
from grader.mistakes import FILE
from grader.reference import FIXED
from grader.release.wrong import hints_text


def wrong_file(homework: Homework, hint: str, *, output: str = "out", **sources: str) -> None:
    """Write one known-wrong file: the functions that are wrong, by name, and what to tell whoever writes them so."""
    folder = homework.solutions / "wrong"
    folder.mkdir(exist_ok=True)
    head = f"QUESTIONS = {tuple(sources)!r}\nOUTPUT = {output!r}\nHINT = {hint!r}\n"
    path = folder / f"{'_'.join(sources)}_{len(list(folder.iterdir()))}.py"
    path.write_text("\n\n".join([head, *map(dedent, sources.values())]), encoding="utf-8")


def taught(homework: Homework) -> Homework:
    """The homework with what its known-wrong files teach, read anew."""
    questions = [replace(q, speed=None, mistakes=()) for q in homework.exam(FIXED).questions]
    files = [read_known_wrong(path, homework.assignment.functions) for path in known_wrong_files(homework.solutions)]
    judged = [(wrong, grade_overlaid(homework.reference.functions, wrong.path, questions)) for wrong in files]
    (homework.solutions / FILE).write_text(hints_text(judged), encoding="utf-8")
    return Course(homework.course.path).homework(homework.assignment.name)
