"""What is learned from known-wrong answers: a file that is there when it teaches something, and what is said of it."""

import json
import re
import subprocess
import sys

import nbformat
import pytest

from grader import cli
from grader.course import Course
from grader.mistakes import FILE, read_mistakes
from grader.release.wrong import alike, judge_known_wrong, learn, unshown
from tests.release.conftest import WRONG
from tests.release.good_course import HIDDEN, good_course, homework_of
from tests.small_course import small_homework

HINT = "Try two equal values."
NAME = "hw0_small"


def told(course: Course) -> list[str]:
    """What is told while the hints of a course are learned."""
    lines: list[str] = []
    learn(homework_of(course), lines.append)
    return lines


def hints(course, capsys):
    """The exit code of `grader hints`, and what it printed."""
    code = cli.run(["--course", str(course.path), "hints"])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


# ---------------------------------------------------------------------------------------------- the file


def test_hints_are_written_once(tmp_path, capsys):
    """The file is made, then left alone while nothing changes, then written again; each is said."""
    course = good_course(tmp_path)
    path = course.path / HIDDEN / FILE
    first = hints(course, capsys)
    made = path.stat().st_mtime_ns
    second = hints(course, capsys)
    same = path.stat().st_mtime_ns == made
    (course.path / HIDDEN / "wrong/spread_sum.py").write_text(WRONG.replace(HINT, "Try three."))
    third = hints(course, capsys)

    assert first == third == (0, f"{NAME}: hints from 1 known-wrong answers; hints.json is written\n", "")
    assert second == (0, f"{NAME}: hints from 1 known-wrong answers; hints.json is as it was\n", "")
    assert same
    assert [mistake.hint for mistake in read_mistakes(path)["spread"]] == ["Try three."]


def test_nothing_to_learn_from_leaves_no_file(tmp_path, capsys):
    """The hints of files that are gone are deleted, and that is said; after that there is nothing to do."""
    course = good_course(tmp_path)
    learn(homework_of(course))
    (course.path / HIDDEN / "wrong/spread_sum.py").unlink()
    first, second = hints(course, capsys), hints(course, capsys)

    assert first == (0, f"{NAME}: hints from no known-wrong answers; hints.json is deleted\n", "")
    assert second == (0, f"{NAME}: hints from no known-wrong answers; hints.json is not needed\n", "")
    assert not (course.path / HIDDEN / FILE).exists()


@pytest.mark.parametrize("wrong", [True, False])
@pytest.mark.parametrize("old", [b"", b"{", b"\xff\xfe\x00", b'{"format": 0, "questions": {}}', b'{"format": 1}'])
def test_a_spoilt_file_is_made_anew(tmp_path, capsys, old, wrong):
    """Whatever the file holds, the command that every message about it names puts it right."""
    course = good_course(tmp_path)
    path = course.path / HIDDEN / FILE
    path.write_bytes(old)
    if not wrong:
        (course.path / HIDDEN / "wrong/spread_sum.py").unlink()
    code, out, err = hints(course, capsys)

    assert (code, err) == (0, "")
    assert out.endswith("hints.json is written\n" if wrong else "hints.json is deleted\n")
    assert list(read_mistakes(path)) == (["spread"] if wrong else [])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import sys\nsys.exit(0)\n", "more.py:3: does not run: SystemExit: 0\n"),
        ("HINT = 5\n", 'more.py:2: has HINT = 5; write text, HINT = "..."\n'),
        (f"HINT = {'word ' * 161!r}\n", "more.py:2: has a HINT of 161 words; 160 at most are read\n"),
    ],
)
def test_a_file_that_cannot_be_used_is_2_and_the_hints_stay(tmp_path, capsys, source, said):
    """A faulty known-wrong file is told with its line, and what was learned before is as it was."""
    course = good_course(tmp_path)
    learn(homework_of(course))
    before = (course.path / HIDDEN / FILE).read_bytes()
    (course.path / HIDDEN / "wrong/more.py").write_text('QUESTIONS = ("spread",)\n' + source)
    code, out, err = hints(course, capsys)

    assert (code, out) == (2, "")
    assert err.endswith(said)
    assert (course.path / HIDDEN / FILE).read_bytes() == before


