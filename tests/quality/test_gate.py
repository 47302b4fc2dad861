"""The whole of it on a small course: what is printed, and the exit code."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from grader import cli
from grader.errors import AssignmentError
from grader.mistakes import FILE as HINTS
from grader.quality import listing
from grader.quality.findings import LEAST_PUBLIC, Findings, Tried
from grader.quality.gate import quality
from grader.quality.measure import _PARTS, Measurement, Options
from grader.quality.promised import FILE as PROMISES
from grader.quality.promised import NAME as PROMISED
from grader.quality.reviewed import CHANCE, FILE, read_reviewed
from grader.quality.said import AIM, LEAST_OWN
from grader.quality.subjects import Style, Subject, mutated, styles
from grader.quality.table import follow, page, wait
from grader.quality.trial import Loss, Trial
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
ODD = "def double(x):\n    return (2.5 if x.flags.f_contiguous and min(x.shape) > 1 else 2) * x\n"
STRONG = 'Case("shown", rows, public=True), Case("kept", rows, check="unchanged")'
WEAK = 'Case("shown", lambda r: {"x": np.array([[2.0]])}, public=True)'
DOUBLE = "def double(x):\n    return 2 * x\n"
FILLED = "import numpy as np\n\n\ndef double(x):\n    out = np.zeros(x.shape)\n    out[...] = 2 * x\n    return out\n"
FILL = "double | out = np.zeros(x.shape) | np.zeros -> np.ones"
TRIPLE = (
    'QUESTIONS = ("double",)\nOUTPUT = "out"\nHINT = "Twice, not three times."\n\n\ndef double(x):\n    return 3 * x\n'
)


def course(folder, cases=STRONG, solution=DOUBLE, reviewed=None, questions=ONE, **files):
    """A course of one question and one known mistake; files are named as in solutions/, / as __; None is left out."""
    made = write_course(folder / "course", questions.replace("CASES", f"{cases},"), solution, NOTEBOOK)
    answers = made.path / "solutions" / "hw0_small"
    write(answers, {"wrong__double_triple": TRIPLE})
    learn(made)
    write(answers, files)
    if reviewed is not None:
        (answers / FILE).write_text(json.dumps(reviewed))
    return made


def write(answers, files):
    """Write files below solutions/hw0_small."""
    for name, text in files.items():
        path = answers / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True, parents=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text)


def learn(made):
    """What `grader hints` does."""
    homework = made.homework("hw0_small")
    (homework.solutions / HINTS).write_text(hints_text(judge_known_wrong(homework, None)))


def measured(made, **options):
    """What is found about the course."""
    return Measurement(made.homework("hw0_small"), Options(seeds=1, tell=lambda _: None, **options)).run()


def faults(made):
    """What does not hold."""
    return list(measured(made).faults())


def test_strong_cases_hold(tmp_path, capsys):
    """Every mutant dies, every known-wrong answer loses, no right one does: exit code 0, and one sentence says so."""
    made = course(tmp_path, right__added="def double(x):\n    return x + x\n")

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


def test_a_case_that_tells_several_apart_is_shown_once(tmp_path, capsys):
    """All that survive are named, and below them the case that catches them all."""
    added = "MUTATED = True\n\n\ndef double(x):\n    return x * 2\n"
    quality(course(tmp_path, WEAK, right__added=added), ["hw0_small"], Options(seeds=1, tell=lambda _: None))
    out = capsys.readouterr().out
    cases = [line.strip() for line in out.splitlines() if line.strip().startswith("Case(")]

    assert out.count("survives: ") > len(cases) == len({*cases})
    assert re.search(
        r"(survives: .*\n){2,} +out differs in values on the smallest input that tells them apart, 2 values", out
    )


def test_a_survivor_that_nothing_tells_apart_may_be_for_want_of_a_draw(tmp_path, capsys):
    """Before its author says why it is equal, the search is to be looked at."""
    quality(course(tmp_path, solution=FILLED), ["hw0_small"], Options(seeds=1, tell=lambda _: None))
    out = " ".join(capsys.readouterr().out.split())

    assert (
        "What the docstring allows and the search of double never draws, such as an option left out, add to it" in out
    )
    assert "right answer" not in out.split("survives: ")[1].split("does not hold")[0]


def test_what_a_right_answer_fails_is_not_suggested(tmp_path, capsys):
    """A right answer that rounds on one row is named, and the case has more rows."""
    weak = 'Case("shown", lambda r: {"x": np.array([[2.0]])}, public=True)'
    odd = "def double(x):\n    return 2 * x + (x.shape == (1, 2))\n"
    quality(course(tmp_path, weak, right__odd=odd), ["hw0_small"], Options(seeds=1, tell=lambda _: None))
    out = capsys.readouterr().out

    assert 'Case("...", lambda r: {"x": r.dyadic(2, 2)})' in out
    assert "r.dyadic(1, 2)" not in out


def test_a_right_answer_that_ends_the_search_is_named(tmp_path, capsys):
    """It is that answer which does not return, not the mutant."""
    odd = "def double(x):\n    return 2 * x if x.shape == (1, 1) else __import__('os')._exit(0)\n"
    quality(course(tmp_path, WEAK, right__odd=odd), ["hw0_small"], Options(seeds=1, tell=lambda _: None))

    assert "the right answer odd does not return" in capsys.readouterr().out


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

    assert any(fault.startswith(f"solutions/hw0_small/{FILE} lists a mutant {sentence}") for fault in found)


def test_chance_may_live_or_die(tmp_path):
    """A mutant of which chance decides is counted as neither."""
    found = measured(course(tmp_path, reviewed={CHANCE: {"reference": ["double | return 2 * x | 2 * x -> 3 * x"]}}))

    assert not list(found.faults())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ('["a"]', "another form"),
        ('{"a": {"reference": "see"}}', "another form"),
        ('{" ": {"reference": ["a"]}}', "without a reason"),
        ('{"a": {"reference": ["b", "b"]}}', 'has "b" twice'),
    ],
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
        "public cases alone catch 50% of the known-wrong answers, less than 80%",
    } <= {*faults(course(tmp_path, wrong__double_alike=alike))}


def test_a_right_answer_that_fails_is_a_false_alarm(tmp_path):
    """A style that is declared right must lose nothing."""
    found = faults(course(tmp_path, right__odd="def double(x):\n    x *= 2\n    return x\n"))

    assert len(found) == 1
    assert found[0].startswith('false alarm on double: odd, seed 1, case "kept"')
    assert found[0].endswith("; inputs: x (2, 3)")


def test_a_false_alarm_is_shown_to_its_author_with_its_values(tmp_path):
    """Of a hidden case, too: the first wrong entries beside the reference's, what was allowed, and what went in."""
    hidden = 'Case("f", rows, dtype="float32", layout="F", read_only=True)'
    found = faults(course(tmp_path, f"{STRONG}, {hidden}", right__odd=ODD))

    assert len(found) == 1
    assert re.fullmatch(
        r'false alarm on double: odd, seed 1, case "f": out is wrong: 6 values of 6 differ; the largest error is \S+ at '
        r"out\[., .\]; out\[0, 0\] = (\S+) \(reference \S+\), out\[0, 1\] = \S+ \(reference \S+\), out\[0, 2\] = \S+ "
        r"\(reference \S+\); each may be off by 0\.001; inputs: x \(2, 3\) float32, layout F, read-only",
        found[0].replace(", at", " at"),
    )


