"""Mutants: one small change at a time to the functions of a right answer.

Ours, since the mutation tools there are rewrite files and run a whole test suite in a new process for each change,
seconds each and with no word for an axis or a window; here a mutant is the source of one function, changed as array
code goes wrong, and is judged by the assignment's own cases in milliseconds.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.quality import statements, values
from grader.quality.sites import Change, Site, sites

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


@dataclass(frozen=True)
class Mutant:
    """One changed function.

    Args:
        questions: the question whose answer it is; of a helper, all that reach it.
        function: the function that is changed.
        line: where, in the file.
        operator: what kind of change.
        before: what stood there.
        after: what stands there now.
        source: the whole function as changed.
        identity: what it is called in a reviewed list: it holds no line number, so that lines may move.
    """

    questions: tuple[str, ...]
    function: str
    line: int
    operator: str
    before: str
    after: str
    source: str
    identity: str

    def __str__(self) -> str:
        return f"{self.function}, line {self.line}: {self.before} -> {self.after}"


def mutants(source: str, questions: Collection[str]) -> list[Mutant]:
    """Make every mutant of a module's answers.

    Args:
        source: the module's.
        questions: the names of the questions that it may answer.

    Returns:
        The mutants, in the order of the lines; none equals its source, and no two of a function are equal.
    """
    tree = ast.parse(source)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    owners = owned(functions, questions)
    lines = source.splitlines()
    return [mutant for name, those in owners.items() for mutant in _of(functions[name], those, lines)]


def owned(functions: Mapping[str, ast.FunctionDef], questions: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Each function that an answer comes to use, and whose: a question's own, or of a helper all that reach it."""
    reached: dict[str, list[str]] = {}
    for question in questions:
        todo = [question] if question in functions else []
        seen: set[str] = set()
        while todo:
            name = todo.pop()
            seen.add(name)
            todo += [n for n in names_in(functions[name]) & {*functions} if n not in seen and n not in questions]
        for name in seen:
            reached.setdefault(name, []).append(question)
    return {name: tuple(reached[name]) for name in functions if name in reached}


def names_in(node: ast.AST) -> set[str]:
    """Every name that is read or written in some code."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _of(function: ast.FunctionDef, questions: tuple[str, ...], lines: list[str]) -> Iterator[Mutant]:
    seen = {ast.dump(function)}
    counts: dict[str, int] = {}
    for site in sites(function):
        for change in _changes(site):
            with change.made(site):
                ast.fix_missing_locations(function)
                made = ast.dump(function)
                source = ast.unparse(function) if made not in seen else ""
            if not source:
                continue
            seen.add(made)
            stem = f"{function.name} | {lines[site.line - 1].strip()} | {change.before} -> {change.after}"
            counts[stem] = counts.get(stem, 0) + 1
            identity = stem if counts[stem] == 1 else f"{stem} | {counts[stem]}"
            yield Mutant(
                questions, function.name, site.line, change.operator, change.before, change.after, source, identity
            )


def _changes(site: Site) -> Iterator[Change]:
    for operator in (*values.OPERATORS, *statements.OPERATORS):
        yield from operator(site)
