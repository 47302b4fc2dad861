"""Answering the stubs: whole functions, some of them, wrong ones; agreement; running it all."""

import ast

import pytest

from grader.errors import AssignmentError
from grader.release.solved import agreement, execute, functions_of, solve, with_functions

from .conftest import SOLUTION


def sources(notebook):
    """The source of each cell by its id."""
    return {cell.id: cell.source for cell in notebook.cells}


def test_whole_functions_with_comments(notebook, solution):
    """A stub becomes the solution's function as written, comments included."""
    solved = sources(solve(notebook, solution))

    assert solved["spread"] == functions_of(solution)["spread"]
    assert "# why: a comment that must survive" in solved["spread"]


def test_what_the_notebook_lacks_is_prepended(notebook, solution):
    """Helpers, constants and imports come along; numpy, which a setup cell has, does not."""
    names = [
        getattr(node, "name", None) or ast.unparse(node)
        for node in ast.parse(sources(solve(notebook, solution))["scaled"]).body
    ]

    assert names == ["import math", "FLOOR = 1e-09", "_root", "scaled"]


def test_only_some(notebook, solution):
    """Questions that are not named stay stubs, and the notebook that was given stays as it was."""
    before = sources(notebook)
    solved = sources(solve(notebook, solution, only=["scaled"]))

    assert solved["spread"] == before["spread"]
    assert "NotImplementedError" not in solved["scaled"]
    assert sources(notebook) == before


def test_wrong_takes_its_place(notebook, solution):
    """A known-wrong file replaces its function and brings its helpers."""
    solved = sources(solve(notebook, solution, wrong=solution.parent / "wrong/spread_sum.py"))

    assert "def _squares" in solved["spread"]
    assert "HINT" not in solved["spread"]
    assert "_root" in solved["scaled"]


def test_predictions_are_filled_in(notebook, solution):
    """A prediction gets its value; the comment beside it, which may say None, stays."""
    assert sources(solve(notebook, solution))["predict-1"] == 'prediction_1 = \'B\'  # "A" or "B"; None means not yet'


def test_without_predictions(notebook, solution):
    """Where there is no predictions.json, predictions stay open."""
    solution.with_name("predictions.json").unlink()

    assert "= None" in sources(solve(notebook, solution))["predict-1"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"prediction_1": "B", "prediction_2": "A"}', '"prediction_2" has no predict cell; allowed: prediction_1'),
        ("{}", '"prediction_1" has a predict cell, but no value here'),
        ("{", "is not JSON"),
    ],
)
def test_predictions_must_fit(notebook, solution, text, said):
    """A prediction too many, one too few, or no JSON is a fault of predictions.json."""
    path = solution.with_name("predictions.json")
    path.write_text(text)

    with pytest.raises(AssignmentError) as caught:
        solve(notebook, solution)

    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_unknown_names(notebook, solution, tmp_path):
    """A name that is not in the notebook or in the file is told with its nearest match."""
    other = tmp_path / "other.py"
    other.write_text("def sprad():\n    return 0\n")

    with pytest.raises(AssignmentError, match='no answer cell of "sprad"; allowed: scaled, spread; closest: spread'):
        with_functions(notebook, functions_of(other))
    with pytest.raises(AssignmentError, match=r'other.py:1: has no function "spread"; .*closest: sprad'):
        solve(notebook, other)
    with pytest.raises(AssignmentError, match=r"other.py:1: defines no function of the notebook"):
        solve(notebook, solution, wrong=other)


def test_with_functions_keeps_the_rest_of_the_cell(notebook):
    """What stands around the function in its cell stays where it is."""
    cell = next(c for c in notebook.cells if c.id == "spread")
    cell.source = f"# mine\n{cell.source}\n\nlimit = 3"

    changed = sources(with_functions(notebook, {"spread": "def spread(x):\n    return 0"}))

    assert changed["spread"] == "# mine\ndef spread(x):\n    return 0\n\nlimit = 3"


def test_stub_and_solution_agree(notebook, solution):
    """The fixture's stubs say what its solutions say."""
    assert agreement(notebook, solution) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("centre=0.0", "centre=1.0", 'the signature of the stub and of solution.py:14 differ: "(x, centre=0.0)"'),
        ("no unit", "pixels", 'differ: "centre: number, no unit." and "centre: number, pixels."'),
        ('(N,), float.\n    "', '(N,), float.\n\n    "', "scaled: the docstring"),
        ("def scaled", "def skaled", "scaled: solution.py has no such function"),
    ],
)
def test_disagreement_is_told(notebook, solution, old, new, said):
    """Another default, another word in a docstring, another name: each is one sentence."""
    solution.write_text(SOLUTION.replace(old, new, 1))

    found = agreement(notebook, solution)

    assert len(found) == 1
    assert said in found[0]


@pytest.mark.slow
def test_execute_runs_all_cells(course, notebook, solution):
    """The solved notebook runs in a kernel, in the folder with its data."""
    solved = solve(notebook, solution)
    next(c for c in solved.cells if c.id == "setup-1").source += "\n\ndef check(name):\n    return name"

    done = execute(solved, course / "assignments/hw0_small")

    outputs = [c.outputs[0].data["text/plain"] for c in done.cells if c.id.endswith("-check")]
    assert outputs == ["'spread'", "'scaled'"]
    assert all(not c.get("outputs") for c in solved.cells)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1 / 0", r"cell 4 \(explore-1\) raised ZeroDivisionError: division by zero"),
        ("while True: pass", r"cell 4 \(explore-1\) took longer than 2 seconds"),
        ("import os; os._exit(3)", r"cell 4 \(explore-1\) ended the kernel"),
    ],
)
def test_execute_names_the_cell(tmp_path, notebook, source, said):
    """An exception, an endless loop and a dead kernel each name the cell."""
    next(c for c in notebook.cells if c.id == "explore-1").source = source

    with pytest.raises(AssignmentError, match=said):
        execute(notebook, tmp_path, seconds=2)