def test_a_false_alarm_that_raises_says_what(tmp_path):
    """The exception's text and the line of the right answer that raised it."""
    found = faults(course(tmp_path, f'{STRONG}, Case("f", rows, layout="F")', right__odd=ODD.replace("2.5", "no[x]")))

    assert len(found) == 1
    assert "double raised NameError: name 'no' is not defined" in found[0]
    assert "odd.py" in found[0] or "no[x] * x" in found[0]


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
    """A sample says how much of the whole it is."""
    quality(course(tmp_path), ["hw0_small"], Options(seeds=1, sample=20, tell=lambda _: None))

    assert "a sample: 8 of 8 (100%) mutants, 1 of 1" in capsys.readouterr().out


def test_the_page_is_written(tmp_path):
    """--write leaves quality.md with a table and the last sentence."""
    code = cli.run(
        ["--course", str(course(tmp_path).path), "quality", "--seeds", "1", "--write", str(tmp_path / "docs")]
    )
    page = (tmp_path / "docs" / "quality.md").read_text()

    assert code == 0
    assert "| `double` | 2 | 8 |" in page
    assert "hw0_small holds: 8 mutants" in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sample", "0"], "--sample must be a number of seconds above 0, not 0"),
        (["--sample", "-1"], "--sample must be a number of seconds above 0, not -1"),
        (["--sample", "nan"], "--sample must be a number of seconds above 0, not nan"),
        (["--seeds", "0"], "--seeds must be 1 or more, not 0"),
        (["--seeds", "-2"], "--seeds must be 1 or more, not -2"),
        (["--sample", "9", "--write", "docs"], "--write makes a page of everything; leave out --sample 9"),
        (["--write", "absent/docs"], "absent/docs: cannot be written: No such file or directory"),
        (["--write", "file"], "file: cannot be written: File exists"),
    ],
)
def test_arguments_that_mean_nothing_are_refused(tmp_path, monkeypatch, capsys, arguments, said):
    """One sentence and exit code 2, before anything is tried."""
    made = course(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()

    assert cli.run(["--course", str(made.path), "quality", *arguments]) == 2
    assert capsys.readouterr() == ("", f"{said}\n")


def test_a_course_of_nothing_does_not_hold(tmp_path, capsys):
    """Where there is no assignment, nothing holds."""
    assert cli.run(["--course", str(tmp_path), "quality"]) == 2
    assert "holds no questions.py" in capsys.readouterr().err


def test_a_sample_too_short_to_try_anything_does_not_hold(tmp_path):
    """What was not tried is not known to hold."""
    found = list(measured(course(tmp_path), sample=1e-6).faults())

    assert found == [
        "no mutants were tried that must lose points: give the sample more time",
        "no known-wrong answers were tried that must lose points: give the sample more time",
        "no right answers were graded: give the sample more time",
    ]


def test_without_a_known_wrong_answer_nothing_is_shown(tmp_path):
    """An author who wrote no mistake down has not shown that any is caught."""
    made = course(tmp_path, wrong__double_triple=None)
    (made.homework("hw0_small").solutions / HINTS).unlink()

    assert faults(made) == ["no known-wrong answers were tried that must lose points: there are none"]


def test_a_solution_that_cannot_be_mutated_is_a_fault(tmp_path):
    """An answer that is no function of the file has no mutants."""
    assert faults(course(tmp_path, solution="double = lambda x: 2 * x\n")) == [
        "no mutants were tried that must lose points: there are none"
    ]


def test_what_was_left_out_is_a_fault():
    """Everything there is was tried, or else it is a sample."""
    found = Findings("hw0_small", "", whole=(3, 1), right=(1, 1), **{k: [lost()] for k in ("mutants", "known")})

    assert list(found.faults()) == ["2 of 3 mutants were not tried"]
    assert not list(replace(found, sampled=True).faults())


def lost(*losses, own=("double",)):
    """A known-wrong answer that loses points on its own question, and elsewhere what is said."""
    subject = Subject(Style("double_odd", Path("double_odd.py")), own, (), ())
    return Tried(subject, Trial((Loss("double", "shown", True, "failed"),), losses))


def test_what_costs_points_elsewhere_is_a_fault():
    """A wrong answer loses points on its own question and on no other, but for what follows."""
    elsewhere = [Loss("layer", "one", False, "failed", follows) for follows in (False, True)]
    found = Findings("hw0_small", "", whole=(1, 1), right=(1, 1), mutants=[lost()], known=[lost(*elsewhere)])

    assert list(found.faults()) == ['costs points on layer, case "one" failed: wrong/double_odd.py']


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("def duoble(x):\n    return x + x\n", "defines duoble; allowed: double; closest: double"),
        ('"""Nothing yet."""\n', "defines nothing"),
    ],
)
def test_a_right_answer_to_nothing_is_a_fault(tmp_path, text, sentence):
    """A file that answers no question is not a right answer, and would be the reference all over."""
    assert faults(course(tmp_path, right__odd=text)) == [f"right/odd.py answers no question: it {sentence}"]


