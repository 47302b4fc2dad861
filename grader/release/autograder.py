"""What the autograder's zip holds: the scripts that Gradescope runs, the package, one assignment, its solution."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.declare import Assignment
from grader.errors import AssignmentError
from grader.mistakes import FILE as HINTS
from grader.release.bundle import data_files

TEMPLATES = Path(__file__).parent / "templates"
VENV = "/opt/convnet-grader"
COMPILER = ("gcc", "libc6-dev", "python3-dev")  # of the system, for assignments with compiled answers


def autograder_files(
    course: Path, assignment: Assignment, notebook_text: str, wheel: Path, secret: bytes
) -> dict[str, tuple[bytes, int]]:
    """List the content of ASSIGNMENT-autograder.zip.

    Args:
        course: the folder that has `assignments/` and `solutions/`.
        assignment: the one assignment that this zip grades.
        notebook_text: the student's notebook; setup cells are laid anew from it, and the build grades it once.
        wheel: the package.
        secret: what the hidden inputs are drawn from, as bytes; the file holds them in hexadecimal.

    Returns:
        Bytes and unix mode by name. Of `solutions/`, the solution alone, with what it compiles and what speed is
        measured against, and the hints: known-wrong answers stay at home.

    Raises:
        AssignmentError: a file of the course is missing.
    """
    name = assignment.name
    packages = sorted({package for question in assignment.questions for package in question.imports})
    compiled = any(question.compiled for question in assignment.questions)
    system = COMPILER if compiled else ()
    here, answers = f"assignments/{name}", f"solutions/{name}"
    files = {
        "setup.sh": (_script("setup.sh"), 0o755),
        "run_autograder": (_script("run_autograder"), 0o755),
        "Dockerfile": ((TEMPLATES / "Dockerfile").read_bytes(), 0o644),
        "packages.txt": (_lines([*packages, *(["cython"] if compiled else [])]), 0o644),
        "system-packages.txt": (_lines(system), 0o644),
        "constraints.txt": ((TEMPLATES / "constraints.txt").read_bytes(), 0o644),
        wheel.name: (wheel.read_bytes(), 0o644),
        f"{here}/questions.py": (_read(course / here / "questions.py"), 0o644),
        f"{here}/{name}.ipynb": (notebook_text.encode(), 0o644),
        "secret.key": (f"{secret.hex()}\n".encode(), 0o600),
    }
    data = {f"{here}/{key}": (content, 0o644) for key, content in data_files(course, assignment).items()}
    hidden = {f"{answers}/{path.name}": (_read(path), 0o600) for path in _needed(course / answers, assignment)}
    return {**data, **files, **hidden}


def _needed(solutions: Path, assignment: Assignment) -> list[Path]:
    """What grading reads of an assignment's answers, and no file more."""
    needed = [solutions / "solution.py", *solutions.glob(HINTS)]
    if any(question.compiled for question in assignment.questions):
        needed += sorted(solutions.glob("*.pyx"))
    if any(question.speed for question in assignment.questions):
        needed.append(solutions / "baseline.py")
    return needed


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()


def _script(name: str) -> bytes:
    return (TEMPLATES / name).read_text(encoding="utf-8").replace("@VENV@", VENV).encode()


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise AssignmentError("there is no such file; the autograder cannot do without it", file=str(path))
    return path.read_bytes()
