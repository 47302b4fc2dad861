"""The public cases of an assignment as one file: what the notebook's check() reads instead of the reference."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grader.clues import KnownMistake, Trace
from grader.records import Call, DrawnCase, DrawnQuestion, Exam, Piece, Replay, Request, Tolerance
from grader.reference import Seed
from grader.sandbox import wire

if TYPE_CHECKING:
    from grader.course import Homework

FORMAT = 4


def public_cases(homework: Homework) -> Exam:
    """Draw the public cases of an assignment, with the reference's answers."""
    return homework.exam(Seed(b"", ""), public_only=True)


def dump(exam: Exam) -> bytes:
    """Encode an exam: a frame that says what follows, then one frame a question."""
    setup = [[p.label, p.source] for p in exam.setup]
    frames = [wire.dump({"format": FORMAT, "assignment": exam.assignment, "title": exam.title, "setup": setup})]
    frames += [wire.dump(_plain_question(q)) for q in exam.questions]
    return b"".join(frames)


def load(content: bytes) -> Exam:
    """Decode what `dump` made.

    Raises:
        wire.WireError: the file is something else, or was made by another version.
    """
    try:
        return _read(content)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as err:
        raise wire.WireError(f"not a file of cases: {type(err).__name__}") from None


def _read(content: bytes) -> Exam:
    frames = []
    while content:
        length = wire.PREFIX.size + sum(wire.sizes(content[: wire.PREFIX.size].ljust(wire.PREFIX.size, b"\0")))
        frames.append(wire.load(content[:length]))
        content = content[length:]
    head = frames[0] if frames and isinstance(frames[0], dict) else {}
    if head.get("format") != FORMAT:
        raise wire.WireError("not a file of cases, or one of another version")
    setup = tuple(Piece(label, source) for label, source in head["setup"])
    return Exam(head["assignment"], head["title"], tuple(_question(raw) for raw in frames[1:]), setup)


def _plain_question(q: DrawnQuestion) -> dict[str, Any]:
    return {
        "name": q.name,
        "points": str(q.points),
        "extra_credit": q.extra_credit,
        "forward": q.forward,
        "needs": list(q.needs),
        "groups": [[name, str(points)] for name, points in q.groups],
        "cases": [_plain_case(case) for case in q.cases],
        "imports": list(q.imports),
        "compiled": q.compiled,
        "speed_points": str(q.speed_points),
        "mistakes": [
            [m.hint, {case: dict(marks) for case, marks in m.marks.items()}, list(m.others)] for m in q.mistakes
        ],
    }


def _question(raw: dict[str, Any]) -> DrawnQuestion:
    return DrawnQuestion(
        raw["name"],
        Fraction(raw["points"]),
        raw["extra_credit"],
        raw["forward"],
        tuple(raw["needs"]),
        tuple((name, Fraction(points)) for name, points in raw["groups"]),
        tuple(_case(q) for q in raw["cases"]),
        tuple(raw["imports"]),
        compiled=raw["compiled"],
        speed_points=Fraction(raw["speed_points"]),
        mistakes=tuple(KnownMistake(hint, marks, tuple(others)) for hint, marks, others in raw["mistakes"]),
    )


_PLAIN = ("question", "group", "name", "public", "check", "hint", "loose_shape", "raises", "seconds")
_TUPLES = ("compare", "forward_outputs", "may_change")


def _plain_case(case: DrawnCase) -> dict[str, Any]:
    return {
        **{name: getattr(case, name) for name in _PLAIN},
        **{name: list(getattr(case, name)) for name in _TUPLES},
        "request": _plain_request(case.request),
        "expected": dict(case.expected),
        "tolerance": [case.tolerance.absolute, case.tolerance.relative],
        "replays": [[r.function, list(r.parameters), r.defaults, r.arguments, r.result] for r in case.replays],
        "fallback": _plain_request(case.fallback) if case.fallback else None,
        "trace": [case.trace.input, list(case.trace.index), case.trace.reach] if case.trace else None,
    }


def _case(raw: dict[str, Any]) -> DrawnCase:
    plain: dict[str, Any] = {name: raw[name] for name in _PLAIN} | {name: tuple(raw[name]) for name in _TUPLES}
    return DrawnCase(
        **plain,
        request=_request(raw["request"]),
        expected=raw["expected"],
        tolerance=Tolerance(*raw["tolerance"]),
        replays=tuple(Replay(f, tuple(p), d, a, r) for f, p, d, a, r in raw["replays"]),
        fallback=_request(raw["fallback"]) if raw["fallback"] else None,
        trace=_trace(raw["trace"]),
    )


def _trace(raw: list[Any] | None) -> Trace | None:
    if raw is None:
        return None
    name, index, reach = raw
    places = {output: tuple(map(tuple, axes)) for output, axes in reach.items()}
    return Trace(name, tuple(index), places)


def _plain_request(request: Request) -> dict[str, Any]:
    calls = [[c.function, list(c.arguments), list(c.returns)] for c in request.calls]
    return {
        "inputs": dict(request.inputs),
        "calls": calls,
        "want": list(request.want),
        "layout": request.layout,
        "read_only": request.read_only,
    }


def _request(raw: dict[str, Any]) -> Request:
    calls = tuple(Call(f, tuple(a), tuple(r)) for f, a, r in raw["calls"])
    return Request(raw["inputs"], calls, tuple(raw["want"]), raw["layout"], raw["read_only"])
