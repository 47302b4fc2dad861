"""Notebooks read as cells by role: what Jupyter writes is understood, what is broken gets a reason."""

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.notebook import ROLES, neutralise, read_notebook


def cell(source="x = 1", kind="code", **metadata):
    """One raw cell."""
    return {"cell_type": kind, "source": source, "metadata": metadata}


def nbgrader(grade_id="conv", **flags):
    """The metadata that nbgrader writes."""
    return {"grade_id": grade_id, "schema_version": 3, "solution": False, "grade": False, "locked": False, **flags}


def notebook(*cells, **top):
    """A whole notebook as bytes."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **top}).encode()


def reason(content):
    """Why a file was refused: the message's kind and data."""
    with pytest.raises(SubmissionError) as caught:
        read_notebook(content)
    return caught.value.kind, caught.value.data


# ------------------------------------------------------------------------------------------ reading


def test_cells_come_in_order_with_their_numbers():
    """Numbers count all cells from 1, as a person would."""
    cells = read_notebook(notebook(cell("a", "markdown"), cell("b = 1"), cell("c", "raw")))

    assert [(c.number, c.kind, c.source) for c in cells] == [
        (1, "markdown", "a"),
        (2, "code", "b = 1"),
        (3, "raw", "c"),
    ]


@pytest.mark.parametrize(
    ("raw", "source"),
    [
        ("a = 1\nb = 2", "a = 1\nb = 2"),
        (["a = 1\n", "b = 2"], "a = 1\nb = 2"),
        ("a = 1\r\nb = 2", "a = 1\nb = 2"),
        (["a = 1\r\n", "b = 2"], "a = 1\nb = 2"),
        ([], ""),
        ("s = '\u00e9\u4e2d'", "s = '\u00e9\u4e2d'"),
    ],
)
def test_source_as_text_or_lines(raw, source):
    """Jupyter writes a list of lines, other tools one text; Windows ends its lines in two characters."""
    assert read_notebook(notebook(cell(raw)))[0].source == source


def test_a_byte_order_mark_is_no_fault():
    """Editors on Windows put one at the start of the file."""
    assert read_notebook(b"\xef\xbb\xbf" + notebook(cell()))[0].source == "x = 1"


@pytest.mark.parametrize("raw", [{"cell_type": "code"}, {"source": "x"}, {}, {"cell_type": "code", "metadata": None}])
def test_missing_parts_of_a_cell_are_empty(raw):
    """A cell without source or metadata is an empty cell without a role."""
    assert read_notebook(notebook(raw))[0].role == ""


@given(st.lists(st.tuples(st.sampled_from(["code", "markdown"]), st.text(max_size=30))))
def test_any_source_is_read_as_it_was_written(cells):
    """Text of any kind comes through a notebook unharmed, but for Windows line ends."""
    read = read_notebook(notebook(*[cell(source, kind) for kind, source in cells]))

    assert [(c.kind, c.source) for c in read] == [(kind, source.replace("\r\n", "\n")) for kind, source in cells]


# ------------------------------------------------------------------------------------------ roles


@pytest.mark.parametrize(
    ("metadata", "role", "question"),
    [
        ({}, "", ""),
        ({"grader": {"role": "setup"}}, "setup", ""),
        ({"grader": {"role": "answer"}, "nbgrader": nbgrader(solution=True)}, "answer", "conv"),
        ({"grader": {"role": "check"}, "nbgrader": nbgrader("conv-check", grade=True)}, "check", "conv"),
        ({"nbgrader": nbgrader(solution=True)}, "answer", "conv"),
        ({"nbgrader": nbgrader("conv-check", grade=True, locked=True)}, "check", "conv"),
        ({"nbgrader": nbgrader("essay", grade=True, solution=True)}, "written", "essay"),
        ({"nbgrader": nbgrader("imports", locked=True)}, "setup", "imports"),
        ({"nbgrader": nbgrader()}, "", "conv"),
        ({"grader": {"role": "explore"}, "nbgrader": nbgrader(solution=True)}, "explore", "conv"),
    ],
)
def test_roles_from_our_metadata_or_nbgraders(metadata, role, question):
    """Our own metadata says the role; nbgrader's says it where ours was lost."""
    read = read_notebook(notebook(cell(**metadata)))[0]

    assert (read.role, read.question) == (role, question)


