"""What can be verified: plain functions from a case and its outcome to a verdict and a message.

They see arrays and names, never a path, a submission or points.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.causes import explain_end, explain_fault, explain_returned
from grader.compare import compare, describe
from grader.explain import explain, locate
from grader.marks import marks_of
from grader.messages import redact
from grader.records import CheckResult, DrawnCase, Fault, Message, Outcome, Verdict
from grader.relations import have_changed_places, is_another, other_output
from grader.wording import key_of

if TYPE_CHECKING:
    from collections.abc import Callable

_MISSING = object()
_HINTED = {
    "values",
    "shape",
    "dtype",
    "subgradient",
    "not_raised",
    "wrong_error",
}  # where the author's hint may be to the point
_TIE_RULE = "Each window hands on exactly its entry of dout: to one of its maxima, or split among them; all other pixels of it get 0."


def check(case: DrawnCase, outcome: Outcome) -> CheckResult:
    """Judge one outcome.

    Args:
        case: what was asked, with the reference's answers.
        outcome: what came back.

    Returns:
        A CheckResult whose message is already free of values when the case is hidden.
    """
    if case.check == "raises":
        verdict, message = check_raises(case, outcome)
    elif outcome.verdict is not Verdict.PASSED:
        verdict, message = outcome.verdict, unfinished(case, outcome)
        if outcome.fault and outcome.fault.kind == "returned":
            verdict = Verdict.FAILED
    else:
        verdict, message = _CHECKS[case.check](case, outcome)
    if message and case.hint:
        message = _with_group_hint(message, case.hint)
    marks = marks_of(case, outcome, message)
    if message:
        message = Message(message.kind, {**message.data, "again": again(case)}) if case.public else redact(message)
    stdout = outcome.stdout if case.public else ""
    return CheckResult(case.name, verdict, case.public, message, stdout, outcome.seconds, _size(case), marks)


def _size(case: DrawnCase) -> int:
    """How many values a person would have to look at."""
    return size_of(dict(case.request.inputs))


def size_of(value: Any) -> int:
    """How many values an input holds, those of dictionaries and tuples counted too."""
    if isinstance(value, dict):
        return sum(map(size_of, value.values()))
    if isinstance(value, (tuple, list)):
        return sum(map(size_of, value))
    return int(np.size(value))


def _with_group_hint(message: Message, hint: str) -> Message:
    """Add what the author says of a group: instead of nothing, or below what an exception looks like."""
    own = message.data.get("hint", "")
    if message.kind in _HINTED and not own:
        return Message(message.kind, {**message.data, "hint": hint, "general": True})
    if message.kind == "raised" and message.data.get("type_name") in ("ValueError", "IndexError"):
        return Message(message.kind, {**message.data, "hint": f"{own} {hint}".strip()})
    return message


def again(case: DrawnCase) -> str:
    """The line that fetches a public case's inputs into a notebook."""
    return f'{", ".join(case.request.inputs)} = case("{case.question}", "{case.name}")'


def unfinished(case: DrawnCase, outcome: Outcome) -> Message:
    """Say why there is no value to look at."""
    function = case.request.calls[-1].function
    fault = outcome.fault
    if outcome.verdict is Verdict.TIMEOUT:
        return Message("timeout", {"function": function, "seconds": case.seconds})
    if outcome.verdict is Verdict.MEMORY:
        return Message("memory", {"function": function})
    if fault is None:
        return Message("crashed", {"function": function})
    if fault.kind == "crashed":
        return Message("crashed", {"function": function, "detail": fault.text, "hint": explain_end(fault.text)})
    if fault.kind == "returned":
        call = next((c for c in case.request.calls if c.function == fault.function), case.request.calls[-1])
        spelled = [c for c in case.request.calls if c.function == call.function and c.returns[0][0] != "_"]
        returns = list((spelled or [call])[0].returns)  # a later call has names that only the case knows
        hint = explain_returned(fault.text)
        got = {"NoneType": "None", "ndarray": "one array"}.get(fault.text, fault.text)
        data = {"function": fault.function, "got": got, "returns": returns, "hint": hint}
        return Message("returned", data | _which_call(case, fault))
    data = {key: value for key, value in asdict(fault).items() if value and key not in ("bases", "kind", "call")}
    told = {"function": "", "type_name": "an exception", **data, "hint": explain_fault(fault, case.request.inputs)}
    return Message("raised", told | _which_call(case, fault))


