"""Which statements of a submission are executed: the functions that were asked for, and what they need.

A cell may plot, train or loop for ever at its top level; none of that is needed to grade a function, and none
of it is run. Kept are the functions of the questions and, step by step, every function, class, import or
assignment that binds a name which a kept statement reads.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader import cythoncell
from grader.errors import SubmissionError
from grader.names import DEFINITIONS, Statement, is_stub, statements
from grader.notebook import Cell, neutralise, read_notebook
from grader.records import Extraction, Message, Piece, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_NAMES = 200  # functions that are named back to the grader
_REASONS = {
    "MemoryError": "it is nested too deep",
    "RecursionError": "it is nested too deep",
    "UnicodeEncodeError": "it holds half a character",
}


@dataclass
class _Source:
    label: str
    text: str
    question: str = ""
    number: int = 0
    compiled: bool = False
    explores: bool = False
    statements: list[Statement] = field(default_factory=list)


def _sources(file: SourceFile) -> list[_Source]:
    """The parts of a file that may hold answers: cells that are not ours, or the whole of a .py file."""
    if not file.name.lower().endswith(".ipynb"):
        cells = [Cell(1, "code", _decode(file))]
        return [_Source(file.name, cells[0].source)]
    cells = [c for c in read_notebook(file.content) if c.kind == "code" and c.role not in ("setup", "check")]
    return [
        _Source(
            label=c.label,
            text=c.source,
            question=c.question if c.role == "answer" else "",
            number=c.number,
            compiled=cythoncell.is_compiled(c.source),
            explores=c.role == "explore",
        )
        for c in cells
    ]


def _decode(file: SourceFile) -> str:
    try:
        return file.content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as err:
        raise SubmissionError("not_utf8", position=err.start) from None


def _read(source: _Source, problems: list[Message], broken: dict[str, Message]) -> None:
    """Fill in the statements of one source, with or without its magics."""
    if source.compiled:
        source.statements = _compiled_statements(source.text)
        return
    try:
        source.statements = statements(source.text)
        return
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        source.text, removed = neutralise(source.text)
    try:
        source.statements = statements(source.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
        _tell_syntax(source, err, problems, broken)
        return
    if removed:
        problems.append(Message("magic", {"label": source.label, "lines": removed[:5], "question": source.question}))


def _tell_syntax(source: _Source, err: Exception, problems: list[Message], broken: dict[str, Message]) -> None:
    """Say why a source is not Python: to its question, or to the whole submission."""
    line, text = getattr(err, "lineno", None) or 0, (getattr(err, "text", None) or "").strip()
    reason = _REASONS.get(type(err).__name__) or getattr(err, "msg", "") or "it cannot be read"
    if "null" in str(err):
        reason = "it holds a null byte"
    message = Message("syntax", {"label": source.label, "line": line, "text": text[:200], "reason": reason[:200]})
    if source.question:
        broken[source.question] = message
    else:
        problems.append(message)


def _needed_by(root: str, statements: list[Statement]) -> set[int]:
    """Which statements one function needs: those that bind it, and step by step what these read."""
    needed, kept = {root}, set()
    changed = True
    while changed:
        changed = False
        for k, statement in enumerate(statements):
            star = isinstance(statement.node, ast.ImportFrom) and "*" in statement.binds
            if k not in kept and (star or (statement.binds | statement.touches) & needed):
                kept.add(k)
                needed |= statement.reads
                changed = True
    return kept


def _settle(name: str, sources: list[_Source], problems: list[Message]) -> str:
    """Let one definition of a question's function stand; say whether it is "defined", a "stub" or absent."""
    found = [(source, s) for source in sources for s in source.statements if name in s.binds]
    if not found:
        return ""
    written = [(source, s) for source, s in found if not is_stub(s.node)]
    answers = [(source, s) for source, s in written if source.question == name]
    winner = (answers or written or found)[-1]
    after = False
    for source, statement in found:
        # what stands before the winner may be what it wraps, and is overwritten otherwise; not so between a compiled
        # cell, which is loaded first, and Python
        foreign = source.compiled is not winner[0].compiled and name not in winner[1].reads
        if (after or foreign) and statement is not winner[1]:
            statement.binds = statement.binds - {name}
        after = after or statement is winner[1]
    if len(written) > 1:
        cells = {id(source): source for source, _ in written}.values()
        twice = len({source.label for source in cells}) < len(cells)
        labels = [f"{s.label}, cell {s.number}" if twice else s.label for s in cells]
        chosen = labels[[id(s) for s in cells].index(id(winner[0]))]
        data = {"question": name, "count": len(written), "labels": labels, "winner": chosen}
        problems.append(Message("duplicate", data))
    return "defined" if written else "stub"


