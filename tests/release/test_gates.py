"""Every gate, on the course that passes it and on a course made faulty for it."""

import dataclasses
import io
import re
import zipfile
from fractions import Fraction
from types import SimpleNamespace

import nbformat
import pytest

from grader import knownwrong
from grader.errors import AssignmentError
from grader.knownwrong import misjudged
from grader.loading import constant
from grader.records import CheckResult, GroupResult, QuestionResult, Verdict
from grader.release import gates
from grader.release.wrong import learn
from tests.release.conftest import SOLUTION, WRONG, write_files
from tests.release.good_course import HERE, HIDDEN, QUESTIONS, built_from, good_course, homework_of
from tests.small_course import SOLUTION as LAYERS
from tests.small_course import small_homework

QUESTIONS_PY, NOTEBOOK_PY, SOLUTION_PY = f"{HERE}/questions.py", f"{HERE}/hw0_small.py", f"{HIDDEN}/solution.py"
WRONG_PY = f"{HIDDEN}/wrong/spread_sum.py"
CHEAP = [gate for gate in gates.GATES.values() if gate is not gates.gate_executed]
SUM = "    total = 0.0\n    for value in x:\n        distance = value - centre\n        total += distance * distance\n"


def built(tmp_path, *edits, **more):
    """What is made of the good course with some text replaced, and more known-wrong files."""
    return built_from(good_course(tmp_path, *edits, **more))


def found(gate, made):
    """What a gate says."""
    return list(gate(made))


# ---------------------------------------------------------------------------------------------- all


def test_a_good_course_passes_every_gate(tmp_path):
    """Nothing is found in a course without a fault, so that whatever is found below is that fault."""
    made = built(tmp_path)

    assert {gate.__name__: found(gate, made) for gate in CHEAP} == {gate.__name__: [] for gate in CHEAP}


def test_problems_runs_every_gate_and_names_it(tmp_path, capsys, monkeypatch):
    """Each gate has a line of its own, ok or FAILED, and what it found begins with its name."""
    monkeypatch.setattr(gates, "GATES", {"first": lambda _: iter(()), "second": lambda _: iter(["a", "b"])})
    problems = gates.problems(None)

    assert problems == ["second: a", "second: b"]
    assert capsys.readouterr().out.split("\n")[:2] == ["  ok     first", "  FAILED second"]


def test_what_a_course_does_not_have_is_not_called_ok(tmp_path, capsys, monkeypatch):
    """Where there is nothing for a gate to look at, that is what is said."""
    course = good_course(tmp_path)
    (course.path / WRONG_PY).unlink()
    some = {name: gate for name, gate in gates.GATES.items() if gate in gates.NEEDS}
    monkeypatch.setattr(gates, "GATES", some)
    problems = gates.problems(built_from(course))

    assert problems == []
    assert capsys.readouterr().out == (
        "  none   known-wrong answers; nothing shows that mistakes lose points\n"
        "  none   right answers in other styles; nothing shows that they keep their points\n"
    )


def test_what_a_course_has_is_called_ok(tmp_path, capsys, monkeypatch):
    """One file is enough for a gate to be run."""
    course = with_right(tmp_path, average=RIGHT)
    some = {name: gate for name, gate in gates.GATES.items() if gate in gates.NEEDS}
    monkeypatch.setattr(gates, "GATES", some)
    problems = gates.problems(built_from(course))

    assert problems == []
    assert capsys.readouterr().out == "".join(f"  ok     {name}\n" for name in some)


def test_no_gate_is_left_out():
    """Every function that is called a gate is run."""
    named = {value for name, value in vars(gates).items() if name.startswith("gate_")}

    assert set(gates.GATES.values()) == named


