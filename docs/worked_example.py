"""The worked example of authoring.md, carried out: made by `grader new`, filled from the page, released, broken."""

from __future__ import annotations

import contextlib
import io
import os
import re
from functools import cache
from pathlib import Path

from parts import ROOT, fenced, run

from grader.course import Course
from grader.errors import AssignmentError
from grader.reference import Seed
from grader.release.build import release
from grader.release.new import MISTAKES
from grader.release.solved import agreement
from grader.release.student import build_notebook

EXAMPLE, FUNCTION = "hw9_demo", "leaky_relu"
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```", re.DOTALL)
_SAMPLE = re.compile(r"  \w+( +[\d.a-z]+){2} +[\d.]+ +\d+|  sample .*")


@cache
def example() -> Path:
    """A course of one question: what `grader new` makes, with the files of docs/authoring.md in their places."""
    course = Path("example").resolve()
    course.mkdir()
    text = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    code, printed = _inside(course, f"grader new {EXAMPLE} {FUNCTION}")
    (course / "new.txt").write_text(printed, encoding="utf-8")
    if code:
        raise AssignmentError(printed)
    for mistake in MISTAKES:
        (course / f"solutions/{EXAMPLE}/wrong/{FUNCTION}_{mistake}.py").unlink()
    for name, content in _FILE.findall(text):
        (course / name).parent.mkdir(exist_ok=True)
        (course / name).write_text(content, encoding="utf-8")
    return course


def _inside(folder: Path, command: str) -> tuple[int, str]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        return run(command)
    finally:
        os.chdir(here)


def new() -> str:
    """What `grader new` printed when the example was made."""
    printed = (example() / "new.txt").read_text(encoding="utf-8")
    return fenced(f"$ grader new {EXAMPLE} {FUNCTION}\n{printed}")


def released() -> str:
    """What a release of the example prints, without its times."""
    here = Path.cwd()
    printed = io.StringIO()
    os.chdir(example())
    try:
        with contextlib.redirect_stdout(printed):
            code = release(Course(Path()), [EXAMPLE])
    finally:
        os.chdir(here)
    if code:
        raise AssignmentError(f"the example of docs/authoring.md cannot be released:\n{printed.getvalue()}")
    lines = printed.getvalue().rstrip().split("\n")
    kept = [line.rsplit(None, 2)[0] if _SAMPLE.fullmatch(line) else line for line in lines]
    return fenced("\n".join([f"$ grader release {EXAMPLE}", *kept]))


def survivors() -> str:
    """What `grader quality` says of the example when every input is square."""
    path = example() / f"assignments/{EXAMPLE}/questions.py"
    reviewed, hints = (example() / f"solutions/{EXAMPLE}/{name}.json" for name in ("equivalent", "hints"))
    before = {file: file.read_text(encoding="utf-8") for file in (path, reviewed, hints)}
    square = re.sub(r"r\.dyadic\(\d, \d\)", "r.dyadic(3, 3)", before[path])
    square = square.replace("[[-2.0, -1, 0, 1, 2]]", "[[-2.0, -1], [1, 2]]")
    path.write_text(square, encoding="utf-8")
    reviewed.unlink()
    try:
        _inside(example(), f"grader hints {EXAMPLE}")
        return _quality(1)
    finally:
        for file, content in before.items():
            file.write_text(content, encoding="utf-8")


def measured() -> str:
    """What `grader quality` says of the example as the page declares it."""
    return _quality(0)


def _quality(expected: int) -> str:
    run.cache_clear()  # the same words, and another course
    code, printed = _inside(example(), f"grader quality {EXAMPLE}")
    if code != expected:
        raise AssignmentError(f"the example of docs/authoring.md should end with {expected}:\n{printed}")
    untimed = re.sub(rf"(?m)^((?:all|{FUNCTION}|question) .*\S) +(?:ms|[\d.]+)$", r"\1", printed)
    return fenced(f"$ grader quality {EXAMPLE}\n{untimed}")


_FAULTS = (
    ("questions.py", "points=5", "points=6"),
    ("questions.py", 'check="unchanged"', 'check="unchaged"'),
    ("questions.py", 'layout="F"', 'layout="Fortran"'),
    ("questions.py", '"one row by hand"', '"float32 inputs"'),
    ("questions.py", "(x, slope) -> out", "(x, slope) out"),
    ("questions.py", '{"x": r.dyadic(3, 4), "slope": 0.25}', '{"x": r.dyadic(3, 4)}'),
    (f"{EXAMPLE}.py", f'role="answer" question="{FUNCTION}"', 'role="answer" question="leaky_rule"'),
    (f"{EXAMPLE}.py", 'raise NotImplementedError("', 'return ("'),
    (f"{EXAMPLE}.py", "slope: factor", "slope: number"),
)


def faults() -> str:
    """Mistakes of an author, planted one at a time in the example, and the message each of them gets."""
    here, told = Path.cwd(), []
    os.chdir(example())
    try:
        for name, right, wrong in _FAULTS:
            path = Path("assignments") / EXAMPLE / name
            text = path.read_text(encoding="utf-8")
            if right not in text:
                raise AssignmentError(f"the example has no {right} to break", file=name)
            path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
            complaint = _complaint().replace(f"{Path.cwd()}/", "")
            told.append(f"`{right}` became `{wrong}`:\n\n{fenced(complaint)}")
            path.write_text(text, encoding="utf-8")
    finally:
        os.chdir(here)
    return "\n\n".join(told)


def _complaint() -> str:
    try:
        homework = Course(Path()).homework(EXAMPLE)
        notebook = build_notebook(Path(), homework.assignment)
        homework.exam(Seed(bytes(32), ""))
    except AssignmentError as err:
        return str(err)
    return "\n".join(agreement(notebook, homework.solutions / "solution.py"))
