"""After the verdicts: recognise known mistakes, follow one entry through the layer, tell a pair that is wrong together.

Nothing here changes a verdict.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader import trace
from grader.checks import check
from grader.compare import compare
from grader.marks import recognise
from grader.probes import PUBLIC, Source, derive
from grader.records import CheckResult, DrawnCase, DrawnQuestion, Message, Outcome, Request, Tolerance, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from grader.clues import Together

_ADVISED = {Verdict.FAILED, Verdict.RAISED, Verdict.BLOCKED}
_STEP = 1e-4  # of centred differences: exact for linear layers, 1e-8 off for batch norm, far below the gaps of probes
_PICTURE = ("rows", "grid")  # shown of one case: a table of each would bury what is said
_GENERAL = ("hint", "general")  # what a mistake looks like in general only distracts where it is known
_ALIKE = 3  # times as many values as in the smallest case, up to which a case is as easy to look at
TRACED = 4  # cases in which an entry is followed, until one goes astray
_AGREES = Tolerance(absolute=1e-5, relative=1e-4)


def advise(
    question: DrawnQuestion,
    results: Mapping[str, CheckResult],
    weak: Collection[str],
    together: Together,
    ask: Callable[[Sequence[DrawnCase]], Sequence[CheckResult]],
    run: Callable[[DrawnCase, Request], Outcome],
    lost: Collection[str] = (),
) -> tuple[dict[str, CheckResult], list[Message]]:
    """Explain what is wrong with one question, as far as it can be told.

    Args:
        question: the question.
        results: the verdict on each of its cases.
        weak: functions of other questions that are not right yet.
        together: mistakes made in several questions at once, as far as they were recognised; this question is added.
        ask: judges more cases of it.
        run: makes the calls of a request of one of its cases.
        lost: those of the weak that never returned; they are not called.

    Returns:
        The results that say more than before, by case, and notices on the whole question.
    """
    wrong = [result for result in results.values() if not result.passed]
    if not wrong or any(result.verdict not in _ADVISED for result in wrong):
        return {}, []
    pair = _pair(question, results, run) if question.forward in weak and question.forward not in lost else None
    blocked = any(result.verdict is Verdict.BLOCKED for result in wrong)
    hints = _known(question, results, together, ask, shared_only=blocked)
    notices = [pair] if pair and not together.keys() & hints else []
    notices += [Message("known", {"question": question.name, "text": hint}) for hint in hints]
    alone = None if hints else _right_alone(question, results, run)
    notices += [alone] if alone else []
    shown = _to_be_shown(question, results)
    traces = _first_trace(shown[:TRACED], results, run, strays_only=bool(hints)) if not alone else {}
    told = {}
    for result in wrong:
        whole = bool(shown) and result.case == shown[0].name
        left_out = {*(_GENERAL if hints or alone else ()), *(() if whole or _is_one_number(result) else _PICTURE)}
        told[result.case] = _told(result, traces.get(result.case, {}), left_out)
    return told, notices


# ---------------------------------------------------------------------------------------------- known mistakes


def _known(
    question: DrawnQuestion,
    results: Mapping[str, CheckResult],
    together: Together,
    ask: Callable[[Sequence[DrawnCase]], Sequence[CheckResult]],
    *,
    shared_only: bool,
) -> list[str]:
    """The hints for the known mistakes that this answer has made.

    On a wrong forward, a right backward may look like any mistake: then only those are told that both have made.
    """
    if not question.mistakes:
        return []
    known = {case.name: results[case.name].marks for case in question.cases if case.public}
    if question.fixed:
        fixed = ask(question.fixed())
        if any(result.verdict not in (Verdict.PASSED, *_ADVISED) for result in fixed):
            return []  # what was not judged is neither right nor wrong
        known |= {result.case: result.marks for result in fixed}
    # of a mistake made in several questions, the last one tells: by then it is known that all have it
    for mistake in recognise([m for m in question.mistakes if m.others], known, known.keys()):
        found = together.setdefault(mistake.hint, set())
        found.add(question.name)
        if found.issuperset(mistake.others):
            return [mistake.hint]
    alone = [m for m in question.mistakes if not m.others and not shared_only]
    return [mistake.hint for mistake in recognise(alone, known, known.keys())]


def _told(result: CheckResult, more: Mapping[str, object], left_out: Collection[str]) -> CheckResult:
    """A result that says something more, and leaves something out."""
    message = result.message
    if message is None or message.kind == "blocked":
        return result
    kept = {key: value for key, value in message.data.items() if key not in left_out}
    return replace(result, message=Message(message.kind, {**kept, **more}))


# ---------------------------------------------------------------------------------------------- the case that is shown


def _to_be_shown(question: DrawnQuestion, results: Mapping[str, CheckResult]) -> list[DrawnCase]:
    """The public cases with wrong values: the one that is shown whole, then the others, the smallest first.

    Among cases of about one size that of the earliest group is taken: of later ones it is said that they may suffer from
    the same mistake.
    """
    fit = sorted(
        (case for case in question.cases if _has_values(results[case.name])), key=lambda case: results[case.name].size
    )
    order = [name for name, _ in question.groups]
    nearly = [case for case in fit if results[case.name].size <= _ALIKE * results[fit[0].name].size]
    whole = min(nearly, key=lambda case: order.index(case.group), default=None)
    return [whole, *(case for case in fit if case is not whole)] if whole else []


def _right_alone(
    question: DrawnQuestion, results: Mapping[str, CheckResult], run: Callable[[DrawnCase, Request], Outcome]
) -> Message | None:
    """Say so where a case that was wrong is right when nothing is asked before it."""
    wrong = [case for case in question.cases if results[case.name].verdict is Verdict.FAILED]
    case = min(wrong, key=lambda case: (not case.public, results[case.name].size), default=None)
    if case is None or not check(case, run(case, case.request)).passed:
        return None
    return Message("alone", {"question": question.name, "case": case.name})


def _is_one_number(result: CheckResult) -> bool:
    return result.message is not None and result.message.data.get("total") == 1


def _first_trace(
    cases: Sequence[DrawnCase],
    results: Mapping[str, CheckResult],
    run: Callable[[DrawnCase, Request], Outcome],
    *,
    strays_only: bool,
) -> dict[str, dict[str, Any]]:
    """By case, what the first trace tells that goes astray; one that only falls short says less than a known hint."""
    for case in cases:
        if data := _traced(case, results[case.name], run):
            short = all({*does} <= {*should} for _, should, does in data["differing"])
            return {} if short and strays_only else {case.name: {"trace": data}}
    return {}


def _has_values(result: CheckResult) -> bool:
    return result.public and result.message is not None and result.message.kind in ("values", "subgradient")


def _traced(
    case: DrawnCase,
    result: CheckResult,
    run: Callable[[DrawnCase, Request], Outcome],
) -> Mapping[str, Any] | None:
    if not (case.trace and result.message):
        return None
    before = run(case, case.request)
    after = run(case, trace.changed(case.request, case.trace.input, case.trace.index))
    if Verdict.PASSED is not before.verdict or Verdict.PASSED is not after.verdict:
        return None
    wrong = (result.message.data["output"], *result.message.data.get("also_wrong", ()))
    return trace.told(case.trace, wrong, before, after)


# ---------------------------------------------------------------------------------------------- a pair


def _pair(
    question: DrawnQuestion, results: Mapping[str, CheckResult], run: Callable[[DrawnCase, Request], Outcome]
) -> Message | None:
    """Say so where a wrong backward pass is the right gradient of the student's own wrong forward pass."""
    fit = [case for case in question.cases if case.public and not results[case.name].passed and _differentiable(case)]
    for case in sorted(fit, key=lambda case: results[case.name].size):
        agrees = _agrees(case, run)
        if agrees is not None:
            data = {"question": question.name, "forward": question.forward}
            return Message("pair", data) if agrees else None
    return None


