"""The functions of a trusted file as source text, with what they need of their module."""

from __future__ import annotations

import ast
from pathlib import Path

from grader.errors import AssignmentError, closest

_IMPORTS = (ast.Import, ast.ImportFrom)


class Module:
    """A file of solutions or of known-wrong answers, as the statements that bind its names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            text = path.read_text(encoding="utf-8")
            self.body = ast.parse(text).body
        except FileNotFoundError:
            raise AssignmentError("there is no such file", file=str(path)) from None
        except SyntaxError as err:
            raise AssignmentError(f"is not Python: {err.msg}", file=str(path), line=err.lineno or 0) from err
        self.lines = text.split("\n")
        self.bound = {name: node for node in self.body for name in sorted(binds(node))}

    @property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """Its top-level functions by name."""
        return {name: node for name, node in self.bound.items() if isinstance(node, ast.FunctionDef)}

    def text(self, node: ast.stmt) -> str:
        """A statement as written, comments included."""
        return "\n".join(self.lines[first_line(node) - 1 : node.end_lineno])

    def whole(self, name: str, have: set[str]) -> str:
        """A function, after the imports and helpers of its module that it needs and that nobody else has.

        Args:
            name: the function.
            have: names that are there already.

        Returns:
            Source that can stand in a cell of its own.

        Raises:
            AssignmentError: the file has no such function.
        """
        if name not in self.functions:
            near = closest(name, self.functions)
            raise AssignmentError(f'has no function "{name}"; {near}', file=str(self.path), line=1)
        needed, waiting = set(), [name]
        while waiting:
            node = self.bound[waiting.pop()]
            needed.add(id(node))
            reads = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - have
            waiting += sorted(r for r in reads if r in self.bound and id(self.bound[r]) not in needed)
        kept = [node for node in self.body if id(node) in needed]
        imports = "\n".join(self.text(node) for node in kept if isinstance(node, _IMPORTS))
        others = [self.text(node) for node in kept if not isinstance(node, _IMPORTS)]
        return "\n\n\n".join(filter(None, [imports, *others]))


def functions_of(path: Path) -> dict[str, str]:
    """The source of each top-level function of a file, as written, comments included."""
    module = Module(path)
    return {name: module.text(node) for name, node in module.functions.items()}


def binds(node: ast.stmt) -> set[str]:
    """The names that a top-level statement binds."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, _IMPORTS):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def first_line(node: ast.stmt) -> int:
    """The line on which a statement begins, its decorators included."""
    decorators = node.decorator_list if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
    return min([node.lineno, *(d.lineno for d in decorators)])
