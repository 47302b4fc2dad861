"""What is tried: mutants of right answers, known-wrong files; and which questions each of them could touch."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from grader.course import known_wrong_files, right_files
from grader.knownwrong import read_known_wrong
from grader.loading import constant
from grader.quality.mutate import Mutant, mutants, names_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from grader.course import Homework
    from grader.declare import Assignment

REFERENCE = "reference"


@dataclass(frozen=True)
class Style:
    """A right answer that is mutated: the reference itself, or a file laid over it."""

    name: str
    path: Path

    @cached_property
    def source(self) -> str:
        """What the file holds."""
        return self.path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Subject:
    """A wrong answer.

    Args:
        style: what it is a change of; of a known-wrong file, the file itself.
        own: the questions that must lose points; of a helper that several of them use, one at least.
        changed: the functions that it defines anew.
        touched: the other questions that could reach one of these.
        mutant: the change; None for a file.
    """

    style: Style
    own: tuple[str, ...]
    changed: tuple[str, ...]
    touched: tuple[str, ...]
    mutant: Mutant | None = None

    @property
    def identity(self) -> str:
        """What it is called in its style."""
        return self.mutant.identity if self.mutant else self.style.name

    @property
    def told(self) -> str:
        """What a person calls it."""
        return f"{self.mutant} ({self.style.name})" if self.mutant else f"wrong/{self.style.path.name}"


def style_name(path: Path) -> str:
    """What a file of right answers is called: by itself, or by its folder where others stand beside it."""
    return path.parent.name if path.stem == "answers" else path.stem


def styles(homework: Homework) -> list[Style]:
    """The right answers that are mutated: the reference, and every one that says MUTATED = True."""
    marked = [path for path in right_files(homework.solutions) if constant(path, "MUTATED", False)]
    return [Style(REFERENCE, homework.solutions / "solution.py"), *(Style(style_name(p), p) for p in marked)]


def mutated(homework: Homework, style: Style) -> list[Subject]:
    """Every mutant of one style."""
    asked = homework.assignment.functions
    reached = reaching(homework, style)
    found = []
    for mutant in mutants(style.source, asked):
        touched = tuple(name for name in asked if name not in mutant.questions and mutant.function in reached[name])
        found.append(Subject(style, mutant.questions, (mutant.function,), touched, mutant))
    return found


def known_wrong(homework: Homework) -> list[Subject]:
    """Every known-wrong file in Python."""
    found = []
    for path in known_wrong_files(homework.solutions):
        if path.suffix != ".py":
            continue
        wrong, style = read_known_wrong(path, homework.assignment.functions), Style(path.stem, path)
        reached = reaching(homework, style)
        changed = tuple(_bound(ast.parse(style.source).body))
        others = [name for name in homework.assignment.functions if name not in wrong.questions]
        touched = tuple(name for name in others if {*changed} & reached[name])
        found.append(Subject(style, wrong.questions, changed, touched))
    return found


def reaching(homework: Homework, style: Style) -> dict[str, set[str]]:
    """For each question, every name of the style's and the solution's that its answer could come to use."""
    uses: dict[str, set[str]] = {}
    for text in ((homework.solutions / "solution.py").read_text(encoding="utf-8"), style.source):
        for statement in ast.parse(text).body:
            for name in _bound([statement]):
                uses[name] = names_in(statement) | {name}
    return {name: _closure(name, uses, homework.assignment) for name in homework.assignment.functions}


def _closure(question: str, uses: dict[str, set[str]], assignment: Assignment) -> set[str]:
    seen: set[str] = set()
    todo = [question]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        todo += uses.get(name, set()) & {*uses, *assignment.functions}
        if name in assignment.functions:
            declared = assignment.question(name)
            todo += [*declared.needs, *filter(None, [declared.forward])]
    return seen


def _bound(statements: Iterable[ast.stmt]) -> list[str]:
    """The names that top-level statements bind, imports left aside."""
    names = []
    for node in statements:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names += [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]
    return names
