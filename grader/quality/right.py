"""Right answers in other styles: whether they lose points, and what the cases cost one in plain loops."""

from __future__ import annotations

import ast
import contextlib
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.checks import check
from grader.course import right_files
from grader.errors import closest
from grader.knownwrong import failures, lost, overlaid
from grader.loading import constant
from grader.local import grade_here
from grader.messages import render
from grader.quality.findings import Cost
from grader.quality.subjects import style_name
from grader.sandbox import execute
from grader.trusted import load_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping, Sequence
    from pathlib import Path

    from grader.course import Homework
    from grader.records import DrawnCase, DrawnQuestion, QuestionResult

ROUNDS = 3  # of which the fastest counts
SHOWN = 3  # wrong entries of a false alarm


def answers(homework: Homework) -> list[Path]:
    """The reference and every right answer in another style."""
    return [homework.solutions / "solution.py", *right_files(homework.solutions)]


def compiled_answers(homework: Homework, files: Sequence[Path]) -> dict[Path, dict[str, Any]]:
    """The compiled functions that stand beside each right answer, built."""
    return {path: load_beside(path, homework.assignment.functions, homework.course.store) for path in files}


def alarms_of(
    homework: Homework,
    questions: Sequence[DrawnQuestion],
    files: Sequence[Path],
    compiled: Mapping[Path, Mapping[str, Any]],
    tell: Callable[[str], None],
) -> list[list[str]]:
    """Grade every right answer on some drawn questions; return (style, question, case and verdict) of what was lost."""
    alarms = []
    for path in files:
        tell(style_name(path))
        functions = overlaid(homework.reference.functions, path, compiled.get(path))
        with _quietly():
            results = grade_here(functions, questions)
        for result in results:
            if not all(group.passed for group in result.groups):
                (question,) = [q for q in questions if q.name == result.name]
                with _quietly():
                    why = next(_shown(functions, question, result), "") or next(failures(result), str(result.verdict))
                alarms.append([style_name(path), result.name, why])
    return alarms


def _shown(functions: MutableMapping[str, Any], question: DrawnQuestion, result: QuestionResult) -> Iterator[str]:
    """Each case that a right answer fails, with the inputs and the values: an author may see those of hidden ones."""
    wrong = [check.case for check in lost(result)]
    for case in (case for case in question.cases if case.name in wrong):
        found = check(replace(case, public=True, hint=""), execute.run(functions, case.request))
        if found.message is None:
            continue  # it is right when nothing was asked before it
        data = found.message.data
        first, *_ = render(found.message).splitlines()
        text = f'case "{case.name}": {first.rstrip(".")}'
        if place := [str(data[key]) for key in ("label", "line", "source") if data.get(key)]:
            text += f" ({', '.join(place)})"
        if values := ", ".join(_value(data, row) for row in data.get("rows", ())[:SHOWN]):
            text += f"; {values}; each may be off by {data['allowed']:.2g}"
        shapes = ", ".join(f"{name} {described(value)}" for name, value in case.request.inputs.items())
        yield f"{text}; inputs: {shapes}{_how(case)}"


def _value(data: Mapping[str, Any], row: Any) -> str:
    """One wrong entry beside the reference's."""
    index, got, expected = row
    where = f"[{', '.join(map(str, index))}]" if index else ""
    return f"{data['output']}{where} = {got:.6g} (reference {expected:.6g})"


def _how(case: DrawnCase) -> str:
    """How the inputs of a case lie in memory, where that is not the usual."""
    layout = case.request.layout
    return "".join([f", layout {layout}" if layout != "C" else "", ", read-only" if case.request.read_only else ""])


def described(value: Any) -> str:
    """An input in a few words: of an array its shape, and its type where that is not float64."""
    if isinstance(value, np.ndarray) and value.size > 1:
        return f"{value.shape}" if value.dtype == np.float64 else f"{value.shape} {value.dtype}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {described(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(described, value))})"
    return str(value)


def idle(homework: Homework) -> Iterator[str]:
    """Each right answer that answers no question of the assignment, in a sentence."""
    asked = homework.assignment.functions
    for path in right_files(homework.solutions):
        beside = {p.stem for p in path.parent.glob("*.pyx")} if path.stem == "answers" else set()
        bound = [*beside, *_bound(ast.parse(path.read_text(encoding="utf-8")))]
        if not {*bound} & {*asked}:
            near = f"defines {bound[0]}; {closest(bound[0], asked)}" if bound else "defines nothing"
            yield f"{path.relative_to(homework.solutions)} answers no question: it {near}"


def _bound(module: ast.Module) -> Iterator[str]:
    """The names that a module binds, imported ones too."""
    for statement in module.body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            yield statement.name
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                yield node.name
            elif isinstance(node, ast.alias):
                yield node.asname or node.name


def naive_answer(homework: Homework) -> Path | None:
    """The right answer that says NAIVE = True, if there is one."""
    return next((path for path in right_files(homework.solutions) if constant(path, "NAIVE", False)), None)


def battery(questions: Sequence[DrawnQuestion], spent: Mapping[str, float]) -> dict[str, Cost]:
    """What each question's whole battery asks, with the milliseconds that were measured of it."""
    return {
        q.name: Cost(len(q.cases), sum(len(case.request.calls) for case in q.cases), spent.get(q.name))
        for q in questions
    }


def timed(
    homework: Homework, questions: Sequence[DrawnQuestion], path: Path, tell: Callable[[str], None]
) -> dict[str, float]:
    """The milliseconds that each question's whole battery takes one right answer, told case by case what it is at."""
    functions = overlaid(homework.reference.functions, path)
    spent = {}
    with _quietly():
        for question in questions:
            rounds = []
            for _ in range(ROUNDS):
                seconds = []
                for case in question.cases:
                    tell(f'{question.name}, case "{case.name}"')
                    seconds.append(execute.run(functions, case.request).seconds)
                rounds.append(seconds)
            spent[question.name] = 1000 * sum(map(min, zip(*rounds)))
    return spent


@contextlib.contextmanager
def _quietly() -> Any:
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), np.errstate(all="ignore"):
        yield