def test_a_right_answer_may_be_imported_or_assigned(tmp_path):
    """However the name comes about, it is an answer."""
    text = "from operator import neg\n\nif True:\n    double = lambda x: neg(-2 * x)\n"

    assert not faults(course(tmp_path, right__odd=text))


def test_a_right_answer_that_does_not_come_back_is_named(tmp_path):
    """It ends a child and not the command, and is told by its file, when graded and when timed."""
    text = "NAIVE = True\n\n\ndef double(x):\n    __import__('os')._exit(0)\n"
    made = course(tmp_path, right__loops=text)

    assert faults(made) == [
        "false alarm: loops, seed 1, ended its process (crashed)",
        'right/loops.py ended its process while it was timed at double, case "shown" (crashed)',
    ]


@pytest.mark.parametrize("text", ["import os\nos._exit(0)\n", "def double(x):\n    __import__('os')._exit(0)\n"])
def test_a_known_wrong_answer_that_ends_its_process(tmp_path, text):
    """At import, it is no answer, and a fault; in a call it has lost. Either way no hint of its own is told of it."""
    made = course(tmp_path, wrong__double_gone=f'QUESTIONS = ("double",)\nHINT = "Come back."\n{text}')
    found = measured(made)
    (gone,) = [tried for tried in found.known if tried.told == "wrong/double_gone.py"]

    assert found.said.asked["wrong"] == 2
    assert found.said.own["wrong"] == 1
    if "import os" in text:
        assert "ends its process before it is asked anything (crashed): wrong/double_gone.py" in found.faults()
        assert not gone.trial.public
    else:
        assert gone.trial.own == (Loss("double", "shown", True, "crashed"),)


