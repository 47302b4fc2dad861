"""What a worker answers, as records: every field taken by name, made plain and cut; anything odd raises."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.definitions import MAX_NAMES
from grader.messages import render
from grader.records import Extraction, Fault, Message, Outcome, Piece, Request, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_FOLDERS = sorted({str(Path(__file__).parents[2]), sys.prefix, sys.base_prefix} - {"/", "/usr"}, key=len, reverse=True)


def _message(raw: Any) -> Message:
    kind, data = raw
    message = Message(str(kind), {str(key): item for key, item in data.items()})
    render(message)  # what cannot be put into words does not come from our reader
    return message


def without_paths(text: str) -> str:
    """What a worker wrote, without the folders of this machine that it can find out about."""
    for path in _FOLDERS:
        text = text.replace(path, "...")
    return text


def extraction(found: dict[str, Any]) -> Extraction | Message:
    """What the worker says of one file, or why it could not read it."""
    if "error" in found:
        kind, data = found["error"]
        return _message([kind, {**data, "file": str(found["file"])}])
    return Extraction(
        str(found["file"]),
        tuple(_piece(raw) for raw in found["pieces"]),
        tuple(map(str, found["defined"])),
        tuple(map(str, found["stubs"])),
        tuple(str(name)[:100] for name in found["names"][:MAX_NAMES]),
        tuple(_message(raw) for raw in found["problems"]),
        {str(q): _message(raw) for q, raw in found["broken"].items()},
    )


def _piece(raw: Any) -> Piece:
    label, source, keep, question, compiled = raw
    kept = {str(name): tuple(int(k) for k in numbers) for name, numbers in keep.items()}
    return Piece(str(label), str(source), kept, str(question), bool(compiled))


def fault(raw: Any, lines: Mapping[str, int], functions: Collection[str] = ()) -> Fault:
    """An exception as the worker tells it, every text cut.

    Args:
        raw: what it tells.
        lines: of each piece that it was given, the number of its lines.
        functions: those that it was to call.
    """
    function, label, line = str(raw["function"]), str(raw["label"]), int(raw["line"])
    known = 0 <= line <= lines.get(label, -1)
    return Fault(
        re.sub(r"\W", "_", str(raw["type_name"]))[:100] or "Exception",
        without_paths(str(raw["text"])[:2000]),
        function if function in functions else "",
        label if known else "",
        line if known else 0,
        str(raw["source"])[:200],
        tuple(str(base)[:100] for base in raw["bases"][:10]),
        "returned" if raw["kind"] == "returned" else "raised",
        int(raw["call"]),
    )


def outcome(reply: dict[str, Any], request: Request, lines: Mapping[str, int], printed: str, seconds: float) -> Outcome:
    """What came back for one case; only verdicts that a worker can know are taken, and only names that we gave it."""
    verdict, functions = Verdict(reply["verdict"]), {call.function for call in request.calls}
    if verdict not in (Verdict.PASSED, Verdict.RAISED, Verdict.MEMORY):
        raise ValueError(verdict)
    told = fault(reply["fault"], lines, functions) if reply["fault"] is not None else None
    if (told is None) is not (verdict is Verdict.PASSED):
        raise ValueError(verdict)
    if told and not 0 <= told.call < len(request.calls):
        raise ValueError(told.call)
    changed = {str(name): str(function) for name, function in reply["changed"].items()}
    if (
        not {name.partition("[")[0] for name in changed} <= request.inputs.keys()
        or not {*changed.values()} <= functions
    ):
        raise ValueError(changed)
    return Outcome(verdict, dict(reply["values"]), changed, told, printed, seconds)
