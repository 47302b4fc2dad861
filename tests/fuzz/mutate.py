"""Small changes to bytes, to JSON trees and to Python sources, and values that readers trip over."""

from __future__ import annotations

import ast
import random
from typing import Any

NUMBERS = [
    0,
    1,
    2,
    3,
    4,
    5,
    8,
    16,
    33,
    63,
    64,
    127,
    128,
    255,
    256,
    257,
    1000,
    2000,
    4096,
    65535,
    65536,
    1 << 20,
    64 << 20,
]
NUMBERS += [-n for n in NUMBERS] + [2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53, 2**63 - 1, 2**63, 2**64 - 1, 10**30]
TEXTS = [
    "",
    " ",
    "a",
    "out",
    "\0",
    "\n",
    "\r",
    "\u2028",
    "\ufeff",
    "\ud800",
    "\udfff\ud800",
    "\u202e",
    "e\u0301",
    "\x1b[31m",
]
TEXTS += [
    "nan",
    "inf",
    "-inf",
    "C",
    "F",
    "|b1",
    "<f8",
    "<c16",
    "|O",
    "tuple",
    "dict",
    "array",
    "float",
    "opaque",
    "../x",
]
TEXTS += ["{}", "{0}", "{kind}", "%s", "x" * 300, "kind", "self", "__class__", "\U0001f600"]


def number(rng: random.Random, bits: int = 64) -> int:
    """A number that fits so many bits, often one at the edge of something."""
    chosen = rng.choice(NUMBERS) if rng.random() < 0.7 else rng.getrandbits(rng.randint(1, bits))
    return (chosen + rng.choice((0, 0, 0, 1, -1))) % (1 << bits)


def damage(rng: random.Random, content: bytes, other: bytes = b"", times: int = 6) -> bytes:
    """Change some bytes of a file, take out, double or put in others."""
    data = bytearray(content)
    for _ in range(rng.randint(1, times)):
        at, length = rng.randint(0, len(data)), min(1 << rng.randint(0, 9), rng.randint(1, 600))
        kind = rng.randrange(9)
        if kind < 3 and data:
            data[at % len(data)] = rng.choice(
                (0, 255, rng.randrange(256), data[at % len(data)] ^ (1 << rng.randrange(8)))
            )
        elif kind == 3:
            del data[at : at + length]
        elif kind == 4:
            data[at:at] = data[at : at + length]
        elif kind == 5:
            data[at:at] = rng.randbytes(min(length, 40))
        elif kind == 6 and other:
            start = rng.randrange(len(other))
            data[at : at + rng.choice((0, length))] = other[start : start + length]
        elif kind == 7:
            width = rng.choice((1, 2, 4, 8))
            data[at : at + width] = number(rng, 8 * width).to_bytes(width, "little")
        elif rng.random() < 0.3:
            del data[at:]
    return bytes(data)


def tree(rng: random.Random, depth: int = 3) -> Any:
    """A value that JSON can hold."""
    kind = rng.randrange(9 if depth else 6)
    if kind == 0:
        return rng.choice((None, True, False))
    if kind == 1:
        return rng.choice(NUMBERS)
    if kind == 2:
        return rng.choice((0.0, -0.0, 0.5, 1e308, 1e-320, float("nan"), float("inf"), float("-inf")))
    if kind < 6:
        return rng.choice(TEXTS)
    if kind == 6:
        return {rng.choice(TEXTS): tree(rng, depth - 1) for _ in range(rng.randint(0, 3))}
    return [tree(rng, depth - 1) for _ in range(rng.randint(0, 4))]


def nested(rng: random.Random) -> Any:
    """One thing in another in another."""
    value: Any = tree(rng, 0)
    for _ in range(rng.choice((5, 31, 32, 33, 34, 60, 99))):
        value = rng.choice(([value], {"tuple": [value]}, {"dict": [["a", value]]}, {"a": value}))
    return value


def reshape(rng: random.Random, root: Any, fresh: Any = tree, times: int = 3) -> Any:
    """Change some places of a tree, in place where that can be: other values, keys gone, doubled or renamed."""
    holder = [root]
    for _ in range(rng.randint(1, times)):
        parent, key = _place(rng, holder)
        kind = rng.randrange(8)
        if kind < 4 or parent is holder:
            parent[key] = nested(rng) if rng.random() < 0.03 else fresh(rng)
        elif kind == 4:
            del parent[key]
        elif kind == 5 and isinstance(parent, list):
            parent.insert(rng.randint(0, len(parent)), parent[key])
        elif kind == 5:
            parent[rng.choice(TEXTS)] = parent.pop(key)
        elif kind == 6:
            other, place = _place(rng, holder)
            parent[key] = copied(other[place])
        else:
            parent[key] = [parent[key]] if rng.random() < 0.5 else {rng.choice(TEXTS): parent[key]}
    return holder[0]


