"""What of a submission is executed: its definitions and all they need, and nothing else."""

import __future__

import ast
import json

import pytest

from grader.definitions import extract
from grader.errors import SubmissionError
from grader.messages import render
from grader.names import is_stub
from grader.records import SourceFile

STUB = 'def conv(x):\n    """Convolve."""\n    raise NotImplementedError("conv")'
ANSWER = "def conv(x):\n    return 'the answer'"
FUNCTIONS = ("conv", "pool")
LAZY = __future__.annotations.compiler_flag  # the worker compiles with it too, as it imports it itself
FOREVER = "while True: pass"  # executed by nobody, so it may stand in any cell


def cell(source, role="", question=""):
    """One raw code cell."""
    metadata = {"grader": {"role": role}, "nbgrader": {"grade_id": question}} if role else {}
    return {"cell_type": "code", "source": source, "metadata": metadata}


def answer(source, question="conv"):
    """The answer cell of a question."""
    return cell(source, "answer", question)


def notebook(*cells):
    """A notebook; a text stands for a cell that the student added."""
    cells = [cell(c) if isinstance(c, str) else c for c in cells]
    return SourceFile("hw.ipynb", json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}).encode())


def python(source):
    """A submission that is one Python file."""
    return SourceFile("hw.py", source.encode())


def indices(piece):
    """The statements of a piece that any function needs."""
    return sorted({k for kept in piece.keep.values() for k in kept})


def kept(*cells):
    """The statements that are executed, as normal Python, in order."""
    found = extract(notebook(*cells), FUNCTIONS)
    return [ast.unparse(ast.parse(p.source).body[k]) for p in found.pieces for k in indices(p)]


def loaded(*cells):
    """The names that are there after the kept statements ran one by one, as the worker runs them; any error is ours."""
    found = extract(notebook(*cells), FUNCTIONS)
    namespace = {}
    for piece in found.pieces:
        body = ast.parse(piece.source).body
        for index in indices(piece):
            exec(compile(ast.Module([body[index]], []), piece.label, "exec", LAZY), namespace)
    return namespace


def called(*cells):
    """What the student's conv(3) returns; it must be found as defined."""
    assert "conv" in extract(notebook(*cells), FUNCTIONS).defined
    return loaded(*cells)["conv"](3)


# ------------------------------------------------------------------------------------------ what is not run

IDLE = {
    "an endless loop": FOREVER,
    "a loop over data": "for k in range(10**12):\n    total = k",
    "a call": "train(10**9)",
    "a result": "out = conv(10**9)",
    "a result in two names": "out, cache = conv(10**9), None",
    "a print": "print(conv(3))",
    "a plot": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "an assertion": "assert conv(3) == 4",
    "a deletion": "del conv",
    "a wait": "input('press a key')",
    "the way out": "import sys\nsys.exit(1)",
    "a main block": "if __name__ == '__main__':\n    train()",
    "an unused import": "import torch",
    "an unused number": "EPOCHS = 10**9",
    "a setting": "import numpy as np\nnp.random.seed(0)",
    "a comment": "# nothing",
    "text": "'''notes'''",
    "a file read": "with open('missing.npz') as f:\n    data = f.read()",
    "a name of a parameter": "x = train(10**9)",
    "a name of a local": "y = train(10**9)",
}


@pytest.mark.parametrize("source", IDLE.values(), ids=IDLE)
@pytest.mark.parametrize("role", ["", "explore", "predict"])
def test_what_no_definition_needs_is_not_run(source, role):
    """Plots, training, results and endless loops at the top level are left out."""
    function = "def conv(x):\n    y = x + 1\n    return y"

    assert kept(answer(function), cell(source, role)) == [function]
    assert kept(cell(source, role), answer(function)) == [function]


def test_what_stands_beside_an_answer_is_not_run():
    """The student's own tries in the answer cell cost nothing either."""
    assert kept(answer(f"{ANSWER}\nprint(conv(3))\n{FOREVER}")) == [ANSWER]