@pytest.mark.parametrize("role", ["owner", "", None, 3, ["answer"], {"role": "answer"}])
def test_unknown_roles_are_no_roles(role):
    """A role that is none of ours counts as none."""
    assert role not in ROLES
    assert read_notebook(notebook(cell(grader={"role": role})))[0].role == ""


@pytest.mark.parametrize(
    "metadata", [{"grader": 3}, {"nbgrader": []}, {"nbgrader": {"grade_id": 7, "solution": "yes"}}]
)
def test_metadata_of_other_kinds_is_ignored(metadata):
    """Metadata is only believed where it has the right form."""
    read = read_notebook(notebook(cell(**metadata)))[0]

    assert (read.role, read.question) == ("", "")


def test_labels_name_cells_as_a_person_would():
    """An answer cell is named by its question, any other by its number."""
    cells = read_notebook(notebook(cell(), cell(nbgrader=nbgrader(solution=True))))

    assert [c.label for c in cells] == ["cell 1", "the answer cell of conv"]


# ------------------------------------------------------------------------------------------ faults

REFUSED = {
    "empty": (b"", "notebook_empty"),
    "blank": (b" \n\t", "notebook_empty"),
    "cut short": (notebook(cell())[:-9], "not_json"),
    "text": (b"my homework", "not_json"),
    "python": (b"x = 1", "not_json"),
    "too deep": (b"[" * 200_000, "not_json"),
    "an endless number": (b'{"nbformat": ' + b"4" * 5000 + b"}", "not_json"),
    "UTF-16": (notebook(cell()).decode().encode("utf-16"), "not_utf8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00", "not_utf8"),
    "a list": (b"[]", "notebook_shape"),
    "null": (b"null", "notebook_shape"),
    "a number": (b"4", "notebook_shape"),
    "format 3": (b'{"nbformat": 3, "worksheets": []}', "nbformat"),
    "format 5": (notebook(nbformat=5), "nbformat"),
    "no format": (b'{"cells": []}', "nbformat"),
    "a format in words": (notebook(nbformat="4"), "nbformat"),
    "no cells": (b'{"nbformat": 4}', "notebook_no_cells"),
    "cells by name": (notebook(cells={}), "notebook_no_cells"),
    "a cell of text": (notebook("x = 1"), "notebook_cell"),
    "a source of numbers": (notebook(cell([1, 2])), "notebook_cell"),
    "a source by name": (notebook(cell({"a": 1})), "notebook_cell"),
    "a key twice": (b'{"nbformat": 4, "nbformat": 4, "cells": []}', "notebook_duplicate_key"),
    "a source twice": (b'{"nbformat": 4, "cells": [{"source": "a", "source": "b"}]}', "notebook_duplicate_key"),
}


@pytest.mark.parametrize(("content", "kind"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_notebook_is_refused_with_a_reason(content, kind):
    """Whatever is wrong, it is a SubmissionError that says what."""
    assert reason(content)[0] == kind


def test_reasons_say_where():
    """The line of broken JSON, the byte of a broken letter, the number of a broken cell."""
    assert reason(b'{"nbformat": 4,\n"cells": [,]}')[1]["line"] == 2
    assert reason(b'{"a": "\xff"}')[1]["position"] == 7
    assert reason(notebook(cell(), cell(3)))[1]["number"] == 2
    assert reason(b'{"nbformat": 3}')[1]["version"] == 3


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    """No file makes the reader break."""
    with pytest.raises(SubmissionError):
        read_notebook(content)


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
KEYS = st.sampled_from(["source", "metadata", "cell_type", "grader", "nbgrader", "role", "grade_id"])


@given(st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)))
def test_any_json_for_a_cell_is_read_or_refused(raw):
    """A cell of any form gives one cell or a reason."""
    try:
        read = [cell.number for cell in read_notebook(notebook(raw))]
    except SubmissionError as err:
        read = err.kind

    assert read in ([1], "notebook_cell")


