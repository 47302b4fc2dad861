"""Known-wrong files: read without running, laid over the reference, judged, and told where they are misjudged."""

import signal
import time

import numpy as np
import pytest

from grader import knownwrong
from grader.course import known_wrong_files
from grader.errors import AssignmentError
from grader.knownwrong import (
    LONGEST_HINT,
    check_output,
    defines,
    failures,
    grade_overlaid,
    is_named,
    misjudged,
    only_raised,
    overlaid,
    read_known_wrong,
)
from grader.records import Verdict
from grader.reference import FIXED
from tests.known_mistakes import wrong_file
from tests.small_course import QUESTIONS as QUESTIONS_PY
from tests.small_course import SOLUTION, small_homework

QUESTIONS = ("layer", "layer_backward")


def file(tmp_path, text):
    """A known-wrong file with this text."""
    path = tmp_path / "a_mistake.py"
    path.write_text(text)
    return path


def read(tmp_path, text):
    """The file as it is read."""
    return read_known_wrong(file(tmp_path, text), QUESTIONS)


def judged(tmp_path, **sources):
    """The results of the reference with some functions of a file in place of its own."""
    homework = small_homework(tmp_path)
    wrong_file(homework, "A hint.", **sources)
    (path,) = known_wrong_files(homework.solutions)
    return grade_overlaid(homework.reference.functions, path, homework.exam(FIXED).questions)


# ---------------------------------------------------------------------------------------------- reading


def test_a_file_is_read(tmp_path):
    """Name, questions, output and hint, as they are written."""
    wrong = read(tmp_path, 'QUESTIONS = ("layer",)\nOUTPUT = "out"\nHINT = "Look " "here."\n\n1 / 0\n')

    assert (wrong.name, wrong.questions, wrong.output, wrong.hint) == ("a_mistake", ("layer",), "out", "Look here.")


def test_a_hint_and_an_output_may_wait(tmp_path):
    """A file that has neither yet can be judged all the same."""
    wrong = read(tmp_path, 'QUESTIONS = ["layer", "layer_backward"]\n')

    assert (wrong.questions, wrong.output, wrong.hint) == (QUESTIONS, "", "")


def test_a_file_says_what_its_mistake_raises(tmp_path):
    """One name or several; most files have none."""
    head = 'QUESTIONS = ("layer",)\n'

    assert read(tmp_path, head).raises == ()
    assert read(tmp_path, head + 'RAISES = "ValueError"\n').raises == ("ValueError",)
    assert read(tmp_path, head + 'RAISES = ("KeyError", "ValueError")\n').raises == ("KeyError", "ValueError")


def test_a_hint_may_be_as_long_as_is_read(tmp_path):
    """The longest hint that is promised is taken whole."""
    hint = " ".join(["word"] * 160)

    assert read(tmp_path, f'QUESTIONS = ("layer",)\nHINT = "{hint}"\n').hint == hint


