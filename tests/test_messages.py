"""Every sentence that a person reads: whole, plain, short, and without values where a case is hidden."""

import ast
import json
import re
from pathlib import Path

import pytest

from grader import messages
from grader.messages import MAX_CHARACTERS, MAX_LINES, VERDICTS, redact, render
from grader.records import Message, Verdict
from grader.wording import clean, decimal, grid_lines, plural

PACKAGE = Path(messages.__file__).parents[1]
SECRET = 1234.5625  # stands for any value of a hidden case

VALUES = {
    "kind": "values",
    "output": "dx",
    "got": "float64",
    "wrong": 9,
    "total": 24,
    "first": (0, 1),
    "worst": (2, 3),
    "worst_error": SECRET,
    "allowed": 1e-3,
    "rows": (((0, 1), SECRET, -SECRET), ((2, 3), 0.25, SECRET)),
    "grid": ((0, 1, 2), (3, 4, 0)),
    "place": "Only row 1 of dx is wrong.",
    "also_wrong": ["dw"],
    "right": ["db"],
}

# One whole example of every kind, as its makers fill it in. A kind without one fails a test below.
SAMPLES = {
    "values": VALUES,
    "shape": {"output": "dx", "got_shape": (2, 3), "expected_shape": (3,), "also_wrong": [], "right": ["db"]},
    "type": {"output": "dx", "got": "None", "expected": "a NumPy array of shape (2, 3)"},
    "dtype": {"output": "dx", "got": "complex128", "expected": "a real number type such as float64"},
    "not_finite": {"output": "dx", "got": "float64", "wrong": 1, "total": 6, "first": (0, 2)},
    "raised": {
        "function": "conv",
        "type_name": "ValueError",
        "text": f"could not broadcast {SECRET}",
        "label": "the answer cell of conv",
        "line": 7,
        "source": f"out[0] = {SECRET}",
    },
    "returned": {"function": "conv", "got": "None", "returns": ["out", "cache"]},
    "changed": {"names": ["bn_param[eps]", "x"], "functions": ["conv"]},
    "not_raised": {"function": "size", "expected": "ValueError"},
    "wrong_error": {"function": "size", "expected": "ValueError", "type_name": "TypeError"},
    "not_whole": {"output": "result", "got": f"the number {SECRET}"},
    "subgradient": {
        "output": "dx",
        "rule": "Each window hands on its entry of dout.",
        "at": [0, 1, 0, 0],
        "dout": 2.5,
        "total": 1.25,
        "adds_up": False,
    },
    "absent": {"output": "bn_param[running_mean]", "function": "norm"},
    "timeout": {"function": "conv", "seconds": 5.0},
    "memory": {"function": "conv"},
    "crashed": {"function": "conv", "detail": "signal SIGSEGV"},
    "again": {"question": "conv_forward_naive"},
    "not_run": {"reason": "two cases of this question took too long"},
    "missing": {"question": "conv_forward_naive", "found": "conv_forward"},
    "blocked": {"question": "conv_backward_naive", "forward": "conv_forward_naive"},
    "known": {"question": "conv_forward_naive", "text": "Which pixels does the second window start with?"},
    "alone": {"question": "conv_forward_naive", "case": "stride 2"},
    "pair": {"question": "conv_backward_naive", "forward": "conv_forward_naive"},
    "grader_error": {"stage": "conv"},
    "not_json": {"file": "hw2.ipynb", "line": 3, "reason": "Expecting value"},
    "nbformat": {"file": "hw2.ipynb", "version": 3},
    "syntax": {"label": "cell 4", "line": 2, "text": "def f(x", "reason": "'(' was never closed", "question": ""},
    "magic": {"label": "cell 4", "lines": ["%matplotlib inline", "ls"], "question": ""},
    "compile": {
        "label": "the answer cell of im2col_cython",
        "errors": [
            ["cython", 4, 20, "Cannot assign type 'double' to 'int'", "cdef int rows = H / 2"],
            ["directive", 2, 1, "profile", "# cython: np_pythran=True"],
        ],
        "total": 5,
        "hint": "A fraction is put into a whole number.",
    },
    "not_compiled": {"question": "im2col_cython"},
    "not_run_here": {"question": "im2col_cython"},
    "speed": {
        "question": "conv",
        "ratio": 57.3,
        "noise": 0.02,
        "step": 60.0,
        "reached": False,
        "rounds": 7,
        "shapes": [["two images of 12x17", 50.1, 0.25], ["a flat kernel", 66.2, 0.125]],
    },
    "speed_waits": {"question": "conv", "group": "one window"},
    "speed_timeout": {"question": "conv", "seconds": 60.0},
    "speed_wrong": {"question": "conv", "shape": "a flat kernel"},
    "build_options": {"label": "the answer cell of im2col_cython", "lines": ["%%cython --cplus"]},
    "duplicate": {"question": "conv", "count": 2, "labels": ["cell 4", "cell 9"], "winner": "cell 9"},
    "load_timeout": {"question": "conv", "seconds": 20.0},
    "not_callable": {"question": "conv"},
    "load_failed": {"label": "cell 4", "line": 2, "type_name": "NameError", "text": "name 'y' is not defined"},
    "import_missing": {
        "label": "cell 4",
        "line": 2,
        "type_name": "ImportError",
        "text": "No module named 'torch'",
        "question": "f",
        "packages": ["numpy"],
    },
    "replayed": {"question": "net", "functions": ["conv", "pool"]},
    "documented_cache": {"question": "conv_backward", "forward": "conv_forward"},
    "other_files": {"file": "hw2.ipynb", "others": ["old.ipynb", "hw2-copy.ipynb"]},
    "printed": {"text": "one\ntwo\n"},
    "tier": {"text": "own user, no network"},
    "not_utf8": {"file": "hw2.ipynb", "position": 12},
    "notebook_empty": {"file": "hw2.ipynb"},
    "notebook_duplicate_key": {"file": "hw2.ipynb"},
    "notebook_shape": {"file": "hw2.ipynb", "found": "list"},
    "notebook_no_cells": {"file": "hw2.ipynb"},
    "notebook_cell": {"file": "hw2.ipynb", "number": 3, "reason": "is not an object"},
    "empty_submission": {},
    "no_such_file": {"path": "hw2.ipynb"},
    "no_notebook": {"found": "hw2.pdf"},
    "no_answers": {"assignment": "hw2_conv"},
    "too_large": {"file": "hw2.ipynb", "size": 25.5, "limit": 20},
    "too_many_files": {"file": "hw2.zip", "limit": 40},
    "bad_zip": {"file": "hw2.zip", "reason": "File is not a zip file"},
    "not_a_file": {"file": "hw2.ipynb"},
    "unknown_kind": {"file": "hw2.pdf"},
    "public_only": {},
    "foreign": {"question": "conv", "modules": ["scipy"]},
    "unreadable": {},
}

