"""A `%%cython` cell as text: which functions it offers to the notebook, and which of them are stubs.

Nothing here is parsed as Python, which a typed cell is not; and nothing is compiled.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from inspect import cleandoc
from itertools import islice

MAGIC = "%%cython"
MOST = 200  # functions of one cell
LONGEST = 4000  # characters of one list of parameters
_UNSEEN = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|#[^\n]*')  # text in which nothing is defined
_DEFINITION = re.compile(r"^(?:def|cpdef)\b[ \t]+(?![ \t])(?:[^\n(=]*[ \t\]*])?([A-Za-z_]\w*)[ \t]*\(", re.MULTILINE)
_LAST_WORD = re.compile(r"([A-Za-z_]\w*)\W*$")
_DOCSTRING = re.compile(r'\s*(r?(?:"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"[^"\n]*"|\'[^\'\n]*\'))')
_STUB = re.compile(r"(?:raise\s+NotImplementedError\b[\s\S]*|pass|\.\.\.|)")


@dataclass(frozen=True)
class Function:
    """A function that other cells can call: its name, its line from 1, its parameters' names, its docstring, the rest.

    `body` has no comments; `stub` is whether nothing is in it yet.
    """

    name: str
    line: int
    parameters: tuple[str, ...]
    docstring: str
    body: str
    stub: bool


def split(text: str) -> tuple[str, str]:
    """The head and the cell of a course's .pyx file: they stand above and below a line `# %%cython`, or all is cell."""
    head, mark, cell = text.partition(f"\n# {MAGIC}\n")
    return (head, cell) if mark else ("", text)


def is_compiled(source: str) -> bool:
    """Whether a cell begins with the magic that compiles it."""
    first = next((line for line in source.split("\n") if line.strip()), "")
    return first.startswith(MAGIC) and first.split()[0] == MAGIC


def functions(source: str) -> list[Function]:
    """The functions that a cell defines with def or cpdef, in their order."""
    seen = _UNSEEN.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), source)
    return [_function(source, seen, match) for match in islice(_DEFINITION.finditer(seen), MOST)]


def _function(source: str, seen: str, match: re.Match[str]) -> Function:
    closing = _closing(seen, match.end())
    body = closing + seen[closing:].find(":") + 1
    parameters = _split(seen[match.end() : closing])
    below = _block(source, body)
    doc = _DOCSTRING.match(below)
    rest = re.sub(r"#[^\n]*", "", below[doc.end() if doc else 0 :]).strip()
    stub = _STUB.fullmatch(rest) is not None and not re.search(r"\n(?![ \t)])", rest)
    docstring = _text(doc.group(1)) if doc else ""
    return Function(match.group(1), source.count("\n", 0, match.start()) + 1, parameters, docstring, rest, stub)


def _closing(seen: str, start: int) -> int:
    """Where the parameters that begin at `start` end."""
    depth = 1
    end = min(len(seen), start + LONGEST)
    for at in range(start, end):
        depth += {"(": 1, ")": -1}.get(seen[at], 0)
        if not depth:
            return at
    return end


def _split(parameters: str) -> tuple[str, ...]:
    """The names in "const double[:, :] x, int k=3"."""
    flat = re.sub(r"[\[(][^\[\]()]*[\])]", "", parameters)
    parts = (re.split("[=:]", part)[0].replace(" not None", "") for part in flat.split(","))
    words = (_LAST_WORD.search(part.strip()) for part in parts)
    return tuple(word.group(1) for word in words if word)


def _block(source: str, start: int) -> str:
    """The body of a function: the rest of its line, and what is indented below it, with the indent taken off."""
    first, *lines = source[start:].split("\n")
    kept = [first.strip()]
    for line in lines:
        if line.strip() and not line[0].isspace():
            break
        kept.append(line)
    indent = min((len(line) - len(line.lstrip()) for line in kept[1:] if line.strip()), default=0)
    return "\n".join([kept[0], *(line[indent:] for line in kept[1:])])


def _text(literal: str) -> str:
    """What a string literal says."""
    try:
        return cleandoc(str(ast.literal_eval(literal)))
    except (ValueError, SyntaxError):
        return ""
