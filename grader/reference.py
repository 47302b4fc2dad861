"""The reference's side: draw the cases of one submission and work out the right answers beside them."""

from __future__ import annotations

import copy
import inspect
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from grader.declare import Assignment, Case, Group, Question, Speed
from grader.errors import AssignmentError, closest
from grader.loading import load_module
from grader.probes import PUBLIC, Source, derive
from grader.records import Call, DrawnCase, DrawnQuestion, Outcome, Replay, Request, Verdict
from grader.sandbox import execute
from grader.timings import DrawnSpeed, TimedShape
from grader.trace import follow
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
        if lacking := self._lacking(question, request):
            self._fault(case, lacking)
        outcome, replays = self._answer(question, request)
        if refused := self._refused(case, request, outcome):
            self._fault(case, refused)
        expected = {name: copy.deepcopy(value) for name, value in outcome.values.items()}
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
        if not case.public or case.check != "values" or case.dtype != "float64":
            return None
        return follow(request, outcome, lambda other: self._answer(question, other)[0])

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

    def _lacking(self, question: Question, request: Request) -> str:
        """Which argument of a call is neither an input nor returned by a call before it, and what to do; empty for none."""
        known = {*request.inputs}
        for number, call in enumerate(request.calls):
            for name in (name for name in call.arguments if name not in known):
                text = f'has no input or earlier call that gives "{name}" to {call.function}'
                earlier = [made.function for made in request.calls[:number]]
                makers = [q.signature for q in self._assignment.questions if name in q.signature.returns]
                own = [maker for maker in makers if maker.function == question.forward] or makers
                if len(own) != 1 or own[0].function in (call.function, *earlier):
                    return f"{text}; {closest(name, known)}"
                return f'{text}; the call of {own[0].function} belongs before it: calls=("{own[0]}", "{call}")'
            known |= {*call.returns}
        return ""

    def _refused(self, case: Case, request: Request, outcome: Outcome) -> str:
        """What of a case the reference cannot answer as declared; empty where it can."""
        fault = outcome.fault
        if case.check == "raises":
            raised = fault.type_name if fault else ""
            told = f"waits for {case.raises}, and the reference raises {raised or 'nothing'}"
            return "" if raised == case.raises else f"{told}{self._raised_at(request)}"
        if fault and fault.kind == "returned":
            call = next(call for call in request.calls if call.function == fault.function)
            return f'calls "{call}", and the reference returns {fault.text}'
        if outcome.verdict is not Verdict.PASSED:
            raised = f"{fault.type_name}: {fault.text}" if fault else str(outcome.verdict)
            return f"makes the reference raise {raised}{self._raised_at(request)}"
        if absent := [name for name in request.want if name not in outcome.values]:
            made = {name for call in request.calls for name in call.returns if not name.startswith(("cache", "_"))}
            made |= {f"{n}[{key}]" for n, value in request.inputs.items() if isinstance(value, dict) for key in value}
            return f'compares "{absent[0]}", which its calls do not make; {closest(absent[0], made)}'
        return ""

    def _raised_at(self, request: Request) -> str:
        """The line of the solution that an exception came through last, to end a sentence with; empty where none did."""
        values, own = copy.deepcopy(dict(request.inputs)), str(self._path.resolve())
        try:
            for call in request.calls:
                result = self._functions[call.function](*[values[name] for name in call.arguments])
                values.update(zip(call.returns, result if len(call.returns) > 1 else (result,)))
        except (Exception, SystemExit) as err:
            lines = [frame.lineno for frame in traceback.extract_tb(err.__traceback__) if frame.filename == own]
            return f", at {own}:{lines[-1]}" if lines else ""
        return ""

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


def search_inputs(question: Question, source: Source) -> dict[str, Any]:
    """The inputs that a question's `search` draws from a source.

    Raises:
        AssignmentError: it raises, or returns no dictionary of named inputs.
    """
    assert question.search
    file, line = search_place(question)
    try:
        inputs = question.search(source)
    except Exception as err:
        reason = str(err).replace(f"{type(source).__name__}.", f"{Source.__name__}.")  # of which it may be a kind
        text = f"the search of {question.name} raises {type(err).__name__}: {reason}"
        raise AssignmentError(text, file=file, line=line) from err
    if not isinstance(inputs, Mapping) or not all(isinstance(name, str) for name in inputs):
        got = type(inputs).__name__
        text = f"the search of {question.name} returns no dictionary of named inputs, but an object of type {got}"
        raise AssignmentError(text, file=file, line=line)
    return dict(inputs)


def search_place(question: Question) -> tuple[str, int]:
    """File and line of a question's `search`."""
    code = getattr(question.search, "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else question.place


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
