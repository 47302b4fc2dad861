"""Decide on one case, blaming each mistake once: the same for a worker and for the student's own kernel."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from grader.checks import check
from grader.compare import compare
from grader.records import (
    CheckResult,
    DrawnCase,
    DrawnQuestion,
    GroupResult,
    Message,
    Outcome,
    QuestionResult,
    Replay,
    Request,
    Tolerance,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from grader.timings import Ratio

# Of the tolerance: what right answers in float32 use up. Beyond it, what is still right in out may be wrong in a gradient,
# which a small variance makes many times as large.
_SHARE = 0.1


def judge(
    case: DrawnCase,
    run: Callable[[Request], Outcome],
    weak: Collection[str],
    forward: str = "",
    lost: Collection[str] = (),
) -> tuple[CheckResult, Message | None]:
    """Run one case and judge it; when another question's mistake may be to blame, try again without it.

    Args:
        case: the case, with the reference's answers.
        run: makes the calls of a request.
        weak: functions of other questions that are not right yet.
        forward: for a backward question, the question whose cache it runs on.
        lost: those of the weak that never returned; they are not called again.

    Returns:
        The result, and a notice when the answer was right only without another question's mistake.
    """
    replays = tuple(r for r in case.replays if r.function in weak)
    never = tuple(r for r in replays if r.function in lost)
    if forward in lost:
        return _without_forward(case, run, forward, replays, CheckResult(case.name, Verdict.BLOCKED, case.public))
    outcome = run(replace(case.request, replays=never))
    result = check(case, outcome)
    if not result.passed and replays != never:
        outcome = run(replace(case.request, replays=replays))
        retried = check(case, outcome)
        never, result = (replays, retried) if retried.passed else (never, result)
    if result.passed:
        return result, _played_back(case, never)
    if not forward or forward not in weak:
        return result, None
    if not forward_is_right(case, outcome, forward):
        return _without_forward(case, run, forward, replays, result)
    return (result if forward_is_right(case, outcome, forward, share=_SHARE) else _waiting(case, forward, result)), None


def _played_back(case: DrawnCase, replays: tuple[Replay, ...]) -> Message | None:
    functions = sorted({r.function for r in replays})
    return Message("replayed", {"question": case.question, "functions": functions}) if functions else None


def _without_forward(
    case: DrawnCase, run: Callable[[Request], Outcome], forward: str, replays: tuple[Replay, ...], result: CheckResult
) -> tuple[CheckResult, Message | None]:
    """Try a backward on the documented cache; where that is not right either, it waits for its forward."""
    if case.fallback:
        outcome = run(replace(case.fallback, replays=replays))
        retried = check(case, outcome)
        if retried.passed:
            return retried, Message("documented_cache", {"question": case.question, "forward": forward})
        if outcome.verdict in (Verdict.TIMEOUT, Verdict.CRASHED, Verdict.MEMORY):
            return retried, None
    return _waiting(case, forward, result), None


def _waiting(case: DrawnCase, forward: str, result: CheckResult) -> CheckResult:
    message = Message("blocked", {"question": case.question, "forward": forward})
    return replace(result, verdict=Verdict.BLOCKED, message=message)


def misspelled(name: str, written: Iterable[str], functions: Collection[str]) -> str:
    """A function that the student may have meant by a question's name: one whose nearest question this is."""
    for found in written:
        if found not in functions and get_close_matches(found, functions, n=1, cutoff=0.8) == [name]:
            return found
    return ""


def forward_is_right(case: DrawnCase, outcome: Outcome, forward: str, *, share: float = 1.0) -> bool:
    """Whether the forward calls of a backward case returned what the reference does, and left their arrays alone.

    Args:
        case: the case.
        outcome: what came back.
        forward: the question that the forward calls are of.
        share: the part of the tolerance that their outputs may be off.
    """
    allowed = Tolerance(share * case.tolerance.absolute, share * case.tolerance.relative)
    if any(function == forward and "[" not in name for name, function in outcome.changed.items()):
        return False
    for name in case.forward_outputs:
        if name not in outcome.values:
            return False
        if compare(name, outcome.values[name], case.expected[name], allowed, loose_shape=True):
            return False
    return True


_COMPARED = ("values", "shape")  # messages about a value that came back


def collect(
    question: DrawnQuestion,
    results: Mapping[str, CheckResult],
    notices: Iterable[Message] = (),
    speed: Ratio | None = None,
) -> QuestionResult:
    """Put the verdicts on a question's cases back into its groups; groups with no case drawn are left out."""
    groups: list[GroupResult] = []
    first = ""
    for name, points in question.groups:
        checks = tuple(results[case.name] for case in question.cases if case.group == name)
        if not checks:
            continue
        if first:
            checks = tuple(_probably_the_same(check, first) for check in checks)
        elif any(check.public and check.message and check.message.kind in _COMPARED for check in checks):
            first = name
        groups.append(GroupResult(name, points, checks))
    groups = _naming_what_waits(groups)
    for name, points in question.speed.groups if question.speed else ():
        if name in results:  # it is timed when grading, and not in a student's own check
            groups.append(GroupResult(name, points, (results[name],)))
    return QuestionResult(
        question.name,
        question.points,
        question.extra_credit,
        tuple(groups),
        tuple(notices),
        question.speed is not None,
        speed,
    )


def _naming_what_waits(groups: list[GroupResult]) -> list[GroupResult]:
    """Where only some groups wait for another question, what is said of them names these."""
    waits = [group.name for group in groups if any(check.verdict is Verdict.BLOCKED for check in group.checks)]
    if not waits or len(waits) == len(groups):
        return groups
    return [replace(group, checks=tuple(_with_groups(check, waits) for check in group.checks)) for group in groups]


def _with_groups(check: CheckResult, groups: list[str]) -> CheckResult:
    if check.message is None or check.message.kind != "blocked":
        return check
    return replace(check, message=Message("blocked", {**check.message.data, "groups": groups}))


def _probably_the_same(check: CheckResult, first: str) -> CheckResult:
    """After one group is wrong, the general hint of a later one would mislead: it may well be the same mistake."""
    message = check.message
    if message is None or message.kind not in _COMPARED or not message.data.get("general"):
        return check
    whole = message.data.get("rows")  # the one case that is shown whole stays so, wherever it stands
    kept = {key: value for key, value in message.data.items() if whole or key not in ("worst", "place")}
    hint = f'Probably the same mistake as in "{first}"; look there first.'
    return replace(check, message=Message(message.kind, {**kept, "hint": hint}))