def test_the_source_of_an_assignment_is_no_notebook():
    """A .py file that was renamed to .ipynb is refused like any other text."""
    source = Path(__file__).parents[1] / "assignments" / "hw2_conv" / "hw2_conv.py"

    assert reason(source.read_bytes())[0] == "not_json"


# ------------------------------------------------------------------------------------------ magics

MAGICS = {
    "line magic": ("%matplotlib inline\nx = 1", "pass\nx = 1", ["%matplotlib inline"]),
    "indented line magic": ("if x:\n    %time f()\ny = 1", "if x:\n    pass\ny = 1", ["%time f()"]),
    "shell": ("!pip install numpy\nx = 1", "pass\nx = 1", ["!pip install numpy"]),
    "shell twice": ("!!ls\nx = 1", "pass\nx = 1", ["!!ls"]),
    "help before": ("?np.dot\nx = 1", "pass\nx = 1", ["?np.dot"]),
    "help after": ("np.dot?\nx = 1", "pass\nx = 1", ["np.dot?"]),
    "source after": ("np.dot??\nx = 1", "pass\nx = 1", ["np.dot??"]),
    "shell assigned": ("files = !ls\nx = 1", "files = None\nx = 1", ["files = !ls"]),
    "magic assigned": ("t = %timeit -o f()\nx = 1", "t = None\nx = 1", ["t = %timeit -o f()"]),
    "time a cell": ("%%time\nx = 1", "\nx = 1", ["%%time"]),
    "capture a cell": ("\n%%capture out\nx = 1", "\n\nx = 1", ["%%capture out"]),
    "both": ("%%time\n%matplotlib inline\nx = 1", "\npass\nx = 1", ["%%time", "%matplotlib inline"]),
    "another language": ("%%bash\nrm -r x\n", "\n\n", ["%%bash"]),
    "a page": ("%%html\n<b>x = 1</b>", "\n", ["%%html"]),
}


@pytest.mark.parametrize(("source", "python", "removed"), MAGICS.values(), ids=MAGICS)
def test_magics_are_taken_out(source, python, removed):
    """What only IPython understands goes, all Python stays."""
    assert neutralise(source) == (python, removed)
    ast.parse(python)


@pytest.mark.parametrize("source", [source for source, python, _ in MAGICS.values() if python])
def test_line_numbers_stay(source):
    """The line that a message names is the line that the student sees."""
    assert neutralise(source)[0].count("\n") == source.count("\n")


KEPT = [
    "x = 1\ny = x % 2",
    "assert a != b",
    "print('100 %')",
    "y = x if x else None  # really?",
    "x = '%d' % 3",
    "d = {'a': 1}",
    "@decorated\ndef f(): pass",
]


@pytest.mark.parametrize("source", KEPT)
def test_python_is_left_alone(source):
    """A remainder, a format and a question in a comment are no magics."""
    assert neutralise(source) == (source, [])


CONTINUED = {
    "remainder": "x = (7\n     % 2)",
    "unequal": "x = (7\n     != 2)",
    "a text of several lines": "x = '''\n% of pixels\n! and more'''",
    "a shell command of two lines": "!pip install a \\\n    b\nx = 1",
}


@pytest.mark.parametrize("source", CONTINUED.values(), ids=CONTINUED)
def test_a_magic_elsewhere_in_the_cell_does_not_break_python(source):
    """One magic in a cell must not cost the function below it because of a line that only looks like another."""
    python, _ = neutralise("%matplotlib inline\n" + source)
    namespace = {}
    exec(python, namespace)

    assert namespace["x"] in (1, True, "\n% of pixels\n! and more")