def _which_call(case: DrawnCase, fault: Fault) -> dict[str, int]:
    """Which of several calls of one function went wrong, where it was not the first."""
    before = sum(call.function == fault.function for call in case.request.calls[: fault.call])
    return {"nth": before + 1} if before else {}


def check_values(case: DrawnCase, outcome: Outcome) -> Any:
    """Every compared output against the reference; the first wrong one is told, the others named."""
    found = []
    spoken = {name: key_of(name) for name in case.compare} | _again(case)
    for name in case.compare:
        got = outcome.values.get(name, _MISSING)
        if got is _MISSING:
            found.append((name, Message("absent", {"output": name, "function": case.request.calls[-1].function})))
            continue
        mismatch = compare(name, got, case.expected[name], case.tolerance, loose_shape=case.loose_shape)
        if mismatch:
            data = {key: value for key, value in asdict(mismatch).items() if value != ""}
            hint = explain(replace(mismatch, output=spoken[name]), got, case.expected[name], case.request.inputs)
            place = locate(spoken[name], got, case.expected[name]) if mismatch.kind == "values" else ""
            found.append((name, Message(mismatch.kind, {**data, "place": place, "hint": hint})))
    if not found:
        return Verdict.PASSED, None
    wrong = [name for name, _ in found]
    right = [name for name in case.compare if name not in wrong]
    _, message = found[0]
    if swapped := _swapped(case, outcome, wrong):
        message = Message(message.kind, {**message.data, "hint": have_changed_places(*swapped)})
    elif other := other_output(wrong[0], outcome.values.get(wrong[0]), case.expected):
        hint = is_another(spoken[wrong[0]], spoken.get(other, key_of(other)))
        message = Message(message.kind, {**message.data, "hint": hint})
    data = {**message.data, "also_wrong": wrong[1:], "right": right}
    if named := {name: text for name, text in spoken.items() if name != text}:
        data["spoken"] = named
    return Verdict.FAILED, Message(message.kind, data)


def _again(case: DrawnCase) -> dict[str, str]:
    """What the outputs of a second call of the same function are to a student: dx of the second call."""
    found: dict[str, str] = {}
    first: dict[str, tuple[str, ...]] = {}
    for call in case.request.calls:
        if call.function in first:
            found |= {again: f"{name} of the second call" for again, name in zip(call.returns, first[call.function])}
        first.setdefault(call.function, call.returns)
    return {name: spoken for name, spoken in found.items() if name in case.compare and not spoken.startswith("_")}


def _swapped(case: DrawnCase, outcome: Outcome, wrong: list[str]) -> tuple[str, str] | None:
    """Two wrong outputs of which each is what the other should be."""
    for one, other in combinations(wrong, 2):
        there = compare(one, outcome.values.get(one), case.expected[other], case.tolerance) is None
        if there and compare(other, outcome.values.get(other), case.expected[one], case.tolerance) is None:
            return one, other
    return None


def check_raises(case: DrawnCase, outcome: Outcome) -> Any:
    """The last call must raise the named exception."""
    function = case.request.calls[-1].function
    if outcome.verdict is Verdict.PASSED or (outcome.fault and outcome.fault.kind == "returned"):
        return Verdict.FAILED, Message("not_raised", {"function": function, "expected": case.raises})
    fault = outcome.fault
    if outcome.verdict is Verdict.RAISED and fault and fault.function == function and case.raises in fault.bases:
        return Verdict.PASSED, None
    if outcome.verdict is Verdict.RAISED and fault and fault.function in (function, ""):
        data = {"function": function, "expected": case.raises, "type_name": fault.type_name}
        return Verdict.FAILED, Message("wrong_error", data)
    return outcome.verdict, unfinished(case, outcome)


