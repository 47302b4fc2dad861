"""results.json as Gradescope reads it: only what it knows, only finite numbers, only text that can be shown."""

from __future__ import annotations

import contextlib
import json
import math
import os
import tempfile
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from grader.messages import VERDICTS
from grader.plain import as_json, number
from grader.report.outline import (
    cut,
    findings,
    group_verdict,
    line,
    printed,
    tally,
    total_line,
    words,
)
from grader.wording import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.records import GroupResult, QuestionResult, Report

# The platform cuts at 100,000 characters, out of the middle; nobody reads a tenth of that.
OUTPUT_BYTES = 10_000
DOCUMENT_BYTES = 1_000_000
PRINTED_BYTES = 2_000
NAME_BYTES = 200
# Larger integers lose digits in most readers of JSON.
LARGEST_INTEGER = 2**53

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_ALL_OR_NOTHING = "These points are given when every case of the group is right."
_UNFINISHED = "Grading did not finish. This says nothing about your answers, and no score was given. Hand in again, or tell your instructor."
_FAULT = "This could not be graded, through a fault of the grader and not of your answers. No score was given. Your instructor sees why."


def gradescope(report: Report, extra: Mapping[str, Any] = _NOTHING) -> dict[str, Any]:
    """Lay out a report as a results.json document.

    Args:
        report: the graded submission; a rejected one and one that a fault of ours touched have forms of their own.
        extra: more for `extra_data`, which comes back with the student's next submission.

    Returns:
        The document: one entry per question and group, and the total above them. Without any score when a
        fault of ours touched it.
    """
    if report.rejected:
        return rejected(report, extra)
    scored = not report.grader_error
    document = _document(_heading(report), extra_data={**extra, **_facts(report)})
    document["execution_time"] = _seconds(report.seconds)
    if scored:
        document["score"] = number(report.score)
    if scored and (standings := [_standing(question) for question in report.questions if question.timed]):
        document["leaderboard"] = standings
    document["tests"] = [
        _entry(question, group, f"{i}.{j}", noticed=group is _noticed(question), scored=scored)
        for i, question in enumerate(report.questions, 1)
        for j, group in enumerate(question.groups, 1)
    ]
    return _plain_object(document)


def rejected(report: Report, extra: Mapping[str, Any] = _NOTHING) -> dict[str, Any]:
    """The document for a submission that could not be read: no points, and why."""
    document = _document(_heading(report), extra_data={**extra, **_facts(report)})
    return _plain_object({**document, "execution_time": _seconds(report.seconds), "score": 0})


def unfinished(title: str) -> dict[str, Any]:
    """The document that lies ready from the start, for the case that nothing ever replaces it."""
    entry = {"name": line(title), "status": "failed", "output": _UNFINISHED, "visibility": "visible"}
    return _plain_object({**_document(_UNFINISHED), "tests": [entry]})


def grader_fault(text: str) -> dict[str, Any]:
    """The document for a fault of ours: no score; staff see the details, students do not."""
    told = {"name": "Grading", "status": "failed", "output": _FAULT, "visibility": "visible"}
    details = {"name": "For staff: what went wrong", "status": "failed", "output": text, "visibility": "hidden"}
    return _plain_object({**_document(_FAULT), "tests": [told, details]})


# ---------------------------------------------------------------------------------------------- parts


def _document(output: str, extra_data: Mapping[str, Any] = _NOTHING) -> dict[str, Any]:
    document: dict[str, Any] = {
        "output": output,
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
    }
    return {**document, "extra_data": dict(extra_data)} if extra_data else document


def _heading(report: Report) -> str:
    """The text above all entries: the total and the notices."""
    parts = [total_line(report)]
    if report.rejected:
        parts.append(words(report.rejected))
    parts += [words(notice) for notice in report.notices]
    return "\n\n".join(parts)


def _facts(report: Report) -> dict[str, Any]:
    """What staff need to repeat this grading."""
    return {
        "assignment": report.assignment,
        "attempt": report.attempt,
        "seed": report.seed,
        "tier": report.tier,
        "versions": dict(report.versions),
        "verdicts": {question.name: question.verdict.value for question in report.questions},
    }


def _standing(question: QuestionResult) -> dict[str, Any]:
    """One column of the platform's leaderboard; 0 where an answer is not right enough to be timed."""
    value = round(question.speed.value, 1) if question.speed else 0
    return {"name": f"{question.name}, times as fast as loops", "value": value, "order": "desc"}


def _noticed(question: QuestionResult) -> GroupResult:
    """The group in whose entry the notices on the whole question stand: the first that a student will open."""
    return next((group for group in question.groups if not group.passed), question.groups[0])


