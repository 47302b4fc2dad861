"""The percent-format source: what it becomes, and each fault with its place."""

import pytest

from grader.errors import AssignmentError
from grader.release.source import read_source

from .conftest import NOTEBOOK

NAMES = ("spread", "scaled")
STUB = '    raise NotImplementedError("spread: part A of the notebook")\n'
ANSWER = '# %% role="answer" question="spread"'
CHECK = '# %% role="check" question="spread"\ncheck("spread")\n'


def line_of(text, source=NOTEBOOK):
    """The line on which a text begins."""
    return source[: source.index(text)].count("\n") + 1


def test_reads_roles_and_lines(make_source):
    """Every cell carries its role, question or id, and the line of its header."""
    cells = read_source(make_source(), NAMES).cells

    own = [(c.metadata.grader.role, c.metadata.grader.question or c.metadata.grader.id) for c in cells]
    assert own == [
        ("", ""), ("setup", ""), ("predict", ""), ("explore", ""), ("answer", "spread"), ("check", "spread"),
        ("answer", "scaled"), ("check", "scaled"), ("written", "written-why"),
    ]  # fmt: skip
    assert cells[4].metadata.grader.line == line_of(ANSWER)
    assert cells[3].metadata.jupyter == {"source_hidden": True}
    assert cells[3].source.startswith("%matplotlib inline")


FAULTS = [
    ('role="setup"', 'role="setpu"', "# %% role", 'role "setpu" is unknown; allowed: answer, check', "closest: setup"),
    ('# %% role="setup"', "# %%", "# %%\nimport", "code cell has no role", "allowed: setup, answer, check"),
    ('# %% role="setup"', "# %% role=setup x", "# %% role=", 'header "role=setup" cannot be read', 'key="value"'),
    ('role="setup"', 'role="setup" points="3"', "# %% role", 'header has key "points"', "allowed: "),
    ('role="setup"', 'role="setup" question="spread"', "# %% role", 'setup cell has question="spread"', "no meaning"),
    (ANSWER, '# %% role="answer"', '# %% role="answer"', "answer cell has no question", 'question="..."'),
    (
        ANSWER,
        ANSWER.replace("spread", "sprea"),
        '# %% role="answer"',
        'question "sprea" is not declared',
        "closest: spread",
    ),
    (' id="written-why"', "", "# %% [markdown] role", "written cell has no id", 'id="..."'),
    ("written-why", "why", "# %% [markdown] role", 'id "why"', "written-some-words"),
    (
        '[markdown] role="written" id="written-why"',
        '[markdown] role="setup"',
        '# %% [markdown] role="setup"',
        "markdown cell has role",
        "written",
    ),
    ("# %% [markdown]\n", "# %% [raw]\n", "# %% [raw]", 'cell is "raw"', "allowed: code, markdown"),
    (STUB, "    return 0.0\n", ANSWER, 'stub spread ends in "return 0.0"', "then raise NotImplementedError"),
    (STUB, "    x = 1\n" + STUB, ANSWER, "stub spread ends in", "allowed: one def"),
    (STUB, STUB + "\n\nhelper = 1\n", ANSWER, "answer cell of spread holds FunctionDef, Assign", "allowed: one def"),
    ("def spread(", "def sprawl(", ANSWER, 'answer cell of spread defines "sprawl"', "allowed: spread"),
    ('"""Average the squared distance to a centre.', '""" """\n    """', ANSWER, "stub spread", "docstring"),
    ('check("spread")', 'check("scaled")', '# %% role="check"', "check cell is not the one line", 'check("spread")'),
    (
        'check("spread")',
        'check("spread");  print(1)',
        '# %% role="check"',
        "check cell is not the one line",
        'check("spread")',
    ),
    (CHECK, "", ANSWER, "question spread has no check cell", '# %% role="check" question="spread"'),
    (CHECK, CHECK + "\n" + CHECK, "", 'second check cell of "spread"', "the first is at line"),
    (
        "prediction_1 = None",
        'prediction_1 = "B"',
        '# %% role="predict"',
        "predict cell is not one line",
        "prediction_1 = None",
    ),
    (
        "import numpy as np",
        "import matplotlib.pyplot as plt",
        '# %% role="setup"',
        'imports "matplotlib.pyplot"',
        "explore",
    ),
    (
        "# %% [markdown]\n",
        "x = 1\n\n# %% [markdown]\n",
        "# %% [markdown]",
        'lines begin with "# %%"',
        "header of its own",
    ),
]