@pytest.mark.parametrize("role", ["setup", "check"])
def test_our_own_cells_are_not_the_students(role):
    """Cells that are laid anew from the release are not read from the submission."""
    assert kept(cell(ANSWER, role)) == []
    assert extract(notebook(cell(ANSWER, role)), FUNCTIONS).defined == ()


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_text_cells_are_not_run(kind):
    """Python in a text cell is text."""
    assert kept({**cell(ANSWER), "cell_type": kind}) == []


HELPERS = {
    "a global that it reads": "def show():\n    return losses\nlosses = train(10**9)",
    "a module on which something is called": "import json\ndef show(a):\n    return json.dumps(a)\njson.dumps(train(10**9))",
    "a default": "def show(a=train(10**9)):\n    pass",
}


@pytest.mark.parametrize("source", HELPERS.values(), ids=HELPERS)
def test_a_helper_that_no_answer_calls_pulls_in_no_training(source):
    """A plotting function in a cell for exploring does not have the training that it plots run when grading."""
    assert not [line for line in kept(answer(ANSWER), cell(source, "explore")) if "train(" in line]


def test_a_call_on_a_module_is_no_definition():
    """`np.save(...)` and `plt.plot(...)` at the top level are not needed because an answer needs np."""
    source = "import json as np\nnp.dumps(train(10**9))"

    assert kept(source, answer("def conv(x):\n    return np.dumps(x)")) == [
        "import json as np",
        "def conv(x):\n    return np.dumps(x)",
    ]


def test_the_parameter_of_a_lambda_is_no_global():
    """A helper `relu = lambda x: ...` does not need the x of another cell."""
    cells = ["x = train(10**9)", "relu = lambda x: max(0, x)", answer("def conv(a):\n    return relu(a)")]

    assert kept(*cells) == ["relu = lambda x: max(0, x)", "def conv(a):\n    return relu(a)"]


# ------------------------------------------------------------------------------------------ what is run

