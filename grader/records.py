"""The records that one stage hands to the next: frozen, printable, and JSON by `as_json`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.clues import KnownMistake, Marks, Trace
    from grader.timings import DrawnSpeed, Ratio


class Verdict(str, Enum):
    """What became of a case or a question; the order is from best to worst."""

    PASSED = "passed"
    SLOW = "slow"
    FAILED = "failed"
    RAISED = "raised"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    BLOCKED = "blocked"
    MISSING = "missing"
    REJECTED = "rejected"
    GRADER_ERROR = "grader_error"

    def __str__(self) -> str:
        return self.value


SLOWER_THAN_REFERENCE = 100  # an answer may take so many times the reference's time, whatever was declared


@dataclass(frozen=True)
class Opaque:
    """A value that does not cross the border between the processes; only its type's name does."""

    type_name: str


@dataclass(frozen=True)
class Message:
    """A sentence for a person, as data: `messages.render` has the words."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------ submission


@dataclass(frozen=True)
class SourceFile:
    """One file of a submission, read once and kept as bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Submission:
    """What was handed in, made safe: at most a few small files with plain names."""

    name: str
    files: tuple[SourceFile, ...]
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A cell or file of code, and which of its top-level statements (of a compiled cell, functions) each function needs."""

    label: str
    source: str
    keep: Mapping[str, tuple[int, ...]] | None = None
    question: str = ""
    compiled: bool = False

    def kept_for(self, functions: Collection[str]) -> list[int] | None:
        """Which statements some functions need; None for all of them."""
        kept = None if self.keep is None else {k for name, ks in self.keep.items() if name in functions for k in ks}
        return None if kept is None else sorted(kept)


@dataclass(frozen=True)
class Extraction:
    """What the worker found in a submission: claims of the student, not facts."""

    file: str
    pieces: tuple[Piece, ...]
    defined: tuple[str, ...]
    stubs: tuple[str, ...]
    names: tuple[str, ...] = ()  # of all functions and classes, to find a misspelled one
    problems: tuple[Message, ...] = ()
    broken: Mapping[str, Message] = field(default_factory=dict)  # question -> why its answer cell does not parse


# ------------------------------------------------------------------------------------------ one case


@dataclass(frozen=True)
class Call:
    """One call of a student's function: names of its arguments, and names for what it returns."""

    function: str
    arguments: tuple[str, ...]
    returns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.function}({', '.join(self.arguments)}) -> {', '.join(self.returns)}"


@dataclass(frozen=True)
class Replay:
    """A call that another question answers, with the answer to play back instead of the student's own."""

    function: str
    parameters: tuple[str, ...]
    defaults: Mapping[str, Any]
    arguments: Mapping[str, Any]
    result: Any


@dataclass(frozen=True)
class Request:
    """What the worker is asked to do for one case; it holds nothing that tells right from wrong."""

    inputs: Mapping[str, Any]
    calls: tuple[Call, ...]
    want: tuple[str, ...]
    layout: str = "C"
    read_only: bool = False
    replays: tuple[Replay, ...] = ()


@dataclass(frozen=True)
class Fault:
    """An exception of the student's code, as the worker tells it."""

    type_name: str
    text: str
    function: str = ""
    label: str = ""
    line: int = 0
    source: str = ""
    bases: tuple[str, ...] = ()  # names of the exception's classes, its own first
    kind: str = "raised"  # or "returned": not what was asked for; "crashed": the process ended
    call: int = 0  # its number among the calls of the case


@dataclass(frozen=True)
class Outcome:
    """What came back for one request. `verdict` is PASSED when every call returned."""

    verdict: Verdict
    values: Mapping[str, Any] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)  # input that was written to -> the function that did
    fault: Fault | None = None
    stdout: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Tolerance:
    """How far a value may be from the reference: `absolute`, or `relative` to the largest expected value."""

    absolute: float = 0.0
    relative: float = 0.0

    def allowed(self, expected: np.ndarray) -> float:
        """The largest |difference| allowed in any entry of an array with these expected values."""
        return max(self.absolute, self.relative * float(np.max(np.abs(expected), initial=0.0)))