def test_an_answer_too_large_to_compare_aborts_nothing(tmp_path):
    """One odd answer gets its verdict, and all others theirs."""
    text = 'QUESTIONS = ("double",)\nHINT = "Smaller."\nimport numpy as np\n\n\ndef double(x):\n    return np.zeros((6000, 6000))\n'
    found = measured(course(tmp_path, wrong__double_large=text))
    trials = {tried.told: tried.trial for tried in found.known}

    assert trials["wrong/double_large.py"].own == (Loss("double", "shown", True, "memory"),)
    assert trials["wrong/double_triple.py"].killed


def test_an_odd_twin_is_the_authors_fault(tmp_path):
    """What is said to be another style of a mistake must have its mistake."""
    with pytest.raises(AssignmentError, match=r"other_style/double_alone\.py: stands for no known mistake"):
        measured(course(tmp_path, wrong__other_style__double_alone="def double(x):\n    return 3 * x\n"))


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ('lambda r: {"x": np.ones((2, 2))}', "whose search draws 1 different input; 10 are needed to confirm it"),
        ('lambda r: {"X": r.dyadic(2, 2)}', "that nothing confirms: the reference takes none of the 250 inputs"),
        ("None", "of double, which has no search to confirm it"),
    ],
)
def test_a_reviewed_mutant_must_be_confirmed(tmp_path, search, said):
    """A search that draws one thing, or what the reference refuses, has confirmed nothing."""
    drawn = ONE.replace('lambda r: {"x": r.dyadic(r.integer(1, 3), 2)}', search)
    found = faults(course(tmp_path, solution=FILLED, reviewed={"Over.": {"reference": [FILL]}}, questions=drawn))

    assert len(found) == 1
    assert said in found[0]


def test_a_survivor_says_why_nothing_was_tried(tmp_path, capsys):
    """A search that is there, and draws nothing that fits, is not asked for."""
    drawn = ONE.replace('"x": r.dyadic(r.integer(1, 3), 2)', '"X": r.dyadic(2, 2)')
    quality(course(tmp_path, solution=FILLED, questions=drawn), ["hw0_small"], Options(seeds=1, tell=lambda _: None))
    out = " ".join(capsys.readouterr().out.split())

    assert 'no input was tried: the reference takes none of the 250 inputs that its search draws: they lack "x"' in out
    assert "needs a search" not in out


def test_what_a_sample_did_not_search_survives(tmp_path, monkeypatch):
    """A mutant that loses nothing is a fault, whether or not there was time to look for an input."""
    monkeypatch.setitem(_PARTS, "survivors", -1.0)
    found = measured(course(tmp_path, WEAK), sample=20)

    assert any(fault.startswith("survives: double, line 2: 2 * x -> 2 + x") for fault in found.faults())