NEEDED = {
    "a constant": "SCALE = 4\ndef conv(x):\n    return x * SCALE",
    "two steps away": "BASE = 3\nSCALE = BASE + 1\ndef conv(x):\n    return x * SCALE",
    "in another function": "SCALE = 4\ndef helper(x):\n    return x * SCALE\ndef conv(x):\n    return helper(x)",
    "an import": "import math\ndef conv(x):\n    return math.prod([x, 4])",
    "an import of a submodule": "import os.path\ndef conv(x):\n    return os.path.commonprefix(['a', 'a']) and 12",
    "an import by another name": "import math as m\ndef conv(x):\n    return m.prod([x, 4])",
    "a name from a module": "from math import prod as p\ndef conv(x):\n    return p([x, 4])",
    "everything of a module": "from math import *\ndef conv(x):\n    return prod([x, 4])",
    "an import that may fail": "try:\n    from torch_missing import p\nexcept ImportError:\n    from math import prod as p\n"
    "def conv(x):\n    return p([x, 4])",
    "a choice": "if True:\n    SCALE = 4\nelse:\n    SCALE = 5\ndef conv(x):\n    return x * SCALE",
    "a helper in a choice": "if True:\n    def helper(x):\n        return 4 * x\ndef conv(x):\n    return helper(x)",
    "a with block": "import contextlib\nwith contextlib.suppress(Exception):\n    SCALE = 4\ndef conv(x):\n    return x * SCALE",
    "a loop that fills a table": "T = {}\nfor k in range(5):\n    T[k] = 4 * k\ndef conv(x):\n    return T[x]",
    "a loop that appends": "T = []\nfor k in range(5):\n    T.append(4 * k)\ndef conv(x):\n    return T[x]",
    "items set later": "T = {}\nT[3] = 12\ndef conv(x):\n    return T[x]",
    "a method that changes": "T = {}\nT.update({3: 12})\ndef conv(x):\n    return T[x]",
    "added to": "SCALE = 3\nSCALE += 1\ndef conv(x):\n    return x * SCALE",
    "two names at once": "A, B = 3, 4\ndef conv(x):\n    return x * B",
    "with its type": "SCALE: int = 4\ndef conv(x):\n    return x * SCALE",
    "in an expression": "[SCALE := 4]\ndef conv(x):\n    return x * SCALE",
    "a lambda": "SCALE = 4\nhelper = lambda x: x * SCALE\ndef conv(x):\n    return helper(x)",
    "a partial": "from functools import partial\nhelper = partial(pow, 4)\ndef conv(x):\n    return helper(1) * x",
    "a decorator": "def twice(f):\n    return lambda x: 2 * f(x)\n@twice\ndef conv(x):\n    return 2 * x",
    "a decorator's argument": "import functools\nSIZE = 9\n@functools.lru_cache(maxsize=SIZE)\ndef conv(x):\n    return 12",
    "a decorator from an import": "from functools import lru_cache\n@lru_cache\ndef conv(x):\n    return 12",
    "a default": "SCALE = 4\ndef conv(x, s=SCALE):\n    return x * s",
    "a keyword's default": "SCALE = 4\ndef conv(x, *, s=SCALE):\n    return x * s",
    "a default that is a lambda": "SCALE = 4\ndef conv(x, f=lambda v: v * SCALE):\n    return f(x)",
    "a comprehension": "T = [1, 3]\ndef conv(x):\n    return sum(x * t for t in T)",
    "a closure": "SCALE = 4\ndef conv(x):\n    def inner():\n        return x * SCALE\n    return inner()",
    "a class": "class Layer:\n    scale = 4\n    def __call__(self, x):\n        return x * self.scale\n"
    "def conv(x):\n    return Layer()(x)",
    "a base class": "class A:\n    s = 4\nclass B(A):\n    pass\ndef conv(x):\n    return x * B.s",
    "a class body": "SCALE = 4\nclass A:\n    s = SCALE\ndef conv(x):\n    return x * A.s",
    "a method's default": "SCALE = 4\nclass A:\n    def f(self, x, s=SCALE):\n        return x * s\ndef conv(x):\n    return A().f(x)",
    "a dataclass": "from dataclasses import dataclass\n@dataclass\nclass P:\n    s: int = 4\ndef conv(x):\n    return x * P().s",
    "a named tuple": "from collections import namedtuple\nP = namedtuple('P', 's')\ndef conv(x):\n    return x * P(4).s",
    "a counter": "calls = 11\ndef conv(x):\n    global calls\n    calls += 1\n    return calls",
    "a global made inside": "def conv(x):\n    global made\n    made = 4 * x\n    return made",
    "itself": "def conv(x):\n    return 4 + conv(x - 1) if x else 0",
    "the other way round": "def conv(x):\n    return helper(x)\ndef helper(x):\n    return 4 * x",
    "a partial that is the answer": "from functools import partial\ndef scaled(s, x):\n    return s * x\nconv = partial(scaled, 4)",
    "a lambda that is the answer": "conv = lambda x: 4 * x",
    "a method that is the answer": "class A:\n    def f(self, x):\n        return 4 * x\nconv = A().f",
    "a tuple of answers": "def a(x):\n    return 4 * x\nconv, pool = a, a",
    "types of parameters": "from typing import Any\ndef conv(x: Any):\n    return 4 * x",
    "a type returned": "from typing import Any\ndef conv(x) -> Any:\n    return 4 * x",
    "types in a class": "from typing import Any\nclass A:\n    def f(self, x: Any) -> Any:\n        return 4 * x\nconv = A().f",
    "a type of one's own": "Array = list\ndef conv(x: Array, *more: Array, key: Array = None, **rest: Array):\n    return 4 * x",
    "types put off": "from __future__ import annotations\ndef conv(x: Missing) -> Missing:\n    return 4 * x",
    # answers that are not a plain `def` at the top level
    "an answer in a choice": "if True:\n    def conv(x):\n        return 4 * x",
    "an answer in a try": "try:\n    from numba_missing import njit\nexcept ImportError:\n    def conv(x):\n        return 4 * x",
    "an answer with its type": "conv: object = lambda x: 4 * x",
    "an answer that is wrapped": "def wrap(f):\n    return lambda x: 2 * f(x)\ndef conv(x):\n    return 2 * x\nconv = wrap(conv)",
    "an answer that calls its first version": "def conv(x):\n    return 2 * x\nfirst = conv\ndef conv(x):\n    return 2 * first(x)",
    # rare, and still Python
    "an attribute of a function": "def helper(x):\n    return helper.s * x\nhelper.s = 4\ndef conv(x):\n    return helper(x)",
    "an attribute of a class": "class A:\n    pass\nA.s = 4\ndef conv(x):\n    return A.s * x",
    "an item of an item": "T = {'a': {}}\nT['a'][3] = 12\ndef conv(x):\n    return T['a'][x]",
    "a class's name for a global": "eps = 4\nclass A:\n    eps = eps\ndef conv(x):\n    return A.eps * x",
    "a keyword of a class": "from abc import ABCMeta\nclass A(metaclass=ABCMeta):\n    s = 4\ndef conv(x):\n    return A.s * x",
    "a match": "match 4:\n    case SCALE:\n        pass\ndef conv(x):\n    return SCALE * x",
}