HIDDEN = [
    "values",
    "shape",
    "type",
    "dtype",
    "not_finite",
    "raised",
    "returned",
    "changed",
    "not_raised",
    "wrong_error",
    "not_whole",
    "subgradient",
    "absent",
    "timeout",
    "memory",
    "crashed",
    "load_timeout",
    "not_callable",
    "again",
    "not_run",
    "missing",
    "blocked",
    "grader_error",
    "syntax",
    "compile",
    "not_compiled",
]


def sample(kind, **more):
    """A whole message of one kind."""
    return Message(kind, {**SAMPLES[kind], **more})


def kinds_in_source():
    """Every kind that the package's source makes a Message or a SubmissionError of, as far as it is written out."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            makes = node.func.id in ("Message", "SubmissionError")
            if makes and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


# ------------------------------------------------------------------------------------------ every template


def test_every_kind_has_a_sample():
    """No kind goes untested: a new one must be added to SAMPLES."""
    assert set(SAMPLES) == set(messages.WRITERS)


def test_every_kind_that_is_made_has_words():
    """No module makes a message that `render` has no sentence for."""
    made = kinds_in_source()

    assert len(made) > 30
    assert made <= set(SAMPLES)


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_sentence_is_whole_and_plain(kind):
    """No braces, no blame, no shouting; a capital or a file's name at the start, an end to every line."""
    text = render(sample(kind))

    assert text.strip()
    assert not re.search(r"[{}!]|\binvalid\b|\boops\b|\berror code\b", text, re.IGNORECASE)
    assert not re.search(r"[^\x20-\x7e\n]", text)
    assert "()" not in text
    assert "  " not in text.splitlines()[0]


