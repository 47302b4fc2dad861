"""One wrong answer tried on an assignment's own cases, in this process: which case catches it, and what else it costs."""

from __future__ import annotations

import contextlib
import json
import signal
import time
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.judge import judge
from grader.knownwrong import overlaid
from grader.records import CheckResult, DrawnCase, DrawnQuestion, Outcome, Request, Verdict
from grader.sandbox import execute

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from grader.quality.children import Ended
    from grader.quality.subjects import Style, Subject

    Ask = Callable[[DrawnCase], None]

HANG = 1.0  # seconds of one case; the reference takes milliseconds
_NEVER_RETURNED = (Verdict.TIMEOUT, Verdict.MEMORY, Verdict.CRASHED)


@dataclass(frozen=True)
class Loss:
    """Points lost on a question: the first case that a wrong answer does not pass, public ones first.

    Args:
        question: the question's name.
        case: the case's.
        public: whether students see the case.
        verdict: what became of it.
        follows: whether it lost them only by calling another question's function that is wrong, with arguments that
            the reference never calls it with, so that no answer of the reference's could be played back.
    """

    question: str
    case: str
    public: bool
    verdict: str
    follows: bool = False

    @property
    def silent(self) -> bool:
        """Whether it ran to its end and gave something wrong."""
        return self.verdict == Verdict.FAILED.value


@dataclass(frozen=True)
class Trial:
    """What came of one wrong answer.

    Args:
        own: what it lost where it had to.
        elsewhere: what it lost on other questions.
        waiting: backward questions that wait for it, on whose cache they run, and whose points wait with them.
        unloaded: how it ended its process before it was asked anything, if it did: that is no verdict on an answer.
    """

    own: tuple[Loss, ...] = ()
    elsewhere: tuple[Loss, ...] = ()
    waiting: tuple[str, ...] = ()
    unloaded: str = ""

    @property
    def killed(self) -> bool:
        """Whether it lost points on a question of its own."""
        return bool(self.own)

    @property
    def public(self) -> bool:
        """Whether public cases alone would have been enough."""
        return any(loss.public for loss in self.own)

    @property
    def silent(self) -> bool:
        """Whether no exception gave it away; so it is of one that nothing caught."""
        return all(loss.silent for loss in self.own)

    def as_json(self) -> Any:
        """A form that goes through a pipe."""
        own, elsewhere = (
            [[x.question, x.case, x.public, x.verdict, x.follows] for x in losses]
            for losses in (self.own, self.elsewhere)
        )
        return [own, elsewhere, list(self.waiting)]

    @staticmethod
    def of_json(told: Any) -> Trial:
        """What `as_json` made."""
        *told, waiting = told
        own, elsewhere = (tuple(Loss(*loss) for loss in losses) for losses in told)
        return Trial(own, elsewhere, tuple(waiting))

    @staticmethod
    def of_ended(ended: Ended) -> Trial:
        """What is known of an answer that ended its process, by the case that it was asked: one that `_asking` told."""
        if not ended.stage:
            return Trial(unloaded=ended.how)
        question, case, public, mine, lost = json.loads(ended.stage)
        before, last = Trial.of_json(lost), Loss(question, case, public, ended.how)
        return Trial(
            (*before.own, last) if mine else before.own,
            before.elsewhere if mine else (*before.elsewhere, last),
            before.waiting,
        )


def _asking(tell: Callable[[str], None], mine: bool, lost: Any) -> Ask:
    """Tell each case before it is asked, with what was lost until then, should it be the last."""
    return lambda case: tell(json.dumps([case.question, case.name, case.public, mine, lost]))


@dataclass
class Bench:
    """What trials are made with: the questions drawn, the solution's functions, and each style's namespace once made."""

    questions: Sequence[DrawnQuestion]
    solution: Mapping[str, Any]
    _made: dict[Style, dict[str, Any]] = field(default_factory=dict)

    @contextlib.contextmanager
    def namespace(self, subject: Subject) -> Iterator[MutableMapping[str, Any]]:
        """The functions of one wrong answer, for the time of a `with` block."""
        if subject.mutant is None:
            yield overlaid(self.solution, subject.style.path)
            return
        if subject.style not in self._made:
            self._made[subject.style] = overlaid(self.solution, subject.style.path)
        made, name = self._made[subject.style], subject.mutant.function
        own = made[name]
        exec(compile(subject.mutant.source, f"<student: {subject.style.path.name}>", "exec"), made)
        try:
            yield made
        finally:
            made[name] = own

    def attempt(self, subject: Subject, tell: Callable[[str], None]) -> Trial:
        """Try one wrong answer on its own questions, then on all that it could touch."""
        order = [question.name for question in self.questions]
        with self.namespace(subject) as functions, np.errstate(all="ignore"):
            weak: list[str] = []
            gone: list[str] = []
            own: list[Loss] = []
            elsewhere: list[Loss] = []
            waiting: list[str] = []
            for question in sorted(self.questions, key=lambda q: q.name not in subject.own):
                if question.name not in (*subject.own, *subject.touched):
                    continue
                before = {name for name in weak if order.index(name) < order.index(question.name)}
                mine = question.name in subject.own
                spoilt = question.forward in {*subject.own} - {lost.question for lost in own}
                ask = _asking(tell, mine or spoilt, Trial(tuple(own), tuple(elsewhere), tuple(waiting)).as_json())
                loss = first_loss(functions, question, before, before & {*gone}, all_cases=not mine, ask=ask)
                if loss is None:
                    continue
                weak.append(question.name)
                if loss.verdict in _NEVER_RETURNED:
                    gone.append(question.name)
                if mine:
                    own.append(loss)
                elif loss.verdict != Verdict.BLOCKED.value:
                    elsewhere.append(loss)
                else:
                    waiting.append(question.name)
        found = _attributed(own, elsewhere, {q.name: q.forward for q in self.questions}, subject.own)
        return replace(found, waiting=tuple(waiting))


