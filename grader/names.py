"""What the top-level statements of a source bind, change and read: names only, nothing is run."""

from __future__ import annotations

import ast
import symtable
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass
class Statement:
    """One top-level statement.

    `binds` are names that it defines, `touches` objects that it may change by item, attribute or method, and
    `reads` the module's names that it needs, inside its functions too. `calls` are functions that it calls for
    what they do, as a decorator is, and `changes`, of a function, what a call of it may change.
    """

    node: ast.stmt
    binds: set[str]
    touches: set[str]
    reads: set[str]
    calls: set[str]
    changes: set[str]


def statements(text: str) -> list[Statement]:
    """Take a source apart.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: it cannot be parsed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
        table = symtable.symtable(text, "cell", "exec")
    scopes = [(scope.get_lineno(), _scope_reads(scope)) for scope in table.get_children()]
    found = []
    for node in tree.body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        inside = [reads for line, reads in scopes if first <= line <= (node.end_lineno or first)]
        reads = set(_read_outside(node)).union(*inside)
        within = set(_touched(node))
        if isinstance(node, ast.ClassDef):  # a class may be found among the subclasses of its bases
            touches, changes = {name for base in node.bases for name in _base(base)}, within
        elif isinstance(node, DEFINITIONS):
            touches, changes = set(), within
        else:
            touches, changes = within, set()
        found.append(Statement(node, set(_bound(node)), touches, reads, set(_called(node)), changes))
    return found


def _called(node: ast.stmt) -> Iterator[str]:
    """Functions that a statement calls for what they do: its decorators, the bases of a class, `register(f)`."""
    calls: list[ast.expr] = [*getattr(node, "decorator_list", []), *getattr(node, "bases", [])]
    if isinstance(node, ast.Expr):
        calls.append(node.value)
    for call in calls:
        yield from _base(call.func if isinstance(call, ast.Call) else call)


def is_stub(node: ast.stmt) -> bool:
    """Whether a function has nothing in it yet: a docstring, then `raise NotImplementedError`, `pass` or `...`."""
    if not isinstance(node, ast.FunctionDef):
        return False
    body = [n for n in node.body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]
    return all(isinstance(n, ast.Pass) or (isinstance(n, ast.Raise) and _raises_not_implemented(n)) for n in body)


def _raises_not_implemented(node: ast.Raise) -> bool:
    error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(error, ast.Name) and error.id == "NotImplementedError"


def _scope_reads(table: symtable.SymbolTable) -> set[str]:
    """Names of the module that a scope, or one inside it, may read."""
    names = {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
    if table.get_type() == "class":  # in a class body `eps = eps` reads the module's eps
        names |= {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    for child in table.get_children():
        names |= _scope_reads(child)
    return names


def _read_outside(node: ast.AST) -> Iterator[str]:
    """Names that a statement reads outside of the scopes within it; these are asked for theirs separately."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node.id
    for child in _evaluated(node):
        yield from _read_outside(child)


def _evaluated(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that are evaluated in the scope where it stands."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        yield from [*node.decorator_list, *_defaults(node.args)]
    elif isinstance(node, ast.Lambda):
        yield from _defaults(node.args)
    elif isinstance(node, ast.ClassDef):
        yield from [*node.decorator_list, *node.bases, *node.keywords]
    elif isinstance(node, _COMPREHENSIONS):
        yield node.generators[0].iter
    else:
        yield from ast.iter_child_nodes(node)


def _defaults(arguments: ast.arguments) -> list[ast.AST]:
    return [default for default in (*arguments.defaults, *arguments.kw_defaults) if default is not None]


def _bound(node: ast.AST) -> Iterator[str]:
    """Names that a statement binds at the level of the module."""
    if isinstance(node, DEFINITIONS):
        yield node.name
        return
    if isinstance(node, ast.alias):
        yield (node.asname or node.name).split(".")[0]
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.ExceptHandler) or type(node).__name__ in ("MatchAs", "MatchStar"):
        if name := getattr(node, "name", None):
            yield name
    elif type(node).__name__ == "MatchMapping" and getattr(node, "rest", None):
        yield node.rest  # type: ignore[attr-defined]
    if isinstance(node, (ast.Lambda, *_COMPREHENSIONS)):
        return
    for child in ast.iter_child_nodes(node):
        yield from _bound(child)


def _touched(node: ast.AST) -> Iterator[str]:
    """Names of objects that a statement may change: TABLE[0] = 1, helper.rate = 2, LIST.append(3), fill(TABLE)."""
    for n in ast.walk(node):
        if isinstance(n, (ast.Subscript, ast.Attribute)) and isinstance(n.ctx, ast.Store):
            yield from _base(n)
        elif isinstance(n, ast.Expr) and isinstance(n.value, ast.Call):
            yield from _base(n.value.func) if isinstance(n.value.func, ast.Attribute) else ()
            yield from (argument.id for argument in n.value.args if isinstance(argument, ast.Name))


def _base(node: ast.expr) -> Iterator[str]:
    """The name at the front of a.b["c"].d."""
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
