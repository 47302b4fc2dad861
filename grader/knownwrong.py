"""Answers that are known to be wrong, and right ones in other styles: laid over the reference and judged in this process.

Never for a submission: what is judged here is the course's own.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import os
import re
import signal
import sys
import traceback
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.errors import AssignmentError, closest
from grader.loading import constant
from grader.local import grade_here
from grader.messages import OWN_EXCEPTION, render
from grader.records import QuestionResult, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from grader.records import CheckResult, DrawnQuestion

LONGEST_HINT = 160  # words
LONGEST = 60.0  # seconds that one file may take; the slowest of a course of real size takes half a second
_AGAIN = 0.1  # seconds until a file that caught the interruption is interrupted again
_PATIENCE = 50  # interruptions that a file may catch before the whole command ends


@dataclass(frozen=True)
class KnownWrong:
    """A mistake that students make, as one file says it.

    Args:
        path: the file, .py or .pyx.
        questions: the questions that must lose points.
        output: the first thing that is wrong, as the stub's docstring calls it.
        hint: what a student is told whose answer is this one.
        chance: whether what it gives differs from run to run, so that nothing can recognise it: CHANCE = True.
        raises: the exceptions that the mistake itself ends in, where it costs a question without a wrong value:
            RAISES = "ValueError".
    """

    path: Path
    questions: tuple[str, ...]
    output: str
    hint: str
    chance: bool = False
    raises: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    def unshown(self, result: QuestionResult) -> tuple[str, ...]:
        """The exceptions that a question was lost by, where these alone lost it and the file does not name them all."""
        raised = only_raised(result)
        return () if all(is_named(name, self.raises) for name in raised) else raised


def read_known_wrong(path: Path, questions: Collection[str]) -> KnownWrong:
    """Read one file without running it.

    Args:
        path: the file.
        questions: the names that its QUESTIONS may name.

    Raises:
        AssignmentError: QUESTIONS is missing, is no tuple, or names what is no question; OUTPUT or HINT is no text, or
            the hint is too long; RAISES names no exception.
    """
    named = constant(path, "QUESTIONS", ())
    line = line_of(path, "QUESTIONS")
    if isinstance(named, str):
        raise AssignmentError(f'has QUESTIONS = "{named}"; write a tuple, ("{named}",)', file=str(path), line=line)
    if not isinstance(named, (tuple, list)) or not all(isinstance(name, str) for name in named):
        raise AssignmentError(
            f'has QUESTIONS = {named!r}; write a tuple of names, ("{next(iter(questions), "name")}",)',
            file=str(path),
            line=line,
        )
    if unknown := [name for name in named if name not in questions]:
        raise AssignmentError(
            f'has QUESTIONS "{unknown[0]}"; {closest(unknown[0], questions)}', file=str(path), line=line
        )
    if not named:
        raise AssignmentError("has no QUESTIONS", file=str(path), line=line)
    hint = _text(path, "HINT")
    if (words := len(hint.split())) > LONGEST_HINT:
        raise AssignmentError(
            f"has a HINT of {words} words; {LONGEST_HINT} at most are read",
            file=str(path),
            line=line_of(path, "HINT"),
        )
    chance = constant(path, "CHANCE", False) is True
    return KnownWrong(path, tuple(named), _text(path, "OUTPUT"), hint, chance, _raises(path))


def _raises(path: Path) -> tuple[str, ...]:
    value = constant(path, "RAISES", ())
    names = (value,) if isinstance(value, str) else value
    if isinstance(names, (tuple, list)) and all(isinstance(name, str) and name.isidentifier() for name in names):
        return tuple(names)
    raise AssignmentError(
        f'has RAISES = {value!r}; write the name of an exception, RAISES = "ValueError", or a tuple of names',
        file=str(path),
        line=line_of(path, "RAISES"),
    )


def check_output(wrong: KnownWrong, questions: Iterable[DrawnQuestion]) -> None:
    """See to it that OUTPUT is what a student can find: a name in the calls of a file's questions, or a key.

    Args:
        wrong: the file; one without OUTPUT passes.
        questions: what is asked, drawn.

    Raises:
        AssignmentError: nothing that its questions take or return is called so.
    """
    allowed = {"compile"} if wrong.path.suffix == ".pyx" else set()
    for case in (case for question in questions if question.name in wrong.questions for case in question.cases):
        own = [call for call in case.request.calls if call.function in wrong.questions]
        allowed |= {n for call in own for n in (*call.arguments, *call.returns) if not n.startswith("_")}
        allowed |= {*case.request.inputs, *re.findall(r"\w+", " ".join(case.compare))}
        allowed |= {str(key) for value in case.request.inputs.values() if isinstance(value, dict) for key in value}
    if not {*re.findall(r"\w+", wrong.output)} <= allowed:
        text = f'has OUTPUT = "{wrong.output}"; {closest(wrong.output, allowed)}'
        raise AssignmentError(text, file=str(wrong.path), line=line_of(wrong.path, "OUTPUT"))


def defines(path: Path, name: str) -> bool:
    """Whether a Python file gives a name a value of its own: what is laid over the solution is then the file's."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name for alias in node.names}
        else:
            found |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return name in found


def _text(path: Path, name: str) -> str:
    value = constant(path, name, "")
    if not isinstance(value, str):
        raise AssignmentError(
            f'has {name} = {value!r}; write text, {name} = "..."', file=str(path), line=line_of(path, name)
        )
    return value