@pytest.mark.parametrize("source", NEEDED.values(), ids=NEEDED)
@pytest.mark.parametrize("where", ["answer cell", "own cell"])
def test_what_a_definition_needs_is_run(source, where):
    """conv(3) returns 12 in the notebook, so it returns 12 when graded."""
    assert called(answer(source) if where == "answer cell" else source) == 12


@pytest.mark.parametrize("source", NEEDED.values(), ids=NEEDED)
def test_a_python_file_is_read_as_a_cell_is(source):
    """The same source handed in as a .py file is defined too."""
    assert "conv" in extract(python(source), FUNCTIONS).defined


def test_needs_are_found_across_cells():
    """A helper in one cell, its constant in another, the answer in a third."""
    cells = ["import math", "SCALE = math.floor(4.2)", "def helper(x):\n    return x * SCALE"]

    assert called(*cells, answer("def conv(x):\n    return helper(x)")) == 12


def test_only_what_is_needed_is_run():
    """Of two constants and two imports, those that the answer reads."""
    source = "import math\nimport sys\nA = 1\nB = 4\ndef conv(x):\n    return math.prod([x, B])"

    assert kept(source) == ["import math", "B = 4", "def conv(x):\n    return math.prod([x, B])"]


def test_statements_keep_their_order():
    """A constant that is set twice has its last value, as in the notebook run from the top."""
    assert called("SCALE = 5", "SCALE = 4", answer("def conv(x):\n    return x * SCALE")) == 12


# ------------------------------------------------------------------------------------------ which one stands


def test_the_untouched_stub_is_a_stub():
    """A stub is not an answer, and is not missing either."""
    found = extract(notebook(answer(STUB)), FUNCTIONS)

    assert (found.defined, found.stubs) == ((), ("conv",))


@pytest.mark.parametrize("cells", [[answer(STUB), ANSWER], [ANSWER, answer(STUB)]], ids=["after", "before"])
def test_an_answer_in_another_cell_beats_the_stub(cells):
    """Who writes the answer into a cell of their own loses nothing, and no duplicate is told."""
    found = extract(notebook(*cells), FUNCTIONS)

    assert called(*cells) == "the answer"
    assert found.problems == ()


@pytest.mark.parametrize("first", [True, False])
def test_the_answer_cell_beats_other_cells(first):
    """A second version in another cell is told, and not graded."""
    other = "def conv(x):\n    return 'a try'"
    cells = [answer(ANSWER), other] if first else [other, answer(ANSWER)]
    found = extract(notebook(*cells), FUNCTIONS)

    assert called(*cells) == "the answer"
    assert [m.kind for m in found.problems] == ["duplicate"]
    assert "the one in the answer cell of conv was graded" in render(found.problems[0])


def test_the_last_of_two_answers_in_one_cell_stands():
    """As when the cell is run."""
    assert called(answer(f"def conv(x):\n    return 'first'\n{ANSWER}")) == "the answer"


def test_the_last_of_two_own_cells_stands():
    """Without an answer cell, the order of the notebook decides."""
    assert called("def conv(x):\n    return 'first'", ANSWER) == "the answer"


def test_a_duplicate_names_every_cell():
    """The student can find both."""
    found = extract(notebook("def conv(x):\n    return 'first'", "x = 1", ANSWER), FUNCTIONS)

    assert found.problems[0].data == {
        "question": "conv",
        "count": 2,
        "labels": ["cell 1", "cell 3"],
        "winner": "cell 3",
    }


def test_the_name_as_a_variable_elsewhere_is_harmless():
    """A student's scratch variable that has the function's name does not replace the answer cell's function."""
    assert called(answer(ANSWER), "conv = 5") == "the answer"


