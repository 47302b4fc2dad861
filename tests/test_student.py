"""What the notebook offers: check() a function, fetch a case(), pack_submission()."""

import os
import sys
import types
import zipfile
from fractions import Fraction

import nbformat
import numpy as np
import pytest

from grader import casefile, student
from grader.errors import AssignmentError
from grader.grade import Options, grade
from grader.release.solved import execute
from tests.known_mistakes import taught, wrong_file
from tests.small_course import POINTS, RIGHT, cell, hand_in, namespace, small_homework

STUB = "def double(x):\n    raise NotImplementedError('double: part 1')\n"


@pytest.fixture
def homework(tmp_path):
    """The small assignment."""
    return small_homework(tmp_path)


@pytest.fixture
def desk(tmp_path, homework, monkeypatch):
    """A student's folder, with the file of public cases in it, as the current one."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "hw0_small.cases").write_bytes(casefile.dump(casefile.public_cases(homework)))
    monkeypatch.chdir(folder)
    return folder


def pretend_main(monkeypatch, functions):
    """Let some functions be what the notebook has defined so far."""
    main = types.ModuleType("__main__")
    vars(main).update(functions)
    monkeypatch.setitem(sys.modules, "__main__", main)


def live(folder, **changes):
    """The functions as the kernel has them, with source that can be looked up."""
    functions = {}
    for name, source in {**RIGHT, **changes}.items():
        path = folder.parent / f"live_{name}.txt"
        path.write_text(source)
        exec(compile(source, str(path), "exec"), functions)
    return functions


def packed(capsys, folder, **saved):
    """What packing a saved notebook prints, line by line."""
    hand_in(folder, **saved)
    student.pack_submission("hw0_small.ipynb")
    return capsys.readouterr().out.splitlines()


# ---------------------------------------------------------------------------------------------- check


@pytest.mark.parametrize(
    ("question", "points"), [("double", 3.0), ("layer", 5.0), ("layer_backward", 4.0), ("root", 2.0)]
)
def test_a_right_function_gets_the_public_points(desk, capsys, question, points):
    """The last value is a float, the points of the groups that have public cases; the text says the same."""
    score = student.check(question, namespace())

    assert (type(score), score) == (float, points)
    assert capsys.readouterr().out.startswith(f"{question}: right ({points:g} of {POINTS[question]} points)\n")


@pytest.mark.parametrize(
    ("changes", "question", "words"),
    [
        ({"double": "def double(x):\n    return 3 * x\n"}, "double", 'x = case("double", "shown")'),
        ({"double": STUB}, "double", "double is not written yet."),
        ({"double": None}, "double", "double is not written yet."),
        ({"double": "double = 7\n"}, "double", "double is not written yet."),
        ({"double": "def double(x):\n    return y\n"}, "double", "NameError"),
        ({"double": "def double(x):\n    return 2 * x[:1]\n"}, "double", "shape"),
        ({"layer": "def layer(x, w):\n    return x, (x, w)\n"}, "layer_backward", "Make"),
    ],
)
def test_what_is_not_right_gets_nothing_and_is_explained(desk, capsys, changes, question, words):
    """Whatever is wrong gives 0.0 and says why, without a traceback."""
    if question == "layer_backward":
        changes = {**changes, "layer_backward": "def layer_backward(dout, cache):\n    return 1, 2\n"}
    score = student.check(question, namespace(**changes))
    printed = capsys.readouterr()

    assert (type(score), score) == (float, 0.0)
    assert words in printed.out
    assert f"(0 of {POINTS[question]} points)" in printed.out
    assert "Traceback" not in printed.out + printed.err


def test_a_helper_that_is_wrong_costs_its_own_question_only(desk, capsys):
    """A layer that calls a wrong helper of another question is checked with right answers of it, and told so."""
    score = student.check("layer", namespace(double="def double(x):\n    return 3 * x\n"))

    assert score == 5.0
    assert "double" in capsys.readouterr().out.split("\n", 1)[1]


def test_what_a_function_prints_is_shown_within_the_message(desk, capfd):
    """Prints and warnings of a function stand below its verdict, cut where they are long, and nowhere else."""
    noisy = "import sys, warnings\ndef double(x):\n    print('first')\n    print('second', file=sys.stderr)\n    print('z' * 9000)\n    return 2 * x\n"
    student.check("double", namespace(double=noisy))
    printed = capfd.readouterr()

    assert printed.err == ""
    assert printed.out.index("right (3 of 4 points)") < printed.out.index("Your output:") < printed.out.index("first")
    assert "second" in printed.out
    assert printed.out.count("z") < 3000


def test_the_notebook_s_own_variables_are_the_default(desk, capsys, monkeypatch):
    """Without a namespace, the functions of the notebook are checked, as they are now."""
    pretend_main(monkeypatch, namespace())
    first = student.check("double")
    pretend_main(monkeypatch, namespace(double="def double(x):\n    return x\n"))

    assert (first, student.check("double")) == (3.0, 0.0)


def test_checking_leaves_the_notebook_as_it_was(desk, capsys):
    """No variable of the notebook is set, replaced or removed by a check, whatever the verdict."""
    functions = namespace(double="def double(x):\n    x *= 3\n    return x\n")
    before = dict(functions)
    for question in POINTS:
        student.check(question, functions)
        student.check(question, functions)

    assert functions.keys() - {"__builtins__"} == before.keys()
    assert all(functions[name] is value for name, value in before.items())


def test_stopping_a_check_stops_it(desk):
    """The stop button ends an endless function, as it ends any cell."""
    with pytest.raises(KeyboardInterrupt):
        student.check("double", namespace(double="def double(x):\n    raise KeyboardInterrupt\n"))


def test_an_unknown_question_is_told_with_the_nearest(desk):
    """A misspelled name is a sentence with the names there are."""
    with pytest.raises(AssignmentError, match=r'has no question "duble"; .*closest: double'):
        student.check("duble", {})


# ---------------------------------------------------------------------------------------------- hints

MIRRORED = "def layer(x, w):\n    return double(x)[:, ::-1] * w, (x, w)\n"
TURNED = "def layer(x, w):\n    return (double(x) * w)[::-1], (x, w)\n"
HINT = "Put a 1 into the first column of x: in which column does it come out?"


def learn(desk, homework):
    """Put the cases and the hints of a homework on the desk: a layer that mirrors x is a known mistake."""
    wrong_file(homework, HINT, layer=MIRRORED)
    (desk / "hw0_small.cases").write_bytes(casefile.dump(casefile.public_cases(taught(homework))))
    os.utime(desk / "hw0_small.cases", ns=(2, 2))


def lines_after_check(capsys, **changes):
    """What checking the layer prints, line by line, without the margin."""
    capsys.readouterr()
    assert student.check("layer", namespace(**changes)) == 0.0
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    "layer",
    [
        MIRRORED,
        "import numpy as np\ndef layer(x, w):\n    y = np.fliplr(x) + np.fliplr(x)\n    return np.multiply(y, w), None\n",
    ],
    ids=["the same words", "other words"],
)
def test_a_known_mistake_gets_its_hint_in_the_notebook(desk, homework, capsys, layer):
    """check() recognises a mistake from public cases alone, in any style, and says its hint once."""
    learn(desk, homework)
    text = " ".join(" ".join(lines_after_check(capsys, layer=layer)).split())

    assert text.count(f"Hint: {HINT}") == 1


def test_a_new_mistake_gets_no_hint_of_another(desk, homework, capsys):
    """A layer that is wrong in another way is not told what it did not do."""
    learn(desk, homework)

    assert HINT[:20] not in " ".join(lines_after_check(capsys, layer=TURNED))
    assert HINT[:20] not in " ".join(lines_after_check(capsys, layer="def layer(x, w):\n    raise ValueError\n"))


def test_one_entry_is_traced_in_the_notebook(desk, capsys):
    """check() says where a change of one entry should show and where it does."""
    text = " ".join(" ".join(lines_after_check(capsys, layer=TURNED)).split())

    assert text.count("Trace: A change of x[1, 2] should change row 1 of out; yours changes row 0.") == 1


def test_what_is_printed_while_a_mistake_is_explained_is_not_shown(desk, capsys):
    """A student sees what the function prints for the inputs of its cases, not for the changed ones of a trace."""
    printing = "def layer(x, w):\n    print('largest', abs(x).max())\n    return (double(x) * w)[::-1], (x, w)\n"
    lines = lines_after_check(capsys, layer=printing)
    x, _ = student.case("layer", "shown")

    assert {line for line in lines if line.startswith("largest")} == {f"largest {abs(x).max()}"}


@pytest.mark.slow
def test_check_in_a_kernel(desk):
    """In a real kernel a check shows HTML, writes nothing to stderr, and its value is a float; nothing raises."""
    wrong = "import warnings, sys\ndef double(x):\n    warnings.warn('careful')\n    print('<b>mine</b>', file=sys.stderr)\n    return x / 0\n"
    sources = [
        "from grader.student import check",
        RIGHT["double"],
        'check("double")',
        wrong,
        'check("double")',
        'check("root")',
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    done = execute(notebook, desk)
    outputs = [output for c in done.cells for output in c.outputs]
    values = [o["data"]["text/plain"] for o in outputs if o.output_type == "execute_result"]
    pages = [o["data"]["text/html"] for o in outputs if o.output_type == "display_data"]

    assert [o for o in outputs if o.output_type not in ("execute_result", "display_data")] == []
    assert values == ["3.0", "0.0", "0.0"]
    assert len(pages) == 3
    assert ">3 of " in pages[0]
    assert "&lt;b&gt;mine&lt;/b&gt;" in pages[1]
    assert "<b>mine</b>" not in pages[1]
    assert "<script" not in "".join(pages)


# ---------------------------------------------------------------------------------------------- hidden things


def test_no_hidden_case_is_in_what_students_have(homework, desk):
    """The file of cases names public cases only, holds no file of secrets, and loads as it was drawn."""
    content = (desk / "hw0_small.cases").read_bytes()
    exam = student.load_cases()

    assert [c.name for q in exam.questions for c in q.cases] == ["shown", "shown", "shown", "sixteen"]
    assert exam.secrets == ()
    assert b"below zero" not in content
    assert b"only dw" not in content
    assert b"isqrt" not in content
    assert homework.course.secret() not in content


@pytest.mark.parametrize("name", ["drawn", "kept", "nothing"])
def test_a_hidden_case_cannot_be_fetched(desk, name):
    """A hidden case is answered like one that does not exist, and the answer names public ones only."""
    with pytest.raises(AssignmentError) as caught:
        student.case("double", name)

    assert str(caught.value) == f'double has no public case "{name}"; allowed: shown'


# ---------------------------------------------------------------------------------------------- case


def test_a_case_is_its_inputs_in_order(desk):
    """One input comes as it is, several as a tuple in the order of the question's arguments."""
    x, w, dout = student.case("layer_backward", "shown")

    assert np.array_equal(student.case("double", "shown"), [1.0, 2.0])
    assert x.shape == w.shape == dout.shape == (2, 3)
    assert student.case("root", "sixteen") == 16


