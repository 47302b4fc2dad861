"""Causes: one sentence on what usually lies behind an exception, an ending, or a compiler's complaint; never the fix."""

import re

import pytest

from grader import causes
from grader.causes import explain_end, explain_fault, explain_refusal, parameter
from grader.records import Fault
from grader.sandbox.compile import CHECKED, Compiled, compile_extension
from tests.compiled_course import needs_compiler


def why(type_name, text="", function="f", **inputs):
    """What is said of an exception."""
    return explain_fault(Fault(type_name, text, function), inputs)


# ------------------------------------------------------------------------------------------ exceptions

# as Cython 3 and its memoryviews word them
COMPILED = {
    "an index": ("IndexError", "Out of bounds on buffer access (axis 1)", "An index ran out of its array"),
    "a read-only array": ("ValueError", "buffer source array is read-only", "A memoryview of const values"),
    "another dtype": (
        "ValueError",
        "Buffer dtype mismatch, expected 'double' but got 'float'",
        "declared for one dtype",
    ),
    "other axes": ("ValueError", "Buffer has wrong number of dimensions (expected 4, got 2)", "another number of axes"),
    "another layout": ("ValueError", "ndarray is not C-contiguous", "[..., ::1]"),
    "no fused type": ("TypeError", "No matching signature found", "None of the dtypes"),
    "no array": ("AttributeError", "Memoryview is not initialized", "never given an array"),
    "a float size": ("TypeError", "'float' object cannot be interpreted as an integer", "What does / give"),
}


@pytest.mark.parametrize(("type_name", "text", "said"), COMPILED.values(), ids=COMPILED)
def test_exceptions_of_compiled_code(type_name, text, said):
    """Each of the usual ones has its cause."""
    assert said in why(type_name, text)


PYTHON = {
    "a stub": ("NotImplementedError", "f: part A", "is still in f."),
    "another stub": ("NotImplementedError", "g: part A", "not written yet"),
    "a parameter": ("TypeError", "f() takes 1 positional argument but 2 were given", "all the parameters of the stub"),
    "a keyword": ("TypeError", "f() got an unexpected keyword argument 'k'", "all the parameters of the stub"),
    "None": ("TypeError", "'NoneType' object is not subscriptable", "Something is None here"),
    "writing": ("ValueError", "assignment destination is read-only", "Copy the array first"),
    "too many indices": ("IndexError", "too many indices for array", "more indices than axes"),
    "shapes": ("ValueError", "operands could not be broadcast together", "Print the shapes"),
    "an index": ("IndexError", "index 3 is out of bounds for axis 0 with size 3", "An index ran past the end"),
    "a key": ("KeyError", "'pad'", "no such key"),
    "a module": ("ModuleNotFoundError", "No module named 'torch'", "NumPy and the standard library only"),
    "exit": ("SystemExit", "", "sys.exit"),
}


@pytest.mark.parametrize(("type_name", "text", "said"), PYTHON.values(), ids=PYTHON)
def test_exceptions_of_python(type_name, text, said):
    """So have those of functions in Python."""
    assert said in why(type_name, text)


def test_a_read_only_memoryview_is_not_told_to_copy():
    """Compiled code that only reads need not copy: the words for it come before those for writing."""
    assert "Copy" not in why("ValueError", "buffer source array is read-only")


@pytest.mark.parametrize(("pad", "said"), [(0, "a[0:-0]"), (1, "Print the shapes")])
def test_pad_0_explains_an_empty_slice(pad, said):
    """Where pad is 0 and a shape holds a 0, the slice of -pad is asked about."""
    text = "could not broadcast input array from shape (0,) into shape (4,)"

    assert said in why("ValueError", text, conv_param={"pad": pad})
    assert "a[0:-0]" not in why("ValueError", text.replace("0", "3"), conv_param={"pad": pad})


@pytest.mark.parametrize(
    ("type_name", "text"), [("ZeroDivisionError", "division by zero"), ("Own", "mine"), ("", ""), ("ValueError", "no")]
)
def test_where_nothing_fits_nothing_is_said(type_name, text):
    """A wrong guess is worse than none."""
    assert why(type_name, text) == ""


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        ({"pad": 2}, 2),
        ({"x": 1, "conv_param": {"stride": 1, "pad": 0}}, 0),
        ({"conv_param": {"pad": 1.5}}, None),
        ({}, None),
        ({"x": [1, 2]}, None),
    ],
)
def test_a_parameter_is_found_among_inputs_and_in_dictionaries(inputs, found):
    """Whole numbers by name, one level deep."""
    assert parameter(inputs, "pad") == found