def test_an_answer_in_the_cell_of_another_question_counts():
    """Both functions in one cell are both found."""
    found = extract(notebook(answer(f"{ANSWER}\ndef pool(x):\n    return x")), FUNCTIONS)

    assert found.defined == FUNCTIONS


def test_a_function_that_is_not_there_is_neither():
    """What is absent is neither defined nor a stub."""
    found = extract(notebook(answer(ANSWER)), FUNCTIONS)

    assert "pool" not in (*found.defined, *found.stubs)


def test_a_local_function_of_that_name_is_no_answer():
    """A function inside another one, or a method, is not the question's."""
    found = extract(
        notebook("def main():\n    def conv(x):\n        pass\nclass A:\n    def pool(self): pass"), FUNCTIONS
    )

    assert found.defined == found.stubs == ()


@pytest.mark.parametrize(
    ("body", "stub"),
    [
        ("pass", True),
        ("...", True),
        ("'''Only a docstring.'''", True),
        ("raise NotImplementedError", True),
        ("raise NotImplementedError('conv: part 1')", True),
        ("'''Doc.'''\n    # YOUR CODE HERE\n    raise NotImplementedError()", True),
        ("return None", False),
        ("raise ValueError('no')", False),
        ("x = 1\n    raise NotImplementedError", False),
        ("out = x\n    return out\n    raise NotImplementedError", False),
        ("raise", False),
    ],
)
def test_what_counts_as_a_stub(body, stub):
    """Only a function without any line of the student's is not written yet."""
    assert is_stub(ast.parse(f"def conv(x):\n    {body}").body[0]) is stub


# ------------------------------------------------------------------------------------------ magics and broken cells


def test_magics_beside_a_definition_are_told_and_cost_nothing():
    """The cell is read without them, and its lines keep their numbers."""
    found = extract(notebook(answer(f"%matplotlib inline\n!ls\n{ANSWER}")), FUNCTIONS)

    assert found.defined == ("conv",)
    assert [m.kind for m in found.problems] == ["magic"]
    assert found.problems[0].data["lines"] == ["%matplotlib inline", "!ls"]
    assert ast.parse(found.pieces[0].source).body[indices(found.pieces[0])[0]].lineno == 3


def test_a_timed_cell_defines_what_it_defines():
    """%%time runs the cell in the notebook, and defines."""
    assert called(f"%%time\n{ANSWER}") == "the answer"


def test_a_cell_in_another_language_defines_nothing():
    """%%bash is no Python."""
    assert kept("%%bash\nls", ANSWER) == [ANSWER]


def test_a_broken_answer_cell_breaks_its_own_question_only():
    """One cell that is no Python costs its own question; the reason has the cell, the line and the text."""
    found = extract(
        notebook(answer("def conv(x):\n    return (x"), answer("def pool(x):\n    return x", "pool")), FUNCTIONS
    )

    assert found.defined == ("pool",)
    assert set(found.broken) == {"conv"}
    assert render(found.broken["conv"]).startswith("The answer cell of conv is not Python, line 2")


def test_a_broken_cell_of_the_students_own_is_told():
    """A cell that is no Python and no answer is a notice."""
    found = extract(notebook("def f(:", answer(ANSWER)), FUNCTIONS)

    assert (found.defined, found.broken) == (("conv",), {})
    assert render(found.problems[0]).startswith("Cell 1 is not Python, line 1")


BROKEN = {
    "a NUL": "x = '\0'",
    "half a letter": "x = '\ud800'",
    "too deep": "x = " + "(" * 500 + ")" * 500,
    "a sum without end": "x = " + "+".join("1" * 5000),
    "mixed tabs": "if x:\n\ty = 1\n        z = 2",
    "Python 2": "print 'hello'",
    "a conflict": "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other",
    "nonlocal at the top": "nonlocal x",
    "two parameters of one name": "def f(x, x): pass",
}


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN)
def test_a_cell_of_any_kind_leaves_the_others_alone(source):
    """Whatever stands in one cell, the answer in another is found, and every message can be rendered."""
    found = extract(notebook(source, answer(ANSWER)), FUNCTIONS)

    assert found.defined == ("conv",)
    assert all(render(m) for m in found.problems)


