"""%%cython cells as text: which functions they offer, which are stubs, and that no text takes long to read."""

import time

import pytest

from grader.cythoncell import MOST, functions, is_compiled
from tests.compiled_course import NOTEBOOK, RUNNING, TYPED

DOC = '    """Add."""\n'


def names(source):
    """The functions of a cell by name."""
    return [function.name for function in functions(source)]


def only(source):
    """The one function of a cell."""
    (found,) = functions(source)
    return found


# ------------------------------------------------------------------------------------------ which cells


@pytest.mark.parametrize(
    "source",
    [
        "%%cython",
        "%%cython\ndef f(): pass",
        "%%cython -a\n",
        "%%cython --annotate -3",
        "\n\n%%cython\n",
        "%%cython\r\n",
    ],
)
def test_the_magic_makes_a_cell_compiled(source):
    """Options behind the magic and blank lines before it do not matter."""
    assert is_compiled(source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n \n",
        "# %%cython",
        "import numpy\n%%cython",
        "%%cython_inline",
        "%%cythonic",
        "%cython",
        "%load_ext cython",
        "'%%cython'",
        "%%time\n%%cython",
    ],
)
def test_nothing_else_does(source):
    """Other magics, comments, and a magic that is not first leave a cell as Python."""
    assert not is_compiled(source)


# ------------------------------------------------------------------------------------------ which functions

FOUND = {
    "a plain one": ("def f(x, k):\n    return x", ("x", "k")),
    "no parameters": ("def f():\n    return 1", ()),
    "on one line": ("def f(x): return x", ("x",)),
    "cpdef": ("cpdef f(x):\n    return x", ("x",)),
    "a typed return": ("cpdef double f(double x):\n    return x", ("x",)),
    "a memoryview returned": ("cpdef double[:, ::1] f(x):\n    return x", ("x",)),
    "an inline one": ("cpdef inline int f(int x) except -1:\n    return x", ("x",)),
    "without the lock": ("cpdef int f(int x) noexcept nogil:\n    return x", ("x",)),
    "an annotated return": ("def f(x: cython.int) -> cython.double:\n    return x", ("x",)),
    "memoryviews": ("def f(const double[:, :, ::1] x, int k):\n    return x", ("x", "k")),
    "defaults": ("def f(x, int k=3, s='a'):\n    return x", ("x", "k", "s")),
    "a default in brackets": ("def f(x, k=(1, 2), s=[3, 4]):\n    return x", ("x", "k", "s")),
    "no None allowed": ("def f(double[:] x not None, object k=None):\n    return x", ("x", "k")),
    "a buffer": ('def f(np.ndarray[np.float64_t, ndim=2, mode="c"] x, int k):\n    return x', ("x", "k")),
    "several lines": (
        "def f(\n    double[:, ::1] x,  # images\n    int k,\n    int s=1,\n):\n    return x",
        ("x", "k", "s"),
    ),
    "decorators": ("@cython.boundscheck(False)\n@cython.wraparound(False)\ndef f(x):\n    return x", ("x",)),
    "a star": ("def f(x, *, k):\n    return x", ("x", "k")),
    "spaces": ("def  f  ( x , k ) :\n    return x", ("x", "k")),
    "Windows line ends": ("def f(x,\r\n      k):\r\n    return x", ("x", "k")),
}


@pytest.mark.parametrize(("source", "parameters"), FOUND.values(), ids=FOUND)
def test_functions_are_found_with_their_parameters(source, parameters):
    """However it is declared, a function is found by name, with the names of its parameters in their order."""
    found = only(f"%%cython\n{source}\n")

    assert (found.name, found.parameters, found.stub) == ("f", parameters, False)


def test_several_functions_keep_their_order_and_lines():
    """The line is that of the def, counted from 1 in the whole cell, magic and blank lines included."""
    source = "\n%%cython\n\ndef one(x):\n    return x\n\n@cython.cdivision(True)\ncpdef int two(int x):\n    return x\n"

    assert [(f.name, f.line) for f in functions(source)] == [("one", 4), ("two", 8)]


HIDDEN = {
    "C functions": "cdef double g(double x):\n    return x",
    "inline C functions": "cdef inline int g(int x) nogil:\n    return x",
    "methods": "cdef class C:\n    def g(self):\n        return 1\n    cpdef h(self):\n        return 2",
    "functions inside of functions": "    def g(x):\n        return x",
    "declarations": 'cdef extern from "math.h":\n    double g(double x)\ncpdef enum Mode:\n    one',
    "a comment": "# def g(x):\n#def h(x):",
    "a string": '"""\ndef g(x):\n    return x\n"""',
    "a string in single quotes": "text = '''\ncpdef g(x):\n    return x\n'''",
    "a comment with quotes": "# \"\"\" '''\nx = 1\n# def g(x):",
    "names that begin alike": "default = g(1)\ndefine(g)\ncpdefine(g)",
}


@pytest.mark.parametrize("source", HIDDEN.values(), ids=HIDDEN)
def test_what_the_notebook_cannot_call_is_not_found(source):
    """C functions, methods, and names in strings and comments are no functions of the cell."""
    assert names(f"%%cython\ndef f(x):\n    return x\n{source}\ndef last(x):\n    return x\n") == ["f", "last"]


def test_a_hash_in_a_string_hides_nothing_below():
    """A # inside a string is taken for a comment to the end of its line at most."""
    assert names("mark = '#'\ndef f(x, s='#'):\n    return x\ndef g(x):\n    return x\n") == ["f", "g"]


