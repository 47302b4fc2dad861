"""A course of one small assignment: a helper, a layer that may call it, the layer's backward, and a strict function."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

from grader.course import Course, Homework

QUESTIONS = """\
import numpy as np

from grader.declare import Assignment, Case, Group, Question

BACK = ("layer(x, w) -> out, cache", "layer_backward(dout, cache) -> dx, dw")


def arrays(r):
    return {"x": r.dyadic(2, 3), "w": r.dyadic(2, 3)}


def back(r):
    return {**arrays(r), "dout": r.dyadic(2, 3)}


assignment = Assignment(
    "hw0_small",
    "Small homework",
    (
        Question(
            "double(x) -> out",
            4,
            (
                Group("values", 3, (
                    Case("shown", lambda r: {"x": np.array([1.0, 2.0])}, public=True),
                    Case("drawn", lambda r: {"x": r.dyadic(3, 2)}, layout="F", seconds=1.0),
                )),
                Group("contract", 1, (Case("kept", lambda r: {"x": r.dyadic(4)}, check="unchanged"),)),
            ),
        ),
        Question(
            "layer(x, w) -> out, cache",
            5,
            (Group("all", 5, (Case("shown", arrays, public=True), Case("one", arrays), Case("two", arrays))),),
            needs=("double",),
        ),
        Question(
            "layer_backward(dout, cache) -> dx, dw",
            6,
            (
                Group("dx", 4, (
                    Case("shown", back, public=True, calls=BACK),
                    Case("one", back, calls=BACK, read_only=True),
                    Case("two", back, calls=BACK),
                    Case("three", back, calls=BACK),
                )),
                Group("dw", 2, (Case("only dw", back, calls=BACK, compare=("dw",)),)),
            ),
            needs=("double",),
            forward="layer",
            documented_cache=("x", "w"),
        ),
        Question(
            "root(n) -> result",
            2,
            (Group("all", 2, (
                Case("sixteen", lambda r: {"n": 16}, public=True, check="whole"),
                Case("below zero", lambda r: {"n": -1}, check="raises", raises="ValueError"),
            )),),
            extra_credit=True,
        ),
    ),
)
"""

SOLUTION = """\
import math

import numpy as np


def double(x):
    return 2 * x


def layer(x, w):
    return double(x) * w, (x, w)


def layer_backward(dout, cache):
    x, w = cache
    return double(dout) * w, 2 * x * dout


def root(n):
    return math.isqrt(n)
"""

NOTEBOOK = """\
# %% role="setup"
import numpy as np

# %% role="answer" question="double"
def double(x):
    raise NotImplementedError("double: part 1")
"""

# what a student hands in who has everything right
RIGHT = {
    "double": "def double(x):\n    return x + x\n",
    "layer": "def layer(x, w):\n    return double(x) * w, (x, w)\n",
    "layer_backward": "def layer_backward(dout, cache):\n    x, w = cache\n    return 2 * dout * w, 2 * x * dout\n",
    "root": "def root(n):\n    if n < 0:\n        raise ValueError('below 0')\n    return int(n ** 0.5)\n",
}
POINTS = {"double": 4, "layer": 5, "layer_backward": 6, "root": 2}


def write_course(
    folder: Path, questions: str = QUESTIONS, solution: str = SOLUTION, notebook: str = NOTEBOOK
) -> Course:
    """Write a course to disk."""
    here, answers = folder / "assignments" / "hw0_small", folder / "solutions" / "hw0_small"
    here.mkdir(parents=True)
    answers.mkdir(parents=True)
    (here / "questions.py").write_text(questions)
    (here / "hw0_small.py").write_text(notebook)
    (answers / "solution.py").write_text(solution)
    return Course(folder)


def small_homework(folder: Path, **sources: str) -> Homework:
    """The small assignment, ready to grade with."""
    return write_course(folder / "course", **sources).homework("hw0_small")


def namespace(**changes: str | None) -> dict[str, Any]:
    """The functions of a student who has everything right but what is said here; None is left out."""
    functions: dict[str, Any] = {}
    for source in ({**RIGHT, **changes}).values():
        if source is not None:
            exec(textwrap.dedent(source), functions)
    del functions["__builtins__"]
    return functions


def hand_in(folder: Path, top: str = "", **changes: str | None) -> Path:
    """A notebook with one answer cell a function, right but for what is said here; None is left out."""
    answers = {name: source for name, source in {**RIGHT, **changes}.items() if source is not None}
    cells = [cell("import numpy as np", "setup"), *([cell(top, "explore")] if top else [])]
    cells += [cell(textwrap.dedent(source), "answer", name) for name, source in answers.items()]
    path = folder / "hw0_small.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return path


def cell(source: str, role: str, question: str = "") -> dict[str, Any]:
    """A code cell of a notebook."""
    metadata = {"grader": {"role": role}, "nbgrader": {"grade_id": question}}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}