# ---------------------------------------------------------------------------------------------- agreement


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "Average the squared distance",
            "Add up the squared distance",
            "spread: the docstring of the stub and of solution.py:14 differ",
        ),
        ("centre: number, no unit.", "centre: number, no unit, not 0.", "spread: the docstring"),
        ("def spread(x, centre=0.0)", "def spread(x, centre=1.0)", "spread: the signature"),
        ("def scaled(x)", "def scaled(y)", "scaled: the signature"),
        ("def scaled(x)", "def scalled(x)", "scaled: solution.py has no such function; "),
    ],
)
def test_stubs_that_disagree(tmp_path, old, new, words):
    """A docstring or signature that differs between stub and solution is named, with the place."""
    made = built(tmp_path)
    assert old in SOLUTION
    (made.homework.solutions / "solution.py").write_text(SOLUTION.replace(old, new, 1))
    text = found(gates.gate_agreement, made)

    assert len(text) == 1
    assert text[0].startswith(words)


# ---------------------------------------------------------------------------------------------- leaks


@pytest.mark.parametrize("where", ["notebook", "data", "cases", "wheel"])
def test_a_leaked_answer(tmp_path, where):
    """The body of an answer is found wherever it lies in what students get."""
    made = built(tmp_path)
    files = dict(made.student)
    name = next(
        n
        for n in files
        if n.endswith({"notebook": ".ipynb", "data": "numbers.txt", "cases": ".cases", "wheel": ".whl"}[where])
    )
    if where == "notebook":
        notebook = nbformat.reads(files[name], as_version=4)
        notebook.cells[-1].source += "\n" + SUM
        files[name] = nbformat.writes(notebook).encode()
    elif where == "wheel":
        packed = io.BytesIO(files[name])
        with zipfile.ZipFile(packed, "a") as wheel:
            wheel.writestr("grader/extra.py", SUM)
        files[name] = packed.getvalue()
    else:
        files[name] += b"\n" + SUM.encode()
    text = found(gates.gate_leaks, dataclasses.replace(made, student=files))

    assert text
    assert all(name in line and "spread" in line for line in text)


def test_an_answer_left_in_the_notebook(tmp_path):
    """An answer that an author left in a cell of the source is found before it goes out."""
    made = built(
        tmp_path,
        (
            NOTEBOOK_PY,
            '# %% role="check" question="spread"\n',
            '# %% role="explore"\nx, centre = [1], 0\n'
            + SUM.replace("\n    ", "\n").removeprefix("    ")
            + '\n# %% role="check" question="spread"\n',
        ),
    )
    text = found(gates.gate_leaks, made)

    assert any("hw0_small.ipynb" in line and "spread" in line for line in text)


def test_a_leaked_secret(tmp_path):
    """The secret is found as digits and as bytes."""
    made = built(tmp_path)
    secret = made.homework.course.secret()
    for content in (secret, secret.hex().encode(), b"key = " + secret.hex().upper().encode()):
        text = found(
            gates.gate_leaks, dataclasses.replace(made, student={**made.student, "hw0_small/data/key.bin": content})
        )

        assert any("key.bin" in line for line in text)
        assert secret.hex() not in "".join(text).lower()


@pytest.mark.parametrize(
    "name", ["solution.py", "wrong/spread_sum.py", "__pycache__/a.cpython-311.pyc", ".ipynb_checkpoints/a.ipynb"]
)
def test_a_file_that_has_no_business_there(tmp_path, name):
    """Files of the hidden folder, compiled files and checkpoints are found by their names."""
    made = built(tmp_path)
    text = found(gates.gate_leaks, dataclasses.replace(made, student={**made.student, f"hw0_small/{name}": b"1\n"}))

    assert any(name in line for line in text)


# ---------------------------------------------------------------------------------------------- stubs and echoes


def test_a_group_that_an_echo_passes(tmp_path):
    """A group whose right answer is its first argument gives points for nothing, and is named with them."""
    odd = '            Group("drawn", 1, (Case("second", values),)),\n            Group("odd", 1, (Case("third", lambda r: {"x": 0.0}),)),\n'
    start, end = QUESTIONS.index('            Group("drawn"'), QUESTIONS.index("        )),\n        Question(")
    edits = [
        (QUESTIONS_PY, QUESTIONS[start:end], odd),
        (SOLUTION_PY, "    total = 0.0\n", "    if np.ndim(x) == 0:\n        return x\n    total = 0.0\n"),
    ]
    text = found(gates.gate_untouched, built(tmp_path, *edits))

    assert text == ["spread gives 1 points to a function that returns its first argument"]


