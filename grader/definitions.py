"""Which statements of a submission are executed: the functions that were asked for, and what they need.

A cell may plot, train or loop for ever at its top level; none of that is needed to grade a function, and none
of it is run. Kept are the functions of the questions and, step by step, every function, class, import or
assignment that binds a name which a kept statement reads.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from dataclasses import dataclass, field

from grader.errors import SubmissionError
from grader.notebook import Cell, neutralise, read_notebook
from grader.records import Extraction, Message, Piece, SourceFile

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_EXPRESSION_SCOPES = {"lambda", "genexpr", "listcomp", "setcomp", "dictcomp"}


@dataclass
class _Statement:
    """One top-level statement with the names it binds and reads."""

    node: ast.stmt
    binds: set[str]
    reads: set[str]
    keep: bool = False


@dataclass
class _Source:
    label: str
    text: str
    question: str = ""
    statements: list[_Statement] = field(default_factory=list)


def _bound(node: ast.AST) -> set[str]:
    """Names that a statement binds at the level of the module, or changes by item or method."""
    names: set[str] = set()
    if isinstance(node, _DEFINITIONS):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        names.add(node.id)
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):
        names.add(node.value.id)
    call = node.value if isinstance(node, ast.Expr) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        names.add(call.func.value.id)
    if isinstance(node, ast.Lambda):
        return names
    for child in ast.iter_child_nodes(node):
        names |= _bound(child)
    return names


def _loaded(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _scope_reads(table: symtable.SymbolTable) -> set[str]:
    """Global names that a scope or one inside it reads."""
    names = {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
    for child in table.get_children():
        names |= _scope_reads(child)
    return names


def _statements(text: str) -> list[_Statement]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
        table = symtable.symtable(text, "cell", "exec")
    by_line: dict[int, set[str]] = {}
    for scope in table.get_children():
        if scope.get_name() not in _EXPRESSION_SCOPES:
            by_line.setdefault(scope.get_lineno(), set()).update(_scope_reads(scope))
    found = []
    for node in tree.body:
        reads = _loaded(node)
        if isinstance(node, _DEFINITIONS):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            inside = [by_line[line] for line in range(first, (node.end_lineno or first) + 1) if line in by_line]
            outside = [*node.decorator_list, *getattr(node, "bases", [])]
            arguments = getattr(node, "args", None)
            outside += [d for d in [*arguments.defaults, *arguments.kw_defaults] if d] if arguments else []
            reads = set().union(*inside, *(_loaded(part) for part in outside))
        found.append(_Statement(node, _bound(node), reads))
    return found


def is_stub(node: ast.stmt) -> bool:
    """Whether a function has nothing in it yet: a docstring, then `raise NotImplementedError`, `pass` or `...`."""
    if not isinstance(node, ast.FunctionDef):
        return False
    body = [n for n in node.body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]
    return all(isinstance(n, ast.Pass) or (isinstance(n, ast.Raise) and _raises_not_implemented(n)) for n in body)


def _raises_not_implemented(node: ast.Raise) -> bool:
    error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(error, ast.Name) and error.id == "NotImplementedError"


def _sources(file: SourceFile) -> list[_Source]:
    """The parts of a file that may hold answers: cells that are not ours, or the whole of a .py file."""
    if not file.name.endswith(".ipynb"):
        cells = [Cell(1, "code", _decode(file))]
        return [_Source(file.name, cells[0].source)]
    cells = [c for c in read_notebook(file.content) if c.kind == "code" and c.role not in ("setup", "check")]
    return [_Source(c.label, c.source, c.question if c.role == "answer" else "") for c in cells]


def _decode(file: SourceFile) -> str:
    try:
        return file.content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as err:
        raise SubmissionError("not_utf8", position=err.start) from None


def _read(source: _Source, problems: list[Message], broken: dict[str, Message]) -> None:
    """Fill in the statements of one source, with or without its magics."""
    try:
        source.statements = _statements(source.text)
        return
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        source.text, removed = neutralise(source.text)
    try:
        source.statements = _statements(source.text)
        if removed:
            problems.append(
                Message("magic", {"label": source.label, "lines": removed[:5], "question": source.question})
            )
    except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
        line = getattr(err, "lineno", 0) or 0
        text = (getattr(err, "text", "") or "").strip()
        reason = getattr(err, "msg", "") or type(err).__name__
        message = Message("syntax", {"label": source.label, "line": line, "text": text[:200], "reason": reason[:200]})
        if source.question:
            broken[source.question] = message
        else:
            problems.append(message)


def _keep_needed(statements: list[_Statement], roots: set[str]) -> None:
    """Mark, until nothing changes, the statements that bind a root or a name that a kept statement reads."""
    needed = set(roots)
    changed = True
    while changed:
        changed = False
        for statement in statements:
            star = isinstance(statement.node, ast.ImportFrom) and "*" in statement.binds
            if not statement.keep and (star or statement.binds & needed):
                statement.keep = changed = True
                needed |= statement.reads


def _settle(name: str, sources: list[_Source], problems: list[Message]) -> str:
    """Let one definition of a question's function stand; say whether it is "defined", a "stub" or absent."""
    found = [(source, s) for source in sources for s in source.statements if name in s.binds]
    found = [(source, s) for source, s in found if isinstance(s.node, (*_DEFINITIONS, ast.Assign, ast.ImportFrom))]
    if not found:
        return ""
    written = [(source, s) for source, s in found if not is_stub(s.node)]
    answers = [(source, s) for source, s in written if source.question == name]
    winner = (answers or written or found)[-1]
    for _, statement in found:
        statement.keep = statement is winner[1]
        if not statement.keep:
            statement.binds = statement.binds - {name}
            statement.reads = set()
    if len(written) > 1:
        labels = [source.label for source, _ in written]
        problems.append(Message("duplicate", {"question": name, "labels": labels, "winner": winner[0].label}))
    return "defined" if written else "stub"


def extract(file: SourceFile, functions: tuple[str, ...]) -> Extraction:
    """Find a student's definitions in one file.

    Args:
        file: a notebook or a Python file, at most a few MiB.
        functions: the names that the assignment asks for.

    Returns:
        The pieces to execute, which of the functions they define, and what was wrong.

    Raises:
        SubmissionError: the file cannot be read at all.
    """
    problems: list[Message] = []
    broken: dict[str, Message] = {}
    sources = _sources(file)
    for source in sources:
        _read(source, problems, broken)
    if broken.get("") or (not file.name.endswith(".ipynb") and problems and not sources[0].statements):
        raise SubmissionError(problems[0].kind, **problems[0].data)
    statements = [s for source in sources for s in source.statements]
    _keep_needed(statements, set(functions))
    states = {name: _settle(name, sources, problems) for name in functions}
    pieces = tuple(
        Piece(source.label, source.text, keep, source.question)
        for source in sources
        if (keep := tuple(k for k, s in enumerate(source.statements) if s.keep))
    )
    return Extraction(
        file.name,
        pieces,
        tuple(name for name, state in states.items() if state == "defined"),
        tuple(name for name, state in states.items() if state == "stub"),
        tuple(problems),
        broken,
    )