def line_of(path: Path, name: str) -> int:
    """Where a name is given its value; the first line where it is not."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if re.match(rf"{name}\s*=", line)), 1)


def overlaid(solution: Mapping[str, Any], path: Path, compiled: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The solution's functions, made anew, with those of one file in place of its own.

    Args:
        solution: the reference's module as a namespace; its compiled answers are kept as they are.
        path: a Python file of the course.
        compiled: functions that stand beside the file in compiled files, by name.

    Raises:
        AssignmentError: the file does not run; with its line.
    """
    sys.modules.setdefault("solution", types.ModuleType("solution"))  # a dataclass looks up the module that it is in
    own = str(solution["__file__"])
    namespace: dict[str, Any] = {**solution, "__name__": "solution"}
    with open(own, encoding="utf-8") as file:
        exec(compile(file.read(), own, "exec"), namespace)
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), np.errstate(all="ignore"):
        try:
            exec(compile(path.read_text(encoding="utf-8"), _label(path), "exec"), namespace)
        except KeyboardInterrupt:  # of whoever waits at the terminal, or of the clock
            raise
        except BaseException as err:  # SystemExit would end the command as if all were well
            text = f"does not run: {type(err).__name__}: {err}"
            raise AssignmentError(text, file=str(path), line=_raised_at(err, path)) from err
    namespace.update(compiled or {})  # in place: it is what the file's functions see
    return namespace


def _label(path: Path) -> str:
    """What tracebacks call a file that is laid over the solution."""
    return f"<student: {path.name}>"


def _raised_at(err: BaseException, path: Path) -> int:
    """The last line of a file that an exception came through; 0 where it came through none."""
    if isinstance(err, SyntaxError) and err.filename == _label(path):
        return err.lineno or 0
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(err.__traceback__) if frame.filename == _label(path)]
    return lines[-1] if lines else 0


@contextlib.contextmanager
def clocked(path: Path, seconds: float) -> Iterator[None]:
    """Stop what one file does in a `with` block when its time is up.

    Only Python code can be stopped: a single call into compiled code goes on to its end.

    Args:
        path: the file that is laid over the solution.
        seconds: how long the block may take.

    Raises:
        AssignmentError: it took longer; with the line that it was at.
    """
    late: list[AssignmentError] = []

    def ring(_: int, frame: types.FrameType | None) -> None:
        while frame and frame.f_code.co_filename != _label(path):
            frame = frame.f_back
        text = f"still runs after {seconds:g} seconds; an answer must come to its end"
        late.append(AssignmentError(text, file=str(path), line=frame.f_lineno if frame else 0))
        if len(late) > _PATIENCE:  # it catches whatever stops it
            with contextlib.suppress(Exception):
                sys.__stdout__.flush()  # type: ignore[union-attr]
            os.write(2, f"{late[0]}\n".encode())
            os._exit(2)
        raise KeyboardInterrupt  # the one exception that judging passes on

    earlier = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    except KeyboardInterrupt:
        if not late:
            raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)
    if late:
        raise late[0]


def grade_overlaid(
    solution: Mapping[str, Any],
    path: Path,
    questions: Iterable[DrawnQuestion],
    compiled: Mapping[str, Any] | None = None,
    *,
    advice: bool = False,
) -> list[QuestionResult]:
    """Judge the solution with the functions of one file in place of its own.

    Args:
        solution: the reference's module as a namespace.
        path: a Python file of the course.
        questions: what is asked, drawn.
        compiled: functions that stand beside the file in compiled files, by name.
        advice: whether mistakes are explained, too.

    Raises:
        AssignmentError: the file does not run, or does not come to its end.
    """
    quiet = io.StringIO()
    with clocked(path, LONGEST), contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        namespace = overlaid(solution, path, compiled)
        with np.errstate(all="ignore"):
            results = grade_here(namespace, questions, advice=advice)
    return results


def failures(result: QuestionResult) -> Iterator[str]:
    """Each case that did not pass, in a line."""
    for check in lost(result):
        yield f'case "{check.case}": {render(check.message).splitlines()[0] if check.message else check.verdict}'


def lost(result: QuestionResult) -> list[CheckResult]:
    """The cases of a question that did not pass."""
    return [check for group in result.groups for check in group.checks if not check.passed]


def only_raised(result: QuestionResult) -> tuple[str, ...]:
    """The exceptions that a question was lost by, where it was lost by exceptions alone; nothing where anything came back."""
    names = [exception_in(check) for check in lost(result)]
    return tuple(sorted(set(names))) if all(names) else ()


def exception_in(check: CheckResult) -> str:
    """The name of the exception that a case was lost by; empty where it was lost in another way."""
    if check.verdict is Verdict.MISSING:  # of a stub
        return "NotImplementedError"
    raised = check.message is not None and check.message.kind in ("raised", "wrong_error")
    return str(check.message.data["type_name"]) if raised and check.message else ""


def is_named(exception: str, names: Collection[str]) -> bool:
    """Whether an exception is among some names; in a hidden case, one that is none of Python's has lost its own."""
    none_of_pythons = any(not isinstance(getattr(builtins, name, None), type) for name in names)
    return exception in names or (exception == OWN_EXCEPTION and none_of_pythons)


def misjudged(results: Iterable[QuestionResult], questions: Collection[str]) -> Iterator[str]:
    """Where a known-wrong answer got points it should not, or cost points elsewhere.

    A backward question that only waits for its forward one is not counted as lost: its verdict says so.
    """
    for result in results:
        whole = all(group.passed for group in result.groups)  # speed is not judged here
        if result.name in questions and whole:
            yield f"loses nothing on {result.name}"
        if result.name not in questions and not whole and result.verdict is not Verdict.BLOCKED:
            yield f"costs points on {result.name}: {next(failures(result), '')}"
