"""Declaring an assignment: questions, their points, groups and cases, as `questions.py` of a course writes them.

Everything is checked as it is declared; a fault stops with the file and line of the declaration, what is
written there, what is allowed, and the nearest match.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NoReturn

from grader.errors import AssignmentError, closest
from grader.probes import Source
from grader.records import Call, Tolerance

CHECKS = ("values", "raises", "unchanged", "whole", "subgradient", "dtype")
LAYOUTS = ("C", "F", "strided")
DTYPES = ("float64", "float32")
EXACT = Tolerance(absolute=1e-3)  # dyadic probes: right answers err by 3e-7 at most (FFT, float32), wrong ones by 1/16
SMOOTH = Tolerance(relative=2e-4)  # batch norm: right answers err by 2e-5 at most (float32 moments), wrong ones by 5e-3
_WORDS = r"[A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*"
_SIGNATURE = re.compile(rf"([A-Za-z_]\w*)\(\s*({_WORDS})?\s*\)\s*->\s*({_WORDS})")
_NAME = re.compile(r"[a-z]\w*")


def _place() -> tuple[str, int]:
    """File and line of the declaration that is being made: the first frame outside this module."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_filename in (__file__, "<string>"):
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def _fault(text: str, place: tuple[str, int]) -> NoReturn:
    raise AssignmentError(text, file=place[0], line=place[1])


def parse_call(text: str, place: tuple[str, int]) -> Call:
    """Read "conv_forward_naive(x, w, b, conv_param) -> out, cache"."""
    match = _SIGNATURE.fullmatch(text.strip())
    if not match:
        _fault(f'call "{text}" cannot be read; write "name(argument, ...) -> returned, ..."', place)
    arguments, returns = ([w.strip() for w in (match.group(k) or "").split(",") if w.strip()] for k in (2, 3))
    return Call(match.group(1), tuple(arguments), tuple(returns))


@dataclass(frozen=True)
class Case:
    """One case: named inputs, the calls that are made on them, and what of the results is compared.

    Args:
        name: what messages call it, unique in its question.
        inputs: a function of a `Source` that returns the named inputs; it runs anew for every submission.
        public: whether students see it, with its values; a hidden case gets other inputs for every submission.
        calls: the calls to make, in order, as signatures; the question's own where none are given.
        compare: names to compare, such as "out" or "bn_param[running_mean]"; all that the last call returns
            except caches where none are given.
        check: "values" against the reference, "raises" for an exception, "unchanged" for inputs that must stay
            as they are, "whole" for an int, "subgradient" for pooling with ties, "dtype" for values of exactly
            the reference's dtype.
        tolerance: the question's where none is given.
        layout: memory layout of the input arrays: "C", "F" or "strided".
        read_only: whether writing into an input array raises.
        dtype: dtype that float64 inputs are cast to, "float64" or "float32".
        loose_shape: accept extra axes of length 1 in compared arrays.
        may_change: inputs that "unchanged" lets change.
        raises: name of the exception that "raises" waits for.
        hint: said when this case fails and nothing more exact is known.
        seconds: wall time that the calls may take.
    """

    name: str
    inputs: Callable[[Source], Mapping[str, Any]]
    public: bool = False
    calls: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    check: str = "values"
    tolerance: Tolerance | None = None
    layout: str = "C"
    read_only: bool = False
    dtype: str = "float64"
    loose_shape: bool = False
    may_change: tuple[str, ...] = ()
    raises: str = ""
    hint: str = ""
    seconds: float = 5.0
    place: tuple[str, int] = field(default_factory=_place, compare=False, repr=False)

    def __post_init__(self) -> None:
        for what, written, allowed in (
            ("check", self.check, CHECKS),
            ("layout", self.layout, LAYOUTS),
            ("dtype", self.dtype, DTYPES),
        ):
            if written not in allowed:
                _fault(f'case "{self.name}" has {what} "{written}"; {closest(written, allowed)}', self.place)
        if (self.check == "raises") != bool(self.raises):
            _fault(f'case "{self.name}" has check "{self.check}" and raises "{self.raises}"; give both', self.place)
        if not callable(self.inputs):
            _fault(f'case "{self.name}" has inputs that are no function; write inputs=lambda r: {{...}}', self.place)
        for what in ("calls", "compare", "may_change"):
            names: Any = getattr(self, what)
            if not isinstance(names, tuple):
                _fault(f'case "{self.name}" has {what}={names!r}; write a tuple, ({names!r},)', self.place)
        if self.tolerance is not None and not isinstance(self.tolerance, Tolerance):
            _fault(
                f'case "{self.name}" has tolerance={self.tolerance!r}; write EXACT, SMOOTH or Tolerance(...)',
                self.place,
            )
        if not self.seconds > 0:
            _fault(f'case "{self.name}" has seconds={self.seconds!r}; a number above 0', self.place)
        for text in self.calls:
            parse_call(text, self.place)