@pytest.mark.parametrize("kind", sorted(set(SAMPLES) - {"printed", "syntax", "magic", "tier", "raised"}))
def test_the_first_sentence_ends(kind):
    """Sentences end with a full stop, a question mark or a colon, unless they quote what a student wrote."""
    assert render(sample(kind)).splitlines()[0][-1] in ".?:"


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_message_stays_within_its_budget(kind):
    """However long a hint, a text or a list is, a message is short enough to be read."""
    long = {key: value * 5000 if isinstance(value, str) and value else value for key, value in SAMPLES[kind].items()}
    text = render(Message(kind, {**long, "hint": "Look.\n" * 5000}))

    assert len(text) <= MAX_CHARACTERS
    assert len(text.splitlines()) <= MAX_LINES + 1


def test_a_long_message_says_that_it_was_cut():
    """A reader knows that there is more."""
    assert render(Message("printed", {"text": "line\n" * 100})).splitlines()[-1] == f"... {101 - MAX_LINES} more lines"


@pytest.mark.parametrize("text", ["x" * 2000, "\n" * 1999, "line\n" * 400])
def test_a_long_exception_does_not_push_out_the_hint(text):
    """The exception's text is the student's, the hint is ours: both are seen."""
    rendered = render(sample("raised", text=text, hint="Print the shapes.", again="x = case(1)"))

    assert "Hint: Print the shapes." in rendered
    assert "Again: x = case(1)" in rendered


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_hint_and_the_command_come_last(kind):
    """What to look at, then how to see it again."""
    lines = render(sample(kind, hint="Look at the border.", again="x = case(1)")).splitlines()

    assert lines[-2:] == ["Hint: Look at the border.", "Again: x = case(1)"]


TRACE = {
    "input": "dout",
    "index": [1, 0, 1, 2],
    "output": "dx",
    "should": [["rows", [1, 2, 3]], ["columns", [2, 3, 4]]],
    "differing": [["rows", [1, 2, 3], [0, 1, 2]]],
}
BOTH = [["rows", [1, 2, 3], [0, 1, 2]], ["columns", [2, 3, 4], [4]]]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "A gradient that enters at dout[1, 0, 1, 2] should reach rows 1 to 3 of dx; yours reaches rows 0 to 2."),
        (
            {"differing": BOTH},
            "A gradient that enters at dout[1, 0, 1, 2] should reach rows 1 to 3 and columns 2 to 4 of dx; "
            "yours reaches rows 0 to 2 and column 4.",
        ),
        (
            {"differing": [["images", [1], [0, 1]], *BOTH]},
            "A gradient that enters at dout[1, 0, 1, 2] should reach image 1, rows 1 to 3 and columns 2 to 4 of dx; "
            "yours reaches images 0 to 1, rows 0 to 2 and column 4.",
        ),
        (
            {"differing": []},
            "A gradient that enters at dout[1, 0, 1, 2] should reach rows 1 to 3 and columns 2 to 4 of dx; "
            "in yours it reaches nothing.",
        ),
        (
            {"should": [], "differing": []},
            "A gradient that enters at dout[1, 0, 1, 2] should not reach dx at all, and in yours it does.",
        ),
        (
            {"input": "grad_X_col", "index": [1, 2], "output": "dX"},
            "A gradient that enters at grad_X_col[1, 2] should reach rows 1 to 3 of dX; yours reaches rows 0 to 2.",
        ),
        (
            {"input": "x", "output": "out"},
            "A change of x[1, 0, 1, 2] should change rows 1 to 3 of out; yours changes rows 0 to 2.",
        ),
        (
            {"input": "image", "index": [1, 2], "output": "result", "differing": []},
            "A change of image[1, 2] should change rows 1 to 3 and columns 2 to 4 of result; in yours it changes nothing.",
        ),
        (
            {"input": "x", "output": "out", "should": [], "differing": []},
            "A change of x[1, 0, 1, 2] should not change out at all, and in yours it does.",
        ),
        (
            {"output": "dw", "differing": [["filters", [2], [0, 1, 2]]]},
            "A gradient that enters at dout[1, 0, 1, 2] should reach filter 2 of dw; yours reaches filters 0 to 2.",
        ),
        (
            {"differing": [["columns", [9, 11, 15, 17], [*range(0, 20, 2)]]]},
            "A gradient that enters at dout[1, 0, 1, 2] should reach columns 9, 11, 15 and 17 of dx; "
            "yours reaches columns 0, 2, 4, 6, 8, 10 and 4 more up to 18.",
        ),
    ],
)
def test_a_trace_is_one_sentence(more, said):
    """Where one entry should show and where it does: gradients reach, pixels change, one row is no rows."""
    lines = render(sample("values", trace={**TRACE, **more}, hint="Look.", again="x = case(1)")).splitlines()

    assert lines[-3:] == [f"Trace: {said}", "Hint: Look.", "Again: x = case(1)"]


