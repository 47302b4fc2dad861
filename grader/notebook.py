"""Notebooks as cells by role: a reader of nbformat 4 that needs only the standard library.

Runs in the worker, on hostile input: whatever is wrong becomes a SubmissionError with a reason.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from dataclasses import dataclass
from typing import Any

from grader.errors import SubmissionError

ROLES = ("setup", "answer", "check", "explore", "predict", "written")
_CELL_MAGIC = re.compile(r"%%(\w+)")
_LINE_MAGIC = re.compile(r"^(\s*)(?:[%!?].*|[\w.]+\?{1,2}\s*)$")
_ASSIGNED_MAGIC = re.compile(r"^(\s*[\w, ]+=\s*)[%!].*$")
MAX_MAGICS = 100  # lines taken out of one cell
_TRANSPARENT_CELL_MAGICS = {"time", "timeit", "capture", "prun"}  # the rest of the cell is still Python


@dataclass(frozen=True)
class Cell:
    """One cell: its place (from 1), kind, source, role, and the question it answers or checks."""

    number: int
    kind: str
    source: str
    role: str = ""
    question: str = ""

    @property
    def label(self) -> str:
        """How messages name the cell."""
        if self.role == "answer":
            return f"the answer cell of {self.question}"
        return f"cell {self.number}"


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise SubmissionError("notebook_duplicate_key")
    return found


def _parse(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        raise SubmissionError("not_utf8", position=err.start) from None
    if not text.strip():
        raise SubmissionError("notebook_empty")
    try:
        return json.loads(text, object_pairs_hook=_refuse_duplicates)
    except json.JSONDecodeError as err:
        raise SubmissionError("not_json", line=err.lineno, reason=err.msg) from None
    except ValueError:
        raise SubmissionError("not_json", line=0, reason="a number in it is too long") from None
    except (RecursionError, MemoryError):
        raise SubmissionError("not_json", line=0, reason="it is nested too deep") from None


def _role(metadata: dict[str, Any]) -> tuple[str, str]:
    """The role of a cell and its question, from our own metadata or else from nbgrader's."""
    nbgrader = metadata.get("nbgrader")
    nbgrader = nbgrader if isinstance(nbgrader, dict) else {}
    grade_id = nbgrader.get("grade_id")
    grade_id = grade_id if isinstance(grade_id, str) else ""
    own = metadata.get("grader")
    role = own.get("role") if isinstance(own, dict) else None
    if role not in ROLES:
        solution, grade, locked = (nbgrader.get(key) is True for key in ("solution", "grade", "locked"))
        role = {(True, False): "answer", (False, True): "check", (True, True): "written"}.get(
            (solution, grade), "setup" if locked else ""
        )
    return role, grade_id.removesuffix("-check")


def _cell(number: int, raw: Any) -> Cell | None:
    if not isinstance(raw, dict):
        raise SubmissionError("notebook_cell", number=number, reason="is not an object")
    source = raw.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise SubmissionError("notebook_cell", number=number, reason="has a source that is not text")
    metadata = raw.get("metadata")
    role, question = _role(metadata if isinstance(metadata, dict) else {})
    return Cell(number, str(raw.get("cell_type")), source.replace("\r\n", "\n"), role, question)


def read_notebook(content: bytes) -> list[Cell]:
    """Read the cells of a notebook.

    Args:
        content: the file, UTF-8, nbformat 4; its size was checked before.

    Returns:
        All cells in order.

    Raises:
        SubmissionError: the file is not a notebook of this format; the message says what is wrong.
    """
    notebook = _parse(content)
    if not isinstance(notebook, dict):
        raise SubmissionError("notebook_shape", found=type(notebook).__name__)
    version = notebook.get("nbformat")
    if version != 4:
        raise SubmissionError("nbformat", version=version if isinstance(version, int) else None)
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise SubmissionError("notebook_no_cells")
    return [cell for number, raw in enumerate(cells, 1) if (cell := _cell(number, raw))]


def neutralise(source: str) -> tuple[str, list[str]]:
    """Take out of a cell what only IPython understands, wherever the parser stops at it.

    Args:
        source: one code cell that does not parse as it stands.

    Returns:
        The cell with as many lines as before, and the lines that were taken out. It may still not parse.
    """
    lines = source.split("\n")
    removed = _take_cell_magic(lines)
    while len(removed) < MAX_MAGICS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse("\n".join(lines))
            break
        except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
            taken = _take_line_magic(lines, (getattr(err, "lineno", None) or 0) - 1)
            if not taken:
                break
            removed += taken
    return "\n".join(lines), removed


def _take_cell_magic(lines: list[str]) -> list[str]:
    """Take out %%time and the like; the whole cell, where the rest of it is no Python."""
    first = next((k for k, text in enumerate(lines) if text.strip()), 0)
    found = _CELL_MAGIC.match(lines[first].strip())
    if not found:
        return []
    magic = lines[first].strip()
    last = first + 1 if found.group(1) in _TRANSPARENT_CELL_MAGICS else len(lines)
    lines[first:last] = [""] * (last - first)
    return [magic]


def _take_line_magic(lines: list[str], at: int) -> list[str]:
    """Take out one line magic, shell line or question, with the lines that it goes on in."""
    if not 0 <= at < len(lines):
        return []
    plain, assigned = _LINE_MAGIC.match(lines[at]), _ASSIGNED_MAGIC.match(lines[at])
    if not plain and not assigned:
        return []
    last = at
    while lines[last].endswith("\\") and last + 1 < len(lines):
        last += 1
    removed = [line.strip() for line in lines[at : last + 1]]
    lines[at] = f"{plain.group(1)}pass" if plain else f"{assigned.group(1)}None" if assigned else ""
    lines[at + 1 : last + 1] = [""] * (last - at)
    return removed