@dataclass(frozen=True)
class Group:
    """Cases that earn points together: all of them pass, or none of the points are given."""

    name: str
    points: Fraction | int
    cases: tuple[Case, ...]
    hint: str = ""
    place: tuple[str, int] = field(default_factory=_place, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.points, (int, Fraction)) or isinstance(self.points, bool) or self.points <= 0:
            _fault(f'group "{self.name}" has points={self.points!r}; a whole number or Fraction above 0', self.place)
        if not isinstance(self.cases, tuple):
            _fault(f'group "{self.name}" has cases that are no tuple; write cases=(Case(...),)', self.place)
        if not self.cases:
            _fault(f'group "{self.name}" has no cases, so that nothing could earn its points', self.place)


@dataclass(frozen=True)
class Speed:
    """Points for being fast: how many times as fast as a trusted baseline, timed beside it in the same kind of worker.

    The baseline is the function of the same name in `solutions/ASSIGNMENT/baseline.py`.

    Args:
        steps: (ratio, points), the lowest ratio first; whoever reaches a ratio earns its points.
        shapes: (name, inputs) for each setting that is timed; the ratio is the geometric mean over all of them. Their
            inputs, as those of a case, are the arguments of one call.
        rolling: the argument that is another one in every call of a round: an array of which a longer one is drawn,
            and each call gets its part along the first axis.
    """

    steps: tuple[tuple[float, Fraction | int], ...]
    shapes: tuple[tuple[str, Callable[[Source], Mapping[str, Any]]], ...]
    rolling: str
    place: tuple[str, int] = field(default_factory=_place, compare=False, repr=False)

    def __post_init__(self) -> None:
        ratios = [ratio for ratio, _ in self.steps]
        if not ratios or ratios != sorted(set(ratios)) or ratios[0] <= 1:
            _fault(f"speed has steps with ratios {ratios}; above 1, the lowest first, each of them once", self.place)
        for ratio, points in self.steps:
            if not isinstance(points, (int, Fraction)) or isinstance(points, bool) or points <= 0:
                _fault(f"speed step {ratio:g} has points={points!r}; a whole number or Fraction above 0", self.place)
        names = [name for name, _ in self.shapes]
        if not names or len({*names}) < len(names):
            _fault(f"speed has shapes called {names}; at least one, and names tell them apart", self.place)

    @property
    def points(self) -> Fraction:
        """What all steps are worth."""
        return sum((Fraction(points) for _, points in self.steps), Fraction(0))