def test_a_trace_stays_within_a_full_message():
    """A table, a picture, a hint of 160 words and the trace are all there."""
    whole = {
        **VALUES,
        "rows": VALUES["rows"] * 3,
        "grid": VALUES["grid"] * 6,
        "wrong": 99,
        "hint": "Count the rows. " * 60,
    }
    text = render(Message("values", {**whole, "trace": TRACE, "again": "x = case(1)"}))

    assert "Trace: A gradient that enters at dout[1, 0, 1, 2] should reach" in text
    assert "yours reaches rows 0 to 2.\n" in text
    assert text.endswith("Again: x = case(1)")
    assert len(text.splitlines()) <= MAX_LINES + 1


def test_a_kind_without_words_is_still_readable():
    """A message of a kind that nobody knows shows what it holds, within the budget."""
    text = render(Message("surprise", {"text": "\x1b[31m" + "x" * 5000}))

    assert text.startswith("surprise: ")
    assert len(text) <= MAX_CHARACTERS


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_words(verdict):
    """Each verdict is said in plain words of its own."""
    assert VERDICTS[verdict]
    assert "!" not in VERDICTS[verdict]
    assert list(VERDICTS.values()).count(VERDICTS[verdict]) == 1


# ------------------------------------------------------------------------------------------ particular words


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("values", VALUES, "dx is wrong: 9 values of 24 differ; the largest error is 1234.5625, at dx[2, 3]."),
        ("values", {"output": "db", "wrong": 1, "total": 4000}, "db is wrong: 1 value of 4,000 differs."),
        ("values", VALUES, "Also wrong: dw. Right: db."),
        ("values", VALUES, "... 7 more"),
        ("values", VALUES, "Only row 1 of dx is wrong."),
        ("shape", SAMPLES["shape"], "dx has shape (2, 3), expected (3,)."),
        ("shape", {"output": "dx", "got_shape": (), "expected_shape": (1,)}, "(a single number), expected (1,)."),
        ("type", SAMPLES["type"], "dx is None; expected a NumPy array of shape (2, 3)."),
        ("not_finite", SAMPLES["not_finite"], "NaN or infinity in 1 value of 6, the first at dx[0, 2]."),
        ("raised", {"function": "f", "type_name": "E", "line": 3, "source": "x"}, "f raised E\nLine 3: x"),
        ("raised", {"function": "f", "type_name": "E", "line": 3, "label": "cell 2"}, "In cell 2, line 3."),
        (
            "changed",
            SAMPLES["changed"],
            'conv changed or added bn_param["eps"] and x. Nothing may be stored there but what the docstring names.',
        ),
        ("missing", {"question": "conv", "found": ""}, "conv is not written yet."),
        ("missing", SAMPLES["missing"], "You defined conv_forward; did you mean conv_forward_naive?"),
        ("timeout", SAMPLES["timeout"], "conv did not finish within 5 seconds"),
        ("crashed", {"function": "f", "detail": "too_large"}, "f returned more than 64 MiB."),
        ("crashed", {"function": "f", "detail": "protocol"}, "sent bytes that are no answer."),
        ("crashed", {"function": "f"}, "ended before it returned."),
        ("grader_error", {}, "a fault of the grader and not of your answer. No score was given."),
        ("nbformat", {"file": "a.ipynb", "version": None}, "a.ipynb: the notebook is written in an unknown format"),
        ("not_json", {"line": 0, "reason": "RecursionError", "file": ""}, "that can be read (RecursionError)."),
        ("too_large", SAMPLES["too_large"], "hw2.ipynb: the file is 25.5 MiB, more than the 20 MiB"),
        ("foreign", SAMPLES["foreign"], "conv uses scipy. Grading has NumPy and the standard library only."),
        (
            "duplicate",
            SAMPLES["duplicate"],
            "conv is defined 2 times (cell 4 and cell 9); the one in cell 9 was graded.",
        ),
    ],
)
def test_what_is_said(kind, data, said):
    """Counts, places and names appear as they should."""
    assert said in render(Message(kind, data))


