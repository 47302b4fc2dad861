"""The notebook as text: percent format with a role in each cell's header, read and checked.

A source is faulty rather than guessed at: every code cell has a role, every question one stub and one check.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import AssignmentError, closest
from grader.notebook import ROLES

if TYPE_CHECKING:
    from nbformat import NotebookNode

KEPT = ("collapsed", "jupyter", "tags")  # header keys that are Jupyter's own and stay in the student's notebook
_KEYS = {"answer": "question", "check": "question", "written": "id"}
_MARK = re.compile(r"# %%%*(\s|$)")
_WRITTEN_ID = re.compile(r"written-[a-z0-9-]+")
_IMPORTABLE = {"numpy", *sys.stdlib_module_names}


def read_source(path: Path, questions: Iterable[str] = (), compiled: Collection[str] = ()) -> NotebookNode:
    """Read a notebook source and check it.

    Args:
        path: the .py file in percent format.
        questions: the names the assignment declares; where none are given, those of the answer cells count.
        compiled: those whose answer cell is compiled; its text may begin with imports.

    Returns:
        The notebook; each cell's `metadata.grader` holds role, question, id and the line of its header.

    Raises:
        AssignmentError: the source is faulty; with file and line, what is written and what is allowed.
    """
    notebook = _parse(path)
    known = tuple(questions)
    for cell in notebook.cells:
        _check_header(path, cell, known)
        _check_content(path, cell, compiled)
    _check_pairs(path, notebook.cells, known)
    return notebook


def _parse(path: Path) -> NotebookNode:
    jupytext = importlib.import_module("jupytext")
    if not path.is_file():
        raise AssignmentError(
            "there is no such file; the notebook's source is ASSIGNMENT/ASSIGNMENT.py", file=str(path)
        )
    text = path.read_text(encoding="utf-8")
    marks = [number for number, line in enumerate(text.split("\n"), 1) if _MARK.match(line)]
    try:
        notebook: NotebookNode = jupytext.reads(text, fmt="py:percent")
    except Exception as err:
        raise AssignmentError(f"cannot be read as percent format: {err}", file=str(path), line=1) from err
    if len(notebook.cells) != len(marks):
        reason = f'{len(notebook.cells)} cells, but {len(marks)} lines begin with "# %%"'
        hint = "text before the first of them needs a header of its own"
        raise AssignmentError(f"{reason}; {hint}", file=str(path), line=marks[0] if marks else 1)
    notebook.metadata.pop("jupytext", None)
    for cell, line in zip(notebook.cells, marks, strict=True):
        cell.metadata.pop("lines_to_next_cell", None)
        own = {key: str(cell.metadata.pop(key, "")) for key in ("role", "question", "id")}
        cell.metadata["grader"] = {**own, "line": line}
    return notebook


def _fault(path: Path, cell: NotebookNode, text: str) -> AssignmentError:
    return AssignmentError(text, file=str(path), line=int(cell.metadata.grader.line))


def _check_header(path: Path, cell: NotebookNode, known: tuple[str, ...]) -> None:
    if "incorrectly_encoded_metadata" in cell.metadata:
        written = cell.metadata.incorrectly_encoded_metadata
        raise _fault(path, cell, f'header "{written}" cannot be read; write key="value"')
    for key in cell.metadata:
        if key not in (*KEPT, "grader"):
            raise _fault(path, cell, f'header has key "{key}"; {closest(key, ("role", "question", "id", *KEPT))}')
    _check_role(path, cell, cell.metadata.grader.role)
    _check_names(path, cell, cell.metadata.grader, known)


def _check_role(path: Path, cell: NotebookNode, role: str) -> None:
    kind = cell.cell_type
    if kind not in ("code", "markdown"):
        raise _fault(path, cell, f'cell is "{kind}"; allowed: code, markdown')
    if role and role not in ROLES:
        raise _fault(path, cell, f'role "{role}" is unknown; {closest(role, ROLES)}')
    if kind == "code" and not role:
        raise _fault(path, cell, f"code cell has no role; allowed: {', '.join(r for r in ROLES if r != 'written')}")
    if role and (role == "written") != (kind == "markdown"):
        raise _fault(path, cell, f'{kind} cell has role "{role}"; "written" is for markdown, the others for code')


def _check_names(path: Path, cell: NotebookNode, own: Mapping[str, str], known: tuple[str, ...]) -> None:
    role = own["role"]
    for key in ("question", "id"):
        wanted = _KEYS.get(role) == key
        if wanted and not own[key]:
            raise _fault(path, cell, f'{role} cell has no {key}; write role="{role}" {key}="..."')
        if own[key] and not wanted:
            raise _fault(path, cell, f'{role or "text"} cell has {key}="{own[key]}", which has no meaning there')
    if own["question"] and known and own["question"] not in known:
        raise _fault(path, cell, f'question "{own["question"]}" is not declared; {closest(own["question"], known)}')
    if own["id"] and not _WRITTEN_ID.fullmatch(own["id"]):
        raise _fault(path, cell, f'id "{own["id"]}" is not of the form "written-some-words"')


def _check_content(path: Path, cell: NotebookNode, compiled: Collection[str]) -> None:
    role, question = cell.metadata.grader.role, cell.metadata.grader.question
    if role not in ("setup", "answer", "check", "predict"):
        return
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as err:
        line = int(cell.metadata.grader.line) + (err.lineno or 0)
        raise AssignmentError(f"{role} cell is not Python: {err.msg}", file=str(path), line=line) from err
    if role == "setup":
        _check_setup(path, cell, tree)
    if role == "answer":
        _check_stub(path, cell, tree, question in compiled)
    if role == "check" and ast.unparse(tree) != f"check({question!r})":
        raise _fault(path, cell, f'check cell is not the one line check("{question}")')
    if role == "predict" and not _is_prediction(tree):
        raise _fault(path, cell, 'predict cell is not one line such as: prediction_1 = None  # "A", "B" or "C"')


def _check_setup(path: Path, cell: NotebookNode, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if name.split(".")[0] not in _IMPORTABLE:
                reason = "it also runs when grading, where there is only numpy and the standard library"
                raise _fault(path, cell, f'setup cell imports "{name}"; {reason}: make it an explore cell')


def _check_stub(path: Path, cell: NotebookNode, tree: ast.Module, compiled: bool) -> None:
    question = cell.metadata.grader.question
    allowed = f"allowed: {'imports and ' * compiled}one def, its docstring, then raise NotImplementedError"
    # a compiled cell does not see the names of the notebook
    body = [node for node in tree.body if not (compiled and isinstance(node, (ast.Import, ast.ImportFrom)))]
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef):
        kinds = ", ".join(type(node).__name__ for node in tree.body) or "nothing"
        raise _fault(path, cell, f"answer cell of {question} holds {kinds}; {allowed}")
    stub = body[0]
    if stub.name != question:
        raise _fault(path, cell, f'answer cell of {question} defines "{stub.name}"; allowed: {question}')
    if not ast.get_docstring(stub):
        raise _fault(path, cell, f"stub {question} has no docstring; {allowed}")
    if len(stub.body) != 2 or not _raises_not_implemented(stub.body[1]):
        last = ast.unparse(stub.body[-1]).split("\n")[0]
        raise _fault(path, cell, f'stub {question} ends in "{last}"; {allowed}')


def _raises_not_implemented(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Raise):
        return False
    error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(error, ast.Name) and error.id == "NotImplementedError"


def _is_prediction(tree: ast.Module) -> bool:
    node = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
        return False
    return isinstance(node.value, ast.Constant) and node.value.value is None


def _check_pairs(path: Path, cells: list[NotebookNode], known: tuple[str, ...]) -> None:
    """Each question has one answer cell and, below it, one check cell; each written question an id of its own."""
    places: dict[tuple[str, str], int] = {}
    for cell in cells:
        own = cell.metadata.grader
        key = (own.role, own.question or own.id)
        if key[1] and key in places:
            raise _fault(path, cell, f'second {own.role} cell of "{key[1]}"; the first is at line {places[key]}')
        places[key] = own.line
    names = known or tuple(dict.fromkeys(name for role, name in places if role in ("answer", "check")))
    for name in names:
        answer, check = places.get(("answer", name), 0), places.get(("check", name), 0)
        for role, line, other in (("answer", answer, check), ("check", check, answer)):
            if not line:
                text = f'question {name} has no {role} cell; write # %% role="{role}" question="{name}"'
                raise AssignmentError(text, file=str(path), line=other or 1)
        if check < answer:
            raise AssignmentError(f"check cell of {name} stands before its answer cell", file=str(path), line=check)
