"""Declaring an assignment: questions, their points, groups and cases, as `questions.py` of a course writes them.

Everything is checked as it is declared; a fault stops with the file and line of the declaration, what is
written there, what is allowed, and the nearest match.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

from grader.errors import AssignmentError, closest
from grader.probes import Source
from grader.records import Call, Tolerance

CHECKS = ("values", "raises", "unchanged", "whole", "subgradient")
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
            as they are, "whole" for an int, "subgradient" for pooling with ties.
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
        if not self.groups:
            _fault(f"question {self.name} has no groups, so that nothing could earn its points", self.place)
        if not isinstance(self.points, int) or isinstance(self.points, bool):
            _fault(f"question {self.name} has points={self.points!r}; a whole number above 0", self.place)
        total = sum((Fraction(g.points) for g in self.groups), Fraction(0))
        if total != self.points:
            _fault(f"question {self.name} has points={self.points}, but its groups add up to {total}", self.place)
        for kind, names in (
            ("group", [g.name for g in self.groups]),
            ("case", [c.name for g in self.groups for c in g.cases]),
        ):
            twice = sorted({n for n in names if names.count(n) > 1})
            if twice:
                _fault(f'question {self.name} has two {kind}s called "{twice[0]}"; names tell them apart', self.place)

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


def assignments(course: Path) -> list[str]:
    """The names of a course's assignments: folders of `assignments/` that hold a questions.py."""
    return sorted(path.parent.name for path in (course / "assignments").glob("*/questions.py"))


def load_assignment(course: Path, name: str) -> Assignment:
    """Read `assignments/NAME/questions.py` of a course.

    Raises:
        AssignmentError: there is none, or what it declares is faulty; with file and line.
    """
    path = course / "assignments" / name / "questions.py"
    if not path.is_file():
        known = assignments(course)
        where = f'no assignment "{name}" in {course / "assignments"}'
        raise AssignmentError(f"{where}; {closest(name, known)}" if known else f"{where}: it holds no questions.py")
    module = load_module(path, f"questions_of_{name}")
    found = getattr(module, "assignment", None)
    if not isinstance(found, Assignment):
        raise AssignmentError('has no variable "assignment = Assignment(...)"', file=str(path), line=1)
    if found.name != name:
        raise AssignmentError(
            f'Assignment is named "{found.name}", its folder "{name}"', file=str(path), line=found.place[1]
        )
    return found


def load_module(path: Path, name: str) -> Any:
    """Execute one trusted Python file of the course.

    Raises:
        AssignmentError: it does not run; with file and line.
    """
    path = path.resolve()
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    except AssignmentError:
        raise
    except SyntaxError as err:
        raise AssignmentError(f"is not Python: {err.msg}", file=str(path), line=err.lineno or 0) from err
    except (Exception, SystemExit) as err:
        frames = [line for file, line in _frames(err) if file == str(path)]
        line = frames[-1] if frames else 0
        raise AssignmentError(f"{type(err).__name__}: {err}", file=str(path), line=line) from err
    finally:
        sys.dont_write_bytecode = writes
    return module


def _frames(err: BaseException) -> list[tuple[str, int]]:
    found, trace = [], err.__traceback__
    while trace:
        found.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return found
