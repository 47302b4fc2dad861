"""The text of a Cython cell: what is wrong with it before it is compiled, and where a compiler's errors lie in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_SOURCE = 256 << 10  # bytes
MAX_ERRORS = 20
# what a cell may say of its own code in a comment; the rest writes files, needs C++, or belongs to Cython's own tests
_DIRECTIVES = {
    "binding", "boundscheck", "nonecheck", "initializedcheck", "embedsignature", "cdivision", "cdivision_warnings",
    "cpow", "overflowcheck", "overflowcheck.fold", "wraparound", "infer_types", "language_level", "annotation_typing",
    "profile", "linetrace", "nogil", "always_allow_keywords", "auto_pickle", "emit_code_comments", "fast_getattr",
    "legacy_implicit_noexcept", "optimize.use_switch", "optimize.unpack_method_calls", "show_performance_hints",
    "freethreading_compatible", "unraisable_tracebacks",
}  # fmt: skip
_HARMLESS_OPTIONS: tuple[list[str], ...] = ([], ["-a"], ["--annotate"], ["-3"])
_DIRECTIVE_LINE = re.compile(r"[\s\ufeff]*#+\s*cython\s*:(.*)", re.DOTALL)
_DISTUTILS_LINE = re.compile(r"\s*#+\s*distutils\s*:")
_CODING = re.compile(r"coding[:=]\s*([-\w.]+)")
_MESSAGE = re.compile(r"(?P<file>[\w.]+):(?P<line>\d+):(?P<column>\d+): (?P<text>.+)")
_FOLDERS = re.compile(r"(?<![\w.])(?:/[\w.+@~-]+)+/(?=[\w.+-])")
_INCLUDED = re.compile(r'\s*#\s*include\s*[<"]([^>"]+)[>"]')
_UNREADABLE = re.compile(
    r"(Permission denied|No such file or directory|Is a directory|Invalid argument)$", re.MULTILINE
)
_CRASH = "Compiler crash"
_REFUSED = re.compile(r"\[Errno \d+\] [\w ]+: '([^'\n]*)'")  # Cython's words for a file that it may not open


@dataclass(frozen=True)
class CompileError:
    """One thing that was wrong. Line and column count from 1; 0: unknown.

    Of kind cython or c, `text` is what the compiler said. The other kinds are our own, with what they are about in
    `text`: surrogate, size, nul, encoding, directive before it was compiled; time, many, stopped when that did not end well.
    """

    kind: str
    line: int
    column: int
    text: str


def without_magic(source: str) -> tuple[str, tuple[str, ...]]:
    """Take the magic's line out and keep its place; list what was meant to steer the build."""
    lines = source.replace("\r\n", "\n").split("\n")
    ignored = []
    first = next((k for k, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%cython"):
        if lines[first].split()[1:] not in _HARMLESS_OPTIONS:
            ignored.append(lines[first])
        lines[first] = "#"
    ignored += [line for line in lines if _DISTUTILS_LINE.match(line)]
    return "\n".join(lines), tuple(line.strip()[:200] for line in ignored[:MAX_ERRORS])


def refused(text: str) -> tuple[CompileError, ...]:
    """What is wrong with a text before any compiler sees it."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        return (CompileError("surrogate", 0, 0, ""),)
    if size > MAX_SOURCE:
        return (CompileError("size", 0, 0, f"{size:,} bytes"),)
    found = [
        CompileError(kind, number, 1, detail)
        for number, line in enumerate(text.split("\n"), 1)
        for kind, detail in _reasons(number, line)
    ]
    return tuple(found[:MAX_ERRORS])


def _reasons(number: int, line: str) -> list[tuple[str, str]]:
    """What is wrong with one line: kinds, and what they are about."""
    found = []
    if "\0" in line:
        found.append(("nul", ""))
    coding = _CODING.search(line) if number <= 2 and line.lstrip("\ufeff \t\f").startswith("#") else None
    if coding and coding.group(1).lower() not in ("utf-8", "utf8"):
        found.append(("encoding", coding.group(1)[:60]))
    comment = _DIRECTIVE_LINE.match(line)
    for item in comment.group(1).split(",") if comment else ():
        directive = item.partition("=")[0].strip()
        if directive and directive not in _DIRECTIVES:
            found.append(("directive", directive[:60]))
    return found


# ---------------------------------------------------------------------------------------------- what compilers print


def clean(output: str) -> str:
    """Compiler output without folders and without control characters."""
    return "".join(ch for ch in _FOLDERS.sub("", output) if ch.isprintable() or ch == "\n")


def shown(output: str, name: str) -> str:
    """The same with the cell called what its author calls it; which files there are outside is not told."""
    output = _REFUSED.sub(r"'\1' not found", _UNREADABLE.sub("cannot be opened", output))
    return output.replace(f"{name}.pyx", "your cell").replace(f"{name}.c", "its C")


def cython_errors(output: str, name: str, text: str) -> list[CompileError]:
    """What Cython complained about; nothing where it broke down itself."""
    found = [m for m in _MESSAGE.finditer(output) if m["file"] == f"{name}.pyx" and not m["text"].startswith(_CRASH)]
    # Cython counts columns from 0
    errors = [CompileError("cython", _number(m["line"]), _number(m["column"]) + 1, m["text"][:500]) for m in found]
    if not errors and (refused_file := _REFUSED.search(output)):
        # said as of a file that is not there: which files there are outside is not told
        named = refused_file.group(1)
        if line := _line_of(named, text):
            errors.append(CompileError("cython", line, 0, f"'{named}' not found"))
    return errors


def c_errors(output: str, name: str, text: str, c: bytes) -> list[CompileError]:
    """What gcc complained about; lines of C that are not marked with one of the cell's are looked up in the cell."""
    found, lines = [], c.split(b"\n")
    for match in _MESSAGE.finditer(output):
        head, _, rest = match["text"].partition("error: ")
        if not rest or head not in ("", "fatal "):
            continue
        line, column = _number(match["line"]), _number(match["column"])
        if match["file"] != f"{name}.pyx":
            copied = lines[line - 1] if match["file"] == f"{name}.c" and 0 < line <= len(lines) else b""
            line, column = _line_of(copied.decode(errors="replace").strip(), text), 0
        found.append(CompileError("c", line, column, _UNREADABLE.sub("cannot be opened", rest)[:500]))
    return found


def _number(digits: str) -> int:
    return int(digits[:9])


def _line_of(copied: str, text: str) -> int:
    """The line of the cell that a line of C was copied from; 0 where there is not exactly one."""
    included = _INCLUDED.match(copied)
    searched = included.group(1) if included else copied
    found = [number for number, line in enumerate(text.split("\n"), 1) if searched and searched in line]
    return found[0] if len(found) == 1 else 0
