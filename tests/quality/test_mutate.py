"""Mutants of small sources: each operator makes what it says, none equals its source, names of mutants last."""

import ast
import textwrap

import pytest

from grader.quality.mutate import mutants, owned


def source(body, arguments="x, w"):
    """A module with one answer."""
    return f"def f({arguments}):\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"


def changes(body, arguments="x, w", operator=None):
    """The (before, after) of every mutant of one answer, or of those of one operator."""
    found = mutants(source(body, arguments), ["f"])
    return {(m.before, m.after) for m in found if operator in (None, m.operator)}


@pytest.mark.parametrize(
    ("body", "operator", "before", "after"),
    [
        ("return x + w", "arithmetic", "x + w", "x - w"),
        ("return x * w", "arithmetic", "x * w", "x"),
        ("return x // w", "arithmetic", "x // w", "x / w"),
        ("return -x", "minus dropped", "-x", "x"),
        ("return x < w", "comparison", "x < w", "x <= w"),
        ("return x and w", "and, or", "x and w", "x or w"),
        ("return x[2]", "constant", "x[2]", "x[3]"),
        ("return x[2]", "constant", "x[2]", "x[0]"),
        ("return x + 0.5", "constant", "x + 0.5", "x + 1.0"),
        ("return x + w", "name", "x + w", "w + w"),
        ("return x.shape[2]", "axis", "x.shape[2]", "x.shape[3]"),
        ("return x.sum(axis=(0, 2))", "axis", "axis=(0, 2)", "axis=(2,)"),
        ("return x.sum(axis=1)", "axis", "axis=1", "axis=2"),
        ("return x.transpose(0, 2, 1)", "axis", "2, 1", "1, 2"),
        ("N, C = x.shape\nreturn N", "sizes swapped", "N, C", "C, N"),
        ("return np.zeros(3)", "function", "np.zeros", "np.ones"),
        ("return x.max()", "function", "x.max", "x.min"),
        ("return np.sqrt(x)", "function dropped", "sqrt()", "nothing"),
        ("return np.pad(x, 1)", "padding", "zeros", "mode='edge'"),
        ("x += w\nreturn x", "assigned", "x += w", "x = w"),
        ("x += w\nreturn x", "sum", "x += w", "x -= w"),
        ("x += w\nreturn x", "deleted", "x += w", "nothing"),
        ("return x[w : w + 3]", "bound", "x[w:w + 3]", "x[w:-w]"),
        ("return x[w : w + 3]", "bound", "x[w:w + 3]", "x[w + 1:w + 3]"),
        ("return x[::w]", "bound", "x[::w]", "x[:]"),
        ("return x[slice(0, 4, w)]", "bound", "x[slice(0, 4, w)]", "x[slice(0, 4, None)]"),
        ("return max_of(x, w)", "arguments swapped", "x, w", "w, x"),
        ("return x.sum(keepdims=True)", "argument dropped", "keepdims=True", "nothing"),
        ("if x:\n    w = 1\nreturn w", "condition negated", "x", "not x"),
        ("if x:\n    w = 1\nreturn w", "branch", "if x", "never"),
        ("return x, w", "returned values swapped", "x, w", "w, x"),
        ("return x + w", "term left out", "x + w", "x"),
        ("return x + w", "term left out", "x + w", "w"),
        ("return x - w", "term left out", "x - w", "x"),
        ("return x / w", "term left out", "x / w", "x"),
        ("return x - w", "operands swapped", "x - w", "w - x"),
        ("return x / w", "operands swapped", "x / w", "w / x"),
        ("return x @ w", "operands swapped", "x @ w", "w @ x"),
        ("return x.transpose((0, 2, 1))", "shape", "2, 1", "1, 2"),
        ("return np.zeros((x, w))", "shape", "x, w", "w, x"),
        ("return x.reshape([x, w])", "shape", "x, w", "w, x"),
        ("return x.T @ w", "transposition dropped", "x.T", "x"),
        ("return x.transpose(0, 2, 1)", "transposition dropped", "transpose()", "nothing"),
        ("return np.transpose(x, (1, 0))", "transposition dropped", "transpose()", "nothing"),
        ("return list(range(1, x, w))", "argument dropped", "w", "nothing"),
    ],
)
def test_operator_makes_what_it_says(body, operator, before, after):
    """Each kind of change is made where there is something to change."""
    assert (before, after) in changes(body, operator=operator)