def _entry(
    question: QuestionResult, group: GroupResult, position: str, *, noticed: bool, scored: bool
) -> dict[str, Any]:
    extra = " (extra credit)" if question.extra_credit else ""
    entry: dict[str, Any] = {
        "name": f"{question.name}: {line(group.name)}{extra}",
        "number": position,
        "status": "passed" if group.passed else "failed",
        "output": _entry_output(question, group, noticed=noticed),
        "visibility": "visible",
    }
    if scored:
        entry |= {"score": number(group.score), "max_score": number(group.points)}
    if extra:
        entry["tags"] = ["extra credit"]
    return entry


def _entry_output(question: QuestionResult, group: GroupResult, *, noticed: bool) -> str:
    """Verdict, then the messages, then what was printed; what does not fit is counted."""
    verdict, count = VERDICTS[group_verdict(group)], tally(group)
    parts = [f"{verdict[0].upper()}{verdict[1:]}{': ' if count else ''}{count}."]
    if count and not group.passed and len(group.checks) > 1:
        parts[0] += f" {_ALL_OR_NOTHING}"
    parts += [words(notice) for notice in question.notices] if noticed else []
    for finding in findings(group.checks):
        label = finding.label
        parts.append(f"{label[0].upper()}{label[1:]}:\n{finding.text}" if label else finding.text)
        parts[-1] += f"\n{finding.aside}" if finding.aside else ""
    for output in printed(group.checks, PRINTED_BYTES):
        parts.append(
            f"Your output in {output.label}:\n{output.text}" if output.label else f"Your output:\n{output.text}"
        )
    return _fitting(parts)


def _fitting(parts: list[str]) -> str:
    """As many whole parts as the budget holds."""
    kept: list[str] = []
    left = OUTPUT_BYTES - 40
    for part in parts:
        left -= len(part.encode(errors="ignore")) + 2
        if left < 0:
            return "\n\n".join([*kept, f"... {len(parts) - len(kept)} more parts do not fit here"])
        kept.append(part)
    return "\n\n".join(kept)


def _seconds(seconds: float) -> float:
    return round(seconds, 3) if math.isfinite(seconds) and seconds > 0 else 0.0


# ---------------------------------------------------------------------------------------------- safe JSON


def _plain(value: Any) -> Any:
    """JSON values whose strings can be shown and stored: LF only, no control codes, no lone surrogates."""
    if isinstance(value, str):
        return clean(value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        return f"an integer of {value.bit_length()} bits"
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return f"an object of type {type(value).__name__}"


def _plain_object(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document made plain, every text of it within its budget."""
    return _bounded(_plain(as_json(dict(document))), OUTPUT_BYTES)


def _bounded(document: dict[str, Any], limit: int) -> dict[str, Any]:
    """The document with every output within `limit` bytes."""
    found = dict(document)
    if "output" in found:
        found["output"] = cut(found["output"], limit)
    if "tests" in found:
        found["tests"] = [
            {**test, "name": cut(test["name"], NAME_BYTES, "..."), "output": cut(test["output"], limit)}
            for test in found["tests"]
        ]
    return found


def _encoded(document: Mapping[str, Any]) -> str:
    return json.dumps(document, allow_nan=False, ensure_ascii=False, indent=1) + "\n"


def dumps(document: Mapping[str, Any]) -> str:
    """A document as JSON text of at most 1 MB: outputs are shortened first, then `extra_data` is left out.

    Raises:
        ValueError: the document is too large even so; no assignment with a thousand groups is.
    """
    limit = OUTPUT_BYTES
    found = _plain_object(document)
    if len(_encoded({**found, "extra_data": {}}).encode()) < DOCUMENT_BYTES < len(_encoded(found).encode()):
        found["extra_data"] = {"left_out": "more than fits"}
    while len((text := _encoded(found)).encode()) > DOCUMENT_BYTES:
        limit //= 2
        if limit < 50:
            raise ValueError("the results do not fit into 1 MB")
        found = {**_bounded(found, limit), "extra_data": {"left_out": "more than fits"}}
    return text


def write(document: Mapping[str, Any], path: Path, mode: int = 0o644) -> None:
    """Put a document in place in one step, so that no reader ever sees half of it.

    Args:
        document: what `gradescope` and its neighbours return.
        path: results.json; a link there is replaced and not followed.
        mode: the file's permissions once it is in place; until then nobody else can read it.
    """
    text = dumps(document)
    handle, name = tempfile.mkstemp(prefix=".results-", suffix=".json", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
