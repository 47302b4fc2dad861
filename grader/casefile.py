"""The public cases of an assignment as one file: what the notebook's check() reads instead of the reference."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grader.records import Call, DrawnCase, DrawnQuestion, Replay, Request, Tolerance
from grader.reference import Seed
from grader.sandbox import wire

if TYPE_CHECKING:
    from grader.course import Homework

FORMAT = 1


@dataclass(frozen=True)
class PublicCases:
    """Everything that the notebook needs to check its own answers."""

    assignment: str
    title: str
    questions: tuple[DrawnQuestion, ...]

    def question(self, name: str) -> DrawnQuestion:
        """One question by name; KeyError where there is none."""
        return {q.name: q for q in self.questions}[name]


def public_cases(homework: Homework) -> PublicCases:
    """Draw the public cases of an assignment, with the reference's answers."""
    seed = Seed(b"", "")
    drawn = tuple(homework.reference.draw(q, seed, public_only=True) for q in homework.assignment.questions)
    return PublicCases(homework.assignment.name, homework.assignment.title, drawn)


def dump(cases: PublicCases) -> bytes:
    """Encode the public cases: a small frame that says what follows, then one frame a question."""
    frames = [wire.dump({"format": FORMAT, "assignment": cases.assignment, "title": cases.title})]
    frames += [wire.dump(_plain_question(q)) for q in cases.questions]
    return b"".join(frames)


def load(content: bytes) -> PublicCases:
    """Decode what `dump` made.

    Raises:
        wire.WireError: the file is something else, or was made by another version.
    """
    frames = []
    while content:
        length = wire.PREFIX.size + sum(wire.sizes(content[: wire.PREFIX.size].ljust(wire.PREFIX.size, b"\0")))
        frames.append(wire.load(content[:length]))
        content = content[length:]
    if not frames or frames[0].get("format") != FORMAT:
        raise wire.WireError("not a file of cases, or one of another version")
    return PublicCases(frames[0]["assignment"], frames[0]["title"], tuple(_question(raw) for raw in frames[1:]))


def _plain_question(q: DrawnQuestion) -> dict[str, Any]:
    return {
        "name": q.name,
        "points": str(q.points),
        "extra_credit": q.extra_credit,
        "forward": q.forward,
        "needs": list(q.needs),
        "groups": [[name, str(points)] for name, points in q.groups],
        "cases": [_plain_case(case) for case in q.cases],
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
    }


def _case(raw: dict[str, Any]) -> DrawnCase:
    return DrawnCase(
        **{name: raw[name] for name in _PLAIN},
        **{name: tuple(raw[name]) for name in _TUPLES},
        request=_request(raw["request"]),
        expected=raw["expected"],
        tolerance=Tolerance(*raw["tolerance"]),
        replays=tuple(Replay(f, tuple(p), d, a, r) for f, p, d, a, r in raw["replays"]),
        fallback=_request(raw["fallback"]) if raw["fallback"] else None,
    )


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