def check_unchanged(case: DrawnCase, outcome: Outcome) -> Any:
    """The question's function must leave its inputs as they are, all but what the case lets it change."""
    function = case.request.calls[-1].function
    names = sorted(n for n, by in outcome.changed.items() if by == function and n not in case.may_change)
    if not names:
        return check_values(case, outcome)
    if not case.public:  # a key that the student made up could spell out a hidden input
        known = {f"{name}[{key}]" for name, v in case.request.inputs.items() if isinstance(v, dict) for key in v}
        known |= set(case.request.inputs)
        names = [name if name in known else f"{name.partition('[')[0]}[a new key]" for name in names]
    return Verdict.FAILED, Message("changed", {"names": list(dict.fromkeys(names)), "functions": [function]})


def check_whole(case: DrawnCase, outcome: Outcome) -> Any:
    """The output must be an int, and the right one."""
    name = case.compare[0]
    got = outcome.values.get(name)
    if not isinstance(got, (int, np.integer)) or isinstance(got, bool):
        hint = (
            "A function without a return statement returns None."
            if got is None
            else "Print its type. What does / give for two ints?"
        )
        return Verdict.FAILED, Message("not_whole", {"output": name, "got": describe(got), "hint": hint})
    return check_values(case, outcome)


def check_subgradient(case: DrawnCase, outcome: Outcome) -> Any:
    """The gradient of max pooling with ties, for windows that do not overlap: any valid subgradient passes."""
    name = case.compare[0]
    x, param, dout = (case.request.inputs[key] for key in ("x", "pool_param", "dout"))
    mismatch = compare(name, outcome.values.get(name), np.zeros_like(x), case.tolerance)
    if mismatch and mismatch.kind != "values":
        return Verdict.FAILED, Message(mismatch.kind, asdict(mismatch))
    found = _bad_window(x, np.asarray(outcome.values[name], dtype=np.float64), dout, param, case.tolerance.absolute)
    if found is None:
        return Verdict.PASSED, None
    return Verdict.FAILED, Message("subgradient", {"output": name, "rule": _TIE_RULE, **found})


def _bad_window(x: Any, dx: Any, dout: Any, param: Any, allowed: float) -> dict[str, Any] | None:
    """The first window whose gradient is not a split of its dout among its maxima, or that it leaks outside."""
    height, width, stride = param["pool_height"], param["pool_width"], param["stride"]
    rest = dx.copy()
    for n, c, i, j in np.ndindex(dout.shape):
        at = np.s_[n, c, i * stride : i * stride + height, j * stride : j * stride + width]
        up, share, winners = dout[n, c, i, j], dx[at], x[at] == x[at].max()
        adds_up = bool(abs(share.sum() - up) <= allowed)
        fits = adds_up and bool((np.abs(share) <= np.abs(up) + allowed).all())
        if not (fits and (share * np.sign(up) >= -allowed).all() and (np.abs(share[~winners]) <= allowed).all()):
            return {"at": [n, c, i, j], "dout": float(up), "total": float(share.sum()), "adds_up": adds_up}
        rest[at] = 0
    return None if (np.abs(rest) <= allowed).all() else {"outside": True}


def check_dtype(case: DrawnCase, outcome: Outcome) -> Any:
    """The values must be right, and each output of exactly the reference's dtype."""
    verdict, message = check_values(case, outcome)
    for name in case.compare if message is None else ():
        got, expected = (np.asarray(value).dtype for value in (outcome.values[name], case.expected[name]))
        if got != expected:
            return Verdict.FAILED, Message("dtype", {"output": name, "got": str(got), "expected": str(expected)})
    return verdict, message


_CHECKS: dict[str, Callable[[DrawnCase, Outcome], Any]] = {
    "values": check_values,
    "unchanged": check_unchanged,
    "whole": check_whole,
    "subgradient": check_subgradient,
    "dtype": check_dtype,
}