def _differentiable(case: DrawnCase) -> bool:
    forward, *_ = case.request.calls
    return len(case.request.calls) == 2 and case.check == "values" and bool(_slopes(case)) and bool(forward.returns)


def _slopes(case: DrawnCase) -> dict[str, str]:
    """Inputs of the forward call by the gradient that the backward call returns for them: x by dx."""
    forward, backward = case.request.calls[0], case.request.calls[-1]
    return {name: name[1:] for name in backward.returns if name.startswith("d") and name[1:] in forward.arguments}


def _agrees(case: DrawnCase, run: Callable[[DrawnCase, Request], Outcome]) -> bool | None:
    """Whether each gradient has the slope that centred differences of the forward pass have; None where this cannot be said."""
    forward = case.request.calls[0]
    slopes, out, dout = _slopes(case), forward.returns[0], case.request.inputs.get("dout")
    if dout is None or case.request.layout != "C" or case.request.read_only:
        return None
    both = run(case, replace(case.request, want=(out, *slopes)))
    if both.verdict is not Verdict.PASSED or not _alike(both.values.get(out), dout):
        return None
    source = Source(derive(PUBLIC, case.question, case.name, "direction"))
    for gradient, name in slopes.items():
        value = case.request.inputs[name]
        direction = source.dyadic(*np.shape(value))
        if not _alike(both.values.get(gradient), value):
            return False
        ends = [_forward_alone(case, name, value + sign * _STEP * direction, run) for sign in (1, -1)]
        if not all(_alike(end, dout) for end in ends):
            return None
        slope = ((ends[0] - ends[1]) / (2 * _STEP) * dout).sum()
        if compare("slope", float((both.values[gradient] * direction).sum()), slope, _AGREES):
            return False
    return True


def _alike(value: Any, wanted: Any) -> bool:
    """Whether a value is an array of numbers of the wanted shape."""
    return isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.shape == np.shape(wanted)


def _forward_alone(case: DrawnCase, name: str, value: Any, run: Callable[[DrawnCase, Request], Outcome]) -> Any:
    forward = case.request.calls[0]
    request = replace(
        case.request,
        inputs={**case.request.inputs, name: value},
        calls=(forward,),
        want=(forward.returns[0],),
    )
    return run(case, request).values.get(forward.returns[0])
