"""Code as tokens, and runs of them: what tells copied code from code that merely looks alike."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader import cythoncell
from grader.release.functions import Module, binds

RENAMED_RUN = 36  # tokens that must agree when names may differ; honest notebooks share 32
NAMES_AT_LEAST = 4  # a run of fewer different names is punctuation and numbers, such as pad widths
_TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|[-+*/%@&|^<>=!]=|\*\*|//|->|:=|[^\w\s\"'#\\]")


def tokens(text: str) -> list[str]:
    """Split any text, code or prose, into names, numbers and operators; quotes and layout do not count."""
    return _TOKEN.findall(text)


class Fingerprints:
    """Runs of tokens from the function bodies of some files, to be looked for in texts.

    Args:
        paths: trusted Python files.
        length: how many tokens in a row make a find.
    """

    def __init__(self, paths: Sequence[Path], length: int) -> None:
        self.length = length
        self.exact: dict[tuple[str, ...], str] = {}
        self.renamed: dict[tuple[str, ...], str] = {}
        self.outlines: set[str] = set()
        public: set[tuple[str, ...]] = set()
        for path in paths:
            for name, docstring, parts in _bodies(path):
                public.update(_runs(tokens(docstring), length))
                for part in parts:
                    body = tokens(part)
                    self.exact |= {run: name for run in _runs(body, length) if _telling(run)}
                    for run in _runs(body, max(length, RENAMED_RUN)):
                        self.renamed[_rename(run)] = name
                        self.outlines.add(_outline(run))
        for run in public:
            self.exact.pop(run, None)

    def search(self, found: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """Find runs in the tokens of a text: whose they are, and the whole stretch of them."""
        exact = self.exact
        hits = {k: exact[run] for k, run in enumerate(_runs(found, self.length)) if run in exact}
        yield from _stretches(found, hits, self.length)
        outline, length = _outline(found), max(self.length, RENAMED_RUN)
        hits = {}
        for k in range(len(found) - length + 1):
            if outline[k : k + length] in self.outlines and (owner := self.renamed.get(_rename(found[k : k + length]))):
                hits[k] = owner
        yield from _stretches(found, hits, length)


def _bodies(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Each function of a file: its name, its docstring, and the parts of its body."""
    if path.suffix == ".pyx":
        for function in cythoncell.functions(path.read_text(encoding="utf-8")):
            yield function.name, function.docstring, [function.body]
        return
    module = Module(path)
    for name, node in module.functions.items():
        yield name, ast.get_docstring(node) or "", list(_parts(module, node))


def _stretches(found: Sequence[str], hits: dict[int, str], length: int) -> Iterator[tuple[str, list[str]]]:
    """Join finds that begin one token apart."""
    for k, owner in hits.items():
        if k - 1 not in hits:
            last = k
            while last + 1 in hits:
                last += 1
            yield owner, list(found[k : last + length])


def _runs(found: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(found[k : k + length]) for k in range(len(found) - length + 1))


def _telling(run: Sequence[str]) -> bool:
    return len({token for token in run if _is_name(token)}) >= NAMES_AT_LEAST


def _is_name(token: str) -> bool:
    return (token[0].isalpha() or token[0] == "_") and not keyword.iskeyword(token)


def _outline(run: Sequence[str]) -> str:
    """One letter for each token, the same for all names: a quick look before `_rename`."""
    return "".join("a" if _is_name(token) else token[0] for token in run)


def _rename(run: Sequence[str]) -> tuple[str, ...]:
    """A run with its names numbered in the order in which they come, so that renaming them changes nothing."""
    order: dict[str, str] = {}
    return tuple(order.setdefault(token, f"${len(order)}") if _is_name(token) else token for token in run)


def _parts(module: Module, function: ast.FunctionDef) -> Iterator[str]:
    """The body of a function without docstring and comments, cut at lines that unpack arguments or count."""
    parameters = {a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)}
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    statements = [n for top in body for n in ast.walk(top) if isinstance(n, ast.stmt)]
    lines: set[int] = set()
    for node in statements:
        if isinstance(node, ast.Assign) and _unpacks(node.value, parameters):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            parameters |= binds(node)
        if isinstance(node, ast.For) and _counts(node.iter):
            lines.update(range(node.lineno, node.body[0].lineno))
    part: list[str] = []
    for number in range(body[0].lineno if body else 0, (function.end_lineno or 0) + 1):
        if number in lines:
            yield "\n".join(part)
            part = []
        else:
            part.append(re.sub(r"#.*", "", module.lines[number - 1]))
    yield "\n".join(part)


def _unpacks(value: ast.expr, parameters: set[str]) -> bool:
    """Whether an expression only takes an argument apart: x.shape, param["stride"], param.get("eps", 1e-5), cache."""
    if isinstance(value, ast.Tuple):
        return all(_unpacks(element, parameters) for element in value.elts)
    if isinstance(value, ast.Name):
        return value.id in parameters
    if isinstance(value, ast.Subscript):
        return not any(isinstance(n, (ast.Name, ast.Call)) for n in ast.walk(value.slice)) and _unpacks(
            value.value, parameters
        )
    if isinstance(value, ast.Attribute):
        return value.attr == "shape" and _unpacks(value.value, parameters)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "get":
        return _unpacks(value.func.value, parameters)
    return False


def _counts(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "range"
