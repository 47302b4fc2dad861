"""The marks of a wrong answer: a few bytes an output, the same however the mistake is written, by which it is recognised."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from grader.clues import KnownMistake, Marks
    from grader.records import DrawnCase, Fault, Message, Outcome

STEP = 2.0**-10  # dyadic probes stay on this grid, far from where rounding would flip
_VALUES = {"values", "shape", "not_finite", "type", "dtype", "absent", "subgradient"}
_WHOLE = ""  # the mark of what has no output: an exception, a changed input
_WORDS = re.compile(r"\w+(?:\[\w+\])?")
_STOPPED = "!"  # begins the mark of an exception


def marks_of(case: DrawnCase, outcome: Outcome, message: Message | None) -> dict[str, str]:
    """Mark what is wrong with one case: each wrong output by its value, or the way in which there is none.

    Args:
        case: what was asked.
        outcome: what came back.
        message: what was found to be wrong; None where all is right.
    """
    if message is None:
        return {}
    if message.kind in _VALUES:
        wrong = [message.data.get("output", ""), *message.data.get("also_wrong", ())]
        return {name: _mark(outcome.values.get(name), case, name) for name in wrong}
    if message.kind == "changed":
        return {_WHOLE: _hashed(b"changed", ",".join(message.data["names"]).encode())}
    if outcome.fault and outcome.verdict is Verdict.RAISED:
        return {_WHOLE: _stopped(outcome.fault)}
    return {_WHOLE: _hashed(b"kind", f"{message.kind} {message.data.get('got', '')}".encode())}


def _stopped(fault: Fault) -> str:
    """Styles differ in what they raise, but not in whether they mean to."""
    meant = fault.source.lstrip().startswith(("raise", "assert"))
    return _STOPPED + _hashed(fault.kind.encode(), fault.type_name.encode(), b"meant" if meant else b"")


def _mark(value: Any, case: DrawnCase, name: str) -> str:
    if not isinstance(value, (np.ndarray, np.number, int, float)):
        return _hashed(b"type", type(value).__name__.encode())
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "biuf":
            return _hashed(b"dtype", array.dtype.kind.encode())
        expected = np.asarray(case.expected.get(name, 0.0), dtype=np.float64)
    except (ValueError, TypeError, OverflowError):
        return _hashed(b"type", b"")
    largest = float(np.abs(expected).max(initial=0.0)) if case.tolerance.relative else 0.0
    scale = 2.0 ** np.ceil(np.log2(largest)) if largest > 0 and np.isfinite(largest) else 1.0
    with np.errstate(all="ignore"):
        steps = np.rint(array.astype(np.float64) / (STEP * scale))
        steps = np.nan_to_num(steps, nan=-(2.0**60), posinf=2.0**60, neginf=-(2.0**59))
    whole = np.clip(steps, -(2.0**60), 2.0**60).astype("<i8")
    return _hashed(b"values", repr(array.shape).encode(), whole.tobytes())


def _hashed(*parts: bytes) -> str:
    return hashlib.blake2b(b"\x1f".join(parts), digest_size=8).hexdigest()


# ---------------------------------------------------------------------------------------------- recognising


def recognise(
    mistakes: Iterable[KnownMistake], found: Mapping[str, Marks], asked: Collection[str]
) -> tuple[KnownMistake, ...]:
    """Find the known mistakes that an answer has made; none rather than a doubtful one.

    The mistake that explains everything that is wrong is taken. Where there is none, each wrong output is looked
    at alone, for a mistake that makes this output wrong and no other.

    Args:
        mistakes: the known ones of this question.
        found: by case, the marks of what is wrong with the answer.
        asked: the cases that were asked; those that are not in `found` are right.
    """
    mistakes = [k for k in mistakes if any(case in asked for case in k.marks)]
    wrong = {case: dict(marks) for case, marks in found.items() if marks}
    if whole := _best(mistakes, wrong, asked):
        return (whole,)
    outputs = sorted({output for marks in wrong.values() for output in marks} - {_WHOLE})
    partly = []
    for output in outputs if len(outputs) > 1 else ():
        alone = {case: {output: marks[output]} for case, marks in wrong.items() if output in marks}
        others = {*outputs} - {output}  # a hint that names one of them would call it right
        only = [k for k in mistakes if _outputs(k) == {output} and not others & {*_WORDS.findall(k.hint)}]
        if one := _best(only, alone, asked):
            partly.append(one)
    return tuple(partly)


def _outputs(mistake: KnownMistake) -> set[str]:
    return {output for marks in mistake.marks.values() for output in marks}


def _best(mistakes: Iterable[KnownMistake], wrong: Mapping[str, Marks], asked: Collection[str]) -> KnownMistake | None:
    """The one mistake that fits, and better than any other with another hint."""
    fitting = [(doubt, k) for k in mistakes if (doubt := _doubt(k, wrong, asked)) is not None]
    least = min((doubt for doubt, _ in fitting), default=0)
    best = [k for doubt, k in fitting if doubt == least]
    return best[0] if best and len({k.hint for k in best}) == 1 else None


def _doubt(mistake: KnownMistake, wrong: Mapping[str, Marks], asked: Collection[str]) -> int | None:
    """In how many cases the two raised differently, so that they cannot be compared; None where the mistake does not fit."""
    doubt = equal = values = 0
    for case in asked:
        mine, known = dict(wrong.get(case, {})), dict(mistake.marks.get(case, {}))
        if mine == known:
            equal += bool(mine)
            values += bool(mine) and not _has_stopped(mine)
        elif _has_stopped(mine) and _has_stopped(known):  # styles differ in what they raise
            doubt += 1
        else:
            return None
    return doubt if values or (equal and not doubt) else None


def _has_stopped(marks: Marks) -> bool:
    return marks.get(_WHOLE, "").startswith(_STOPPED)
