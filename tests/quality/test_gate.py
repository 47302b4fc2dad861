"""The whole of it on a small course: what is printed, and the exit code."""

import json

import pytest

from grader import cli
from grader.errors import AssignmentError
from grader.mistakes import FILE as HINTS
from grader.quality.gate import quality
from grader.quality.measure import Measurement, Options
from grader.quality.reviewed import CHANCE, FILE, read_reviewed
from grader.quality.table import follow
from grader.release.wrong import hints_text, judge_known_wrong
from tests.small_course import NOTEBOOK, QUESTIONS, SOLUTION, write_course

ONE = """\
import numpy as np

from grader.declare import Assignment, Case, Group, Question


def rows(r):
    return {"x": r.dyadic(2, 3)}


assignment = Assignment(
    "hw0_small",
    "Small homework",
    (
        Question(
            "double(x) -> out",
            4,
            (Group("values", 4, (CASES)),),
            search=lambda r: {"x": r.dyadic(r.integer(1, 3), 2)},
        ),
    ),
)
"""
STRONG = 'Case("shown", rows, public=True), Case("kept", rows, check="unchanged")'
WEAK = 'Case("shown", lambda r: {"x": np.array([[2.0]])}, public=True)'
DOUBLE = "def double(x):\n    return 2 * x\n"
FILLED = "import numpy as np\n\n\ndef double(x):\n    out = np.zeros(x.shape)\n    out[...] = 2 * x\n    return out\n"
FILL = "double | out = np.zeros(x.shape) | np.zeros -> np.ones"
TRIPLE = (
    'QUESTIONS = ("double",)\nOUTPUT = "out"\nHINT = "Twice, not three times."\n\n\ndef double(x):\n    return 3 * x\n'
)


def course(folder, cases=STRONG, solution=DOUBLE, reviewed=None, **files):
    """A course of one question; files are named as in solutions/, / as __."""
    made = write_course(folder / "course", ONE.replace("CASES", f"{cases},"), solution, NOTEBOOK)
    answers = made.path / "solutions" / "hw0_small"
    for name, text in files.items():
        path = answers / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    if reviewed is not None:
        (answers / FILE).write_text(json.dumps(reviewed))
    return made


def measured(made, **options):
    """What is found about the course."""
    return Measurement(made.homework("hw0_small"), Options(seeds=1, tell=lambda _: None, **options)).run()


def faults(made):
    """What does not hold."""
    return list(measured(made).faults())


def test_strong_cases_hold(tmp_path, capsys):
    """Every mutant dies, every known-wrong answer loses, no right one does: exit code 0, and one sentence says so."""
    made = course(tmp_path, wrong__double_triple=TRIPLE, right__added="def double(x):\n    return x + x\n")
    homework = made.homework("hw0_small")
    (homework.solutions / HINTS).write_text(hints_text(judge_known_wrong(homework, None)))

    assert quality(made, ["hw0_small"], Options(seeds=2, tell=lambda _: None)) == 0
    last = " ".join(capsys.readouterr().out.split("hw0_small holds: ")[1].split())
    assert last == (
        "8 mutants and 1 known-wrong answers lose points on their own question and on no other, 2 right answers lose "
        "none with 2 seeds each, and public cases alone catch 100% and 100%."
    )


def test_weak_cases_do_not_hold(tmp_path, capsys):
    """A mutant that survives is shown with the smallest input that would kill it: exit code 1."""
    made = course(tmp_path, WEAK)

    assert quality(made, ["hw0_small"], Options(seeds=1, tell=lambda _: None)) == 1
    out = capsys.readouterr().out
    assert "survives: double, line 2: 2 * x -> 2 + x (reference)" in out
    assert 'Case("...", lambda r: {"x": r.dyadic(1, 2)})' in out
    assert "hw0_small does not hold: " in out


def test_lines_fit_a_terminal(tmp_path, capsys):
    """No line is wider than 100 columns."""
    quality(course(tmp_path, WEAK), ["hw0_small"], Options(seeds=1, tell=lambda _: None))

    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


def test_a_reviewed_mutant_is_no_fault(tmp_path):
    """A mutant that gives what the reference gives is listed with its reason, and tried on random inputs."""
    assert faults(course(tmp_path / "bare", solution=FILLED)) == [
        "survives: double, line 5: np.zeros -> np.ones (reference)"
    ]
    found = measured(course(tmp_path, solution=FILLED, reviewed={"Written over.": {"reference": [FILL]}}))

    assert not list(found.faults())
    assert [tried.subject.identity for tried in found.reasons["Written over."]] == [FILL]


@pytest.mark.parametrize(
    ("solution", "cases", "identity", "sentence"),
    [
        (DOUBLE, STRONG, "double | return 2 * x | 2 * x -> 7 * x", "that does not exist"),
        (DOUBLE, STRONG, "double | return 2 * x | 2 * x -> 3 * x", "that loses points"),
        (DOUBLE, WEAK, "double | return 2 * x | 2 * x -> 2 + x", "that differs (out differs in values)"),
    ],
)
def test_a_reviewed_list_that_is_not_so_is_a_fault(tmp_path, solution, cases, identity, sentence):
    """What the list says must exist, survive, and give what the reference gives."""
    found = faults(course(tmp_path, cases, solution, {"Because.": {"reference": [identity]}}))

    assert any(fault.startswith(f"{FILE} lists a mutant {sentence}") for fault in found)