def test_one_number_is_shown_as_one_number():
    """A question that returns a number gets a sentence, not a table."""
    data = {
        **VALUES,
        "wrong": 1,
        "total": 1,
        "worst": (),
        "first": (),
        "rows": (((), 4.0, 5.0),),
        "grid": (),
        "place": "",
    }

    assert render(Message("values", {**data, "also_wrong": [], "right": []})) == "dx is wrong: yours is 4, expected 5."


def test_columns_of_numbers_stay_apart():
    """Small negative numbers in full length leave a space to their neighbours."""
    rows = (((10, 11, 12, 13), -1.23457e-05, -1.23457e-105),)
    row = next(line for line in render(sample("values", rows=rows)).splitlines() if "[10, 11" in line)

    assert row.split()[4:6] == ["-1.23457e-05", "-1.23457e-105"]


def test_a_time_limit_on_loading_speaks_of_no_arrays():
    """Definitions that take too long to load worked on no arrays that the grader made."""
    text = render(Message("load_timeout", {"question": "conv", "seconds": 20.0}))

    assert "arrays of a few hundred values" not in text


@pytest.mark.parametrize(("count", "words"), [(0, "0 values"), (1, "1 value"), (2, "2 values"), (1234, "1,234 values")])
def test_plural(count, words):
    """One value, many values."""
    assert plural(count, "value") == words


@pytest.mark.parametrize(
    ("value", "written"), [(0.25, "0.25"), (-3.0, "-3"), (1.3e-5, "1.3e-05"), (100000.0, "100000")]
)
def test_decimal(value, written):
    """Short, and without zeros that say nothing."""
    assert decimal(value) == written


@pytest.mark.parametrize("value", [1234.0625, 12750.25, -2040.5625])
def test_values_of_probes_are_written_exactly(value):
    """Sums of products of dyadic values, and of pixels, are shown as they are."""
    assert float(decimal(value)) == value


def test_the_picture_of_errors():
    """One character for each of the five levels."""
    assert grid_lines(((0, 1, 2), (3, 4, 0))) == [".:+", "*#."]


# ------------------------------------------------------------------------------------------ a student's text

CONTROLS = [
    "\x1b[31m",
    "\x1b[2J",
    "\x00",
    "\x07",
    "\r",
    "\x08",
    "\x7f",
    "\x9b",
    "\u202e",
    "\u2066",
    "\ud800",
    "\x0b",
    "\x0c",
]


@pytest.mark.parametrize("code", [*CONTROLS, "\u200e", "\u200f", "\u061c"], ids=ascii)
def test_control_and_direction_characters_are_taken_out(code):
    """Nothing that a student writes moves the cursor, colours a line or turns its order round."""
    assert clean(f"a{code}b") == "ab"


@pytest.mark.parametrize("text", ["naive \u00e9\u4e2d\u0394x", "tab\there", "two\nlines", "[31m", "100 %"])
def test_other_text_is_left_alone(text):
    """Letters of any language, tabs and line ends stay."""
    assert clean(text) == text


@pytest.mark.parametrize("kind", SAMPLES)
def test_no_message_carries_control_characters(kind):
    """Whatever part of a message comes from a student is cleaned."""
    bad = "\x1b[31mred\x07\u202e"
    data = {
        key: value + bad
        if isinstance(value, str)
        else [v + bad if isinstance(v, str) else v for v in value]
        if isinstance(value, list)
        else value
        for key, value in SAMPLES[kind].items()
    }
    text = render(Message(kind, {**data, "hint": bad, "again": bad}))

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", text)


