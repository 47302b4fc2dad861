"""Reading what a course declares: `questions.py` and other trusted files of its."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from typing import Any

from grader.cythoncell import split
from grader.declare import Assignment
from grader.errors import AssignmentError, closest


def assignments(course: Path) -> list[str]:
    """The names of a course's assignments: folders of `assignments/` that hold a questions.py."""
    return sorted(path.parent.name for path in (course / "assignments").glob("*/questions.py"))


def load_assignment(course: Path, name: str) -> Assignment:
    """Read `assignments/NAME/questions.py` of a course.

    Raises:
        AssignmentError: there is none, or what it declares is faulty; with file and line.
    """
    path = course / "assignments" / name / "questions.py"
    if not path.is_file():
        known = assignments(course)
        where = f'no assignment "{name}" in {course / "assignments"}'
        raise AssignmentError(f"{where}; {closest(name, known)}" if known else f"{where}: it holds no questions.py")
    module = load_module(path, f"questions_of_{name}")
    found = getattr(module, "assignment", None)
    if not isinstance(found, Assignment):
        raise AssignmentError('has no variable "assignment = Assignment(...)"', file=str(path), line=1)
    if found.name != name:
        raise AssignmentError(
            f'Assignment is named "{found.name}", its folder "{name}"', file=str(path), line=found.place[1]
        )
    return found


def load_module(path: Path, name: str) -> Any:
    """Execute one trusted Python file of the course.

    Raises:
        AssignmentError: it does not run; with file and line.
    """
    path = path.resolve()
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    except AssignmentError:
        raise
    except SyntaxError as err:
        raise AssignmentError(f"is not Python: {err.msg}", file=str(path), line=err.lineno or 0) from err
    except (Exception, SystemExit) as err:
        frames = [line for file, line in _frames(err) if file == str(path)]
        line = frames[-1] if frames else 0
        raise AssignmentError(f"{type(err).__name__}: {err}", file=str(path), line=line) from err
    finally:
        sys.dont_write_bytecode = writes
    return module


def _frames(err: BaseException) -> list[tuple[str, int]]:
    found, trace = [], err.__traceback__
    while trace:
        found.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return found


def constant(path: Path, name: str, default: Any = None) -> Any:
    """Read one literal of a course's file without running it; of a .pyx file, the head above its cell is read."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as err:
        raise AssignmentError(f"is not UTF-8 at byte {err.start}", file=str(path)) from None
    text = split(text)[0] if path.suffix == ".pyx" else text
    try:
        body = ast.parse(text).body
    except SyntaxError as err:
        raise AssignmentError(f"is not Python: {err.msg}", file=str(path), line=err.lineno or 0) from err
    for node in body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            try:
                return ast.literal_eval(node.value)
            except ValueError:
                raise AssignmentError(f"{name} is not a literal", file=str(path), line=node.lineno) from None
    return default