def test_reading_runs_nothing(tmp_path):
    """Whatever the file does when it runs, reading it does not."""
    mark = tmp_path / "it ran"
    read(tmp_path, f'open({str(mark)!r}, "w").close()\nQUESTIONS = ("layer",)\nraise SystemExit\n')

    assert not mark.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('QUESTIONS = "layer"\n', r':1: has QUESTIONS = "layer"; write a tuple, \("layer",\)$'),
        ('QUESTIONS = ("layer")\n', r':1: has QUESTIONS = "layer"; write a tuple, \("layer",\)$'),
        ('QUESTIONS = ("layr",)\n', r':1: has QUESTIONS "layr"; allowed: layer, layer_backward; closest: layer$'),
        ('QUESTIONS = ("layer", "root")\n', r':1: has QUESTIONS "root"; allowed: layer, layer_backward'),
        ("QUESTIONS = ()\n", ":1: has no QUESTIONS$"),
        ('HINT = "Look."\n', ":1: has no QUESTIONS$"),
        ("QUESTIONS = 7\n", ":1: has QUESTIONS"),
        ('QUESTIONS = (7, "layer")\n', ":1: has QUESTIONS"),
        ('"""A mistake."""\n\nQUESTIONS = ("layr",)\n', ':3: has QUESTIONS "layr"'),
        ("\nQUESTIONS = tuple(names)\n", ":2: QUESTIONS is not a literal$"),
        ('QUESTIONS = ("layer",)\nHINT = 5\n', r':2: has HINT = 5; write text, HINT = "\.\.\."$'),
        ('QUESTIONS = ("layer",)\nHINT = None\n', ":2: has HINT = None; write text"),
        ('QUESTIONS = ("layer",)\nHINT = ("Look", "here.")\n', ":2: has HINT = .*; write text"),
        ('QUESTIONS = ("layer",)\nHINT = b"Look."\n', ":2: has HINT = b'Look.'; write text"),
        ('QUESTIONS = ("layer",)\nHINT = "a"\nOUTPUT = ("dx", "dw")\n', ":3: has OUTPUT = .*; write text"),
        (
            f'QUESTIONS = ("layer",)\nHINT = "{"word " * (LONGEST_HINT + 1)}"\n',
            ":2: has a HINT of 161 words; 160 at most are read$",
        ),
        ("QUESTIONS = (\n", ":1: is not Python: "),
        (
            'QUESTIONS = ("layer",)\nRAISES = True\n',
            ':2: has RAISES = True; write the name .* RAISES = "ValueError", or',
        ),
        ('QUESTIONS = ("layer",)\nRAISES = "no name"\n', ":2: has RAISES = 'no name'; write the name of an exception"),
        ('QUESTIONS = ("layer",)\nRAISES = ("KeyError", 7)\n', ":2: has RAISES = .*; write the name of an exception"),
    ],
)
def test_a_faulty_head_is_told_with_the_fix(tmp_path, text, said):
    """File, line, what is written there, and what to write."""
    with pytest.raises(AssignmentError, match=said) as caught:
        read(tmp_path, text)

    assert str(caught.value).startswith(str(tmp_path / "a_mistake.py"))


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("dx", ""),
        ("dout", ""),
        ("cache", ""),
        ("w", ""),
        ("", ""),
        ("out", 'has OUTPUT = "out"; allowed: cache, dout, dw, dx, w, x; closest: dout'),
        ("dxx", 'has OUTPUT = "dxx"; allowed: cache, dout, dw, dx, w, x; closest: dx'),
    ],
)
def test_an_output_is_what_a_student_can_find(tmp_path, output, said):
    """What the question's own calls return, or an input; what only its forward returns is none of them."""
    homework = small_homework(tmp_path)
    wrong = read(tmp_path, f'QUESTIONS = ("layer_backward",)\n\nOUTPUT = "{output}"\n')
    questions = homework.exam(FIXED).questions
    if not said:
        check_output(wrong, questions)
        return
    with pytest.raises(AssignmentError) as caught:
        check_output(wrong, questions)

    assert str(caught.value) == f"{wrong.path}:3: {said}"


KEYS = 'Case("drawn", lambda r: {"x": {"mean": r.dyadic(2)}}, compare=("x[mean]",))'


@pytest.mark.parametrize(("output", "fits"), [("x[mean]", True), ("mean", True), ("x", True), ("x[var]", False)])
def test_an_output_may_be_a_key(tmp_path, output, fits):
    """What is written into a dictionary is called by its key, with the dictionary or without."""
    questions = QUESTIONS_PY.replace('Case("shown", lambda r: {"x": np.array([1.0, 2.0])}, public=True),', "").replace(
        'Case("drawn", lambda r: {"x": r.dyadic(3, 2)}, layout="F", seconds=1.0)', KEYS
    )
    solution = SOLUTION.replace("    return 2 * x\n", "    return x if isinstance(x, dict) else 2 * x\n", 1)
    homework = small_homework(tmp_path, questions=questions, solution=solution)
    wrong = read_known_wrong(file(tmp_path, f'QUESTIONS = ("double",)\nOUTPUT = "{output}"\n'), ["double"])
    drawn = [homework.reference.draw(homework.assignment.question("double"), FIXED)]
    if fits:
        check_output(wrong, drawn)
        return
    with pytest.raises(AssignmentError, match=r'OUTPUT = "x\[var\]"; allowed: mean, out, x'):
        check_output(wrong, drawn)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("def layer(x, w):\n    return x\n", True),
        ("layer = print\n", True),
        ("from numpy import dot as layer\n", True),
        ("def layer_backward(dout, cache):\n    layer = 1\n", False),
        ("def use():\n    def layer():\n        pass\n", False),
        ('"""layer"""\n', False),
    ],
)
def test_what_a_file_brings_of_its_own(tmp_path, text, own):
    """A function counts that is defined, assigned or imported at the top; what stands inside another does not."""
    assert defines(file(tmp_path, text), "layer") is own


# ---------------------------------------------------------------------------------------------- laying over


