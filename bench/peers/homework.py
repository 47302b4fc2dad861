"""The homework that every grader gets, from one declaration: six questions, their public cases, the answers."""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.casefile import public_cases
from grader.course import Course, Homework

if TYPE_CHECKING:
    from grader.records import Call, DrawnCase, DrawnQuestion, Exam

COURSE = Path(__file__).parent / "course"
NAME = "hw_bench"
SETUP = "import numpy as np"
MISTAKE = (" + b[f]", "")  # in conv_forward_naive: the bias is forgotten
MISTAKE_COSTS = 5  # points of the one group whose public cases have a bias
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


@cache
def homework() -> Homework:
    """The declaration with its reference."""
    return Course(COURSE).homework(NAME)


@cache
def exam() -> Exam:
    """The public cases with the values that were worked out beforehand."""
    return public_cases(homework())


def answers(*, wrong: bool = False) -> dict[str, str]:
    """The source of the six answers, or of five and a wrong one."""
    text = (COURSE / "solutions" / NAME / "solution.py").read_text(encoding="utf-8")
    defined = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    found = {node.name: ast.get_source_segment(text, node) or "" for node in defined}
    if wrong:
        right = found["conv_forward_naive"]
        found["conv_forward_naive"] = right.replace(*MISTAKE)
        assert found["conv_forward_naive"] != right
    return found


# ---------------------------------------------------------------------------------------------- asserts


def groups(question: DrawnQuestion) -> list[tuple[str, int, list[DrawnCase]]]:
    """Name, points and public cases of each group: one test of every other grader."""
    return [(name, int(points), [c for c in question.cases if c.group == name]) for name, points in question.groups]


def group_lines(cases: list[DrawnCase]) -> list[str]:
    """The asserts of one group as a test's author writes them: numbers on both sides, np.allclose between."""
    lines = ["import copy"] if any(case.check == "unchanged" for case in cases) else []
    for case in cases:
        lines += [f"# {case.name}", *case_lines(case)]
    return lines


def case_lines(case: DrawnCase) -> list[str]:
    """The asserts of one case."""
    inputs = case.request.inputs
    lines = [f"{name} = {literal(value)}" for name, value in inputs.items()]
    if case.check == "unchanged":
        lines += [f"{name}_before = copy.deepcopy({name})" for name in inputs]
    lines += [call_line(call) for call in case.request.calls]
    if case.check == "subgradient":
        return lines + subgradient_lines()
    for name in case.compare:
        lines += value_lines(case, name)
    if case.check == "unchanged":
        for name, value in inputs.items():
            lines += unchanged_lines(name, value, case.may_change)
    return lines


def literal(value: Any) -> str:
    """A value as Python source."""
    if isinstance(value, np.ndarray):
        shape = f".reshape{value.shape}" if value.ndim > 1 else ""
        return f"np.array({value.ravel().tolist()}){shape}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(item)}" for key, item in value.items()) + "}"
    return repr(value)


def call_line(call: Call) -> str:
    """One call with its results unpacked."""
    return f"{', '.join(call.returns)} = {call.function}({', '.join(call.arguments)})"


def value_lines(case: DrawnCase, name: str) -> list[str]:
    """One output against what was worked out beforehand, its shape first."""
    output, _, key = name.rstrip("]").partition("[")
    got = f"{output}[{key!r}]" if key else output
    expected = case.expected[name]
    shape = f"np.shape(np.squeeze({got}))" if case.loose_shape else f"np.shape({got})"
    value = f"np.squeeze({got})" if case.loose_shape else got
    return [
        f"assert {shape} == {np.shape(expected)}, 'shape of {output}'",
        f"assert np.allclose({value}, {literal(expected)}), 'values of {output}'",
    ]


def unchanged_lines(name: str, value: Any, may_change: tuple[str, ...]) -> list[str]:
    """One input against the copy that was taken before the calls."""
    if not isinstance(value, dict):
        return [f"assert np.array_equal({name}, {name}_before), '{name} was changed'"]
    free = {n.partition("[")[2].rstrip("]") for n in may_change if n.startswith(f"{name}[")}
    kept = {key: item for key, item in value.items() if key not in free}
    allowed = sorted(free | set(kept))
    return [
        f"assert set({name}) <= set({allowed}), 'keys of {name}'",
        *(f"assert np.array_equal({name}[{k!r}], {name}_before[{k!r}]), '{name} was changed'" for k in kept),
    ]


def subgradient_lines() -> list[str]:
    """Ties in windows that do not overlap: each window hands on its entry of dout, and to its maxima alone."""
    return [
        "height, width, stride = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']",
        "assert dx.shape == x.shape, 'shape of dx'",
        "for i in range(dout.shape[2]):",
        "    for j in range(dout.shape[3]):",
        "        at = np.s_[:, :, i * stride : i * stride + height, j * stride : j * stride + width]",
        "        lost = x[at] < x[at].max(axis=(2, 3), keepdims=True)",
        "        assert np.allclose(dx[at].sum(axis=(2, 3)), dout[:, :, i, j]), 'sum of a window of dx'",
        "        assert np.allclose(dx[at][lost], 0), 'dx where nothing won'",
    ]


# ---------------------------------------------------------------------------------------------- notebooks


def cell(source: str, metadata: dict[str, Any] | None = None, kind: str = "code", name: str = "") -> dict[str, Any]:
    """One cell as the file has it."""
    made: dict[str, Any] = {"cell_type": kind, "metadata": metadata or {}, "source": source}
    if name:
        made["id"] = name.replace("_", "-")[:64]
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def notebook(cells: list[dict[str, Any]]) -> str:
    """A notebook as text."""
    numbered = [{"id": f"cell-{number}"} | made for number, made in enumerate(cells)]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return json.dumps({"cells": numbered, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def own_submission(*, wrong: bool = False) -> str:
    """The answered notebook as our own students hand it in."""
    cells = [cell(SETUP, {"grader": {"role": "setup"}})]
    for name, source in answers(wrong=wrong).items():
        answer = {
            "schema_version": 3,
            "grade_id": name,
            "grade": False,
            "solution": True,
            "locked": False,
            "task": False,
        }
        cells.append(cell(source, {"grader": {"role": "answer"}, "nbgrader": answer}))
        cells.append(cell(f'check("{name}")', {"grader": {"role": "check"}}))
    return notebook(cells)
