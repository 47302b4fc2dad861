"""A small course to build releases from: two questions, one written question, one prediction, one data file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from nbformat import NotebookNode

from grader.declare import Assignment
from grader.loading import load_assignment
from grader.release.archive import write_zip
from grader.release.student import build_notebook

NOTEBOOK = '''\
# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Small homework
# Two functions.

# %% role="setup"
import numpy as np

# %% role="predict"
prediction_1 = None  # "A" or "B"; None means not yet

# %% role="explore" jupyter={"source_hidden": true}
# %matplotlib inline
from pathlib import Path

numbers = np.loadtxt(Path("data") / "numbers.txt")

# %% role="answer" question="spread"
def spread(x, centre=0.0):
    """Average the squared distance to a centre.

    Args:
        x: values, (N,), float.
        centre: number, no unit.

    Returns:
        float.
    """
    raise NotImplementedError("spread: part A of the notebook")

# %% role="check" question="spread"
check("spread")

# %% role="answer" question="scaled"
def scaled(x):
    """Divide values by the root of their spread.

    Args:
        x: values, (N,), float.

    Returns:
        (N,), float.
    """
    raise NotImplementedError("scaled: part B of the notebook")

# %% role="check" question="scaled"
check("scaled")

# %% [markdown] role="written" id="written-why"
# Why the root?
'''

QUESTIONS = """\
from grader.declare import Assignment, Case, Group, Question

cases = (Case("first", inputs=lambda r: {"x": [1.0]}),)
assignment = Assignment(
    "hw0_small",
    "Small homework",
    (
        Question("spread(x) -> result", 3, (Group("all", 3, cases),)),
        Question("scaled(x) -> result", 2, (Group("all", 2, cases),), extra_credit=True),
    ),
)
"""

SOLUTION = '''\
"""Hidden answers."""

import math

import numpy as np

FLOOR = 1e-9


def _root(value):
    return math.sqrt(value + FLOOR)


def spread(x, centre=0.0):
    """Average the squared distance to a centre.

    Args:
        x: values, (N,), float.
        centre: number, no unit.

    Returns:
        float.
    """
    # why: a comment that must survive
    total = 0.0
    for value in x:
        distance = value - centre
        total += distance * distance
    return total / len(x)


def scaled(x):
    """Divide values by the root of their spread.

    Args:
        x: values, (N,), float.

    Returns:
        (N,), float.
    """
    return np.asarray(x) / _root(spread(x, centre=np.mean(x)))
'''

WRONG = '''\
"""The sum is never divided."""

QUESTIONS = ("spread",)
OUTPUT = "result"
HINT = "Try two equal values."


def _squares(x, centre):
    return [(value - centre) ** 2 for value in x]


def spread(x, centre=0.0):
    return sum(_squares(x, centre))
'''

PYPROJECT = """\
[project]
name = "convnet-grader"
version = "0.1.0"
description = "Autograded notebook homework"
requires-python = ">=3.10"
license = { text = "MIT" }
dependencies = ["numpy>=2"]

[project.optional-dependencies]
author = ["nbformat", 'tomli; python_version < "3.11"']

[project.scripts]
grader = "grader.cli:main"
"""

FILES = {
    "assignments/hw0_small/hw0_small.py": NOTEBOOK,
    "assignments/hw0_small/questions.py": QUESTIONS,
    "assignments/hw0_small/data/numbers.txt": "1 2 3\n",
    "solutions/hw0_small/solution.py": SOLUTION,
    "solutions/hw0_small/predictions.json": '{"prediction_1": "B"}',
    "solutions/hw0_small/wrong/spread_sum.py": WRONG,
}


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write text files by name under a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course folder with everything in it."""
    return write_files(tmp_path / "course", FILES)


@pytest.fixture
def make_source(tmp_path: Path) -> Callable[..., Path]:
    """A factory of notebook sources: the good one with some text replaced."""

    def make(old: str = "", new: str = "") -> Path:
        assert old in NOTEBOOK
        path = tmp_path / "hw0_small.py"
        path.write_text(NOTEBOOK.replace(old, new, 1), encoding="utf-8")
        return path

    return make


@pytest.fixture
def assignment(course: Path) -> Assignment:
    """The declaration of the small course."""
    return load_assignment(course, "hw0_small")


@pytest.fixture
def notebook(course: Path, assignment: Assignment) -> NotebookNode:
    """The student's notebook of the small course."""
    return build_notebook(course, assignment)


@pytest.fixture
def solution(course: Path) -> Path:
    """The solution of the small course."""
    return course / "solutions/hw0_small/solution.py"


@pytest.fixture
def small_wheel(tmp_path: Path) -> Path:
    """A wheel-shaped zip, for tests that only carry it along."""
    return write_zip(tmp_path / "convnet_grader-0.1.0-py3-none-any.whl", {"grader/__init__.py": b"\n"})