def test_braces_in_a_students_text_are_harmless():
    """Text that looks like a template is text."""
    assert "{0.__class__}" in render(sample("raised", text="{0.__class__}"))
    assert "{path}" in render(Message("no_such_file", {"path": "{path}"}))


# ------------------------------------------------------------------------------------------ hidden cases


@pytest.mark.parametrize("kind", HIDDEN)
def test_a_hidden_message_is_still_a_sentence(kind):
    """What is left of a message about a hidden case can be put into words."""
    text = render(redact(sample(kind)))

    assert text.strip()
    assert "{" not in text


def test_what_may_be_hidden_is_what_is_made_of_cases():
    """The list of kinds in these tests is the one that `redact` knows."""
    assert set(HIDDEN) == set(messages._SAFE)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_hidden_message_holds_no_value(kind):
    """No number of the case is left, in words or in the data."""
    hidden = redact(sample(kind, again=f"x = {SECRET}", inputs=[SECRET], stdout=str(SECRET)))

    assert "1234" not in render(hidden) if kind in HIDDEN else not hidden.data
    assert "1234" not in json.dumps(dict(hidden.data))
    assert "0.25" not in json.dumps(dict(hidden.data))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("values", "rows"),
        ("values", "worst_error"),
        ("values", "grid"),
        ("raised", "text"),
        ("raised", "source"),
        ("not_whole", "got"),
        ("subgradient", "at"),
        ("not_finite", "first"),
    ],
)
def test_parts_that_tell_values_are_left_out(kind, key):
    """Entries, places and quoted lines stay with public cases."""
    assert key in SAMPLES[kind]
    assert key not in redact(sample(kind)).data


@pytest.mark.parametrize(
    ("kind", "key", "smuggled"),
    [
        ("type", "got", "the str 'array([1.25, -0.5])'"),
        ("type", "got", "the number 1.25"),
        ("type", "got", "a list of 125 items"),
        ("type", "got", "an array of shape (0, 125) and dtype float64"),
        ("returned", "got", "125 values"),
        ("shape", "got_shape", (0, 125)),
        ("shape", "got_shape", (1, 2, 5, 0, 1, 2, 5)),
        ("dtype", "got", "[('1.25', '<f8')]"),
        ("raised", "type_name", "array([1.25, -0.5])"),
        ("wrong_error", "type_name", "array([1.25, -0.5])"),
    ],
)
def test_no_text_of_a_student_tells_a_hidden_input(kind, key, smuggled):
    """A returned text, or an exception named for it, could carry the hidden inputs out."""
    text = render(redact(sample(kind, **{key: smuggled})))

    assert not re.search(r"1\.25|125|1, 2, 5", text)


@pytest.mark.parametrize("got", [(), (3,), (5, 7), (1, 3, 1), (16,)])
def test_a_shape_of_a_hidden_case_is_told_where_a_slip_may_give_it(got):
    """Sizes near the right ones help; they could carry a few bits of an input, as the count of wrong values could."""
    told = render(redact(sample("shape", got_shape=got)))

    assert told.startswith(f"dx has shape {got}{'' if got else ' (a single number)'}, expected (3,).")


def test_the_hint_survives():
    """A hint says where to look, and may be said about a hidden case too."""
    assert render(redact(sample("values", hint="Look at the border."))).endswith("Hint: Look at the border.")


def test_a_trace_does_not_survive():
    """Where an entry of a hidden input goes would tell the sizes of the input: it is left out."""
    hidden = redact(sample("values", trace=TRACE, hint="Look at the border."))

    assert "trace" not in hidden.data
    assert "Trace" not in render(hidden)


def test_redacting_leaves_the_message_as_it_was():
    """The whole message stays with the instructor's report."""
    message = sample("values")
    redact(message)

    assert message == sample("values")


def test_unknown_kinds_are_hidden_whole():
    """A kind that nobody thought about says nothing about a hidden case."""
    assert redact(Message("surprise", {"value": SECRET})).data == {}