def test_what_is_compiled_beside_a_file_is_what_its_functions_call(tmp_path):
    """Functions of the file see the compiled ones of its folder, and not the reference's of the same name."""
    functions = small_homework(tmp_path).reference.functions
    calls = file(tmp_path, "def layer(x, w):\n    return double(x)\n")

    assert overlaid(functions, calls, {"double": lambda x: 5 * x})["layer"](1.0, 2.0) == 5.0


def test_functions_of_the_file_take_the_place_of_the_references(tmp_path):
    """What the file defines is replaced, for the reference's other functions too; what it does not define is kept."""
    functions = small_homework(tmp_path).reference.functions
    namespace = overlaid(functions, file(tmp_path, "def double(x):\n    return 3 * x\n"))

    assert namespace["double"](2) == 6
    assert namespace["layer"](np.array([2.0]), 1.0)[0] == 6
    assert namespace["root"](16) == 4


def test_the_reference_stays_as_it_was(tmp_path):
    """However often files are laid over it, the reference computes what it did."""
    functions = small_homework(tmp_path).reference.functions
    before = dict(functions)
    overlaid(functions, file(tmp_path, "import numpy as np\ndef double(x):\n    return 3 * x\n"))["layer"](2.0, 1.0)

    assert functions == before
    assert functions["layer"](2.0, 1.0)[0] == 4


def test_one_file_knows_nothing_of_another(tmp_path):
    """A name that one file left behind is not there for the next."""
    functions = small_homework(tmp_path).reference.functions
    overlaid(functions, file(tmp_path, "helper = 7\n"))

    assert "helper" not in overlaid(functions, file(tmp_path, "x = 1\n"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 / 0\n", ":1: does not run: ZeroDivisionError: "),
        ("x = 1\nimport nowhere_to_be_found\n", ":2: does not run: ModuleNotFoundError: "),
        ("x = 1\n\ndef double(x:\n", ":3: does not run: SyntaxError: "),
        ("import sys\nsys.exit(0)\n", ":2: does not run: SystemExit: 0$"),
        ("def leave():\n    raise SystemExit\n\nleave()\n", ":2: does not run: SystemExit: $"),
        ("class Stop(BaseException): ...\nraise Stop\n", ":2: does not run: Stop: $"),
        ("import json\n\njson.loads('{')\n", ":3: does not run: JSONDecodeError: "),
    ],
)
def test_a_file_that_does_not_run_is_the_authors_fault(tmp_path, text, said):
    """The file is named with the line of its own and what went wrong there, leaving the program included."""
    with pytest.raises(AssignmentError, match=rf"a_mistake\.py{said}"):
        overlaid(small_homework(tmp_path).reference.functions, file(tmp_path, text))


def test_whoever_waits_can_interrupt(tmp_path):
    """An interruption from the keyboard ends the command, and is not called a fault of the file."""
    functions = small_homework(tmp_path).reference.functions
    with pytest.raises(KeyboardInterrupt):
        overlaid(functions, file(tmp_path, "raise KeyboardInterrupt\n"))
    with pytest.raises(KeyboardInterrupt):
        judged(tmp_path / "called", double="def double(x):\n    raise KeyboardInterrupt\n")


def test_a_file_may_define_a_dataclass(tmp_path):
    """What looks up the module that a class is in finds one."""
    text = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n\n@dataclass\nclass Pair:\n    a: int\n"
    )

    assert overlaid(small_homework(tmp_path).reference.functions, file(tmp_path, text))["Pair"](3).a == 3


def test_what_a_file_prints_is_not_seen(tmp_path, capfd):
    """Prints and warnings of a mistake, when it is defined and when it is called, are no output of the release."""
    noisy = "import sys, warnings\nprint('defined')\ndef double(x):\n    print('called', file=sys.stderr)\n    return x / 0\n"
    judged(tmp_path, double=noisy)

    assert capfd.readouterr() == ("", "")


# ---------------------------------------------------------------------------------------------- the clock

