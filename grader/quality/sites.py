"""Places in a function where something can be changed, and a change to one of them."""

from __future__ import annotations

import ast
import contextlib
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Told = str | ast.AST | Sequence[ast.AST]

LONGEST = 60  # letters of what stood there and of what stands there now
NEAR = 2  # names that take the place of another, at each use
# Parts of names that stand side by side in this field, and are mixed up.
_PAIRS = (
    *(("h", "w"), ("hh", "ww"), ("height", "width"), ("row", "column"), ("rows", "columns"), ("row", "col")),
    *(("rows", "cols"), ("i", "j"), ("p", "q"), ("y", "x"), ("top", "left"), ("up", "left"), ("down", "across")),
    *(("kh", "kw"), ("ph", "pw"), ("n", "c"), ("c", "f"), ("stride", "pad"), ("stride", "padding"), ("s", "pad")),
    *(("kernel", "stride"), ("size", "kernel"), ("dx", "dw"), ("x", "w"), ("x", "dx"), ("w", "dw"), ("b", "db")),
    *(("mean", "var"), ("gamma", "beta"), ("dgamma", "dbeta"), ("mu", "sigma"), ("std", "var"), ("first", "second")),
    *(("image", "kernel"), ("x", "out"), ("dout", "dx"), ("rows", "row"), ("columns", "column")),
)
_SIBLINGS = {frozenset(pair) for pair in _PAIRS}


@dataclass(frozen=True)
class Site:
    """One node of a function, and where it hangs: `holder.field`, or one item of it where that is a list."""

    node: ast.AST
    holder: ast.AST
    field: str
    index: int
    parents: tuple[ast.AST, ...]  # the function first
    scope: Scope

    @property
    def line(self) -> int:
        """Where it is written; of what has no place of its own, where that stands which it is in."""
        return next(int(n.lineno) for n in (self.node, *reversed(self.parents)) if hasattr(n, "lineno"))

    @property
    def statement_line(self) -> int:
        """Where the statement begins that it is in."""
        around = [n for n in (*self.parents, self.node) if isinstance(n, ast.stmt)]
        return int(around[-1].lineno)

    @property
    def parent(self) -> ast.AST:
        """What it is directly in."""
        return self.parents[-1]


@dataclass(frozen=True)
class Change:
    """What takes a node's place: one node, or any number of statements."""

    operator: str
    new: ast.AST | Sequence[ast.stmt]
    before: str
    after: str

    @contextlib.contextmanager
    def made(self, site: Site) -> Iterator[None]:
        """Make the change for the time of a `with` block."""
        held = getattr(site.holder, site.field)
        if isinstance(held, list):
            new = [self.new] if isinstance(self.new, ast.AST) else list(self.new)
            changed: Any = [*held[: site.index], *new, *held[site.index + 1 :]]
            if not changed and site.field == "body":
                changed = [ast.Pass()]
        else:
            changed = self.new
        setattr(site.holder, site.field, changed)
        try:
            yield
        finally:
            setattr(site.holder, site.field, held)


def told(operator: str, new: ast.AST, before: Told, after: Told) -> Change:
    """A change of one node by another, told in as many words."""
    return Change(operator, new, *(each if isinstance(each, str) else _listed(each) for each in (before, after)))


def _listed(node: ast.AST | Sequence[ast.AST]) -> str:
    """The code of a node, or of some with commas between them."""
    nodes = [node] if isinstance(node, ast.AST) else node
    return ", ".join(text(each) for each in nodes)


def replaced(operator: str, site: Site, new: ast.AST, *, around: ast.AST | None = None) -> Change:
    """A change of one node by another, told by what stands around it where the node alone says little."""
    change = Change(operator, new, "", "")
    shown = around or site.node
    before = text(shown)
    with change.made(site):
        after = text(new if around is None else around)
    return Change(operator, new, before, after)


def text(node: ast.AST) -> str:
    """The code of a node in one line, cut where it is long."""
    try:
        line = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    except AttributeError:  # a part of an expression, such as an operator
        line = type(node).__name__
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."


def sites(function: ast.FunctionDef) -> Iterator[Site]:
    """Every place in a function where something can be changed, in the order in which it is written."""
    scope = Scope(function)
    documented = ast.get_docstring(function) is not None
    for k, default in enumerate(function.args.defaults):
        yield from _under(Site(default, function.args, "defaults", k, (function,), scope))
    for k, statement in enumerate(function.body):
        if k > 0 or not documented:
            yield from _under(Site(statement, function, "body", k, (function,), scope))


def _under(site: Site) -> Iterator[Site]:
    yield site
    if isinstance(site.node, (ast.Raise, ast.JoinedStr)):
        return  # the words of an error are no part of an answer
    for name, value in ast.iter_fields(site.node):
        if name in ("ctx", "annotation", "decorator_list", "returns", "type_comment"):
            continue
        for k, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST):
                yield from _under(Site(child, site.node, name, k, (*site.parents, site.node), site.scope))


@dataclass
class Scope:
    """The names of one function: where each is bound first, and which are parameters."""

    function: ast.FunctionDef
    bound: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        arguments = self.function.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            self.bound[argument.arg] = (0, 0)
        inner = {id(n) for part in ast.walk(self.function) if _is_inner(part, self.function) for n in ast.walk(part)}
        for node in ast.walk(self.function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in inner:
                place = (node.lineno, node.col_offset)
                self.bound[node.id] = min(place, self.bound.get(node.id, place))

    def near(self, name: ast.Name, line: int) -> list[str]:
        """The few names that are most likely to be taken for this one, of those bound above a line."""
        place = (line, 0)
        known = [n for n, first in self.bound.items() if n != name.id and n != "_" and first < place]
        siblings = [n for n in known if siblings_by_name(n, name.id)]
        others = [n for n in known if n not in siblings]
        others.sort(key=lambda n: -SequenceMatcher(None, n.lower(), name.id.lower()).ratio())
        return [*siblings, *others][:NEAR]


def _is_inner(node: ast.AST, function: ast.FunctionDef) -> bool:
    """Whether names bound in a node are its own."""
    scopes = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda, ast.FunctionDef)
    return isinstance(node, scopes) and node is not function


def siblings_by_name(left: str, right: str) -> bool:
    """Whether two names differ in one part, and there as height and width do."""
    parts = left.lower().split("_"), right.lower().split("_")
    if len(parts[0]) != len(parts[1]):
        return False
    different = [pair for pair in zip(*parts) if pair[0] != pair[1]]
    return len(different) == 1 and frozenset(different[0]) in _SIBLINGS