def test_both_of_two_definitions_are_told():
    """A function that is defined twice in one cell is there twice; which one counts is not decided here."""
    assert names("def f(x):\n    pass\ndef f(x):\n    return x\n") == ["f", "f"]


def test_an_honest_cell():
    """The typed answer of the course that tests are made with is read as its author meant it."""
    found = only(TYPED)

    assert (found.name, found.line, found.parameters, found.stub) == ("running", 9, ("x",), False)


# ------------------------------------------------------------------------------------------ docstring and body


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ('"""Add.\n\n    Args:\n        x: values.\n    """', "Add.\n\nArgs:\n    x: values."),
        ("'''Add.'''", "Add."),
        ('"Add."', "Add."),
        ('r"""A \\d."""', "A \\d."),
        ('"""Say "x" # not a comment."""', 'Say "x" # not a comment.'),
    ],
)
def test_docstrings_are_read_as_python_cleans_them(literal, text):
    """A docstring has its indent taken off, and nothing of it is in the body."""
    found = only(f"%%cython\ncpdef f(double x):\n    {literal}\n    return x\n")

    assert (found.docstring, found.body) == (text, "return x")


def test_no_docstring_is_an_empty_one():
    """A function may do without."""
    assert only("def f(x):\n    return x").docstring == ""


def test_stub_and_solution_of_a_file_are_read_alike():
    """The stub in a notebook's source and the function in a .pyx file have the same parameters and docstring."""
    stub = next(f for f in functions(NOTEBOOK) if f.name == "running")
    answer = only(RUNNING)

    assert (stub.parameters, stub.docstring) == (answer.parameters, answer.docstring)
    assert (stub.stub, answer.stub) == (True, False)


def test_the_body_has_no_comments_and_no_other_function():
    """What fingerprints are made of is the function's own code alone."""
    source = f"def f(x):\n{DOC}    cdef int k  # a counter\n    return x\n\nother = 3\ndef g(x):\n    return other\n"

    assert functions(source)[0].body.split("\n") == ["cdef int k  ", "return x"]


STUBS = {
    "as released": 'raise NotImplementedError("f: part A of the notebook")',
    "the exception alone": "raise NotImplementedError",
    "over two lines": 'raise NotImplementedError(\n        "f: part A"\n    )',
    "a # in its text": 'raise NotImplementedError("f: part #1")',
    "a comment above": "# my plan: loop\n    raise NotImplementedError",
    "pass": "pass",
    "dots": "...",
    "nothing": "",
}


@pytest.mark.parametrize("body", STUBS.values(), ids=STUBS)
@pytest.mark.parametrize("doc", ["", DOC])
def test_what_is_not_written_yet_is_a_stub(body, doc):
    """An untouched stub is one, with and without its docstring."""
    assert only(f"%%cython\nimport numpy as np\n\ndef f(x):\n{doc}    {body}\n").stub


WRITTEN = {
    "a result": "return x",
    "a variable first": "cdef int k = 0\n    raise NotImplementedError",
    "a line below": "raise NotImplementedError\n    return x",
    "a declaration below": "pass\n    cdef int k",
    "another exception": "raise ValueError",
    "a name that begins alike": "raise NotImplementedErrors",
    "a loop that does nothing": "for k in range(3):\n        pass",
}


@pytest.mark.parametrize("body", WRITTEN.values(), ids=WRITTEN)
def test_what_is_begun_is_no_stub(body):
    """Whoever wrote a line has answered, right or wrong."""
    assert not only(f"%%cython\ndef f(x):\n{DOC}    {body}\n").stub


# ------------------------------------------------------------------------------------------ hostile text


def test_functions_are_counted_to_a_limit():
    """A cell of thousands of functions offers the first of them."""
    assert len(functions("def f(x):\n    return x\n" * (3 * MOST))) == MOST


@pytest.mark.parametrize(
    "source",
    ["def f(", "def f(x", "def f(x)", "def f(x):", "def f(" + "(" * 9000, "def f(x):\n" + "\x00" * 9, "def \ud800(x):"],
)
def test_text_that_breaks_off_is_read(source):
    """Half a definition is a function without a body, or none; never an error."""
    assert names(source) in ([], ["f"])


HOSTILE = {
    "spaces after def": lambda n: "def" + " " * n,
    "spaces, then a name": lambda n: "def" + " " * n + "f",
    "words after def": lambda n: "def " + "a " * (n // 2),
    "one long word": lambda n: "def " + "a" * n,
    "stars": lambda n: "cpdef " + "*" * n,
    "spaces after the name": lambda n: "def f" + " " * n,
    "quotes": lambda n: '"' * n,
    "quotes of both kinds": lambda n: "\"\"\"'''" * (n // 6),
    "strings without an end": lambda n: "'''\"\"\" '" * (n // 8),
    "hashes": lambda n: "#" * n,
    "brackets": lambda n: ("def f(" + "[" * 3990 + ")\n") * (n // 4000),
    "a docstring without an end": lambda n: 'def f(x):\n    """' + "a" * n,
    "blank lines": lambda n: "def f(x):\n" + "\n" * n,
    "a long stub": lambda n: "def f(x):\n    raise NotImplementedError" + "\n " * (n // 2) + "\nx",
    "half definitions": lambda n: "def f(\n" * (n // 7),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_reading_takes_as_long_as_the_text_is(text):
    """Eight times the text takes about eight times as long; were it the square, it would be sixty-four."""

    def took(n):
        source = text(n)
        started = time.process_time()
        functions(source)
        return time.process_time() - started

    short = min(took(4_000) for _ in range(3))

    assert took(32_000) < 24 * short + 0.05
