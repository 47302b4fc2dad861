"""The smallest input that tells a wrong answer from the right one, among many that an assignment's author lets draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.compare import compare
from grader.errors import AssignmentError
from grader.probes import Source, derive
from grader.quality.trial import bounded
from grader.records import Call, Outcome, Request, Tolerance, Verdict
from grader.sandbox.execute import same

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from numpy.typing import NDArray

    from grader.declare import Assignment, Question

DRAWS = 250
LEAST_DIFFERENT = 10  # inputs, for a mutant to be confirmed as equal to its source
LAYOUTS = ("C", "F", "C", "strided")
NARROW = (2,)  # of the layouts, the one that is drawn in float32
ROUNDING = 1e-5  # what float32 may be off by; a question whose tolerance is less is asked in float64 alone
SHOWN = 12  # values of an array that are written out where nothing shorter makes it


@dataclass(frozen=True)
class Draw:
    """One random input of a question.

    Args:
        request: what is asked.
        outcome: what the reference answers.
        size: how many values the inputs have.
        spelled: how a case would write them.
        tolerance: how far any value may be off, the question's.
        how: how a case would write the layout and the type of the arrays, where they are not the usual ones.
        plain: the same in the usual ones.
    """

    request: Request
    outcome: Outcome
    size: int
    spelled: str
    tolerance: Tolerance
    how: str = ""
    plain: Draw | None = None


@dataclass(frozen=True)
class Drawn:
    """All that was drawn for a question: the smallest first, how many differ, and where there are none, why."""

    draws: tuple[Draw, ...] = ()
    different: int = 0
    why: str = ""


@dataclass(frozen=True)
class Difference:
    """Where a wrong answer shows: what is not as the reference's, on an input of so many values, and as a case."""

    what: str
    size: int
    case: str


def draws(assignment: Assignment, question: Question, reference: MutableMapping[str, Any]) -> Drawn:
    """Draw many inputs of a question, with the reference's answers to those that it takes.

    Args:
        assignment: what the question is one of.
        question: the question; nothing is drawn where it has no `search`.
        reference: the right functions.

    Raises:
        AssignmentError: `search` raises, or returns no dictionary of named inputs.
    """
    if question.search is None:
        return Drawn()
    calls = default_calls(assignment, question)
    want = wanted(question, calls)
    made: list[Draw] = []
    refused = ""
    for k in range(DRAWS):
        source = _Recording(derive(b"search", question.name, str(k)))
        inputs = _inputs(question, source)
        request = Request(inputs, calls, tuple(n for n in want if n.partition("[")[0] in {*inputs, *_returned(calls)}))
        plain = Draw(request, Outcome(Verdict.PASSED), _size(inputs), _spelled(inputs, source.made), question.tolerance)
        answered = _answered(plain, reference)
        if answered.outcome.verdict is Verdict.PASSED:
            made.append(_varied(answered, k, reference))
        else:
            refused = refused or _refusal(answered)
    if not made:
        return Drawn(why=f"the reference takes none of the {DRAWS} inputs that its search draws: {refused}")
    return Drawn(tuple(sorted(made, key=lambda draw: draw.size)), _different(made))


def _inputs(question: Question, source: Source) -> dict[str, Any]:
    """The inputs that an author's `search` draws."""
    assert question.search is not None
    code = getattr(question.search, "__code__", None)
    file, line = (code.co_filename, code.co_firstlineno) if code else question.place
    try:
        inputs = question.search(source)
    except Exception as err:
        text = f"the search of {question.name} raises {type(err).__name__}: {err}"
        raise AssignmentError(text, file=file, line=line) from err
    if not isinstance(inputs, Mapping) or not all(isinstance(name, str) for name in inputs):
        got = type(inputs).__name__
        text = f"the search of {question.name} returns no dictionary of named inputs, but an object of type {got}"
        raise AssignmentError(text, file=file, line=line)
    return dict(inputs)


def _answered(draw: Draw, reference: MutableMapping[str, Any]) -> Draw:
    with np.errstate(all="ignore"):
        return replace(draw, outcome=bounded(reference, draw.request))