@pytest.mark.parametrize(("old", "new", "at", "said", "allowed"), FAULTS, ids=range(len(FAULTS)))
def test_fault_names_place_and_remedy(make_source, old, new, at, said, allowed):
    """A fault says file and line, what is written, and what is allowed."""
    path = make_source(old, new)

    with pytest.raises(AssignmentError) as caught:
        read_source(path, NAMES if "def spread" in path.read_text() or old == "def spread(" else ())

    text = str(caught.value)
    assert said in text
    assert allowed in text
    if at:
        assert text.startswith(f"{path}:{line_of(at, path.read_text())}: ")


def test_syntax_error_names_its_own_line(make_source):
    """A cell that is no Python is reported at the line that is wrong, not at its header."""
    path = make_source("import numpy as np", "import numpy as np\nx = = 1")

    with pytest.raises(AssignmentError, match="setup cell is not Python") as caught:
        read_source(path, NAMES)

    assert caught.value.line == line_of("x = = 1", path.read_text())


def test_missing_answer_is_found_from_the_declaration(make_source):
    """A declared question that the source lacks altogether is a fault."""
    with pytest.raises(AssignmentError, match="question other has no answer cell"):
        read_source(make_source(), (*NAMES, "other"))


def test_check_before_answer(make_source):
    """A check cell above its answer would always fail, so it is a fault."""
    path = make_source(ANSWER, CHECK + "\n" + ANSWER)
    path.write_text(path.read_text()[::-1].replace(CHECK[::-1], "", 1)[::-1])

    with pytest.raises(AssignmentError, match="check cell of spread stands before its answer cell"):
        read_source(path, NAMES)


def test_missing_file(tmp_path):
    """A source that is not there is named, with the place where it belongs."""
    with pytest.raises(AssignmentError, match="there is no such file"):
        read_source(tmp_path / "absent.py")


# ------------------------------------------------------------------------------------------ compiled answers

DEF = "def spread(x, centre=0.0):"
COMPILED_STUBS = {
    "as any other": DEF,
    "an import": f"import numpy as np\n\n{DEF}",
    "several imports": f"import math\nfrom math import sqrt\n\n{DEF}",
}


@pytest.mark.parametrize("head", COMPILED_STUBS.values(), ids=COMPILED_STUBS)
def test_a_compiled_stub_may_begin_with_imports(make_source, head):
    """A compiled cell does not see the notebook's names, so that it brings its own."""
    cells = read_source(make_source(DEF, head), NAMES, compiled=("spread",)).cells

    assert cells[4].source.startswith(head)


@pytest.mark.parametrize(
    ("head", "compiled", "holds"),
    [
        (f"import numpy as np\n\n{DEF}", (), "Import, FunctionDef; allowed: one def"),
        (f"import numpy as np\n\n{DEF}", ("scaled",), "Import, FunctionDef; allowed: one def"),
        (f"EPS = 1e-5\n\n{DEF}", ("spread",), "Assign, FunctionDef; allowed: imports and one def"),
        (f"def help(x):\n    return x\n\n{DEF}", ("spread",), "FunctionDef, FunctionDef; allowed: imports and one def"),
    ],
    ids=["Python", "another question is compiled", "a number", "a helper"],
)
def test_nothing_else_stands_above_a_stub(make_source, head, compiled, holds):
    """Imports are for compiled answers alone, and nothing but imports."""
    with pytest.raises(AssignmentError, match=f"answer cell of spread holds {holds}"):
        read_source(make_source(DEF, head), NAMES, compiled=compiled)


@pytest.mark.parametrize("line", ["cimport numpy as np", "%%cython"])
def test_a_compiled_stub_is_python(make_source, line):
    """Types are the student's to add; the release writes the magic line."""
    with pytest.raises(AssignmentError, match=r"answer cell is not Python"):
        read_source(make_source(DEF, f"{line}\n\n{DEF}"), NAMES, compiled=("spread",))