def test_a_broken_python_file_is_refused():
    """A .py file that is no Python cannot be graded at all, and the reason says where."""
    with pytest.raises(SubmissionError) as caught:
        extract(python("x = 1\ndef conv(:\n    pass"), FUNCTIONS)

    assert (caught.value.kind, caught.value.data["line"]) == ("syntax", 2)


def test_a_python_file_in_another_encoding_is_refused():
    """Text that is not UTF-8 has a reason of its own."""
    with pytest.raises(SubmissionError) as caught:
        extract(SourceFile("hw.py", "s = 'é'".encode("latin-1")), FUNCTIONS)

    assert caught.value.kind == "not_utf8"


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"\xef\xbb\xbf"])
def test_an_empty_python_file_defines_nothing(content):
    """It is readable, and nothing is in it."""
    found = extract(SourceFile("hw.py", content), FUNCTIONS)

    assert (found.defined, found.stubs, found.pieces) == ((), (), ())


def test_a_python_file_with_windows_line_ends():
    """Line ends of any kind, with or without a byte order mark."""
    content = b"\xef\xbb\xbf" + ANSWER.replace("\n", "\r\n").encode()

    assert extract(SourceFile("hw.py", content), FUNCTIONS).defined == ("conv",)


def test_pieces_know_their_question():
    """The worker's faults are laid at the right question's door."""
    found = extract(notebook("def helper(): pass", answer("def conv(x):\n    return helper()")), FUNCTIONS)

    assert [(p.label, p.question) for p in found.pieces] == [("cell 1", ""), ("the answer cell of conv", "conv")]


def test_nothing_is_executed_while_reading():
    """Extraction reads, and runs nothing."""
    extract(notebook(answer("raise SystemExit\ndef conv(x=1 / 0):\n    return x")), FUNCTIONS)


REGISTERED = {
    "by a decorator": (
        "def register(f):\n    TABLE[f.__name__] = f\n    return f",
        "@register\ndef helper(x):\n    return 'the answer'",
    ),
    "by a call": (
        "def register(f):\n    TABLE.update({f.__name__: f})",
        "def helper(x): return 'the answer'\nregister(helper)",
    ),
}


@pytest.mark.parametrize("cells", REGISTERED.values(), ids=REGISTERED)
def test_what_is_registered_is_there(cells):
    """A helper that is put into a table by calling a function of the student's is kept with the table."""
    use = answer("def conv(x):\n    return TABLE['helper'](x)")

    assert called("TABLE = {}", *cells, use, FOREVER) == "the answer"


def test_a_subclass_is_kept_with_its_base():
    """Whoever uses a base may look for its subclasses."""
    use = answer("def conv(x):\n    return Base.__subclasses__()[0].word")

    assert called("class Base: pass", "class Own(Base):\n    word = 'the answer'", use, FOREVER) == "the answer"


# ------------------------------------------------------------------------------------------ compiled cells

CYTHON = "%%cython\nimport numpy as np\n\ndef conv(double[:, ::1] x):\n    return np.asarray(x)\n"
CYTHON_STUB = (
    '%%cython\nimport numpy as np\n\ndef conv(x):\n    """Convolve."""\n    raise NotImplementedError("conv")\n'
)


def compiled_pieces(*cells):
    """For each piece, whether it is compiled, and what of it each function needs."""
    return [(piece.compiled, dict(piece.keep)) for piece in extract(notebook(*cells), FUNCTIONS).pieces]


def test_a_compiled_answer_is_defined():
    """A %%cython cell is not Python, and its functions are found all the same; the text stays as it is."""
    found = extract(notebook(answer(CYTHON)), FUNCTIONS)

    assert (found.defined, found.problems, found.broken) == (("conv",), (), {})
    assert [(p.label, p.source, p.compiled) for p in found.pieces] == [("the answer cell of conv", CYTHON, True)]


@pytest.mark.parametrize("before", ["", "\n\n", "  \n"])
@pytest.mark.parametrize("options", ["", " -a", " --annotate"])
def test_blank_lines_and_options_do_not_matter(before, options):
    """The magic is the first thing in a cell that is not blank."""
    source = before + CYTHON.replace("%%cython", f"%%cython{options}")

    assert compiled_pieces(answer(source)) == [(True, {"conv": (0,)})]