def test_a_question_that_a_stub_passes(tmp_path):
    """A case that waits for the very exception of a stub gives points to an untouched notebook, and is named."""
    edits = [
        (QUESTIONS_PY, 'Case("third", lambda r: {"x": r.dyadic(9)})', 'Case("third", values)'),
        (
            QUESTIONS_PY,
            '(Case("first", values, public=True), Case("second", values))',
            '(Case("first", values, check="raises", raises="NotImplementedError"),)',
        ),
        (
            SOLUTION_PY,
            "    return np.asarray(x) / _root",
            "    raise NotImplementedError\n    return np.asarray(x) / _root",
        ),
    ]
    text = found(gates.gate_untouched, built(tmp_path, *edits))

    assert text == ["scaled gives 2 points to an untouched stub"]


# ---------------------------------------------------------------------------------------------- reference


def test_a_reference_that_is_not_repeatable(tmp_path):
    """A solution that answers differently each time fails its own cases, and each is named."""
    edits = [
        (SOLUTION_PY, "FLOOR = 1e-9", "FLOOR = 1e-9\nCALLS = []"),
        (SOLUTION_PY, "    total = 0.0\n", "    CALLS.append(1)\n    total = float(len(CALLS))\n"),
    ]
    text = found(gates.gate_reference, built(tmp_path, *edits))

    assert any(line.startswith('the reference fails spread, case "second": ') for line in text)
    assert all(line.startswith("the reference fails ") and "\n" not in line for line in text)


def test_a_reference_that_changes_its_input(tmp_path):
    """A solution that fails the contract of its own question is found."""
    edits = [
        (
            QUESTIONS_PY,
            'Case("second", values), Case("third"',
            'Case("second", values, check="unchanged"), Case("third"',
        ),
        (SOLUTION_PY, "    return total / len(x)", "    x[:] = 0\n    return total / len(x)"),
    ]
    text = found(gates.gate_reference, built(tmp_path, *edits))

    assert text
    assert all('case "second"' in line for line in text)


# ---------------------------------------------------------------------------------------------- known-wrong


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            'QUESTIONS = ("spread",)\ndef spread(x, centre=0.0):\n    return sum((v - centre) ** 2 for v in x) / len(x)\n',
            ["wrong/more.py loses nothing on spread"],
        ),
        (
            'QUESTIONS = ("spread", "scaled")\n' + WRONG.split("HINT")[1].split("\n", 1)[1],
            ["wrong/more.py loses nothing on scaled"],
        ),
        (
            'QUESTIONS = ("spread",)\ndef spread(x, centre=0.0):\n    return 0\ndef scaled(x):\n    return 2 * x\n',
            ["wrong/more.py costs points on scaled: case "],
        ),
    ],
    ids=["right", "half", "elsewhere"],
)
def test_a_known_wrong_answer_that_is_misjudged(tmp_path, source, words):
    """One that loses nothing on a question it names, or loses on one it does not name, is told with file and question."""
    text = found(gates.gate_known_wrong, built(tmp_path, more=source))

    assert len(text) == len(words)
    assert all(line.startswith(start) for line, start in zip(text, words))


def test_a_known_wrong_answer_that_only_raises(tmp_path):
    """A slip in the file costs points as the mistake would, and shows nothing of it: file, exception, line, what to do."""
    slip = WRONG.replace("sum(_squares", "nump.sum(_squares")
    (text,) = found(gates.gate_known_wrong, built(tmp_path, more=slip))
    said = found(
        gates.gate_known_wrong, built(tmp_path / "said", more=slip.replace("HINT", 'RAISES = "NameError"\nHINT'))
    )

    assert text.startswith("wrong/more.py:13 raises NameError in every case of spread that it loses, ")
    assert text.endswith(' mend it, or, where raising is the mistake, write RAISES = "NameError" below its OUTPUT')
    assert said == []


