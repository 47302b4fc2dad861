"""Changes of whole statements: one left out, a sum that is written over, a branch that is always or never taken."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from grader.quality.sites import Change, Scope, Site, replaced, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OTHERS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
}


def augmented(site: Site) -> Iterator[Change]:
    """`+=` to `=`, and to `-=`."""
    node = site.node
    if isinstance(node, ast.AugAssign):
        yield replaced("assigned", site, ast.Assign([node.target], node.value))
        if other := _OTHERS.get(type(node.op)):
            yield replaced("sum", site, ast.AugAssign(node.target, other(), node.value))


def deleted(site: Site) -> Iterator[Change]:
    """A statement left out: a sum, a call, an assignment to what is bound already; one way of an `if`."""
    node = site.node
    if isinstance(node, ast.If):
        yield Change("branch", node.body, f"if {text(node.test)}", "always")
        yield Change("branch", node.orelse, f"if {text(node.test)}", "never")
    elif isinstance(node, (ast.AugAssign, ast.Expr, ast.Continue, ast.Break)) or _rebinds(node, site.scope):
        yield Change("deleted", [], text(node), "nothing")


def _rebinds(node: ast.AST, scope: Scope) -> bool:
    """Whether an assignment changes only what there is already: an entry, or a name bound before."""
    if not isinstance(node, ast.Assign):
        return False
    for target in node.targets:
        for part in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(part, ast.Name):
                if not scope.bound.get(part.id, (node.lineno, 0)) < (node.lineno, 0):
                    return False
            elif not isinstance(part, ast.Subscript):
                return False
    return True


OPERATORS: tuple[Callable[[Site], Iterator[Change]], ...] = (augmented, deleted)
