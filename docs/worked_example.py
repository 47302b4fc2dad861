"""The worked examples of authoring.md, carried out: made by `grader new`, filled from the page, released, broken."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shutil
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
SUBMISSION = f"solutions/{EXAMPLE}/wrong/{FUNCTION}_maximum.py"
_FILE = re.compile(r"<!-- (file|added): (\S+) -->\n```\w*\n(.*?)```", re.DOTALL)
_HAND_IN = "# %% [markdown]\n# ## Hand in"
_SAMPLE = re.compile(r"  \w+( +[\d.a-z]+){2} +[\d.]+ +\d+|  sample .*")


@cache
def example() -> Path:
    """A course of one question: what `grader new` makes, with the files of docs/authoring.md in their places."""
    course = Path("example").resolve()
    course.mkdir()
    code, printed = _inside(course, f"grader new {EXAMPLE} {FUNCTION}")
    (course / "new.txt").write_text(printed, encoding="utf-8")
    if code:
        raise AssignmentError(printed)
    for mistake in MISTAKES:
        (course / f"solutions/{EXAMPLE}/wrong/{FUNCTION}_{mistake}.py").unlink()
    for name, content in _blocks("file"):
        (course / name).parent.mkdir(exist_ok=True)
        (course / name).write_text(content, encoding="utf-8")
    return course


def _blocks(marker: str) -> list[tuple[str, str]]:
    """Path and content of every block of authoring.md with this marker."""
    text = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    return [(name, content) for found, name, content in _FILE.findall(text) if found == marker]


@cache
def pair() -> Path:
    """The example with a question and its backward added, as the page says it."""
    course = Path("pair").resolve()
    shutil.copytree(example(), course)
    for name, content in _blocks("added"):
        path = course / name
        if path.name == "questions.py":
            text = _replaced(path, "assignment = Assignment(", f"{content}\n\nassignment = Assignment(")
            declared = re.findall(r"(?m)^(\w+) = Question\(", content)
            text = text.replace(f"({FUNCTION},)", f"({', '.join([FUNCTION, *declared])})")
        elif path.name == "solution.py":
            text = f"{path.read_text(encoding='utf-8')}\n\n{content}"
            notebook = path.parents[2] / f"assignments/{EXAMPLE}/{EXAMPLE}.py"
            notebook.write_text(_replaced(notebook, _HAND_IN, f"{_stubs(content)}{_HAND_IN}"), encoding="utf-8")
        else:
            text = content
        path.write_text(text, encoding="utf-8")
    return course


def _replaced(path: Path, old: str, new: str) -> str:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise AssignmentError(f"has not one {old!r} to change", file=str(path))
    return text.replace(old, new)


def _stubs(answers: str) -> str:
    """The cells of a notebook that ask for these functions: stub and check for each, with the answers' docstrings."""
    cells = ""
    for node in ast.parse(answers).body:
        assert isinstance(node, ast.FunctionDef)
        title = node.name.replace("_", " ").capitalize()
        head = "\n".join(answers.split("\n")[node.lineno - 1 : node.body[0].end_lineno])
        cells += f'# %% [markdown]\n# ## {title}\n\n\n# %% role="answer" question="{node.name}"\n{head}\n'
        cells += f'    raise NotImplementedError("{node.name}: {title}, in the notebook")\n\n\n'
        cells += f'# %% role="check" question="{node.name}"\ncheck("{node.name}")\n\n'
    return cells


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
    lines = _release(example())
    kept = [line.rsplit(None, 2)[0] if _SAMPLE.fullmatch(line) else line for line in lines]
    return fenced("\n".join([f"$ grader release {EXAMPLE}", *kept]))


def _release(course: Path) -> list[str]:
    here = Path.cwd()
    printed = io.StringIO()
    os.chdir(course)
    try:
        with contextlib.redirect_stdout(printed):
            code = release(Course(Path()), [EXAMPLE])
    finally:
        os.chdir(here)
    if code:
        raise AssignmentError(f"the example of docs/authoring.md cannot be released:\n{printed.getvalue()}")
    return printed.getvalue().rstrip().split("\n")


def read() -> str:
    """What a student reads whose answer is one of the known-wrong files."""
    command = f"grader grade {EXAMPLE} {SUBMISSION}"
    code, printed = _inside(example(), command)
    if code:
        raise AssignmentError(printed)
    lines = printed.split("\n")
    return fenced("\n".join([f"$ {command} | head -n 17", *lines[:17], "..."]))


def paired() -> str:
    """What a release and `grader quality` say of the example with the pair, cut to the table."""
    _release(pair())
    lines = _quality(0, pair()).split("\n")[1:-1]
    lines[0] += " | head -n 8"
    return fenced("\n".join([*lines[:9], "..."]))


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


def _quality(expected: int, course: Path | None = None) -> str:
    run.cache_clear()  # the same words, and another course
    code, printed = _inside(course or example(), f"grader quality {EXAMPLE}")
    if code != expected:
        raise AssignmentError(f"the example of docs/authoring.md should end with {expected}:\n{printed}")
    untimed = re.sub(r"(?m)^((?:question|\w+ +\d) ?.*\S) +(?:ms|[\d.]+)$", r"\1", printed)
    return fenced(f"$ grader quality {EXAMPLE}\n{untimed}")


_FAULTS = (
    ("questions.py", "points=5", "points=6"),
    ("questions.py", 'check="unchanged"', 'check="unchaged"'),
    ("questions.py", 'layout="F"', 'layout="Fortran"'),
    ("questions.py", '"one row by hand"', '"float32 inputs"'),
    ("questions.py", "(x, slope) -> out", "(x, slope) out"),
    ("questions.py", '{"x": r.dyadic(3, 4), "slope": 0.25}', '{"x": r.dyadic(3, 4)}'),
    ("questions.py", 'calls=BOTH, compare=("dx",)', 'compare=("dx",)'),
    ("questions.py", 'compare=("dgamma",)', 'compare=("dGamma",)'),
    (f"{EXAMPLE}.py", f'role="answer" question="{FUNCTION}"', 'role="answer" question="leaky_rule"'),
    (f"{EXAMPLE}.py", 'raise NotImplementedError("', 'return ("'),
    (f"{EXAMPLE}.py", "slope: factor", "slope: number"),
)


def faults() -> str:
    """Mistakes of an author, planted one at a time in the example, and the message each of them gets."""
    here, told = Path.cwd(), []
    os.chdir(pair())
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
