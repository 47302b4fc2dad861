"""The known mistakes of an assignment as one file: hints, and marks to recognise them by. No code, no values."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.clues import KnownMistake
from grader.errors import AssignmentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from grader.knownwrong import KnownWrong
    from grader.records import QuestionResult

FILE = "hints.json"  # in solutions/ASSIGNMENT/, made by every release and by `grader hints`
FORMAT = 1
Mistakes = dict[str, tuple[KnownMistake, ...]]


def mistakes_of(wrong: KnownWrong, results: Iterable[QuestionResult]) -> dict[str, KnownMistake]:
    """What one known-wrong answer teaches, by question.

    Args:
        wrong: the file.
        results: how it was judged, on the cases of `reference.FIXED`.

    Returns:
        The mistake by question; nothing of one that gives chance, as its marks would differ in every release, nor of
        an exception that the file does not say to be the mistake: it may be a slip in the file.
    """
    learned: dict[str, KnownMistake] = {}
    if wrong.chance:
        return learned
    for result in results:
        marks = {check.case: check.marks for group in result.groups for check in group.checks if check.marks}
        if result.name in wrong.questions and wrong.hint and marks and not wrong.unshown(result):
            others = tuple(name for name in wrong.questions if name != result.name)
            learned[result.name] = KnownMistake(wrong.hint, marks, others)
    return learned


def visible(known: Iterable[KnownMistake], cases: Collection[str]) -> tuple[KnownMistake, ...]:
    """Leave of known mistakes what shows in some cases."""
    shown = [
        replace(mistake, marks={case: marks for case, marks in mistake.marks.items() if case in cases})
        for mistake in known
    ]
    return tuple(mistake for mistake in shown if mistake.marks)


def dumps(mistakes: Mapping[str, Iterable[KnownMistake]]) -> str:
    """The file's text: one line a mistake, so that a change of one shows as one."""
    blocks = []
    for question, known in sorted(mistakes.items()):
        cases = sorted({case for mistake in known for case in mistake.marks})
        lines = [_line(mistake, cases) for mistake in known]
        blocks.append(
            f'{json.dumps(question)}: {{"cases": {json.dumps(cases)}, "mistakes": [\n' + ",\n".join(lines) + "]}"
        )
    return f'{{"format": {FORMAT}, "questions": {{\n' + ",\n".join(blocks) + "}}\n"


def _line(mistake: KnownMistake, cases: list[str]) -> str:
    marks = {str(cases.index(case)): dict(marks) for case, marks in sorted(mistake.marks.items())}
    others = {"others": list(mistake.others)} if mistake.others else {}
    return json.dumps({"hint": mistake.hint, **others, "marks": marks}, separators=(",", ":"))


def read_mistakes(path: Path) -> Mistakes:
    """Read the file; none where there is none.

    Raises:
        AssignmentError: it is not what `grader hints` writes.
    """
    if not path.is_file():
        return {}
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != FORMAT:
            raise ValueError("it has another format")
        return {question: tuple(_read(block)) for question, block in document["questions"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as err:
        raise AssignmentError(f"cannot be read ({err}); run `grader hints` again", file=str(path)) from err


def _read(block: Mapping[str, Any]) -> Iterable[KnownMistake]:
    for raw in block["mistakes"]:
        marks = {block["cases"][int(k)]: dict(marks) for k, marks in raw["marks"].items()}
        if not isinstance(raw["hint"], str) or any(not isinstance(m, str) for d in marks.values() for m in d.values()):
            raise ValueError("a hint or a mark is not text")
        yield KnownMistake(raw["hint"], marks, tuple(raw.get("others", ())))