def copied(value: Any, deep: int = 0) -> Any:
    """A tree that shares no list or dict with another, cut where it is very deep."""
    if deep > 150:
        return None
    if isinstance(value, dict):
        return {key: copied(item, deep + 1) for key, item in value.items()}
    return [copied(item, deep + 1) for item in value] if isinstance(value, list) else value


def _place(rng: random.Random, holder: list[Any]) -> tuple[Any, Any]:
    """A place in a tree, deeper ones as likely as others."""
    parent, key = holder, 0
    while isinstance(parent[key], (dict, list)) and parent[key] and rng.random() < 0.8:
        parent = parent[key]
        key = rng.choice(list(parent)) if isinstance(parent, dict) else rng.randrange(len(parent))  # type: ignore[call-overload]
    return parent, key


# ------------------------------------------------------------------------------------------ Python

NAMES = [
    "x",
    "np",
    "helper",
    "eps",
    "conv_output_size",
    "conv_forward_naive",
    "true_convolution",
    "print",
    "_",
    "\u00e9",
    "self",
]
SNIPPETS = [
    "%matplotlib inline",
    "!ls",
    "!ls \\",
    "%%time",
    "%%bash",
    "x = !ls",
    "x = %time 3",
    "np.ones?",
    "??",
    "?",
    "%",
    "!",
]
SNIPPETS += [
    "\0",
    "\f",
    "\r",
    "\t",
    "\\",
    "\\\n",
    "#",
    "'''",
    '"""',
    "f'{",
    "f'{x!r:>{y}}'",
    "b'\\xff'",
    "'\\N{BULLET}'",
    "\ud800",
]
SNIPPETS += [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ":=",
    "->",
    "=",
    "==",
    "**",
    "...",
    "@",
    ";",
    ",",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "0777",
]
SNIPPETS += [
    "return 1",
    "yield",
    "await x",
    "nonlocal x",
    "global x",
    "break",
    "import a.b.c",
    "from . import *",
    "from os import *",
]
SNIPPETS += [
    "# coding: utf-7",
    "# -*- coding: latin-1 -*-",
    "1" * 5000,
    "0x" + "f" * 5000,
    "1e999j",
    "raise NotImplementedError",
    "pass",
]
SNIPPETS += [
    "from __future__ import annotations",
    "from __future__ import braces",
    "type X[T] = T",
    "def f[T](x): ...",
    "except* E:",
]
SNIPPETS += [
    "async def f(): pass",
    "lambda x=x: x",
    "del x",
    "try:",
    "else:",
    "match x:",
    "    ",
    "\n",
    "\n\n",
    "    return x\n",
]


def expression(rng: random.Random, depth: int = 3) -> str:
    """A Python expression."""
    if not depth:
        return rng.choice((rng.choice(NAMES), "0", "1.5", "'a'", "None", "..."))

    def one() -> str:
        return expression(rng, depth - 1)

    x = rng.choice(NAMES)
    made = (
        lambda: f"{one()} + {one()}",
        lambda: f"{one()}[{one()}]",
        lambda: f"({one()}).{x}",
        lambda: f"{x}({one()}, {x}={one()}, *{one()})",
        lambda: f"(lambda {x}={one()}: {one()})",
        lambda: f"[{one()} for {x} in {one()} if {one()}]",
        lambda: f"{{{x}: {one()} for {x} in {one()}}}",
        lambda: f"({x} := {one()})",
        lambda: f"{{**{one()}, {one()}: 1}}",
        lambda: f"({one()} if {one()} else {one()})",
        lambda: f"f'{{{x}}}{{({one().replace(chr(39), chr(34))})!r:>10}}'",
        lambda: f"(yield {one()})",
        lambda: f"sum({one()} for {x} in {one()})",
        lambda: f"({one()}, *{one()})",
    )
    return rng.choice(made)()


