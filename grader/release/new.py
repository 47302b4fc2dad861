"""`grader new`: the skeleton of a question, complete enough to be released as it stands.

Adds, never overwrites: everything is worked out first, then written, then read back as a release would; where
that fails, the course is put back as it was.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from grader.errors import AssignmentError
from grader.release.functions import binds
from grader.release.source import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.course import Course

TEMPLATES = Path(__file__).parent / "templates" / "new"
MISTAKES = ("shift_ignored", "factor_ignored", "changes_x")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NUMBERED = re.compile(r"hw(\d+)_(\w+)")
_OURS = {"assignment", "case", "check", "np", "numpy", "pack_submission"}
_BODY = "return scale * x + shift"
_LOOPS = "right/loops.py"


def new_question(course: Course, assignment: str, question: str) -> list[str]:
    """Add a question to an assignment, which is made where there is none.

    Args:
        course: where to write.
        assignment: the folder's name, such as "hw2_conv".
        question: the function's name, such as "scale_shift".

    Returns:
        Lines to print: what was written, and what to do next.

    Raises:
        AssignmentError: a name cannot be used, or a file that would be written is there already.
    """
    _check_names(assignment, question)
    texts = _texts(course.path, assignment, question)
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        _read_back(course, assignment)
    except BaseException:
        _restore(before)
        raise
    written = [f"{'changed' if before[p] else 'wrote':<9}{p.relative_to(course.path)}" for p in texts]
    return [*written, *_next(assignment, question)]


def _check_names(assignment: str, question: str) -> None:
    for what, name in (("assignment", assignment), ("question", question)):
        if not _NAME.fullmatch(name):
            example = "hw1_vectors" if what == "assignment" else "scale_shift"
            raise AssignmentError(f'{what} name "{name}" is not a plain lower-case word such as {example}')
        if keyword.iskeyword(name):
            raise AssignmentError(f'{what} name "{name}" is a word of Python itself; choose another')
    if question in _OURS or hasattr(builtins, question):
        raise AssignmentError(f'question name "{question}" would hide something that notebooks use; choose another')


def _texts(course: Path, assignment: str, question: str) -> dict[Path, str]:
    """Every file to write, with its whole new text."""
    sources, answers = course / "assignments" / assignment, course / "solutions" / assignment
    names = {
        "assignment": assignment,
        "question": question,
        "assignment_title": _title(assignment),
        "title": _title(question),
    }
    stub = f'raise NotImplementedError("{question}: {names["title"]}, in the notebook")'
    names["stub"] = _fill("function", names, body=stub)
    solution, loops = answers / "solution.py", answers / _LOOPS
    texts = {
        sources / "questions.py": _declared(sources / "questions.py", names),
        sources / f"{assignment}.py": _asked(sources / f"{assignment}.py", names),
        solution: _appended(solution, "solution", names, _fill("function", names, body=_BODY)),
        loops: _appended(loops, "right", names, _fill("loops", names)),
    }
    for mistake in MISTAKES:
        path = answers / "wrong" / f"{question}_{mistake}.py"
        if path.exists():
            raise AssignmentError("is there already; nothing was written", file=str(path))
        texts[path] = _fill(f"wrong_{mistake}", names)
    return texts


def _appended(path: Path, header: str, names: Mapping[str, str], function: str) -> str:
    """A file of answers with one more at its end; where there is no file, one that begins with a template's header."""
    if names["question"] in _bound(path):
        raise AssignmentError(f'already defines "{names["question"]}"; nothing was written', file=str(path))
    above = path.read_text(encoding="utf-8") if path.exists() else _fill(header, names)
    return above.rstrip("\n") + "\n\n\n" + function


def _title(name: str) -> str:
    numbered = _NUMBERED.fullmatch(name)
    words = (numbered.group(2) if numbered else name).replace("_", " ").strip()
    return f"Homework {int(numbered.group(1))}: {words}" if numbered else words.capitalize()