def test_a_case_is_a_copy(desk, capsys):
    """Writing to what case() gave changes neither the next case() nor any check."""
    for _ in range(2):
        student.case("double", "shown")[:] = 99
        for array in student.case("layer", "shown"):
            array[:] = 99

    assert np.array_equal(student.case("double", "shown"), [1.0, 2.0])
    assert student.check("double", namespace()) == 3.0
    assert student.check("layer", namespace()) == 5.0


def test_a_dictionary_in_a_case_is_a_copy(desk, monkeypatch):
    """Parameters that come as a dictionary, arrays in it too, can be written to without harm."""
    inputs = {"param": {"stride": 1, "mask": np.zeros(2)}}
    request = types.SimpleNamespace(inputs=inputs, layout="C", read_only=False)
    drawn = types.SimpleNamespace(cases=[types.SimpleNamespace(name="shown", request=request)])
    monkeypatch.setattr(student, "_drawn", lambda *_: drawn)
    got = student.case("any", "shown")
    got["stride"] = 7
    got["mask"][:] = 7

    assert inputs["param"]["stride"] == 1
    assert not inputs["param"]["mask"].any()


# ---------------------------------------------------------------------------------------------- the file of cases


def test_no_file_of_cases(tmp_path):
    """Without the file, the folder that was looked into is named and where the file comes from."""
    with pytest.raises(
        AssignmentError, match=r"there is no file that ends in \.cases; it came with the notebook"
    ) as caught:
        student.load_cases(tmp_path)

    assert str(tmp_path) in str(caught.value)