@dataclass(frozen=True)
class DrawnCase:
    """A declared case with its arrays drawn and the reference's answers beside them."""

    question: str
    group: str
    name: str
    public: bool
    check: str
    request: Request
    compare: tuple[str, ...]
    expected: Mapping[str, Any]
    tolerance: Tolerance
    replays: tuple[Replay, ...] = ()  # the answers of other questions, should the student's own be wrong
    forward_outputs: tuple[str, ...] = ()  # what the forward calls return, by which they are judged
    fallback: Request | None = None  # the backward call alone, on the documented cache
    hint: str = ""
    loose_shape: bool = False
    may_change: tuple[str, ...] = ()
    raises: str = ""
    seconds: float = 5.0
    reference_seconds: float = 0.0  # what the reference took for it, on this machine, when it was drawn
    trace: Trace | None = None  # of a public case: how far one entry of an input should reach

    @property
    def limit(self) -> float:
        """Seconds that an answer gets: more than was declared where the reference, too, was slow here."""
        return max(self.seconds, SLOWER_THAN_REFERENCE * self.reference_seconds)


@dataclass(frozen=True)
class DrawnQuestion:
    """A question with its cases drawn: all that judging its answers needs."""

    name: str
    points: Fraction
    extra_credit: bool
    forward: str
    needs: tuple[str, ...]
    groups: tuple[tuple[str, Fraction], ...]
    cases: tuple[DrawnCase, ...]
    imports: tuple[str, ...] = ()
    again: tuple[DrawnCase, ...] = ()  # some of the hidden cases with other values, for asking a second time
    compiled: bool = False
    speed_points: Fraction = Fraction(0)  # for being fast, on top of the groups'
    speed: DrawnSpeed | None = None  # what is timed; only when grading
    mistakes: tuple[KnownMistake, ...] = ()
    fixed: Callable[[], tuple[DrawnCase, ...]] | None = None  # hidden cases as `mistakes` knows them; only when grading

    @property
    def packages(self) -> tuple[str, ...]:
        """What an answer may import besides the standard library."""
        return tuple(sorted({"numpy", *self.imports}))


@dataclass(frozen=True)
class Exam:
    """An assignment drawn for one submission: its questions, and the cells that are laid anew before its answers."""

    assignment: str
    title: str
    questions: tuple[DrawnQuestion, ...]
    setup: tuple[Piece, ...] = ()
    secrets: tuple[Path, ...] = ()  # files that no worker may read

    @property
    def functions(self) -> tuple[str, ...]:
        """The names that a submission should define."""
        return tuple(q.name for q in self.questions)


# ------------------------------------------------------------------------------------------ results


@dataclass(frozen=True)
class CheckResult:
    """The verdict on one case."""

    case: str
    verdict: Verdict
    public: bool
    message: Message | None = None
    stdout: str = ""
    seconds: float = 0.0
    size: int = 0  # values in the inputs of the case
    marks: Marks = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the case earns its group's points."""
        return self.verdict is Verdict.PASSED


@dataclass(frozen=True)
class GroupResult:
    """The cases of one group; its points are given when all of them pass."""

    name: str
    points: Fraction
    checks: tuple[CheckResult, ...]

    @property
    def passed(self) -> bool:
        """Whether every case passed; a group without a verdict on any case never does."""
        return bool(self.checks) and all(check.passed for check in self.checks)

    @property
    def score(self) -> Fraction:
        """Points earned."""
        return self.points if self.passed else Fraction(0)


@dataclass(frozen=True)
class QuestionResult:
    """One question: its groups and what there is to say about the whole of it."""

    name: str
    points: Fraction
    extra_credit: bool
    groups: tuple[GroupResult, ...]
    notices: tuple[Message, ...] = ()
    timed: bool = False  # whether some of its points are for speed
    speed: Ratio | None = None  # where it was fit to be timed

    @property
    def score(self) -> Fraction:
        """Points earned."""
        return sum((group.score for group in self.groups), Fraction(0))

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of its cases."""
        verdicts = [check.verdict for group in self.groups for check in group.checks]
        return max(verdicts, key=list(Verdict).index, default=Verdict.GRADER_ERROR)


@dataclass(frozen=True)
class Report:
    """One submission graded against one assignment, or the reason why it could not be."""

    assignment: str
    title: str
    submission: str
    questions: tuple[QuestionResult, ...] = ()
    notices: tuple[Message, ...] = ()
    rejected: Message | None = None
    seed: str = ""
    tier: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    attempt: int = 1
    seconds: float = 0.0
    public_only: bool = False

    @property
    def score(self) -> Fraction:
        """Points earned, extra credit included."""
        return sum((question.score for question in self.questions), Fraction(0))

    @property
    def points(self) -> Fraction:
        """Points that can be earned without extra credit."""
        return sum((q.points for q in self.questions if not q.extra_credit), Fraction(0))

    @property
    def grader_error(self) -> bool:
        """Whether a fault of ours touched any question, so that no score may be given."""
        return any(q.verdict is Verdict.GRADER_ERROR for q in self.questions)
