"""What is no answer: a stub, the first argument handed back, zeros of the right shape. No case may pass for one of them."""

from __future__ import annotations

import contextlib
import copy
import io
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.judge import judge
from grader.quality.trial import bounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from grader.records import DrawnQuestion

    Function = Callable[..., Any]


def passing(questions: Sequence[DrawnQuestion], solution: Mapping[str, Any]) -> Iterator[str]:
    """Each case that passes for what is no answer, in a sentence."""
    for question in questions:
        for what, make in BLANK.items():
            functions = {**solution, question.name: make(solution[question.name], returned(question))}
            for case in question.cases:
                with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
                    result, _ = judge(case, lambda request, f=functions: bounded(f, request), ())  # type: ignore[misc]
                if result.passed:
                    yield f'case "{case.name}" of {question.name} passes for {what}'


def returned(question: DrawnQuestion) -> int:
    """How many values a question's function returns."""
    calls = [call for case in question.cases for call in case.request.calls if call.function == question.name]
    return len(calls[0].returns) if calls else 1


def _stub(_right: Function, _count: int) -> Function:
    def stub(*_: object, **__: object) -> None:
        raise NotImplementedError

    return stub


def _echo(_right: Function, count: int) -> Function:
    def echo(first: Any, *_: object, **__: object) -> Any:
        return first if count == 1 else (first,) * count

    return echo


def _zeros(right: Function, count: int) -> Function:
    def zeros(*arguments: Any, **named: Any) -> Any:
        try:
            result = right(*copy.deepcopy(arguments), **copy.deepcopy(named))
        except Exception:
            return 0
        return _zero(result) if count == 1 else tuple(map(_zero, result))

    return zeros


def _zero(value: Any) -> Any:
    """Zeros in the place of numbers; a cache stays what it is."""
    if isinstance(value, (np.ndarray, int, float, np.number)):
        return np.zeros_like(value) if isinstance(value, (np.ndarray, np.number)) else type(value)(0)
    return value


BLANK: dict[str, Callable[[Function, int], Function]] = {
    "a stub": _stub,
    "a function that returns its first argument": _echo,
    "zeros of the right shape": _zeros,
}
