"""A course that can be released, and what it takes to make one thing in it faulty."""

from __future__ import annotations

from pathlib import Path

from grader.course import Course, Homework
from grader.release.assemble import Built, assemble
from tests.release.conftest import FILES, NOTEBOOK, WRONG, write_files

HERE = "assignments/hw0_small"
HIDDEN = "solutions/hw0_small"
QUESTIONS = """\
from grader.declare import Assignment, Case, Group, Question


def values(r):
    return {"x": r.dyadic(5)}


assignment = Assignment(
    "hw0_small",
    "Small homework",
    (
        Question("spread(x) -> result", 3, (
            Group("shown", 1, (Case("first", values, public=True),)),
            Group("drawn", 2, (Case("second", values), Case("third", lambda r: {"x": r.dyadic(9)}))),
        )),
        Question(
            "scaled(x) -> result",
            2,
            (Group("all", 2, (Case("first", values, public=True), Case("second", values))),),
            extra_credit=True,
            needs=("spread",),
        ),
    ),
)
"""
GOOD = {
    **FILES,
    f"{HERE}/hw0_small.py": NOTEBOOK.replace("# %matplotlib inline", "from grader.student import check", 1),
    f"{HERE}/questions.py": QUESTIONS,
    f"{HIDDEN}/wrong/spread_sum.py": WRONG,
}


def good_course(folder: Path, *edits: tuple[str, str, str], **more: str) -> Course:
    """Write the course with some text replaced, as (file, old, new), and more known-wrong files by their names."""
    files = dict(GOOD)
    for name, old, new in edits:
        assert old in files[name], f"{name} does not hold {old}"
        files[name] = files[name].replace(old, new, 1)
    files |= {f"{HIDDEN}/wrong/{name}.py": text for name, text in more.items()}
    return Course(write_files(folder / "course", files))


def built_from(course: Course) -> Built:
    """Everything that a release is made of."""
    return assemble(homework_of(course))


def homework_of(course: Course) -> Homework:
    """Its one assignment."""
    return course.homework("hw0_small")