@dataclass(frozen=True)
class Question:
    """One function that a student writes.

    Args:
        call: its signature, "conv_forward_naive(x, w, b, conv_param) -> out, cache".
        points: what it is worth; its groups add up to this.
        groups: partial credit.
        extra_credit: whether its points come on top of the assignment's.
        tolerance: how far values may be off, EXACT for dyadic probes or SMOOTH.
        needs: questions whose functions a student is likely to call from this one. When it fails and one of them
            is not right, it is tried again with the reference's answers played back in their place.
        forward: for a backward question, the question whose cache it runs on.
        documented_cache: the cache that the forward stub suggests, as names of the forward's arguments.
        title: what the notebook calls it.
        imports: packages besides NumPy and the standard library that answers may import, such as ("scipy",); what
            these import in turn must be listed too. Any other cannot be read while the question is graded.
        compiled: whether it is answered in a %%cython cell; the solution is then `solutions/ASSIGNMENT/NAME.pyx`.
        speed: points for being fast, at most half of the question's; they come on top of the groups'.
        search: draws the inputs of a random small shape, for finding a case that tells a wrong answer from a right one.
    """

    call: str
    points: int
    groups: tuple[Group, ...]
    extra_credit: bool = False
    tolerance: Tolerance = EXACT
    needs: tuple[str, ...] = ()
    forward: str = ""
    documented_cache: tuple[str, ...] = ()
    title: str = ""
    imports: tuple[str, ...] = ()
    compiled: bool = False
    speed: Speed | None = None
    search: Callable[[Source], Mapping[str, Any]] | None = None
    place: tuple[str, int] = field(default_factory=_place, compare=False, repr=False)

    def __post_init__(self) -> None:
        parse_call(self.call, self.place)
        if not isinstance(self.tolerance, Tolerance):
            _fault(
                f"question {self.name} has tolerance={self.tolerance!r}; write EXACT, SMOOTH or Tolerance(...)",
                self.place,
            )
        for what in ("groups", "needs", "documented_cache", "imports"):
            written: Any = getattr(self, what)
            if not isinstance(written, tuple):
                _fault(f"question {self.name} has {what}={written!r}; write a tuple, ({written!r},)", self.place)
        if not all(isinstance(name, str) and name.isidentifier() for name in self.imports):
            _fault(
                f'question {self.name} has imports={self.imports!r}; names as imported, such as ("scipy",)', self.place
            )
        if self.search is not None and not callable(self.search):
            _fault(f"question {self.name} has a search that is no function; write search=lambda r: {{...}}", self.place)
        self._check_points()

    def _check_points(self) -> None:
        if not self.groups:
            _fault(f"question {self.name} has no groups, so that nothing could earn its points", self.place)
        if not isinstance(self.points, int) or isinstance(self.points, bool):
            _fault(f"question {self.name} has points={self.points!r}; a whole number above 0", self.place)
        total = sum((Fraction(g.points) for g in self.groups), self.speed.points if self.speed else Fraction(0))
        if total != self.points:
            parts = "groups and speed steps" if self.speed else "groups"
            _fault(f"question {self.name} has points={self.points}, but its {parts} add up to {total}", self.place)
        if self.speed:
            self._check_speed(self.speed)
        for kind, names in (
            ("group", [g.name for g in self.groups]),
            ("case", [c.name for g in self.groups for c in g.cases]),
        ):
            twice = sorted({n for n in names if names.count(n) > 1})
            if twice:
                _fault(f'question {self.name} has two {kind}s called "{twice[0]}"; names tell them apart', self.place)

    def _check_speed(self, speed: Speed) -> None:
        if speed.rolling not in self.signature.arguments:
            near = closest(speed.rolling, self.signature.arguments)
            _fault(f'speed of question {self.name} has rolling="{speed.rolling}"; {near}', speed.place)
        if 2 * speed.points > self.points:
            _fault(
                f"speed of question {self.name} gives {speed.points} of its {self.points} points; half at most, "
                "so that a right answer is worth more than a fast one",
                speed.place,
            )

    @property
    def signature(self) -> Call:
        """The question's own call, with its parameters' names."""
        return parse_call(self.call, self.place)

    @property
    def name(self) -> str:
        """The function's name, which is the question's."""
        return self.signature.function

    def calls(self, case: Case) -> tuple[Call, ...]:
        """The calls of one case, its own or those that follow from the signatures."""
        return tuple(parse_call(text, case.place) for text in case.calls) or (self.signature,)


@dataclass(frozen=True)
class Assignment:
    """An assignment: its name, the folder of its sources, a title, and its questions in the notebook's order."""

    name: str
    title: str
    questions: tuple[Question, ...]
    place: tuple[str, int] = field(default_factory=_place, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            _fault(f'assignment name "{self.name}" is not a plain lower-case word such as hw2_conv', self.place)
        names = [q.name for q in self.questions]
        twice = sorted({n for n in names if names.count(n) > 1})
        if twice:
            _fault(f"two questions are called {twice[0]}; a question is one function", self.place)
        for question in self.questions:
            for kind, written in (("needs", question.needs), ("forward", filter(None, [question.forward]))):
                for name in written:
                    if name not in names:
                        _fault(f'question {question.name} has {kind} "{name}"; {closest(name, names)}', question.place)
            self._check_cases(question, names)
            self._check_cache(question)
            for other in {*question.needs, question.forward} - {""}:  # its worker runs their code too
                if absent := sorted({*self.question(other).imports} - {*question.imports}):
                    _fault(
                        f"question {question.name} calls {other} and must list its imports too: {absent}",
                        question.place,
                    )

    def _check_cache(self, question: Question) -> None:
        if not question.documented_cache:
            return
        if not question.forward:
            _fault(
                f"question {question.name} has documented_cache and no forward; name the question it comes from",
                question.place,
            )
        known = self.question(question.forward).signature.arguments
        for name in question.documented_cache:
            if name not in known:
                _fault(
                    f'question {question.name} has documented_cache "{name}"; {closest(name, known)}', question.place
                )

    def _check_cases(self, question: Question, names: list[str]) -> None:
        for group in question.groups:
            for case in group.cases:
                for call in question.calls(case):
                    if call.function not in names:
                        _fault(
                            f'case "{case.name}" calls "{call.function}"; {closest(call.function, names)}', case.place
                        )

    def question(self, name: str) -> Question:
        """One question by name."""
        found = [q for q in self.questions if q.name == name]
        if not found:
            known = [q.name for q in self.questions]
            raise AssignmentError(f'{self.name} has no question "{name}"; {closest(name, known)}')
        return found[0]

    @property
    def functions(self) -> tuple[str, ...]:
        """The names that a submission should define."""
        return tuple(q.name for q in self.questions)