def test_a_sample_is_even_and_always_the_same(tmp_path):
    """Whatever order the mutants are made in, a sample takes the same ones, and of every question its part."""
    homework = write_course(tmp_path / "course", QUESTIONS, SOLUTION, NOTEBOOK).homework("hw0_small")
    made = mutated(homework, styles(homework)[0])
    mixed = [Measurement(homework, Options(sample=1))._mixed(each) for each in (made, made[::-1])]
    whole, half = ([s.own[0] for s in some] for some in (made, mixed[0][: len(made) // 2]))

    assert mixed[0] == mixed[1] != made
    assert Measurement(homework, Options())._mixed(made) == made
    assert all(abs(half.count(name) - whole.count(name) / 2) <= whole.count(name) / 4 for name in {*whole})


def test_the_page_lists_what_does_not_hold(tmp_path):
    """Whoever reads the page sees the faults, the alarms where nothing is timed, and no line ends in a space."""
    found = measured(course(tmp_path, WEAK, right__odd="def double(x):\n    return 3 * x\n"))
    lines = page([found]).splitlines()

    assert {f"- {fault}" for fault in found.faults()} <= {*lines}
    assert "1 seed each, 1 false alarm." in lines
    assert [line for line in lines if line != line.rstrip()] == []


def test_shared_helpers_are_changed_too(tmp_path):
    """What several questions use is mutated; points lost on any of them are no fault, and what none notices is one."""
    solution = SOLUTION.replace("return double(x) * w", "return times(double(x), w)")
    solution = solution.replace("return double(dout) * w", "return times(double(dout), w)")
    solution += "\n\ndef times(x, w):\n    y = np.zeros(x.shape)\n    y[...] = x * w\n    return y\n"
    found = measured(write_course(tmp_path / "course", QUESTIONS, solution, NOTEBOOK))
    shared = [tried for tried in found.mutants if tried.subject.mutant.function == "times"]

    assert {tried.subject.own for tried in shared} == {("layer", "layer_backward")}
    assert len([tried for tried in shared if tried.trial.killed]) > 5
    assert not [fault for fault in found.faults() if fault.startswith("costs points")]
    assert [f.split(": ", 2)[2] for f in found.faults() if "times" in f] == [
        "np.zeros -> np.ones (reference)",
        "x.shape -> w.shape (reference)",
    ]


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


def test_too_many_tables_are_listed_and_no_fault(tmp_path, capsys, monkeypatch):
    """An aim that is missed is printed with the mutants, by question and kind, and what helps; all else holds."""
    monkeypatch.setattr(listing, "MOST_BARE", 1)
    monkeypatch.setattr("grader.quality.measure.most_said", lambda *_: "table")

    assert quality(course(tmp_path), ["hw0_small"], Options(seeds=1, tell=lambda _: None)) == 0
    out = capsys.readouterr().out
    (listed,) = re.findall(r"  double, (\d+) mutants of (\d+) kinds:\n    line 2: .* \(reference\)", out)
    more, shown = re.search(r"and (\d+) more$", out, re.M), re.search(r"and (\d+) more that do the same", out)

    assert "more than a table: 0% of" in out
    assert "silent mutants, the aim is 70%" in out
    assert "A file in wrong/ with such a mistake and a HINT" in " ".join(out.split())
    assert int(listed[0]) == 1 + int(more[1]) + (int(shown[1]) if shown else 0)
    assert "hw0_small holds" in out


def test_too_many_tables_are_a_fault_where_the_assignment_promises_more(tmp_path, capsys, monkeypatch):
    """The promise stands in a file beside the answers, and nobody needs to think of it."""
    monkeypatch.setattr("grader.quality.measure.most_said", lambda *_: "table")
    made = course(tmp_path, quality="MORE_THAN_A_TABLE = 0.5\n")

    assert quality(made, ["hw0_small"], Options(seeds=1, tell=lambda _: None)) == 1
    out = capsys.readouterr().out
    assert "silent mutants, promised are 50%" in out
    assert "0% of the mutants that raise nothing get more than a table; 50% are promised" in out


def test_what_waits_is_told(tmp_path, capsys):
    """Whoever reads that nothing is lost elsewhere reads, too, which backward questions only wait."""
    elsewhere = Trial((Loss("double", "shown", True, "failed"),), waiting=("layer_backward",))
    waits = replace(lost(), trial=elsewhere)
    found = Findings("hw0_small", "", whole=(1, 1), right=(1, 1), mutants=[waits], known=[lost()])

    assert " on their own question and on no other but for 1 whose backward question waits, 1 right" in found.verdict()
    assert (
        "".join(wait(found)) == "wait: 1 are mistakes of a forward, and points on layer_backward wait until it is right"
    )
    assert "\nWait: 1 are mistakes of a forward" in page([found])


def test_the_help_says_what_holds(capsys):
    """With the figures that are measured against."""
    with pytest.raises(SystemExit):
        cli.run(["quality", "--help"])
    out = capsys.readouterr().out

    assert f"public cases alone catch {LEAST_PUBLIC:.0%} of both" in out
    assert f"{LEAST_OWN:.0%} of the known mistakes get their own hint" in out
    assert f"an aim of {AIM:.0%}" in out
    assert f"solutions/ASSIGNMENT/{PROMISES} says so: {PROMISED} = {AIM}" in out