def test_a_known_wrong_answer_without_a_hint_is_a_warning(tmp_path, capsys, monkeypatch):
    """The release goes out, and says whose mistake nobody will be told of."""
    course = good_course(tmp_path, more=WRONG.replace("HINT", "NOTE"))
    judged = learn(homework_of(course))
    monkeypatch.setattr(gates, "GATES", {"known-wrong answers": gates.gate_known_wrong})
    problems = gates.problems(dataclasses.replace(built_from(course), judged=judged))

    assert problems == []
    assert capsys.readouterr().out == (
        "  ok     known-wrong answers\n"
        "  warning: wrong/more.py has no HINT; whoever makes this mistake is told nothing of it\n"
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def spread(x):\n    return 0\n", r"more\.py:1: has no QUESTIONS"),
        ('QUESTIONS = ("spred",)\n', r'more\.py:1: has QUESTIONS "spred"; allowed: scaled, spread; closest: spread'),
        ("QUESTIONS = names\n", r"more\.py:1: QUESTIONS is not a literal"),
        ('QUESTIONS = ("spread",)\n\ndef spread(x:\n', r"more\.py:3: is not Python"),
        ('QUESTIONS = ("spread",)\n1 / 0\n', r"more\.py:2: does not run: ZeroDivisionError"),
        ('QUESTIONS = ("spread",)\nraise SystemExit(0)\n', r"more\.py:2: does not run: SystemExit: 0"),
        ('QUESTIONS = ("spread",)\nHINT = 5\n', r"more\.py:2: has HINT = 5; write text"),
        ('QUESTIONS = ("spread",)\nOUTPUT = "out"\n', r'more\.py:2: has OUTPUT = "out"; allowed: result, x$'),
        ('QUESTIONS = ("spread",)\nRAISES = 5\n', r"more\.py:2: has RAISES = 5; write the name of an exception"),
    ],
    ids=[
        "no questions",
        "misspelled",
        "not literal",
        "syntax",
        "raises",
        "leaves",
        "no text",
        "output",
        "no exception",
    ],
)
def test_a_known_wrong_file_that_cannot_be_used(tmp_path, source, words):
    """A file with a fault of its own stops the release with file and line, and is no fault of the grader."""
    made = built(tmp_path, more=source)

    with pytest.raises(AssignmentError, match=words):
        found(gates.gate_known_wrong, made)


def test_known_wrong_answers_do_not_mix(tmp_path):
    """Each file is laid over a fresh solution: what one replaces, the next has again."""
    scaled = 'QUESTIONS = ("scaled",)\ndef scaled(x):\n    return 2 * x\n'

    assert found(gates.gate_known_wrong, built(tmp_path, a_first=WRONG, b_second=scaled, c_third=WRONG)) == []


def test_known_wrong_answers_print_nothing(tmp_path, capfd):
    """What such a file prints is not shown."""
    noisy = WRONG.replace("    return sum", "    print('noise')\n    return sum") + "\nprint('more noise')\n"
    built_course = built(tmp_path, noisy=noisy)
    capfd.readouterr()
    found(gates.gate_known_wrong, built_course)

    assert capfd.readouterr().out == ""


def test_a_blocked_question_is_not_lost():
    """A backward question that waits for its forward one does not count against the file."""

    def result(verdict):
        lost = GroupResult("all", Fraction(2), (CheckResult("a case", verdict, False),))
        return QuestionResult("back", Fraction(2), False, (lost,))

    assert list(misjudged([result(Verdict.BLOCKED)], ("forward",))) == []
    assert list(misjudged([result(Verdict.FAILED)], ("forward",))) == ['costs points on back: case "a case": failed']