def statement(rng: random.Random, depth: int = 2, indent: str = "") -> str:
    """A Python statement, most of them right."""
    x, y = rng.choice(NAMES), expression(rng, rng.randint(0, 2))
    if not depth or rng.random() < 0.4:
        simple = (
            f"{x} = {y}",
            f"{x}[{y}] = 1",
            f"{x}.a += {y}",
            f"{x}: int = {y}",
            f"del {x}",
            f"import {x}.b as {x}",
            "pass",
        )
        simple += (
            f"{x}.append({y})",
            f"global {x}",
            f"return {y}",
            f"{x}, *{x} = {y}",
            f"raise {x}",
            f"assert {y}",
            "'''doc'''",
        )
        simple += (
            f"from {x} import {x} as y, z",
            f"from {x} import *",
            "raise NotImplementedError('x')",
            f"nonlocal {x}",
            y,
        )
        return indent + rng.choice(simple) + "\n"
    inner = indent + rng.choice(("    ", "    ", "\t", " "))
    block = "".join(statement(rng, depth - 1, inner) for _ in range(rng.randint(1, 3)))
    head = (
        f"def {x}({x}, *, b={y}):",
        f"async def {x}():",
        f"class {x}({y}):",
        f"if {y}:",
        f"for {x} in {y}:",
        f"while {y}:",
    )
    head += (f"with {y} as {x}:", f"@{y}\n{indent}def {x}():", f"try:\n{inner}pass\n{indent}except {x} as {x}:")
    head += (f"match {y}:\n{indent}  case [{x}, *_] | {{'a': {x}, **rest}}:", f"if 1: pass\n{indent}else:")
    return f"{indent}{rng.choice(head)}\n{block}"


def _crossed(rng: random.Random, source: str) -> str:
    """Put one expression of a source where another one stands."""
    try:
        nodes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.expr) and n.lineno == n.end_lineno]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    if len(nodes) < 2:
        return source
    lines = source.split("\n")
    there, here = rng.sample(nodes, 2)
    if max(there.lineno, here.lineno) > len(lines):
        return source
    text = lines[there.lineno - 1].encode("utf-8", "replace")[there.col_offset : there.end_col_offset]
    line = lines[here.lineno - 1].encode("utf-8", "replace")
    changed = line[: here.col_offset] + text + line[here.end_col_offset :]
    lines[here.lineno - 1] = changed.decode("utf-8", "replace")
    return "\n".join(lines)


def _deep(rng: random.Random) -> str:
    count = rng.choice((20, 90, 101, 199, 201, 1000, 3000))
    opening, closing = rng.choice(
        (("(", ")"), ("[", "]"), ("-", ""), ("not ", ""), ("x.", ""), ("f(", ")"), ("x=", ""), ("{1:", "}"))
    )
    opening, closing = rng.choice(
        ((opening, closing), (opening, ""), ("lambda:", ""), ("x if x else ", ""), ("1+", ""))
    )
    if rng.random() < 0.1:
        return "\n".join("    " * k + "if x:" for k in range(rng.choice((10, 30, 99, 101)))) + " pass\n"
    return opening * count + "x" + closing * count + "\n"


def rewrite(rng: random.Random, source: str) -> str:
    """Change a Python source: its text, its lines or its grammar."""
    for _ in range(rng.randint(1, 3)):
        kind = rng.randrange(10)
        at = rng.randint(0, len(source))
        lines = source.split("\n")
        line = rng.randrange(len(lines))
        if kind < 2:
            source = source[:at] + rng.choice(SNIPPETS) + source[at + rng.choice((0, 0, 1, 5)) :]
        elif kind < 4:
            lines.insert(line, lines[line][: len(lines[line]) - len(lines[line].lstrip())] + rng.choice(SNIPPETS))
            source = "\n".join(lines)
        elif kind == 4:
            source = _crossed(rng, source)
        elif kind < 7:
            indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
            lines.insert(line, statement(rng, 2, indent).rstrip("\n"))
            source = "\n".join(lines)
        elif kind == 7:
            moved = lines.pop(line)
            lines.insert(rng.randint(0, len(lines)), rng.choice((moved, moved.strip(), " " + moved)))
            source = "\n".join(lines)
        elif kind == 8:
            source = source.replace(rng.choice(NAMES), rng.choice(NAMES))
        elif rng.random() < 0.2:
            lines.insert(line, _deep(rng))
            source = "\n".join(lines)
        else:
            source = source[:at] + source[at + rng.randint(1, 30) :]
    return source