def _fill(template: str, names: Mapping[str, str], **more: str) -> str:
    text = (TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(names, **more)


def _bound(path: Path) -> set[str]:
    """The names that a file of the course binds; none where there is no file."""
    if not path.exists():
        return set()
    try:
        body = ast.parse(path.read_text(encoding="utf-8")).body
    except SyntaxError as err:
        raise AssignmentError(f"is not Python: {err.msg}", file=str(path), line=err.lineno or 0) from err
    return {name for node in body for name in binds(node)}


# ---------------------------------------------------------------------------------------------- questions.py


def _declared(path: Path, names: Mapping[str, str]) -> str:
    """The declaration with the question's entry in it."""
    entry = _fill("entry", names)
    if not path.exists():
        return _fill("questions", names, entry=entry)
    question, bound = names["question"], _bound(path)
    if question in bound:
        raise AssignmentError(f'already has a name "{question}"; choose another', file=str(path))
    text = path.read_text(encoding="utf-8")
    place = _assignment_of(ast.parse(text), path)
    lines = _listed(text, place, path, question).split("\n")
    above = "\n".join(lines[: place.lineno - 1]).rstrip("\n").split("\n")
    lines[: place.lineno - 1] = [*above, "", "", *entry.split("\n")]
    needed = [name for name in ("Case", "Group", "Question") if name not in bound]
    imports = [f"from grader.declare import {', '.join(needed)}"] if needed else []
    imports += ["import numpy as np"] if "np" not in bound else []
    imported = [n for n in ast.parse(text).body if isinstance(n, (ast.Import, ast.ImportFrom))]
    after = max((n.end_lineno or 0 for n in imported), default=0)
    lines[after:after] = imports
    return "\n".join(lines)


def _assignment_of(tree: ast.Module, path: Path) -> ast.Assign:
    """The statement `assignment = Assignment(...)`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and "assignment" in binds(node):
            return node
    raise AssignmentError('has no "assignment = Assignment(...)" to add the question to', file=str(path), line=1)


def _listed(text: str, place: ast.Assign, path: Path, question: str) -> str:
    """The text with a name more at the end of the assignment's tuple of questions."""
    call = place.value
    assert isinstance(call, ast.Call)
    named = [k.value for k in call.keywords if k.arg == "questions"]
    listed = [*named, *call.args[2:3]][0] if named or len(call.args) > 2 else None
    if not isinstance(listed, ast.Tuple) or not listed.elts:
        raise AssignmentError(
            "the questions of Assignment are not written as a tuple of names", file=str(path), line=place.lineno
        )
    last = listed.elts[-1]
    line, column = (last.end_lineno or 1) - 1, last.end_col_offset or 0
    lines = text.split("\n")
    # column counts bytes
    head, tail = lines[line].encode()[:column].decode(), lines[line].encode()[column:].decode()
    own_line = lines[line].strip().rstrip(",") == ast.get_source_segment(text, last)
    indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
    if own_line:
        lines[line : line + 1] = [f"{head},", f"{indent}{question}{tail if tail.startswith(',') else ',' + tail}"]
    else:
        lines[line] = f"{head}, {question}{tail[1:] if tail.startswith(',') and len(listed.elts) == 1 else tail}"
    return "\n".join(lines)


# ---------------------------------------------------------------------------------------------- notebook


def _asked(path: Path, names: Mapping[str, str]) -> str:
    """The notebook's source with the question's cells in it, above the cells that hand it in."""
    cells = _fill("cells", names)
    if not path.exists():
        return _fill("notebook", names, cells=cells)
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    marks = [k for k, line in enumerate(lines) if line.startswith("# %%")]
    last = marks[-1] if marks else len(lines)
    at = len(lines)
    if any(line.startswith("pack_submission(") for line in lines[last:]):
        above = marks[-2] if len(marks) > 1 and "[markdown]" in lines[marks[-2]] else last
        at = above
    before, after = "\n".join(lines[:at]).rstrip("\n"), "\n".join(lines[at:])
    return f"{before}\n\n{cells}" + (f"\n{after}\n" if after else "")


# ---------------------------------------------------------------------------------------------- afterwards


def _read_back(course: Course, name: str) -> None:
    """Read what was written as a release does, so that a mistake shows now."""
    homework = course.homework(name)
    source = homework.folder / f"{name}.py"
    read_source(source, homework.assignment.functions)
    _ = homework.reference


def _restore(before: Mapping[Path, bytes | None]) -> None:
    for path, content in before.items():
        if content is not None:
            path.write_bytes(content)
        else:
            path.unlink(missing_ok=True)


def _next(assignment: str, question: str) -> Sequence[str]:
    here, answers = f"assignments/{assignment}", f"solutions/{assignment}"
    return [
        "",
        f"{question} is a small real function now, and can be released as it stands. Make it yours:",
        f"  1. {here}/{assignment}.py: write the stub's signature and docstring; they are the contract",
        f"  2. {answers}/solution.py: the same signature and docstring, and the answer",
        f"  3. {here}/questions.py: points, groups, cases, hints",
        f"  4. {answers}/wrong/: one file for each mistake that you expect; three are there",
        f"  5. {answers}/{_LOOPS}: the answer once more, as a student would write it",
        f"  6. grader release {assignment}",
        f"  7. grader quality {assignment}: how good the cases are, and what is missing",
    ]