def test_constants_are_read_without_running(tmp_path):
    """A literal is read from a file that would raise if it ran; an absent one is the default."""
    path = tmp_path / "a.py"
    path.write_text("SCORES = {'spread': 1}\n1 / 0\n")

    assert constant(path, "SCORES") == {"spread": 1}
    assert constant(path, "QUESTIONS", ("x",)) == ("x",)


# ---------------------------------------------------------------------------------------------- right

RIGHT = """\
import numpy as np


def spread(x, centre=0.0):
    print("noise")
    return float(np.mean((np.asarray(x) - centre) ** 2))
"""


def with_right(tmp_path, **sources):
    """The good course with right answers in other styles, by their names."""
    course = good_course(tmp_path)
    write_files(course.path, {f"{HIDDEN}/right/{name}.py": text for name, text in sources.items()})
    return course


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (RIGHT, []),
        (RIGHT.replace("np.mean", "np.sum"), ['right/more.py loses points on spread: case "first": ']),
        (RIGHT.replace("(x, ", "(x; "), ["/right/more.py:4: does not run: SyntaxError: "]),
        (RIGHT + "\n\nraise SystemExit(0)\n", ["/right/more.py:9: does not run: SystemExit: 0"]),
        ("def scaled(x):\n    return nothing\n", ['right/more.py loses points on scaled: case "first": ']),
    ],
    ids=["right", "wrong", "syntax", "leaves", "raises"],
)
def test_a_right_answer_that_loses_points(tmp_path, capfd, source, words):
    """One that loses points, or does not even run, is told with file and question, and prints nothing; others pass."""
    made = built_from(with_right(tmp_path, average=RIGHT, more=source))
    capfd.readouterr()
    text = found(gates.gate_right, made)

    assert len(text) == len(words)
    assert all(start in line for line, start in zip(text, words))
    assert capfd.readouterr().out == ""


def test_a_right_answer_that_does_not_come_to_its_end(tmp_path, monkeypatch):
    """It is stopped and told; the answers after it are judged all the same."""
    monkeypatch.setattr(knownwrong, "LONGEST", 0.2)
    loops = RIGHT.replace('print("noise")', "while True: pass")
    course = with_right(tmp_path, a_loop=loops, b_sum=RIGHT.replace("np.mean", "np.sum"))
    first, second = found(gates.gate_right, built_from(course))

    assert "right/a_loop.py:5: still runs after 0.2 seconds" in first
    assert second.startswith("right/b_sum.py loses points on spread: ")


DOCUMENTED = "def layer_backward(dout, cache):\n    x, w = cache\n    return 2 * dout * w, 2 * x * dout\n"
PRIVATE = LAYERS.replace("* w, (x, w)", "* w, (x, w, 0)").replace("    x, w = cache", "    x, w, _ = cache")


@pytest.mark.parametrize("forward", ["", "def layer(x, w):\n    return 2 * x * w, (x, w)\n"], ids=["alone", "both"])
def test_a_right_backward_that_runs_on_another_cache_is_told_so(tmp_path, forward):
    """One that takes the documented cache and brings no forward cannot run on what the reference returns."""
    homework = small_homework(tmp_path, solution=PRIVATE)
    write_files(homework.solutions, {"right/documented.py": f"{forward}\n{DOCUMENTED}"})
    text = found(gates.gate_right, SimpleNamespace(homework=homework))
    cache = " (without a layer of its own, it runs on the cache that solution.py returns, not on (x, w))"

    assert [line.endswith(cache) for line in text] == ([] if forward else [True])


# ---------------------------------------------------------------------------------------------- searches


