"""The reference's side: draw the cases of one submission and work out the right answers beside them."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from grader.declare import Assignment, Case, Group, Question, Speed
from grader.errors import AssignmentError
from grader.loading import load_module
from grader.probes import PUBLIC, Source, derive
from grader.records import Call, DrawnCase, DrawnQuestion, Outcome, Replay, Request, Verdict
from grader.sandbox import execute
from grader.timings import DrawnSpeed, TimedShape
from grader.trace import changed, chosen, traced
from grader.trusted import load_compiled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.clues import Trace


DRAWN_AGAIN = 2  # cases of a question that are drawn a second time


@dataclass(frozen=True)
class Seed:
    """Where hidden inputs come from: the release's secret and the submission's id."""

    secret: bytes = field(repr=False)
    submission: str

    def of(self, question: str, case: Case, *, again: bool = False) -> int:
        """The seed of one case; public cases have the same for everyone.

        Args:
            question: the question's name.
            case: the case.
            again: whether the case is drawn a second time, with other values.
        """
        if case.public:
            return derive(PUBLIC, question, case.name)
        return derive(self.secret, self.submission, question, case.name, *(("again",) if again else ()))


FIXED = Seed(b"known mistakes", "")  # no secret: no submission is graded with its cases


class Reference:
    """The solution module of an assignment, and the cases drawn with it."""

    def __init__(self, assignment: Assignment, path: Path, store: Path | None = None) -> None:
        """Load it.

        Args:
            assignment: what it answers.
            path: of solution.py; the answer to a compiled question stands beside it, NAME.pyx.
            store: where compiled answers are kept.
        """
        module = load_module(path, f"solution_of_{assignment.name}")
        self._assignment = assignment
        self._functions: dict[str, Any] = vars(module)
        self._path = path
        for question in assignment.questions:
            if question.compiled:
                compiled = load_compiled(path.with_name(f"{question.name}.pyx"), store)
                if not callable(answer := getattr(compiled, question.name, None)):
                    raise AssignmentError(
                        f"does not define {question.name}", file=str(path.with_name(f"{question.name}.pyx")), line=1
                    )
                self._functions[question.name] = answer
        for name in assignment.functions:
            if not callable(self._functions.get(name)):
                raise AssignmentError(f"the solution does not define {name}", file=str(path), line=1)

    @property
    def functions(self) -> Mapping[str, Any]:
        """What the solution defines, compiled answers too."""
        return self._functions

    def draw(self, question: Question, seed: Seed, *, public_only: bool = False) -> DrawnQuestion:
        """Draw every case of a question, in the order of its groups, public ones first in each."""
        return DrawnQuestion(
            name=question.name,
            points=Fraction(question.points),
            extra_credit=question.extra_credit,
            forward=question.forward,
            needs=question.needs,
            groups=tuple((g.name, Fraction(g.points)) for g in question.groups),
            cases=tuple(self._draw_cases(question, seed, public_only)),
            imports=question.imports,
            compiled=question.compiled,
            speed_points=question.speed.points if question.speed else Fraction(0),
            speed=None if public_only or not question.speed else self._draw_speed(question, question.speed, seed),
            again=() if public_only else tuple(self._draw_again(question, seed)),
            fixed=None if public_only else partial(self._draw_fixed, question),
        )

    def _draw_fixed(self, question: Question) -> tuple[DrawnCase, ...]:
        """The hidden cases with the values by which known mistakes are recognised: the same for everyone."""
        hidden = [(group, case) for group in question.groups for case in group.cases if not case.public]
        return tuple(self._draw(question, group, case, FIXED) for group, case in hidden)

    def _draw_again(self, question: Question, seed: Seed) -> list[DrawnCase]:
        """A few hidden cases with other values and, as a rule, the same shapes."""
        hidden = [(g, c) for g in question.groups for c in g.cases if not c.public and c.check == "values"]
        return [self._draw(question, group, case, seed, again=True) for group, case in hidden[:DRAWN_AGAIN]]

    def _draw_cases(self, question: Question, seed: Seed, public_only: bool) -> list[DrawnCase]:
        drawn = []
        for group in question.groups:
            for case in sorted(group.cases, key=lambda c: not c.public):
                if case.public or not public_only:
                    drawn.append(self._draw(question, group, case, seed))
        return drawn

    def _draw(self, question: Question, group: Group, case: Case, seed: Seed, *, again: bool = False) -> DrawnCase:
        inputs = self._inputs(case, Source(seed.of(question.name, case, again=again)))
        if case.dtype == "float32":
            inputs = {name: _narrow(value) for name, value in inputs.items()}
        calls = question.calls(case)
        compare = case.compare or tuple(n for n in calls[-1].returns if not n.startswith(("cache", "_")))
        forward = tuple(
            n for c in calls if c.function == question.forward for n in c.returns if not n.startswith(("cache", "_"))
        )
        request = Request(inputs, calls, (*compare, *forward), case.layout, case.read_only)
        outcome, replays = self._answer(question, request)
        if case.check == "raises":
            raised = outcome.fault.type_name if outcome.fault else "nothing"
            if raised != case.raises:
                self._fault(case, f"waits for {case.raises}, and the reference raises {raised}")
        elif outcome.verdict is not Verdict.PASSED:
            fault = outcome.fault
            self._fault(case, f"makes the reference raise {fault.type_name}: {fault.text}" if fault else "fails")
        expected = {name: copy.deepcopy(value) for name, value in outcome.values.items()}
        if case.check != "raises" and (absent := set(request.want) - set(expected)):
            self._fault(case, f"compares {sorted(absent)}, which its calls do not make")
        return DrawnCase(
            question=question.name,
            group=group.name,
            name=case.name,
            public=case.public,
            check=case.check,
            request=request,
            compare=compare,
            expected=expected,
            tolerance=case.tolerance or question.tolerance,
            replays=replays,
            forward_outputs=forward,
            fallback=self._fallback(question, request),
            hint=case.hint or group.hint,
            loose_shape=case.loose_shape,
            may_change=case.may_change,
            raises=case.raises,
            seconds=case.seconds,
            reference_seconds=outcome.seconds,
            trace=self._trace(question, case, request, outcome),
        )

    def _trace(self, question: Question, case: Case, request: Request, outcome: Outcome) -> Trace | None:
        """How far one entry reaches, for a public case whose values a student can look at."""
        entry = chosen(request) if case.public and case.check == "values" and case.dtype == "float64" else None
        if entry is None:
            return None
        after, _ = self._answer(question, changed(request, *entry))
        return traced(*entry, outcome, after) if after.verdict is Verdict.PASSED else None

    def _draw_speed(self, question: Question, speed: Speed, seed: Seed) -> DrawnSpeed:
        path = self._path.with_name("baseline.py")
        if not path.is_file():
            text = f"there is no such file; {question.name} has points for speed, beside plain loops that belong there"
            raise AssignmentError(text, file=str(path))
        shapes = tuple(self._timed(question, speed, shape, seed) for shape in speed.shapes)
        steps = tuple((float(ratio), Fraction(points)) for ratio, points in speed.steps)
        return DrawnSpeed(speed.rolling, steps, shapes, path.read_text(encoding="utf-8"))

    def _timed(
        self, question: Question, speed: Speed, shape: tuple[str, Callable[[Source], Mapping[str, Any]]], seed: Seed
    ) -> TimedShape:
        """One shape: inputs are drawn when a round is made, so that no two rounds have the same."""
        name, make = shape
        function, arguments = self._functions[question.name], question.signature.arguments

        def draw(number: int, calls: int) -> dict[str, Any]:
            source = Source(derive(seed.secret, seed.submission, question.name, "speed", name, str(number)))
            inputs = dict(make(source))
            rolling = np.asarray(inputs[speed.rolling])
            more = source.dyadic((calls - 1) * len(rolling), *rolling.shape[1:]).astype(rolling.dtype)
            inputs[speed.rolling] = np.concatenate([rolling, more])
            return inputs

        def answer(inputs: Mapping[str, Any]) -> Any:
            result = function(*[inputs[argument] for argument in arguments])
            return result[0] if len(question.signature.returns) > 1 else result

        return TimedShape(name, len(draw(0, 1)[speed.rolling]), draw, answer)

    def _inputs(self, case: Case, source: Source) -> dict[str, Any]:
        """Draw a case's inputs; a function that cannot is the author's fault."""
        try:
            drawn = case.inputs(source)
        except Exception as err:
            self._fault(case, f"has inputs that cannot be drawn: {type(err).__name__}: {err}")
        if not isinstance(drawn, Mapping):
            self._fault(case, f"has inputs that are drawn as {type(drawn).__name__}; return a dict of named inputs")
        return dict(drawn)

    def _fault(self, case: Case, text: str) -> NoReturn:
        raise AssignmentError(f'case "{case.name}" {text}', file=case.place[0], line=case.place[1])

    def _answer(self, question: Question, request: Request) -> tuple[Outcome, tuple[Replay, ...]]:
        """Run the reference, recording the calls it makes of the questions that this one needs."""
        record: list[Replay] = []
        namespace = self._functions
        own = {name: namespace[name] for name in question.needs}
        namespace.update({name: _recorder(function, record) for name, function in own.items()})
        try:
            outcome = execute.run(namespace, replace(request, layout="C", read_only=False))
        finally:
            namespace.update(own)
        return outcome, tuple(record)

    def _fallback(self, question: Question, request: Request) -> Request | None:
        """The backward calls alone, each cache as the forward stub suggests it."""
        if not question.documented_cache:
            return None
        parameters = self._assignment.question(question.forward).signature.arguments
        inputs, calls = dict(request.inputs), []
        for call in request.calls:
            if call.function != question.forward:
                calls.append(call)
                continue
            named = dict(zip(parameters, call.arguments))
            cache = tuple(request.inputs[named[name]] for name in question.documented_cache)
            inputs[call.returns[-1]] = cache
        want = tuple(
            n for n in request.want if n not in {r for c in request.calls for r in c.returns} or _returned(n, calls)
        )
        return replace(request, inputs=inputs, calls=tuple(calls), want=want)


def _returned(name: str, calls: list[Call]) -> bool:
    return any(name in call.returns for call in calls)


def _narrow(value: Any) -> Any:
    """float64 arrays as float32, in containers too."""
    if isinstance(value, dict):
        return {key: _narrow(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(_narrow(item) for item in value)
    if isinstance(value, np.ndarray) and value.dtype == np.float64:
        return value.astype(np.float32)
    return value


def _recorder(function: Callable[..., Any], record: list[Replay]) -> Callable[..., Any]:
    """Wrap a function of the reference so that every call is kept with its answer."""
    signature = inspect.signature(function)
    parameters = tuple(signature.parameters)
    defaults = {n: p.default for n, p in signature.parameters.items() if p.default is not inspect.Parameter.empty}

    def recording(*args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        arguments = copy.deepcopy(dict(bound.arguments))
        result = function(*args, **kwargs)
        record.append(Replay(function.__name__, parameters, defaults, arguments, copy.deepcopy(result)))
        return result

    return recording
