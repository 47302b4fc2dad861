"""The student's notebook, made from its source alone: nothing here knows where the solutions are."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grader
from grader import cythoncell
from grader.declare import Assignment
from grader.errors import AssignmentError
from grader.release.source import KEPT, read_source

if TYPE_CHECKING:
    from nbformat import NotebookNode

SCHEMA = 3  # of nbgrader's cell metadata
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def build_notebook(course: Path, assignment: Assignment) -> NotebookNode:
    """Build the notebook that students get.

    Args:
        course: the folder that has `assignments/`.
        assignment: its questions give the points of the check cells.

    Returns:
        The notebook, with nbgrader's metadata, ids that depend on nothing but the source, and no outputs.

    Raises:
        AssignmentError: the source is faulty, or nbgrader refuses the notebook.
    """
    nbformat = importlib.import_module("nbformat")
    path = course / "assignments" / assignment.name / f"{assignment.name}.py"
    source = read_source(path, assignment.functions, [q.name for q in assignment.questions if q.compiled])
    counts: Counter[str] = Counter()
    cells = [_cell(cell, assignment, counts) for cell in source.cells]
    own = {"assignment": assignment.name, "version": grader.__version__}
    metadata = {"grader": own, "kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook = _transform(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    nbformat.validate(notebook)
    return notebook


def dumps(notebook: NotebookNode) -> str:
    """The notebook as text: the same notebook is the same bytes."""
    nbformat = importlib.import_module("nbformat")
    return str(nbformat.writes(notebook, version=nbformat.NO_CONVERT)).rstrip("\n") + "\n"


def _cell(cell: NotebookNode, assignment: Assignment, counts: Counter[str]) -> NotebookNode:
    v4 = importlib.import_module("nbformat.v4")
    own = cell.metadata.grader
    role = own.role or "text"
    counts[role] += 1
    name = {"answer": own.question, "check": f"{own.question}-check", "written": own.id}.get(role)
    name = name or f"{role}-{counts[role]}"
    metadata: dict[str, Any] = {key: cell.metadata[key] for key in KEPT if key in cell.metadata}
    if own.role:
        metadata["grader"] = {"role": role}
    marks = _marks(role, name, assignment.question(own.question).points if role == "check" else 0)
    if marks:
        metadata["nbgrader"] = marks
    new = v4.new_code_cell if cell.cell_type == "code" else v4.new_markdown_cell
    compiled = role == "answer" and assignment.question(own.question).compiled
    text = f"{cythoncell.MAGIC}\n{cell.source}" if compiled else cell.source
    made: NotebookNode = new(source=text, metadata=metadata, id=name[:64])
    return made


def _marks(role: str, name: str, points: int) -> dict[str, Any]:
    """What nbgrader is told of a cell; nothing for cells that are neither ours nor graded."""
    if role not in ("setup", "answer", "check", "written"):
        return {}
    marks: dict[str, Any] = {
        "schema_version": SCHEMA,
        "grade_id": name,
        "grade": role in ("check", "written"),
        "solution": role in ("answer", "written"),
        "locked": role in ("setup", "check"),
        "task": False,
    }
    return {**marks, "points": points} if marks["grade"] else marks


def _transform(notebook: NotebookNode, path: Path) -> NotebookNode:
    """Pass the notebook through nbgrader's own transforms.

    Not ClearSolutions: it overwrites a stub that has no markers around its answer.
    """
    rules = importlib.import_module("nbgrader.nbgraderformat")
    steps = importlib.import_module("nbgrader.preprocessors")
    try:
        for name in ("LockCells", "ClearOutput", "ComputeChecksums", "CheckCellMetadata"):
            notebook, _ = getattr(steps, name)().preprocess(notebook, {})
        rules.MetadataValidator().validate_nb(notebook)
    except rules.ValidationError as err:
        raise AssignmentError(f"nbgrader refuses the notebook: {err}", file=str(path)) from err
    return notebook
