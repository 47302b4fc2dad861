"""Changes inside an expression: signs, numbers, names, axes, bounds, the NumPy function that is called, its arguments."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Any

from grader.quality.sites import Change, Site, replaced, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.Div),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Mult, ast.Div),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_FUNCTIONS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "nansum": ("sum",),
    "prod": ("sum",),
    "var": ("std",),
    "std": ("var",),
    "max": ("min",),
    "min": ("max",),
    "amax": ("amin",),
    "amin": ("amax",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "empty": ("ones",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "empty_like": ("ones_like",),
    "any": ("all",),
    "all": ("any",),
    "repeat": ("tile",),
    "tile": ("repeat",),
    "add": ("subtract",),
    "ravel": ("squeeze",),
}
_DROPPED = ("sqrt", "abs", "square", "copy", "flip", "floor", "ceil", "float", "int")
_IN_ANY_ORDER = ("maximum", "minimum", "max", "min", "result_type", "gcd", "logical_and", "logical_or")
_MODES = {"constant": "edge", "edge": "constant", "reflect": "edge", "wrap": "constant"}
AXES = 4  # of a batch of images


def arithmetic(site: Site) -> Iterator[Change]:
    """Another sign; of a product, one factor alone; a minus dropped."""
    node = site.node
    if isinstance(node, ast.BinOp):
        for sign in _ARITHMETIC.get(type(node.op), ()):
            yield replaced("arithmetic", site, ast.BinOp(node.left, sign(), node.right))
        if isinstance(node.op, ast.Mult):
            yield replaced("arithmetic", site, node.left)
            yield replaced("arithmetic", site, node.right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield replaced("minus dropped", site, node.operand)


def comparison(site: Site) -> Iterator[Change]:
    """Another comparison, `and` for `or`, a condition the other way round."""
    node = site.node
    if isinstance(node, ast.Compare):
        for k, sign in enumerate(node.ops):
            for other in _COMPARISONS.get(type(sign), ()):
                signs = [*node.ops[:k], other(), *node.ops[k + 1 :]]
                yield replaced("comparison", site, ast.Compare(node.left, signs, node.comparators))
    if isinstance(node, ast.BoolOp):
        other_sign = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield replaced("and, or", site, ast.BoolOp(other_sign, node.values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield replaced("condition negated", site, node.operand)
    elif site.field == "test" and isinstance(site.holder, (ast.If, ast.IfExp)) and isinstance(node, ast.expr):
        yield replaced("condition negated", site, ast.UnaryOp(ast.Not(), node))


def constants(site: Site) -> Iterator[Change]:
    """One more, one less, 0, twice as much; True for False."""
    node = site.node
    if not isinstance(node, ast.Constant) or not isinstance(node.value, (bool, int, float)):
        return
    value, around = node.value, site.parent if isinstance(site.parent, ast.expr) else None
    others = [not value] if isinstance(value, bool) else [value + 1, value - 1, 0, 2 * value]
    for other in dict.fromkeys(others):
        if other != value:
            yield replaced("constant", site, _number(other), around=around)


def _number(value: bool | float) -> ast.expr:
    """A number as it is read: a minus sign stands before it."""
    if not isinstance(value, bool) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def names(site: Site) -> Iterator[Change]:
    """Another name of the function for a name: those that are most likely to be mixed up."""
    node = site.node
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in site.scope.bound:
        whole = site.parent if isinstance(site.parent, (ast.BinOp, ast.Subscript, ast.Slice, ast.Attribute)) else None
        for other in site.scope.near(node, site.statement_line):
            yield replaced("name", site, ast.Name(other, ast.Load()), around=whole)


def axes(site: Site) -> Iterator[Change]:
    """Another axis, a tuple of axes that lacks one, two axes of a permutation or of a shape swapped."""
    node = site.node
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr in _SHAPES:
        here = _axis(node.slice)
        for other in range(AXES) if here is not None else ():
            if other != here:
                yield replaced("axis", site, ast.Subscript(node.value, ast.Constant(other), node.ctx))
    if isinstance(node, ast.keyword) and node.arg in ("axis", "axes"):
        for other_value in _other_axes(node.value, ordered=node.arg == "axes"):
            yield replaced("axis", site, ast.keyword(node.arg, other_value))
    if isinstance(node, ast.Call) and len(node.args) > 1 and all(_axis(a) is not None for a in node.args):
        for swapped, pair in _swaps(node.args):
            yield told("axis", ast.Call(node.func, swapped, node.keywords), pair, pair[::-1])
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store):
        for swapped, pair in _swaps(node.elts):
            yield told("sizes swapped", ast.Tuple(swapped, node.ctx), pair, pair[::-1])


_SHAPES = ("shape", "strides")


def _axis(node: ast.AST) -> int | None:
    """The number that an expression spells, if it does."""
    sign = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    held = node.operand if isinstance(node, ast.UnaryOp) and sign else node
    if isinstance(held, ast.Constant) and isinstance(held.value, int) and not isinstance(held.value, bool):
        return -held.value if sign else held.value
    return None


def _other_axes(node: ast.expr, *, ordered: bool) -> Iterator[ast.expr]:
    """Other axes in place of one or several; the order of several means nothing to a sum or a maximum."""
    number = _axis(node)
    if number is not None:
        yield from (ast.Constant(other) for other in range(AXES) if other != number)
    elif isinstance(node, (ast.Tuple, ast.List)):
        for k in range(len(node.elts)):
            rest = [*node.elts[:k], *node.elts[k + 1 :]]
            yield ast.Tuple(rest, ast.Load()) if isinstance(node, ast.Tuple) else ast.List(rest, ast.Load())
        for swapped, _ in _swaps(node.elts) if ordered else ():
            yield ast.Tuple(swapped, ast.Load()) if isinstance(node, ast.Tuple) else ast.List(swapped, ast.Load())


def _swaps(items: list[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """A list with two neighbours swapped, once for each pair that differs, and the pair."""
    for k in range(len(items) - 1):
        if ast.dump(items[k]) != ast.dump(items[k + 1]):
            yield [*items[:k], items[k + 1], items[k], *items[k + 2 :]], items[k : k + 2]


def functions(site: Site) -> Iterator[Change]:
    """The neighbour of a NumPy function or method, or none at all; another way to pad."""
    node = site.node
    if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Attribute, ast.Name)):
        return
    name = _called(node)
    for other in _FUNCTIONS.get(name, ()):
        func = copy.copy(node.func)
        setattr(func, "attr" if isinstance(func, ast.Attribute) else "id", other)
        yield told("function", ast.Call(func, node.args, node.keywords), node.func, func)
    if name in _DROPPED:
        held = node.args[0] if len(node.args) == 1 else None
        if held is None and not node.args and isinstance(node.func, ast.Attribute):
            held = node.func.value
        if held is not None:
            yield told("function dropped", held, f"{name}()", "nothing")
    if name == "pad":
        modes = [k.value.value for k in node.keywords if k.arg == "mode" and isinstance(k.value, ast.Constant)]
        kept = [k for k in node.keywords if k.arg != "mode"]
        mode = ast.keyword("mode", ast.Constant(_MODES.get(str(modes[0]), "edge") if modes else "edge"))
        before = f"mode={modes[0]!r}" if modes else "zeros"
        yield told("padding", ast.Call(node.func, node.args, [*kept, mode]), before, mode)


def _called(node: ast.Call) -> str:
    """The name of the function or method that is called, if it has one."""
    func = node.func
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def arguments(site: Site) -> Iterator[Change]:
    """Two positional arguments swapped, one named argument dropped; two returned values swapped."""
    node = site.node
    if isinstance(node, ast.Call):
        for swapped, pair in _swaps(node.args) if _called(node) not in _IN_ANY_ORDER else ():
            yield told("arguments swapped", ast.Call(node.func, swapped, node.keywords), pair, pair[::-1])
        for k, dropped in enumerate(node.keywords):
            rest = [*node.keywords[:k], *node.keywords[k + 1 :]]
            yield told("argument dropped", ast.Call(node.func, node.args, rest), dropped, "nothing")
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for swapped, pair in _swaps(node.value.elts):
            yield told("returned values swapped", ast.Return(ast.Tuple(swapped, ast.Load())), pair, pair[::-1])


def bounds(site: Site) -> Iterator[Change]:
    """The first and last of a slice one further or one less, left out, or counted from the end; a step left out."""
    node = site.node
    if isinstance(node, ast.Slice):
        parts: list[ast.expr | None] = [node.lower, node.upper, node.step]
        make: Callable[[list[Any]], ast.expr] = lambda new: ast.Slice(*new)  # noqa: E731
    elif (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "slice" and not node.keywords
    ):
        none = ast.Constant(None)
        given = [None if isinstance(a, ast.Constant) and a.value is None else a for a in node.args]
        parts = [*given, *[None] * (3 - len(given))] if len(given) > 1 else [None, *given, None]
        func = node.func
        make = lambda new: ast.Call(func, [part or none for part in new], [])  # noqa: E731
    else:
        return
    around = site.parent if isinstance(site.parent, ast.Subscript) else None
    for new in _other_bounds(parts):
        yield replaced("bound", site, make(new), around=around)


def _other_bounds(parts: list[ast.expr | None]) -> Iterator[list[ast.expr | None]]:
    lower, upper, step = parts
    for k, bound in enumerate((lower, upper)):
        if bound is not None:
            for other in (_plus(bound, 1), _plus(bound, -1), None):
                yield [other if j == k else part for j, part in enumerate(parts)]
    if isinstance(upper, ast.BinOp):
        if lower is not None and isinstance(upper.op, ast.Add) and ast.dump(upper.left) == ast.dump(lower):
            yield [lower, ast.UnaryOp(ast.USub(), lower), step]
        if isinstance(upper.op, ast.Sub):
            yield [lower, ast.UnaryOp(ast.USub(), upper.right), step]
    if step is not None:
        yield [lower, upper, None]


def _plus(bound: ast.expr, more: int) -> ast.expr:
    number = _axis(bound)
    if number is not None:
        return _number(number + more)
    return ast.BinOp(bound, ast.Add() if more > 0 else ast.Sub(), ast.Constant(abs(more)))


_LEFT_OUT = (ast.Add, ast.Sub, ast.Div)  # a factor alone is what `arithmetic` makes of a product
_EITHER_WAY = (ast.Sub, ast.Div, ast.MatMult)


def operands(site: Site) -> Iterator[Change]:
    """A term of a sum or a divisor left out; what is subtracted, divided or multiplied as matrices, the other way round."""
    node = site.node
    if not isinstance(node, ast.BinOp):
        return
    if isinstance(node.op, _LEFT_OUT):
        yield replaced("term left out", site, node.left)
    if isinstance(node.op, ast.Add):
        yield replaced("term left out", site, node.right)
    if isinstance(node.op, _EITHER_WAY):
        yield replaced("operands swapped", site, ast.BinOp(node.right, node.op, node.left))


def shapes(site: Site) -> Iterator[Change]:
    """Two neighbours swapped in a tuple that a function is given; a transposition left out; the last of a range."""
    node = site.node
    if isinstance(node, ast.Attribute) and node.attr == "T" and isinstance(node.ctx, ast.Load):
        yield replaced("transposition dropped", site, node.value)
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr == "transpose":
        module = isinstance(node.func.value, ast.Name) and node.func.value.id in ("np", "numpy")
        yield told("transposition dropped", node.args[0] if module else node.func.value, "transpose()", "nothing")
    if isinstance(node.func, ast.Name) and node.func.id == "range" and len(node.args) > 1:
        yield told("argument dropped", ast.Call(node.func, node.args[:-1], []), node.args[-1], "nothing")
    for k, held in enumerate(node.args if _called(node) not in _IN_ANY_ORDER else ()):
        for swapped, pair in _swaps(held.elts) if isinstance(held, (ast.Tuple, ast.List)) else ():
            new = ast.Tuple(swapped, ast.Load()) if isinstance(held, ast.Tuple) else ast.List(swapped, ast.Load())
            args = [*node.args[:k], new, *node.args[k + 1 :]]
            yield told("shape", ast.Call(node.func, args, node.keywords), pair, pair[::-1])


OPERATORS: tuple[Callable[[Site], Iterator[Change]], ...] = (
    arithmetic,
    comparison,
    axes,
    constants,
    names,
    functions,
    arguments,
    bounds,
    operands,
    shapes,
)