def test_mutants_are_python_and_differ():
    """Every mutant compiles, none is its source, and no two are equal."""
    text = source("H, W = x.shape\nout = np.zeros((H, W))\nfor i in range(H):\n    out[i] += x[i] * w\nreturn out")
    found = mutants(text, ["f"])
    dumps = [ast.dump(ast.parse(m.source)) for m in found]

    assert len(found) > 20
    assert len({*dumps}) == len(dumps)
    assert ast.dump(ast.parse(text)) not in dumps


def test_a_mutant_changes_one_thing_and_leaves_the_source_alone():
    """After all mutants were made, making them again gives the same ones."""
    text = source("if x:\n    x += 1\nreturn x")

    assert mutants(text, ["f"]) == mutants(text, ["f"])


def test_identity_does_not_move_with_the_line():
    """A comment above, and every mutant is still called the same, on another line."""
    text = source("y = x + w\nreturn y * 2")
    here, below = mutants(text, ["f"]), mutants(f"# a comment\n\n{text}", ["f"])

    assert [m.identity for m in here] == [m.identity for m in below]
    assert {b.line - h.line for h, b in zip(here, below)} == {2}


def test_identities_are_unique():
    """The same change twice in a line gets a number."""
    found = [m.identity for m in mutants(source("return x + 1, w + 1, x + 1"), ["f"])]

    assert len({*found}) == len(found)
    assert any(identity.endswith("| 2") for identity in found)


def test_names_that_are_not_bound_yet_are_not_used():
    """No mutant uses a name above the line that binds it: that would be a sure kill, and says nothing."""
    found = changes("y = x\nz = w\nreturn y + z", operator="name")

    assert ("x", "w") in found
    assert ("x", "z") not in found


def test_siblings_come_first():
    """A height is taken for a width before anything else."""
    assert ("H_out + 1", "W_out + 1") in changes("return H_out + 1", arguments="x, w, b, H_out, W_out", operator="name")


def test_errors_and_docstrings_are_left_alone():
    """The text of an error and the docstring are no part of an answer."""
    found = changes('"""Give 2."""\nif x:\n    raise ValueError(f"{x + 1}")\nreturn w')

    assert not [before for before, _ in found if "1" in before or "2" in before]


def test_order_that_means_nothing_is_not_changed():
    """Axes of a sum and arguments of a maximum may stand in any order."""
    found = changes("return np.maximum(x, w).sum(axis=(0, 1))")

    assert ("x, w", "w, x") not in found
    assert ("axis=(0, 1)", "axis=(1, 0)") not in found


HELPERS = """\
def f(x):
    return alone(x) + shared(x)

def g(x):
    return shared(x)

def alone(x):
    return x + 1

def shared(x):
    return x + 2

def spare(x):
    return x
"""


def test_helpers_belong_to_the_questions_that_reach_them():
    """A helper is mutated for every question that reaches it, and not where none does."""
    functions = {node.name: node for node in ast.parse(HELPERS).body}

    assert owned(functions, ["f", "g"]) == {"f": ("f",), "g": ("g",), "alone": ("f",), "shared": ("f", "g")}
    assert {m.questions for m in mutants(HELPERS, ["f", "g"]) if m.function == "shared"} == {("f", "g")}


def test_a_question_that_calls_another_does_not_own_it():
    """What another question's answer calls is that question's own."""
    text = "def f(x):\n    return g(x)\n\ndef g(x):\n    return help_g(x)\n\ndef help_g(x):\n    return x + 1\n"

    assert {m.function: m.questions for m in mutants(text, ["f", "g"])}["help_g"] == ("g",)


def test_nothing_is_not_taken_for_a_bound():
    """Leaving out a bound that is None changes nothing, and None + 1 would be a sure kill."""
    assert not changes("return x[slice(None)]", operator="bound")
    assert ("x[slice(None, 3)]", "x[slice(None, None, None)]") in changes("return x[slice(None, 3)]", operator="bound")


def test_a_factor_alone_is_made_once():
    """Each of the two terms or factors, and no mutant twice."""
    found = [(m.before, m.after) for m in mutants(source("return x * w + b", "x, w, b"), ["f"])]

    assert {("x * w + b", "x * w"), ("x * w + b", "b"), ("x * w", "x"), ("x * w", "w")} <= {*found}
    assert len({m.source for m in mutants(source("return x * w + b", "x, w, b"), ["f"])}) == len(found)
