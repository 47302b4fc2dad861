"""The smallest input that tells a wrong answer from the right one, among many that an assignment's author lets draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.compare import compare
from grader.probes import Source, derive
from grader.quality.trial import bounded
from grader.records import Call, Outcome, Request, Verdict

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from numpy.typing import NDArray

    from grader.declare import Assignment, Question

DRAWS = 250
SHOWN = 12  # values of an array that are written out where nothing shorter makes it


@dataclass(frozen=True)
class Draw:
    """One random input of a question: the request, the reference's outcome, and how a case would write it."""

    request: Request
    outcome: Outcome
    size: int
    spelled: str


@dataclass(frozen=True)
class Difference:
    """Where a wrong answer shows: what is not as the reference's, on an input of so many values, and as a case."""

    what: str
    size: int
    case: str


def draws(assignment: Assignment, question: Question, reference: MutableMapping[str, Any]) -> list[Draw]:
    """Many inputs of a question with the reference's answers, the smallest first; none where it has no `search`."""
    if question.search is None:
        return []
    calls = default_calls(assignment, question)
    want = wanted(question, calls)
    made = []
    for k in range(DRAWS):
        source = _Recording(derive(b"search", question.name, str(k)))
        inputs = dict(question.search(source))
        request = Request(inputs, calls, tuple(n for n in want if n.partition("[")[0] in {*inputs, *_returned(calls)}))
        with np.errstate(all="ignore"):
            outcome = bounded(reference, request)
        if outcome.verdict is Verdict.PASSED:
            made.append(Draw(request, outcome, _size(inputs), _spelled(inputs, source.made)))
    return sorted(made, key=lambda draw: draw.size)


def default_calls(assignment: Assignment, question: Question) -> tuple[Call, ...]:
    """The calls of a plain case: the question's own, after its forward's where it has one."""
    forward = (assignment.question(question.forward).signature,) if question.forward else ()
    return (*forward, question.signature)


def wanted(question: Question, calls: tuple[Call, ...]) -> tuple[str, ...]:
    """What is compared: all that is returned but caches, and what cases look up in their inputs."""
    looked_up = {name for group in question.groups for case in group.cases for name in case.compare if "[" in name}
    outputs = [n for n in calls[-1].returns if not n.startswith(("cache", "_"))]
    return (*outputs, *sorted(looked_up))


def difference(question: Question, drawn: list[Draw], functions: MutableMapping[str, Any]) -> Difference | None:
    """Where a namespace of functions first gives something else than the reference.

    Args:
        question: the question.
        drawn: inputs, the smallest first.
        functions: the namespace.
    """
    for draw in drawn:
        with np.errstate(all="ignore"):
            outcome = bounded(functions, draw.request)
        if what := _what_differs(question, draw, outcome):
            return Difference(what, draw.size, _case(draw, what))
    return None


def _what_differs(question: Question, draw: Draw, outcome: Outcome) -> str:
    if outcome.verdict is not Verdict.PASSED:
        return f"raises {outcome.fault.type_name or outcome.fault.text}" if outcome.fault else str(outcome.verdict)
    for name, expected in draw.outcome.values.items():
        if name not in outcome.values:
            return f"{name} is absent"
        if found := compare(name, outcome.values[name], expected, question.tolerance):
            return f"{name} differs in {'its shape' if found.kind == 'shape' else found.kind}"
    changed = sorted(set(outcome.changed) - set(draw.outcome.changed))
    return f"{changed[0]} is written to" if changed else ""


def _case(draw: Draw, what: str) -> str:
    calls = tuple(str(call) for call in draw.request.calls)
    more = f", calls={calls}" if len(calls) > 1 else ""
    more += ', check="unchanged"' if what.endswith("written to") else ""
    return f'Case("...", lambda r: {draw.spelled}{more})'


def _returned(calls: tuple[Call, ...]) -> set[str]:
    return {name for call in calls for name in call.returns}


def _size(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(map(_size, value.values()))
    if isinstance(value, (tuple, list)):
        return sum(map(_size, value))
    return int(np.size(value))


class _Recording(Source):
    """A source that remembers how each array of its was asked for."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.made: list[tuple[NDArray[Any], str]] = []

    def dyadic(self, *shape: int) -> NDArray[np.float64]:
        return self._kept(super().dyadic(*shape), f"r.dyadic({_listed(shape)})")

    def distinct(self, *shape: int) -> NDArray[np.float64]:
        return self._kept(super().distinct(*shape), f"r.distinct({_listed(shape)})")

    def ties(self, *shape: int, values: tuple[float, ...] = (-1.0, 0.0)) -> NDArray[np.float64]:
        return self._kept(super().ties(*shape, values=values), f"r.ties({_listed(shape)}, values={values})")

    def spread(self, *shape: int, mean: float = 0.0, std: float = 1.0) -> NDArray[np.float64]:
        array = super().spread(*shape, mean=mean, std=std)
        return self._kept(array, f"r.spread({_listed(shape)}, mean={mean:g}, std={std:g})")

    def picture(self, height: int, width: int) -> NDArray[np.uint8]:
        return self._kept(super().picture(height, width), f"r.picture({height}, {width})")

    def _kept(self, array: NDArray[Any], spelled: str) -> NDArray[Any]:
        self.made.append((array, spelled))
        return array


def _listed(shape: tuple[int, ...]) -> str:
    return ", ".join(map(str, shape))


def _spelled(value: Any, made: list[tuple[NDArray[Any], str]]) -> str:
    """The code that makes an input as it was drawn, or else one of its kind and shape."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f'"{key}": {_spelled(item, made)}' for key, item in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        parts = ", ".join(_spelled(item, made) for item in value)
        return f"[{parts}]" if isinstance(value, list) else f"({parts}{',' if len(value) == 1 else ''})"
    if isinstance(value, np.ndarray):
        known = [spelled for array, spelled in made if array is value]
        if known:
            return known[0]
        if value.size and not value.any():
            return f"np.zeros({value.shape})"
        return f"np.array({value.tolist()})" if value.size <= SHOWN else f"r.spread({_listed(value.shape)})"
    return f'"{value}"' if isinstance(value, str) else repr(value)