@pytest.mark.parametrize(
    ("search", "said"),
    [
        (
            'lambda r: {"x": r.integers(5)}',
            'raises AttributeError: a Source has no "integers"; allowed: distinct, dyadic, integer, pick, picture, '
            "spread, ties; closest: integer",
        ),
        ('lambda r: {"x": r.dyadic(shape=5)}', "raises TypeError: Source.dyadic() got an unexpected keyword"),
        ("lambda r: None", "returns no dictionary of named inputs, but an object of type NoneType"),
        ('lambda r: {"xs": r.dyadic(5)}', 'draws no "x"; allowed: xs; closest: xs'),
        ('lambda r: {"x": r.dyadic(5)}', ""),
    ],
    ids=["no such method", "no such argument", "nothing", "another name", "right"],
)
def test_a_search_that_draws_nothing_is_a_faulty_declaration(tmp_path, search, said):
    """Each is drawn once: a broken one stops the release with its file and line, and with what there is."""
    old = '        Question("spread(x) -> result", 3, ('
    line = QUESTIONS[: QUESTIONS.index(old)].count("\n") + 1
    made = built(tmp_path, (QUESTIONS_PY, old, old.replace("3, (", f"3, search={search}, groups=(")))
    if not said:
        assert found(gates.gate_reference, made) == []
        return
    with pytest.raises(AssignmentError) as caught:
        found(gates.gate_reference, made)

    assert f"questions.py:{line}: the search of spread {said}" in str(caught.value)


# ---------------------------------------------------------------------------------------------- repeatable


def test_a_build_that_is_not_repeatable(tmp_path):
    """Inputs that are drawn from elsewhere than the case's source make another file each time; those are named."""
    edit = (
        QUESTIONS_PY,
        "def values(r):\n    return",
        'import itertools\n\nCOUNT = itertools.count()\n\n\ndef values(r):\n    return {"x": r.dyadic(5) + next(COUNT)}\n    return',
    )
    text = found(gates.gate_repeatable, built(tmp_path, edit))

    assert text == ["hw0_small.zip comes out different when it is built again"]


def test_a_source_that_changed_in_between(tmp_path):
    """A file that is edited while the release is being built stops it."""
    made = built(tmp_path)
    (made.homework.folder / "data" / "numbers.txt").write_text("4 5 6\n")
    text = found(gates.gate_repeatable, made)

    assert sorted(line.split()[0] for line in text) == ["hw0_small-autograder.zip", "hw0_small.zip"]


# ---------------------------------------------------------------------------------------------- executed


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("from grader.student import check\n1 / 0", r"cell \d+ \(.*\) raised ZeroDivisionError"),
        ("from grader.student import check\nopen('data/nothing.txt')", r"cell \d+ \(.*\) raised FileNotFoundError"),
        ("from grader.student import check\nimport os; os._exit(1)", "ended the kernel"),
    ],
)
def test_a_cell_that_raises(tmp_path, new, words):
    """A cell that fails in the solved notebook is named with what it raised, and no executed notebook is left."""
    made = built(tmp_path, (NOTEBOOK_PY, "from grader.student import check", new))
    text = found(gates.gate_executed, made)

    assert len(text) == 1
    assert re.search(words, text[0])
    assert list((made.homework.course.path / "build").iterdir()) == []


def test_the_executed_notebook(tmp_path):
    """The good one runs beside what students get: its checks show their points, and it is kept for the instructor."""
    made = built(tmp_path)
    text = found(gates.gate_executed, made)
    notebook = nbformat.read(made.homework.course.path / "build" / ".hw0_small-executed.ipynb", as_version=4)
    values = [
        o["data"]["text/plain"]
        for c in notebook.cells
        if c.cell_type == "code"
        for o in c.outputs
        if o.output_type == "execute_result"
    ]

    assert text == []
    assert values == ["1.0", "2.0"]


def test_the_homework_of_the_good_course(tmp_path):
    """The course that all of this is built on has the questions that the tests name."""
    assert homework_of(good_course(tmp_path)).assignment.functions == ("spread", "scaled")


def test_a_question_without_a_public_case_is_named(tmp_path):
    """Students must be able to check every question, so that one they cannot is not released."""
    hidden = SimpleNamespace(cases=(SimpleNamespace(public=False),))
    question = SimpleNamespace(name="spread", groups=(hidden,))
    built = SimpleNamespace(homework=SimpleNamespace(assignment=SimpleNamespace(questions=(question,))))

    assert list(gates.gate_public(built)) == ["spread has no public case, so that students cannot check it"]
