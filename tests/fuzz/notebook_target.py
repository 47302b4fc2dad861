"""Notebooks and Python files that are nearly right, read as the worker reads them."""

from __future__ import annotations

import ast
import json
import random
import re
from typing import Any

import numpy as np

from grader.messages import render
from grader.records import Extraction, Message
from grader.sandbox import claims, client, wire, worker
from tests.fuzz import mutate
from tests.fuzz.claims_target import texts
from tests.fuzz.engine import ROOT

SECONDS = 3.0
REACHES = ("read: clean, defined", "read: syntax, defined", "read: magic, defined", "refused: not_json")
GROWTH = 192 << 20  # the parser of Python holds much for what is nested
SMALL = 6000  # bytes of a whole file that is taken as it is


def _statements() -> list[str]:
    """The definitions of right answers, each by itself."""
    found = []
    for path in sorted(ROOT.glob("solutions/hw2_conv/right/*.py")):
        source = path.read_text(encoding="utf-8")
        found += [ast.get_source_segment(source, node) or "" for node in ast.parse(source).body]
    return sorted({text for text in found if 0 < len(text) < 1200})


STATEMENTS = _statements()
FUNCTIONS = tuple(sorted({name for text in STATEMENTS for name in re.findall(r"^def (\w+_\w+)", text, re.M)}))[:20]
FILES = [
    path.read_bytes()
    for path in sorted(ROOT.glob("tests/data/submissions/*"))
    if path.is_file() and path.suffix in (".ipynb", ".py") and path.stat().st_size < SMALL
]


def _notebook(rng: random.Random) -> dict[str, Any]:
    cells = []
    for _ in range(rng.randint(1, 3)):
        sources = rng.choices(STATEMENTS, k=rng.choice((1, 1, 2)))
        sources += [mutate.statement(rng) for _ in range(rng.randint(0, 2))]
        text = "\n\n".join(sources)
        if rng.random() < 0.6:
            text = mutate.rewrite(rng, text)
        nbgrader = {
            "grade_id": rng.choice(FUNCTIONS),
            "solution": True,
            "grade": False,
            "locked": False,
            "schema_version": 3,
        }
        cells.append(
            {
                "cell_type": rng.choice(("code", "code", "code", "code", "markdown")),
                "source": text.splitlines(keepends=True) if rng.random() < 0.5 else text,
                "metadata": rng.choice(
                    ({}, {"nbgrader": nbgrader}, {"nbgrader": nbgrader, "grader": {"role": "answer"}})
                ),
                "outputs": [],
                "execution_count": None,
            }
        )
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def make(rng: random.Random) -> tuple[str, bytes]:
    """A file's name and content."""
    kind = rng.random()
    if kind < 0.2:
        return rng.choice(("a.ipynb", "a.ipynb", "a.py")), mutate.damage(rng, rng.choice(FILES), rng.choice(FILES))
    if kind < 0.35:
        text = mutate.rewrite(rng, rng.choice(STATEMENTS) + "\n" + mutate.statement(rng) + rng.choice(STATEMENTS))
        return "a.py", text.encode("utf-8", rng.choice(("replace", "surrogatepass")))
    notebook: Any = _notebook(rng)
    if rng.random() < 0.3:
        notebook = mutate.reshape(rng, notebook)
    content = json.dumps(notebook, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    if rng.random() < 0.15:
        content = mutate.damage(rng, content, rng.choice(FILES), 2)
    if rng.random() < 0.005:
        content = rng.choice((b"[", b'{"a":', b"1", b'{"cells":[')) * rng.choice((999, 5000, 100_000))
    return "a.ipynb", content


def run(made: tuple[str, bytes]) -> str:
    """Read it in the worker's way, send it over, take the claims, and put every message into words."""
    name, content = made
    request = {"files": [(name, np.frombuffer(content, dtype=np.uint8))], "functions": list(FUNCTIONS)}
    reply = wire.load(wire.dump({"id": 1, "reply": worker._extract(request)}))["reply"]
    with client._claims():
        (found,) = [claims.extraction(raw) for raw in reply["found"]]
    if isinstance(found, Message):
        texts(render(found), client.as_submission_error(found).kind)
        return f"refused: {found.kind}"
    return _check(found)


def _check(found: Extraction) -> str:
    for message in (*found.problems, *found.broken.values()):
        texts(render(message))
    defined = set()
    for piece in found.pieces:
        count = len(ast.parse(piece.source).body)
        for function, kept in (piece.keep or {}).items():
            assert all(0 <= k < count for k in kept), "a statement that is not there"
            defined.add(function)
    assert defined == set(found.defined), "what is defined is what is executed"
    assert not defined & set(found.stubs)
    kinds = sorted({m.kind for m in (*found.problems, *found.broken.values())})
    return f"read: {'+'.join(kinds) or 'clean'}{', defined' if found.defined else ''}{', stub' if found.stubs else ''}"