# ------------------------------------------------------------------------------------------ endings


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("signal SIGSEGV", "outside of its arrays"),
        ("signal SIGABRT", "outside of its arrays"),
        ("signal SIGBUS", "outside of its arrays"),
        ("signal SIGILL", "outside of its arrays"),
        ("signal SIGTRAP", "outside of its arrays"),
        ("signal SIGFPE", "divides a whole number by zero"),
        ("signal SIGKILL", ""),
        ("exit 1", ""),
        ("closed", ""),
        ("", ""),
    ],
)
def test_what_ends_a_process(detail, said):
    """Signals of compiled code have their cause; an exit of the student's own has none."""
    found = explain_end(detail)

    assert said in found
    assert bool(found) == bool(said)


# ------------------------------------------------------------------------------------------ compilers

REFUSED = {
    "a fraction": (["Cannot assign type 'double' to 'int'"], "7 / 2 is 3.5"),
    "a single fraction": (["Cannot assign type 'float' to 'Py_ssize_t'"], "7 / 2 is 3.5"),
    "numpy": (["undeclared name not builtin: np"], "does not see the notebook's names"),
    "cython": (["undeclared name not builtin: cython"], "cimports it"),
    "another name": (["undeclared name not builtin: paddding"], "misspelled"),
    "a name like numpy": (["undeclared name not builtin: nps"], "misspelled"),
    "cdef in a loop": (["cdef statement not allowed here"], "at the top of a function"),
    "a type": (["'real' is not a type identifier"], "above its first use"),
    "no lock": (["Calling gil-requiring function not allowed without gil"], "Under nogil"),
    "twice": (["'k' redeclared "], "declared twice"),
    "a file": (["'scipy.pxd' not found"], "Only what comes with Cython and NumPy"),
    "the first that is known": (["something else", "undeclared name not builtin: np"], "the notebook's names"),
    "capitals": (["UNDECLARED NAME NOT BUILTIN: np"], "the notebook's names"),
}


@pytest.mark.parametrize(("texts", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_behind_a_complaint(texts, said):
    """The first complaint that is known is explained."""
    assert said in explain_refusal(texts)


@pytest.mark.parametrize("texts", [[], [""], ["Syntax error in simple statement list"]])
def test_an_unknown_complaint_is_not_explained(texts):
    """What the compiler says has to do."""
    assert explain_refusal(texts) == ""


# what students write, to see that the patterns fit what the compiler of today says of it
SLIPS = {
    "a fraction": ("def f(int x):\n    cdef int k\n    k = x / 2\n    return k", "7 / 2 is 3.5"),
    "numpy": ("def f(x):\n    return np.zeros(3)", "does not see the notebook's names"),
    "cython": ("@cython.boundscheck(False)\ndef f(x):\n    return x", "cimports it"),
    "a name": ("def f(x):\n    return y", "misspelled"),
    "cdef in a loop": (
        "def f(x):\n    for k in range(3):\n        cdef int j = k\n    return x",
        "at the top of a function",
    ),
    "a type": ("def f(real x):\n    return x", "above its first use"),
    "twice": ("def f(x):\n    cdef int k\n    cdef double k\n    return x", "declared twice"),
    "a file": ("cimport nowhere.linalg\ndef f(x):\n    return x", "Only what comes with Cython and NumPy"),
    "no lock": ("def f(x):\n    with nogil:\n        y = [x]\n    return y", "Under nogil"),
}


@needs_compiler
@pytest.mark.slow
@pytest.mark.parametrize(("source", "said"), SLIPS.values(), ids=SLIPS)
def test_todays_compiler_words_it_like_this(source, said):
    """The usual slips are refused in words that are explained."""
    compiled = compile_extension(f"%%cython\n{source}\n", build=CHECKED)

    assert isinstance(compiled, Compiled)
    assert compiled.library is None
    assert said in explain_refusal([error.text for error in compiled.errors]), compiled.errors


# ------------------------------------------------------------------------------------------ all of them


def test_every_cause_is_a_plain_sentence_and_no_fix():
    """Whole sentences, no exclamation mark, no code that could be copied."""
    sentences = [*causes._COMPILED.values(), *causes._SIGNALS.values(), *causes._CAUSES.values()]
    sentences += [cause for _, cause in causes._REFUSALS]

    for sentence in sentences:
        assert sentence.endswith((".", "?")), sentence
        assert "!" not in sentence
        assert not re.search(r"import numpy|boundscheck\(|::1\] \w+ =", sentence)


def test_a_hostile_text_takes_no_time():
    """A long exception text is looked through once for each cause."""
    assert why("ValueError", "broadcas" * 250_000) == ""
    assert explain_refusal(["not allowed without " * 100_000]) == ""
