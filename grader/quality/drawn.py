"""Random inputs of a question, as its author lets them be drawn, with the reference's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.checks import size_of
from grader.probes import Source, derive
from grader.quality.spelling import Recording, spelled
from grader.quality.trial import bounded
from grader.records import Call, Outcome, Request, Tolerance, Verdict
from grader.reference import search_inputs
from grader.sandbox.execute import same

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from grader.declare import Assignment, Question

    Functions = MutableMapping[str, Any]

DRAWS = 250
LAYOUTS = ("C", "F", "C", "strided")
NARROW = (2,)  # of the layouts, the one that is drawn in float32
ROUNDING = 1e-5  # what float32 may be off by; a question whose tolerance is less is asked in float64 alone
FLOAT32 = ', dtype="float32"'  # as a case would write it


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
        unchanged: whether it is held against an answer that it writes into an input; a case says so where it is.
    """

    request: Request
    outcome: Outcome
    size: int
    spelled: str
    tolerance: Tolerance
    how: str = ""
    plain: Draw | None = None
    unchanged: bool = False


@dataclass(frozen=True)
class Drawn:
    """All that was drawn for a question: the smallest first, how many differ, and where there are none, why."""

    draws: tuple[Draw, ...] = ()
    different: int = 0
    why: str = ""


def draws(assignment: Assignment, question: Question, reference: Functions) -> Drawn:
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
        source = Recording(derive(b"search", question.name, str(k)))
        inputs = search_inputs(question, source)
        request = Request(inputs, calls, tuple(n for n in want if n.partition("[")[0] in {*inputs, *_returned(calls)}))
        plain = Draw(
            request, Outcome(Verdict.PASSED), size_of(inputs), spelled(inputs, source.made), question.tolerance
        )
        answered = _answered(plain, reference)
        if answered.outcome.verdict is Verdict.PASSED:
            made.append(_varied(answered, k, reference))
        else:
            refused = refused or _refusal(answered)
    if not made:
        return Drawn(why=f"the reference takes none of the {DRAWS} inputs that its search draws: {refused}")
    return Drawn(tuple(sorted(made, key=lambda draw: draw.size)), _different(made))


def _answered(draw: Draw, reference: Functions) -> Draw:
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


def _varied(plain: Draw, number: int, reference: Functions) -> Draw:
    """The same input as it lies in memory in other layouts, or in float32, where the reference takes that too."""
    turn = number % len(LAYOUTS)
    layout = LAYOUTS[turn]
    narrow = turn in NARROW and max(plain.tolerance.absolute, plain.tolerance.relative) >= ROUNDING
    inputs = _narrow(plain.request.inputs) if narrow else plain.request.inputs
    if layout == "C" and (not narrow or all(same(inputs[name], plain.request.inputs[name]) for name in inputs)):
        return plain
    varied = _answered(
        replace(
            plain,
            request=replace(plain.request, inputs=inputs, layout=layout),
            how=FLOAT32 if narrow else f', layout="{layout}"',
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


def drawn_again(draw: Draw, submission: str, reference: Functions) -> Draw | None:
    """What a case that is written as an input was drawn draws for one submission, if the reference takes it."""
    source = Source(derive(b"case", draw.request.calls[-1].function, draw.spelled, submission))
    try:
        inputs = eval(draw.spelled, {"np": np, "r": source})  # noqa: S307 it is what the author would copy
    except Exception:  # an object that cannot be written down
        return None
    inputs = _narrow(inputs) if draw.how == FLOAT32 else inputs
    made = _answered(replace(draw, request=replace(draw.request, inputs=inputs)), reference)
    return made if made.outcome.verdict is Verdict.PASSED else None


def _returned(calls: tuple[Call, ...]) -> set[str]:
    return {name for call in calls for name in call.returns}