def _refusal(draw: Draw) -> str:
    """Why the reference does not take an input."""
    request, fault = draw.request, draw.outcome.fault
    known = {*request.inputs, *_returned(request.calls)}
    lacking = [name for call in request.calls for name in call.arguments if name not in known]
    if lacking:
        return f'they lack "{lacking[0]}"'
    return f"{fault.type_name}: {fault.text}" if fault else str(draw.outcome.verdict)


def _varied(plain: Draw, number: int, reference: MutableMapping[str, Any]) -> Draw:
    """The same input as it lies in memory in other layouts, or in float32, where the reference takes that too."""
    turn = number % len(LAYOUTS)
    layout = LAYOUTS[turn]
    narrow = turn in NARROW and max(plain.tolerance.absolute, plain.tolerance.relative) >= ROUNDING
    inputs = {name: _narrow(value) for name, value in plain.request.inputs.items()} if narrow else plain.request.inputs
    if layout == "C" and (not narrow or all(same(inputs[name], plain.request.inputs[name]) for name in inputs)):
        return plain
    varied = _answered(
        replace(
            plain,
            request=replace(plain.request, inputs=inputs, layout=layout),
            how=', dtype="float32"' if narrow else f', layout="{layout}"',
            plain=plain,
        ),
        reference,
    )
    return varied if varied.outcome.verdict is Verdict.PASSED else plain


def _narrow(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _narrow(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(map(_narrow, value))
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype == np.float64 else value


def _different(made: list[Draw]) -> int:
    """How many draws differ in their values."""
    return len({_bytes((draw.plain or draw).request.inputs) for draw in made})


def _bytes(value: Any) -> bytes:
    if isinstance(value, Mapping):
        return b"{" + b",".join(str(key).encode() + _bytes(item) for key, item in value.items()) + b"}"
    if isinstance(value, (tuple, list)):
        return b"(" + b",".join(map(_bytes, value)) + b")"
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{value.shape}".encode() + value.tobytes()
    return repr(value).encode()


def default_calls(assignment: Assignment, question: Question) -> tuple[Call, ...]:
    """The calls of a plain case: the question's own, after its forward's where it has one."""
    forward = (assignment.question(question.forward).signature,) if question.forward else ()
    return (*forward, question.signature)


def wanted(question: Question, calls: tuple[Call, ...]) -> tuple[str, ...]:
    """What is compared: all that is returned but caches, and what cases look up in their inputs."""
    looked_up = {name for group in question.groups for case in group.cases for name in case.compare if "[" in name}
    outputs = [n for n in calls[-1].returns if not n.startswith(("cache", "_"))]
    return (*outputs, *sorted(looked_up))


def difference(drawn: Drawn, functions: MutableMapping[str, Any]) -> Difference | None:
    """Where a namespace of functions first gives something else than the reference.

    Args:
        drawn: inputs, the smallest first.
        functions: the namespace.
    """
    for draw in drawn.draws:
        what = _tried(draw, functions)
        if what and draw.plain and (simpler := _tried(draw.plain, functions)):
            draw, what = draw.plain, simpler
        if what:
            return Difference(what, draw.size, _case(draw, what))
    return None


def _tried(draw: Draw, functions: MutableMapping[str, Any]) -> str:
    """What differs on one input; empty where nothing does."""
    with np.errstate(all="ignore"):
        outcome = bounded(functions, draw.request)
    try:
        return _what_differs(draw, outcome)
    except MemoryError:
        return "is too large to be compared"


def _what_differs(draw: Draw, outcome: Outcome) -> str:
    if outcome.verdict is not Verdict.PASSED:
        return f"raises {outcome.fault.type_name or outcome.fault.text}" if outcome.fault else str(outcome.verdict)
    for name, expected in draw.outcome.values.items():
        if name not in outcome.values:
            return f"{name} is absent"
        if found := compare(name, outcome.values[name], expected, draw.tolerance):
            return f"{name} differs in {'its shape' if found.kind == 'shape' else found.kind}"
    changed = sorted(set(outcome.changed) - set(draw.outcome.changed))
    return f"{changed[0]} is written to" if changed else ""


def _case(draw: Draw, what: str) -> str:
    calls = tuple(str(call) for call in draw.request.calls)
    more = f", calls={calls}" if len(calls) > 1 else ""
    more += ', check="unchanged"' if what.endswith("written to") else ""
    return f'Case("...", lambda r: {draw.spelled}{draw.how}{more})'


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
