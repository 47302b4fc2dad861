"""What students get besides the notebook: public cases, data, the package, and one page that says what to do."""

from __future__ import annotations

from pathlib import Path
from string import Template

from grader.declare import Assignment
from grader.errors import AssignmentError

TEMPLATES = Path(__file__).parent / "templates"
COMPILED = "cython==3.3.1\nsetuptools==80.9.0\n"  # what %%cython needs, besides a C compiler
_COMPILER = """
Some questions are answered in compiled cells. For these you also need a C compiler: on Debian and Ubuntu
`sudo apt install gcc python3-dev`, on macOS `xcode-select --install`, on Windows the "Desktop development with C++" part
of Visual Studio's Build Tools. Without one you can do all the rest; what you write in those cells is compiled when it is
graded in any case.
"""
_SKIPPED = {"__pycache__", ".ipynb_checkpoints"}


def student_files(
    course: Path, assignment: Assignment, notebook_text: str, cases_bytes: bytes, wheel: Path
) -> dict[str, bytes]:
    """List the content of ASSIGNMENT.zip, all of it inside a folder of the assignment's name.

    Args:
        course: the folder that has `assignments/`; nothing else of it is opened.
        assignment: what the page for students tells of.
        notebook_text: the student's notebook.
        cases_bytes: the public cases with their expected outputs.
        wheel: the package.

    Returns:
        Bytes by name.
    """
    name = assignment.name
    requirements = Template((TEMPLATES / "requirements.txt").read_text(encoding="utf-8"))
    files = {
        f"{name}.ipynb": notebook_text.encode(),
        f"{name}.cases": cases_bytes,
        "requirements.txt": requirements.substitute(
            wheel=wheel.name, more=COMPILED if _compiled(assignment) else ""
        ).encode(),
        "README.md": _readme(assignment).encode(),
        wheel.name: wheel.read_bytes(),
        **data_files(course, assignment),
    }
    return {f"{name}/{key}": content for key, content in sorted(files.items())}


def data_files(course: Path, assignment: Assignment) -> dict[str, bytes]:
    """The files under `assignments/ASSIGNMENT/data/`, by names that begin with "data/".

    Raises:
        AssignmentError: one of them is a link, which could lead out of the folder.
    """
    folder = course / "assignments" / assignment.name / "data"
    found = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_symlink():
            raise AssignmentError("is a link; put the file itself into data/", file=str(path))
        if path.is_file() and not any(part in _SKIPPED or part.startswith(".") for part in parts):
            found["/".join(("data", *parts))] = path.read_bytes()
    return found


def _compiled(assignment: Assignment) -> bool:
    return any(question.compiled for question in assignment.questions)


def _readme(assignment: Assignment) -> str:
    rows = [f"| `{q.name}` | {q.points}{' extra' if q.extra_credit else ''} |" for q in assignment.questions]
    total = sum(q.points for q in assignment.questions if not q.extra_credit)
    extra = sum(q.points for q in assignment.questions if q.extra_credit)
    page = Template((TEMPLATES / "README.md").read_text(encoding="utf-8"))
    return page.substitute(
        name=assignment.name,
        title=assignment.title,
        rows="\n".join(rows),
        compiler=_COMPILER if _compiled(assignment) else "",
        total=f"{total} points" + (f", and {extra} of extra credit" if extra else ""),
    )