def _attributed(own: list[Loss], elsewhere: list[Loss], forwards: Mapping[str, str], names: Collection[str]) -> Trial:
    """A forward whose outputs are right and whose cache is not shows in its backward: that is its own question too."""
    right = {*names} - {loss.question for loss in own}
    backward = [loss for loss in elsewhere if forwards[loss.question] in right]
    return Trial((*own, *backward), tuple(loss for loss in elsewhere if loss not in backward))


def first_loss(
    functions: MutableMapping[str, Any],
    question: DrawnQuestion,
    weak: Collection[str],
    lost: Collection[str] = (),
    *,
    all_cases: bool = False,
    ask: Ask = lambda _: None,
) -> Loss | None:
    """The first case that a namespace of functions does not pass.

    Args:
        functions: the namespace.
        question: what is asked, drawn.
        weak: questions that are known not to be right.
        lost: those of them that never returned.
        all_cases: whether to go on to the end, so that the verdict is that of the whole question.
        ask: told each case before it is asked.
    """
    found: list[CheckResult] = []
    follows = True
    leans_on = {*question.needs, question.forward}
    for case in sorted(question.cases, key=lambda c: not c.public):
        ask(case)
        result = _judged(functions, case, leans_on & {*weak}, question.forward, leans_on & {*lost})
        if not result.passed:
            found.append(result)
            follows = follows and asks_otherwise(functions, case, {*question.needs} & {*weak})
            if not all_cases or result.verdict in _NEVER_RETURNED:
                break
    if not found:
        return None
    worst = max((result.verdict for result in found), key=list(Verdict).index)
    verdict = worst if all_cases else found[0].verdict
    return Loss(question.name, found[0].case, found[0].public, verdict.value, follows)


def _judged(
    functions: MutableMapping[str, Any], case: DrawnCase, weak: Collection[str], forward: str, lost: Collection[str]
) -> CheckResult:
    """Judge one case; what is too large to be compared is a verdict on the answer that returned it."""
    try:
        return judge(case, partial(bounded, functions), weak, forward, lost)[0]
    except MemoryError:
        return CheckResult(case.name, Verdict.MEMORY, case.public)


def asks_otherwise(functions: MutableMapping[str, Any], case: DrawnCase, weak: Collection[str]) -> bool:
    """Whether a case's calls ask a function that is not right something which the reference never asks it."""
    asked: list[str] = []

    def noting(name: str) -> Callable[..., Any]:
        own = functions[name]

        def note(*arguments: Any, **named: Any) -> Any:
            asked.append(name)
            return own(*arguments, **named)

        return execute.play_back(case.replays, name, note)

    replaced = {name: noting(name) for name in weak if any(r.function == name for r in case.replays)}
    own = {name: functions[name] for name in replaced}
    functions.update(replaced)
    try:
        bounded(functions, replace(case.request, replays=()))
    finally:
        functions.update(own)
    return bool(asked)


class _TooLongError(BaseException):
    """The time of one case is up."""


def bounded(functions: MutableMapping[str, Any], request: Request) -> Outcome:
    """Make the calls of a request; those that do not come to an end in a second are stopped."""
    rang = []

    def ring(*_: object) -> None:
        rang.append(time.monotonic())
        raise _TooLongError

    earlier = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, HANG, HANG / 10)  # again and again, should the answer catch it
    try:
        outcome = execute.run(functions, request)
        signal.setitimer(signal.ITIMER_REAL, 0)
    except _TooLongError:
        outcome = Outcome(Verdict.TIMEOUT)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)
    return replace(outcome, verdict=Verdict.TIMEOUT) if rang else outcome