def test_a_compiled_stub_is_a_stub():
    """As it was released, it is not written yet, and nothing has to be compiled."""
    found = extract(notebook(answer(CYTHON_STUB)), FUNCTIONS)

    assert (found.defined, found.stubs, found.pieces) == ((), ("conv",), ())


def test_each_function_needs_its_own_of_a_cell():
    """Two answers in one cell, and a helper that nobody asked for."""
    source = "%%cython\ndef conv(x):\n    return x\ndef other(x):\n    return x\ncpdef pool(x):\n    return x\n"

    assert compiled_pieces(source) == [(True, {"conv": (0,), "pool": (2,)})]


def test_a_compiled_cell_sees_no_name_of_the_notebook():
    """What stands in other cells is not run for a compiled function, whatever names it reads."""
    assert compiled_pieces("np = train(10**9)", "import numpy as np", answer(CYTHON)) == [(True, {"conv": (0,)})]


def test_python_may_call_a_compiled_helper():
    """The cell is kept for the function that reads the helper's name, and for no other."""
    helper = "%%cython\ndef fast(x):\n    return x\n"
    uses, other = "def conv(x):\n    return fast(x)", "def pool(x):\n    return x"

    assert compiled_pieces(helper, answer(uses), answer(other, "pool")) == [
        (True, {"conv": (0,)}),
        (False, {"conv": (0,)}),
        (False, {"pool": (0,)}),
    ]


def test_a_compiled_cell_that_nothing_needs_is_left_out():
    """A draft costs no compilation."""
    assert compiled_pieces(answer(ANSWER), "%%cython\ndef draft(x):\n    return x\n") == [(False, {"conv": (0,)})]


@pytest.mark.parametrize("role", ["", "explore"])
@pytest.mark.parametrize("first", [True, False], ids=["draft first", "answer first"])
@pytest.mark.parametrize(("written", "draft"), [(CYTHON, ANSWER), (ANSWER, CYTHON)], ids=["compiled", "Python"])
def test_the_answer_cell_wins(role, first, written, draft):
    """Of a definition in Python and one in a compiled cell, that in the answer cell stands.

    Compiled cells are loaded first, so that a draft in Python must not be kept beside one.
    """
    cells = [cell(draft, role), answer(written)]
    found = compiled_pieces(*(cells if first else reversed(cells)))

    assert (written is CYTHON, {"conv": (0,)}) in found
    assert len(found) == 1 or written is ANSWER


def test_two_definitions_are_told():
    """Python and compiled: the message names both cells and which one counts."""
    (problem,) = extract(notebook(ANSWER, answer(CYTHON)), FUNCTIONS).problems

    assert (problem.kind, problem.data["count"], problem.data["winner"]) == ("duplicate", 2, "the answer cell of conv")
    assert "cell 1" in render(problem)


@pytest.mark.parametrize(("written", "stub"), [(CYTHON, STUB), (ANSWER, CYTHON_STUB)], ids=["compiled", "Python"])
def test_a_stub_of_the_other_kind_is_no_second_definition(written, stub):
    """An answer written in a cell of the student's own stands, beside the stub that was left in the answer cell."""
    found = extract(notebook(answer(stub), written), FUNCTIONS)

    assert (found.defined, found.problems) == (("conv",), ())


@pytest.mark.parametrize(
    "text",
    ["%%cython\n\ndef conv(x\n", "%%cython", "%%cython\n\x00", "%%cython\n\ud800 = 1", "%%cython\n" + "(" * 100_000],
    ids=["half a definition", "nothing", "NUL", "half a character", "brackets"],
)
def test_no_compiled_cell_breaks_a_submission(text):
    """What is no Cython either is the compiler's to tell; the rest of the notebook is read."""
    assert "pool" in extract(notebook(text, answer("def pool(x):\n    return x", "pool")), FUNCTIONS).defined


def test_a_python_file_has_no_compiled_cells():
    """A magic in a .py file is a line that is left out, as ever."""
    found = extract(python(ANSWER), FUNCTIONS)

    assert [piece.compiled for piece in found.pieces] == [False]
