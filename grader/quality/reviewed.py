"""The reviewed list of mutants that give what the reference gives: `solutions/NAME/equivalent.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from grader.errors import AssignmentError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "equivalent.json"
# The one reason that stands for chance: a mutant with it may live or die, and counts as neither.
CHANCE = "Reads memory behind its array: what it gives is chance."


def read_reviewed(path: Path) -> dict[tuple[str, str], str]:
    """Read the list.

    Args:
        path: a JSON object: reason -> style -> list of the identities of mutants. There may be no such file.

    Returns:
        (style, identity) -> reason.

    Raises:
        AssignmentError: it is no such object, a reason is empty, or a mutant is listed twice.
    """
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as err:
        raise AssignmentError(f"is not JSON: {err}", file=str(path), line=getattr(err, "lineno", 0)) from None
    found: dict[tuple[str, str], str] = {}
    try:
        for reason, styles in told.items():
            if not reason.strip():
                raise AssignmentError("has mutants without a reason", file=str(path))
            for style, identities in styles.items():
                if not isinstance(identities, list) or not all(isinstance(each, str) for each in identities):
                    raise TypeError
                for identity in identities:
                    if (style, identity) in found:
                        raise AssignmentError(f'has "{identity}" twice in style {style}', file=str(path))
                    found[style, identity] = reason
    except (AttributeError, TypeError):
        text = "has another form than {reason: {style: [mutant, ...]}}"
        raise AssignmentError(text, file=str(path)) from None
    return found
