"""Notebooks as cells by role: a reader of nbformat 4 that needs only the standard library.

Runs in the worker, on hostile input: whatever is wrong becomes a SubmissionError with a reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from grader.errors import SubmissionError

ROLES = ("setup", "answer", "check", "explore", "predict", "written")
_CELL_MAGIC = re.compile(r"%%(\w+)")
_LINE_MAGIC = re.compile(r"^(\s*)(?:[%!?].*|[\w.]+\?{1,2}\s*)$")
_ASSIGNED_MAGIC = re.compile(r"^(\s*[\w, ]+=\s*)[%!].*$")
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


def neutralise(source: str, line: int) -> tuple[str, list[str]] | None:
    """Take out of a cell what only IPython understands, where Python stopped at it.

    Args:
        source: one code cell that does not parse as it stands.
        line: where the parser stopped, from 1.

    Returns:
        The cell with as many lines as before, and the lines that were taken out; None where there is nothing of
        the kind at this place.
    """
    lines = source.split("\n")
    first = next((k for k, text in enumerate(lines) if text.strip()), 0)
    magic = _CELL_MAGIC.match(lines[first].strip())
    if magic:
        kept = ["", *lines[first + 1 :]] if magic.group(1) in _TRANSPARENT_CELL_MAGICS else [""]
        return "\n".join([*lines[:first], *kept]), [lines[first].strip()]
    at = line - 1
    if not 0 <= at < len(lines):
        return None
    if found := _LINE_MAGIC.match(lines[at]):
        removed = [lines[at].strip()]
        while lines[at].endswith("\\") and at + 1 < len(lines):
            lines[at] = ""
            at += 1
            removed.append(lines[at].strip())
        lines[at] = ""
        lines[line - 1] = f"{found.group(1)}pass"
        return "\n".join(lines), removed
    if assigned := _ASSIGNED_MAGIC.match(lines[at]):
        removed = [lines[at].strip()]
        lines[at] = f"{assigned.group(1)}None"
        return "\n".join(lines), removed
    return None
