"""What an assignment promises beyond what every one must hold: `solutions/NAME/quality.py`, where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import AssignmentError
from grader.loading import constant

if TYPE_CHECKING:
    from pathlib import Path

FILE = "quality.py"
NAME = "MORE_THAN_A_TABLE"


def promised(solutions: Path) -> float | None:
    """What part of the silent mutants must be told more than a table; None where nothing is promised.

    Args:
        solutions: the folder of the assignment's answers.

    Raises:
        AssignmentError: the file does not give MORE_THAN_A_TABLE, or no number above 0 and up to 1.
    """
    path = solutions / FILE
    if not path.is_file():
        return None
    value = constant(path, NAME)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
        written = "has no" if value is None else f"has {NAME} = {value!r}; write"
        raise AssignmentError(f"{written} {NAME} = 0.7, or another part of the silent mutants up to 1", file=str(path))
    return float(value)