CATCHES = """QUESTIONS = ("spread",)


def spread(x, centre=0.0):
    while True:
        try:
            while True:
                pass
        except:
            pass
"""
IMPATIENT = """
import sys
from grader import cli, knownwrong

knownwrong.LONGEST, knownwrong._PATIENCE = 0.1, 3
print("before")
sys.exit(cli.run(["--course", sys.argv[1], "hints"]))
"""


def test_a_file_that_catches_whatever_stops_it_ends_the_command(tmp_path):
    """Code 2 and the sentence once, since there is no other way out; what was printed before is not lost."""
    course = good_course(tmp_path, more=CATCHES)
    command = [sys.executable, "-c", IMPATIENT, str(course.path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    place = course.path / HIDDEN / "wrong/more.py"

    assert (done.returncode, done.stdout) == (2, "before\n")
    assert re.fullmatch(
        rf"{re.escape(str(place))}:[5-9]: still runs after 0\.1 seconds; an answer must come to its end\n", done.stderr
    )


# ---------------------------------------------------------------------------------------------- pairs

OTHER = WRONG.replace("sum(_squares", "len(x) * sum(_squares").replace(HINT, "Try three.")


@pytest.mark.parametrize(
    ("second", "warned"),
    [
        (WRONG.replace(HINT, "Another."), True),
        (WRONG.replace("sum(_squares(x, centre))", "0 + sum(_squares(x, centre))").replace(HINT, "Another."), True),
        (WRONG, False),
        (OTHER, False),
    ],
    ids=["same code", "same values", "same hint", "other values"],
)
def test_two_hints_for_one_mistake_are_told(tmp_path, second, warned):
    """Where nothing tells two files apart, whose hint is never read is said; where one hint serves both, nothing is."""
    lines = told(good_course(tmp_path, the_second=second))
    said = (
        "  warning: wrong/spread_sum.py and wrong/the_second.py do the same to every case of spread and have different "
        "hints; students read that of spread_sum.py"
    )

    assert lines[0].startswith(f"{NAME}: hints from 2 known-wrong answers; ")
    assert lines[1:] == ([said] if warned else [])


@pytest.mark.parametrize("line", ["", 'HINT = ""\n'])
def test_a_file_without_a_hint_is_told(tmp_path, line):
    """It may wait for its hint and is judged all the same; where nothing could ever be recognised, none is missed."""
    without = WRONG.replace(f'HINT = "{HINT}"\n', line)
    chance = without.replace("sum(_squares", "2 * sum(_squares") + "\nCHANCE = True\n"
    lines = told(good_course(tmp_path, the_second=without, third=chance))

    assert lines[1:] == ["  warning: wrong/the_second.py has no HINT; whoever makes this mistake is told nothing of it"]


def test_a_pair_is_told_once_for_all_its_questions(tmp_path):
    """Two files that are alike in two questions make one line."""
    both = (
        'QUESTIONS = ("spread", "scaled")\nHINT = "{}"\ndef spread(x, centre=0.0):\n    return 7\n'
        "def scaled(x):\n    return 2 * x\n"
    )
    course = good_course(tmp_path, a_first=both.format("First."), b_second=both.format("Second."))
    (line,) = alike(learn(homework_of(course)))

    assert "wrong/a_first.py and wrong/b_second.py do the same to every case of spread and scaled" in line


def test_what_is_told_of_is_what_is_in_the_file(tmp_path):
    """The hint that the warning says students read is the one that the file keeps."""
    course = good_course(tmp_path, the_second=WRONG.replace(HINT, "Another."))
    told(course)
    document = json.loads((course.path / HIDDEN / FILE).read_text())

    assert [mistake["hint"] for mistake in document["questions"]["spread"]["mistakes"]] == [HINT]


# ---------------------------------------------------------------------------------------------- exceptions alone

TYPO = WRONG.replace("sum(_squares(x, centre))", "nump.sum(_squares(x, centre))")


def test_a_file_that_only_raises_teaches_nothing_and_is_told(tmp_path):
    """The command that learns the hints says whose exception it left out."""
    course = good_course(tmp_path)
    path = course.path / HIDDEN / "wrong/spread_sum.py"
    path.write_text(TYPO)
    lines = told(course)

    assert [line.partition(" raises ")[0] for line in lines[1:]] == ["  warning: wrong/spread_sum.py:13"]
    assert read_mistakes(course.path / HIDDEN / FILE) == {}


def sentences(tmp_path, *functions, head="", questions=("layer_backward",)):
    """What is said of a file of the small course that answers some questions with these functions."""
    homework = small_homework(tmp_path)
    path = homework.solutions / "wrong" / "more.py"
    path.parent.mkdir()
    path.write_text("\n\n".join([f'QUESTIONS = {questions!r}\nHINT = "Look."\n{head}', *functions]))
    judged = judge_known_wrong(homework, nbformat.v4.new_notebook())  # which only compiled answers need
    return [text for wrong, results in judged for text in unshown(homework.assignment, wrong, results)]


FORWARD = "def layer(x, w):\n    return x - w, (x, w)\n"
TIMES = "def layer_backward(dout, cache):\n    x, w = cache\n    return dout * w, nump.zeros(1)\n"
WRITE = 'mend it, or, where raising is the mistake, write RAISES = "NameError" below its OUTPUT'
RAISES = "raises NameError in every case of layer_backward that it loses, and so never shows its mistake"
CACHE = " (without a layer of its own, it runs on the cache that solution.py returns, not on (x, w))"


def test_a_backward_without_its_forward_is_told_whose_cache_it_runs_on(tmp_path):
    """What is documented may not be what the reference returns, and that is then what raises."""
    assert sentences(tmp_path, TIMES) == [f"wrong/more.py:7 {RAISES}{CACHE}; {WRITE}"]


@pytest.mark.parametrize(
    "forward", ["def layer(x, w):\n    return 2 * x * w, (x, w)\n", FORWARD], ids=["right", "wrong"]
)
def test_a_pair_of_which_the_backward_only_raises_is_told(tmp_path, forward):
    """A wrong forward, for which the backward would only wait, does not hide that it raises."""
    questions = ("layer", "layer_backward") if forward == FORWARD else ("layer_backward",)
    found = sentences(tmp_path, forward, TIMES, questions=questions)

    assert found == [f"wrong/more.py:11 {RAISES}; {WRITE}"]


def test_a_pair_may_say_that_its_backward_raises(tmp_path):
    """What the forward gives is wrong and not an exception; RAISES is about the other."""
    questions = ("layer", "layer_backward")

    assert sentences(tmp_path, FORWARD, TIMES, head='RAISES = "NameError"\n', questions=questions) == []


@pytest.mark.parametrize(
    ("head", "function", "said"),
    [
        ('RAISES = "NameError"', TIMES, ""),
        ('RAISES = "KeyError"', TIMES, f"wrong/more.py:7 {RAISES}{CACHE}; {WRITE}"),
        (
            'RAISES = ("KeyError", "NameError")',
            TIMES,
            "wrong/more.py:3 has RAISES with KeyError, which it raises in no question that only exceptions lose; leave that out",
        ),
        (
            'RAISES = "NameError"',
            TIMES.replace("nump.zeros(1)", "x"),
            'wrong/more.py:3 has RAISES and loses case "shown" of layer_backward in another way; leave RAISES out',
        ),
        ("", TIMES.replace("nump.zeros(1)", "x"), ""),
    ],
    ids=["said", "another", "one too many", "not raised", "not said"],
)
def test_what_a_file_says_that_it_raises_is_what_it_raises(tmp_path, head, function, said):
    """RAISES is held against every question that was lost by exceptions alone, and is no excuse for a wrong value."""
    assert sentences(tmp_path, function, head=head) == ([said] if said else [])