def _spare_names(sources: list[_Source]) -> None:
    """Let no cell that only explores take over a name of the answers, as a later plot may with a helper's name."""
    answers = [s for source in sources if not source.explores for s in source.statements if not is_stub(s.node)]
    own = {name for statement in answers for name in statement.binds}
    for source in sources:
        for statement in source.statements if source.explores else ():
            statement.binds, statement.touches = statement.binds - own, statement.touches - own


def _settle_changes(statements: list[Statement]) -> None:
    """Add what is changed by calling the student's functions; forget changes to what is not theirs, as by np.ones(3)."""
    changes: dict[str, set[str]] = {}
    for statement in statements:
        if isinstance(statement.node, DEFINITIONS):
            changes.setdefault(statement.node.name, set()).update(statement.changes)
    for statement in statements:
        statement.touches = statement.touches.union(*(changes.get(name, ()) for name in statement.calls))
    own = set().union(*(s.binds for s in statements if not isinstance(s.node, (ast.Import, ast.ImportFrom))))
    for statement in statements:
        statement.touches = statement.touches & own


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
    if broken.get("") or (not file.name.lower().endswith(".ipynb") and problems and not sources[0].statements):
        raise SubmissionError(problems[0].kind, **problems[0].data)
    statements = [s for source in sources for s in source.statements]
    _settle_changes(statements)
    _spare_names(sources)
    states = {name: _settle(name, sources, problems) for name in functions}
    needs = {name: _needed_by(name, statements) for name, state in states.items() if state == "defined"}
    pieces = tuple(_pieces(sources, needs))
    needed = {piece.label for piece in pieces}
    # magics of a cell that nothing is taken from are nobody's concern
    problems = [m for m in problems if m.kind != "magic" or m.data["question"] or m.data["label"] in needed]
    return Extraction(
        file.name,
        pieces,
        tuple(name for name, state in states.items() if state == "defined"),
        tuple(name for name, state in states.items() if state == "stub"),
        tuple(sorted({s.node.name for s in statements if isinstance(s.node, DEFINITIONS)}))[:MAX_NAMES],
        tuple(problems),
        broken,
    )


def _compiled_statements(text: str) -> list[Statement]:
    """The functions of a compiled cell, each as a statement that needs nothing of the other cells."""
    found = []
    for function in cythoncell.functions(text):
        body = "raise NotImplementedError" if function.stub else "return 0"
        node = ast.parse(f"def {function.name}(): {body}").body[0]
        found.append(Statement(node, {function.name}, set(), set(), set(), set()))
    return found


def _pieces(sources: list[_Source], needs: dict[str, set[int]]) -> Iterator[Piece]:
    """Each source with, for every function, the indices of its statements that the function needs."""
    first = 0
    for source in sources:
        last = first + len(source.statements)
        here = {name: tuple(sorted(k - first for k in kept if first <= k < last)) for name, kept in needs.items()}
        if any(here.values()):
            keep = {n: kept for n, kept in here.items() if kept}
            yield Piece(source.label, source.text, keep, source.question, source.compiled)
        first = last