def test_chance_may_live_or_die(tmp_path):
    """A mutant of which chance decides is counted as neither."""
    found = measured(course(tmp_path, reviewed={CHANCE: {"reference": ["double | return 2 * x | 2 * x -> 3 * x"]}}))

    assert not list(found.faults())


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "is not JSON"), ('["a"]', "another form"), ('{" ": {"reference": ["a"]}}', "without a reason")],
)
def test_a_list_that_cannot_be_read_is_told(tmp_path, text, said):
    """The file's faults are the author's, with the file's name."""
    (tmp_path / FILE).write_text(text)

    with pytest.raises(AssignmentError, match=said):
        read_reviewed(tmp_path / FILE)


def test_a_known_wrong_answer_that_passes_is_a_fault(tmp_path):
    """A mistake that is written down must lose points."""
    alike = TRIPLE.replace("3 * x", "x + x")

    assert {
        "loses nothing: wrong/double_alike.py",
        "public cases alone catch 0% of the known-wrong answers, less than 80%",
    } <= {*faults(course(tmp_path, wrong__double_alike=alike))}


def test_a_right_answer_that_fails_is_a_false_alarm(tmp_path):
    """A style that is declared right must lose nothing."""
    found = faults(course(tmp_path, right__odd="def double(x):\n    x *= 2\n    return x\n"))

    assert len(found) == 1
    assert found[0].startswith('false alarm on double: odd, seed 1, case "kept"')


def test_a_case_that_passes_for_no_answer_is_a_fault(tmp_path):
    """Neither a stub, nor the first argument, nor zeros may pass."""
    nothing = 'Case("zeros", lambda r: {"x": np.zeros((2, 2))})'

    assert faults(course(tmp_path, f"{STRONG}, {nothing}")) == [
        'case "zeros" of double passes for a function that returns its first argument',
        'case "zeros" of double passes for zeros of the right shape',
    ]


def test_public_cases_must_catch_most(tmp_path):
    """Hidden cases alone are not enough: students see 4 of 5 mistakes before they hand in."""
    zero = 'Case("zero", lambda r: {"x": np.zeros((1, 1))}, public=True), Case("drawn", rows)'
    found = faults(course(tmp_path, zero))

    assert [fault for fault in found if fault.startswith("public cases alone catch")]


def test_a_marked_style_is_mutated_too(tmp_path):
    """MUTATED = True in a right answer has its mutants tried."""
    found = measured(course(tmp_path, right__added="MUTATED = True\n\n\ndef double(x):\n    return x + x\n"))

    assert {tried.subject.style.name for tried in found.mutants} == {"reference", "added"}


def test_a_naive_answer_is_timed(tmp_path):
    """NAIVE = True in a right answer has the milliseconds of the whole battery measured."""
    found = measured(course(tmp_path, right__slow="NAIVE = True\n\n\ndef double(x):\n    return x + x\n"))

    assert found.naive == "slow"
    assert found.costs["double"].calls == 2
    assert found.costs["double"].milliseconds > 0


def test_a_sample_says_so(tmp_path, capsys):
    """A sample is even, the same every time, and says how much of the whole it is."""
    quality(course(tmp_path), ["hw0_small"], Options(seeds=1, sample=20, tell=lambda _: None))

    assert "a sample: 8 of 8 (100%) mutants, 0 of 0" in capsys.readouterr().out


def test_the_page_is_written(tmp_path):
    """--write leaves quality.md with a table and the last sentence."""
    code = cli.run(
        ["--course", str(course(tmp_path).path), "quality", "--seeds", "1", "--write", str(tmp_path / "docs")]
    )
    page = (tmp_path / "docs" / "quality.md").read_text()

    assert code == 0
    assert "| `double` | 2 | 8 |" in page
    assert "hw0_small holds: 8 mutants" in page


def test_what_follows_is_told(tmp_path):
    """An answer that calls a wrong function as the reference never does follows it, and is told apart."""
    made = write_course(tmp_path / "course", QUESTIONS, SOLUTION, NOTEBOOK)
    right = made.path / "solutions" / "hw0_small" / "right"
    right.mkdir()
    text = "MUTATED = True\n\n\ndef double(x):\n    return x + x\n\n\n"
    (right / "halves.py").write_text(text + "def layer(x, w):\n    return double(x / 2) * w * 2, (x, w)\n")
    found = measured(made)

    assert {tried.subject.style.name for tried in found.following} == {"halves"}
    assert "cost points on layer, too" in " ".join(follow(found))
    assert not [fault for fault in found.faults() if fault.startswith("costs points")]


def test_the_same_seed_gives_the_same_cases(tmp_path):
    """Two runs find the same."""
    made = write_course(tmp_path / "course", QUESTIONS, SOLUTION, NOTEBOOK)
    first, second = measured(made), measured(made)

    assert [t.trial for t in first.mutants] == [t.trial for t in second.mutants]
    assert list(first.faults()) == list(second.faults())