def test_two_files_of_cases(desk):
    """With two files, both are named and none is guessed."""
    (desk / "hw1_other.cases").write_bytes(b"")

    with pytest.raises(AssignmentError, match=r"more than one: hw0_small\.cases, hw1_other\.cases"):
        student.load_cases()


@pytest.mark.parametrize(
    "spoil", [lambda b: b"", lambda b: b[:-1], lambda b: b[: len(b) // 2], lambda b: b"PK" + b, lambda b: b + b"x"]
)
def test_a_spoilt_file_of_cases(desk, spoil):
    """A file that was cut or changed is named, with the way out."""
    path = desk / "hw0_small.cases"
    path.write_bytes(spoil(path.read_bytes()))

    with pytest.raises(AssignmentError, match=r"hw0_small\.cases: .*unpack the homework's zip once more"):
        student.load_cases()


def test_a_replaced_file_of_cases_is_read_again(desk, homework):
    """A newer file of the same name takes effect without a restart of the kernel."""
    path = desk / "hw0_small.cases"
    before = student.load_cases().title
    exam = casefile.public_cases(homework)
    path.write_bytes(casefile.dump(type(exam)(exam.assignment, "Second edition", exam.questions, exam.setup)))
    os.utime(path, ns=(1, 1))

    assert (before, student.load_cases().title) == ("Small homework", "Second edition")


# ---------------------------------------------------------------------------------------------- handing in


def test_a_complete_notebook_is_packed_without_warnings(desk, capsys, monkeypatch):
    """With every function written and saved, one line says which file to hand in."""
    pretend_main(monkeypatch, live(desk))

    assert packed(capsys, desk) == ["hw0_small-submission.zip is ready: hand in this file."]


def test_missing_functions_are_named(desk, capsys, monkeypatch):
    """Stubs and absent functions are named before handing in, extra credit apart; the file is made all the same."""
    pretend_main(monkeypatch, {})

    assert packed(capsys, desk, double=STUB, layer=None, root=None) == [
        "Not written yet: double, layer.",
        "Not written yet (extra credit): root.",
        "hw0_small-submission.zip is ready: hand in this file.",
    ]


@pytest.mark.parametrize("saved", ["def double(x):\n    return 3 * x\n", STUB, None])
def test_a_definition_that_was_not_saved_is_named(desk, capsys, monkeypatch, saved):
    """Where the kernel has another definition than the file, or the file has none, the student is told to save."""
    pretend_main(monkeypatch, live(desk))
    lines = packed(capsys, desk, double=saved)

    assert "The saved file and this kernel differ (save the notebook, or run the cell): double." in lines


@pytest.mark.parametrize(
    "now",
    [
        "# a comment\ndef double(x):\n\n    return (x + x)  # twice\n",
        "double = lambda x: x + x\n",
        "class Doubler:\n    def __call__(self, x):\n        return 2 * x\ndouble = Doubler()\n",
        "from functools import partial\nimport operator\ndouble = partial(operator.mul, 2)\n",
    ],
)
def test_a_definition_that_is_the_same_is_not_named(desk, capsys, monkeypatch, now):
    """Comments, blank lines and parentheses are no difference, nor is what has no source to compare."""
    same = now if "lambda" in now else RIGHT["double"] if "#" in now else now
    pretend_main(monkeypatch, live(desk, double=now))

    assert packed(capsys, desk, double=same) == ["hw0_small-submission.zip is ready: hand in this file."]


def test_an_unwritten_stub_in_the_kernel_is_not_unsaved_work(desk, capsys, monkeypatch):
    """A stub in the file and the same stub in the kernel is missing, and no more than that."""
    pretend_main(monkeypatch, live(desk, double=STUB))

    assert packed(capsys, desk, double=STUB)[:-1] == ["Not written yet: double."]


def test_a_syntax_error_is_told_and_packed(desk, capsys, monkeypatch):
    """An answer that does not parse is told with its cell, and is not called missing too."""
    pretend_main(monkeypatch, {})
    lines = packed(capsys, desk, double="def double(x):\n    return (x\n")

    assert "answer cell of double is not Python, line 2" in lines[0]
    assert "Not written yet" not in " ".join(lines)
    assert lines[-1] == "hw0_small-submission.zip is ready: hand in this file."


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"nbformat": 3}'])
def test_a_broken_notebook_is_told_in_a_sentence(desk, capsys, monkeypatch, content):
    """A saved file that is no notebook is a sentence, not a traceback."""
    pretend_main(monkeypatch, {})
    (desk / "hw0_small.ipynb").write_bytes(content)
    student.pack_submission("hw0_small.ipynb")
    lines = capsys.readouterr().out.splitlines()

    assert len(lines) >= 2
    assert "hw0_small.ipynb" in lines[0]


def test_a_notebook_that_is_not_there(desk):
    """A wrong name is told with the full path, and no zip is made."""
    with pytest.raises(AssignmentError, match=r"there is no file .*hw9\.ipynb; save the notebook"):
        student.pack_submission("hw9.ipynb")

    assert not list(desk.glob("*.zip"))


def test_the_zip_holds_the_notebook_and_the_modules_beside_it(desk, capsys, monkeypatch):
    """Helper modules go along; data, cases and an earlier zip do not; packing twice gives the same names."""
    pretend_main(monkeypatch, {})
    (desk / "helpers.py").write_text("import numpy\n")
    (desk / "notes.txt").write_text("mine\n")
    for _ in range(2):
        packed(capsys, desk)
    with zipfile.ZipFile(desk / "hw0_small-submission.zip") as archive:
        names, notebook = archive.namelist(), archive.read("hw0_small.ipynb")

    assert names == ["hw0_small.ipynb", "helpers.py"]
    assert notebook == (desk / "hw0_small.ipynb").read_bytes()


def test_an_old_file_date_does_not_stop_packing(desk, capsys, monkeypatch):
    """A file dated before 1980, as some synchronised folders have, is packed like any other."""
    pretend_main(monkeypatch, {})
    (desk / "helpers.py").write_text("pass\n")
    os.utime(desk / "helpers.py", (0, 0))

    assert packed(capsys, desk)[-1] == "hw0_small-submission.zip is ready: hand in this file."


def test_the_zip_grades_as_the_notebook_does(desk, capsys, monkeypatch, homework):
    """Handing in the zip gives every question the score and verdict that the saved notebook has."""
    pretend_main(monkeypatch, {})
    helper = "from helpers import twice\ndef double(x):\n    return twice(x)\n"
    (desk / "helpers.py").write_text("def twice(x):\n    return 2 * x\n")
    packed(capsys, desk, double=helper, layer="def layer(x, w):\n    return x, (x, w)\n", root=None)
    options = Options("17", secret=bytes(32), seconds=120.0)
    zipped = grade(homework, desk / "hw0_small-submission.zip", options)
    (desk / "hw0_small-submission.zip").unlink()
    folder = grade(homework, desk, options)

    assert [(q.name, q.score, q.verdict) for q in zipped.questions] == [
        (q.name, q.score, q.verdict) for q in folder.questions
    ]
    assert zipped.score == Fraction(10)


def test_a_notebook_elsewhere_is_packed_where_it_lies(desk, capsys, monkeypatch, tmp_path):
    """A path is taken as it is: cases are looked for beside the notebook, and the zip is written there."""
    pretend_main(monkeypatch, {})
    hand_in(desk)
    monkeypatch.chdir(tmp_path)
    student.pack_submission("desk/hw0_small.ipynb")

    assert (desk / "hw0_small-submission.zip").is_file()


def test_the_cells_of_the_released_notebook_are_not_answers(desk, capsys, monkeypatch):
    """What stands in setup and check cells is ours, and does not count as written."""
    pretend_main(monkeypatch, {})
    cells = [cell(RIGHT["double"], "setup"), cell(RIGHT["layer"], "check", "layer-check")]
    nbformat.write(
        nbformat.v4.new_notebook(cells=[nbformat.from_dict({**c, "id": f"c{k}"}) for k, c in enumerate(cells)]),
        desk / "hw0_small.ipynb",
    )
    student.pack_submission("hw0_small.ipynb")

    assert "Not written yet: double, layer, layer_backward." in capsys.readouterr().out