LOOPS = "def double(x):\n    while True:\n        x = x + 0\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LOOPS, id="called"),
        pytest.param("while True:\n    pass\n", id="when it is laid over"),
        pytest.param(
            "def double(x):\n    try:\n        while True:\n            pass\n    except:\n        return x\n",
            id="caught",
        ),
        pytest.param("import time\ndef double(x):\n    time.sleep(3600)\n", id="asleep"),
    ],
)
def test_a_file_that_does_not_come_to_its_end_is_stopped(tmp_path, monkeypatch, text):
    """When its time is up the file is named with the line that it was at, and the next alarm is nobody's."""
    monkeypatch.setattr(knownwrong, "LONGEST", 0.2)
    before = signal.getsignal(signal.SIGALRM)
    began = time.monotonic()
    with pytest.raises(
        AssignmentError, match=r"\.py:\d+: still runs after 0\.2 seconds; an answer must come to its end$"
    ):
        judged(tmp_path, double=text)

    assert time.monotonic() - began < 5
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_clock_waits_for_what_takes_its_time(tmp_path, monkeypatch):
    """A slow answer that comes to its end within the time is judged as any other."""
    monkeypatch.setattr(knownwrong, "LONGEST", 30.0)
    slow = "import time\ndef double(x):\n    time.sleep(0.05)\n    return 3 * x\n"

    assert {r.name for r in judged(tmp_path, double=slow) if r.verdict is not Verdict.PASSED} == {"double"}
    assert knownwrong.LONGEST <= 60


# ---------------------------------------------------------------------------------------------- judging


def test_a_mistake_is_judged_where_it_is(tmp_path):
    """Its own question fails, the questions that call it are right without it, and its cases are told."""
    results = judged(tmp_path, double="def double(x):\n    return 3 * x\n")

    assert {r.name for r in results if r.verdict is not Verdict.PASSED} == {"double"}
    assert [line.partition(":")[0] for line in failures(results[0])] == [
        'case "shown"',
        'case "drawn"',
        'case "kept"',
    ]
    assert list(misjudged(results, ("double",))) == []


def test_a_mistake_that_costs_nothing_is_told(tmp_path):
    """A known-wrong answer that keeps all points means that the cases have a hole."""
    results = judged(tmp_path, double="def double(x):\n    return x + x\n")

    assert list(misjudged(results, ("double",))) == ["loses nothing on double"]


def test_a_mistake_that_costs_points_elsewhere_is_told(tmp_path):
    """With the question and the first case that it costs."""
    results = judged(tmp_path, double="def double(x):\n    return 3 * x\n", root="def root(n):\n    return n / 4\n")
    (told,) = misjudged(results, ("double",))

    assert told.startswith('costs points on root: case "sixteen": ')


def test_a_backward_that_waits_has_not_lost(tmp_path):
    """A backward question that is blocked by its forward one was not misjudged."""
    results = judged(
        tmp_path,
        layer="def layer(x, w):\n    return x - w, None\n",
        layer_backward="def layer_backward(dout, cache):\n    return dout, dout\n",
    )
    verdicts = {r.name: r.verdict for r in results}

    assert verdicts["layer_backward"] is Verdict.BLOCKED
    assert list(misjudged(results, ("layer",))) == []
    assert list(misjudged(results, ("layer", "layer_backward"))) == []


# ---------------------------------------------------------------------------------------------- exceptions alone


@pytest.mark.parametrize(
    ("name", "source", "raised"),
    [
        ("double", "def double(x):\n    return nump.sum(x)\n", ("NameError",)),
        ("double", "def double(x):\n    raise KeyError(1) if x.ndim > 1 else ValueError\n", ("KeyError", "ValueError")),
        ("double", "def double(x):\n    return x if x.ndim > 1 else nump.sum(x)\n", ()),
        ("double", "def double(x):\n    return 2 * x if x.ndim > 1 else nump.sum(x)\n", ("NameError",)),
        ("double", "def double(x):\n    return 2 * x\n", ()),
        ("double", "def double(x):\n    raise NotImplementedError('double: not yet')\n", ("NotImplementedError",)),
        ("layer", "def layer(x, w):\n    return x\n", ()),
        ("root", "def root(n):\n    return 4\n", ()),
        ("root", "def root(n):\n    if n < 0: raise TypeError(n)\n    return 4\n", ("TypeError",)),
    ],
    ids=["all", "two", "also wrong", "else right", "right", "stub", "one for two", "no exception", "another exception"],
)
def test_exceptions_alone_are_told_from_wrong_answers(tmp_path, name, source, raised):
    """Only where not one case was lost by what came back do exceptions stand for all that a question lost."""
    results = {result.name: result for result in judged(tmp_path, **{name: source})}

    assert only_raised(results[name]) == raised


def test_an_exception_of_its_own_is_known_by_its_absence():
    """A hidden case does not name an exception that is none of Python's: it may be any that is declared, and no other."""
    hidden = "an exception of its own"

    assert is_named(hidden, ("LinAlgError",))
    assert is_named("LinAlgError", ("LinAlgError",))
    assert not is_named(hidden, ("ValueError",))
    assert not is_named("KeyError", ("LinAlgError",))
