"""Right answers in any style get full marks; known-wrong ones lose on their own question, and the message says what."""

from functools import cache
from pathlib import Path

import pytest

from grader.course import Course, known_wrong_files, right_files
from grader.knownwrong import grade_overlaid, misjudged, read_known_wrong
from grader.loading import constant
from grader.local import grade_here
from grader.messages import render
from grader.mistakes import mistakes_of
from grader.quality.right import alarms_of
from grader.records import Verdict
from grader.reference import FIXED, Seed

COURSE = Course(Path(__file__).parents[2])
HOMEWORKS = {name: COURSE.homework(name) for name in COURSE.names()}
HOMEWORK = HOMEWORKS["hw2_conv"]
SAMPLES = [
    path for homework in HOMEWORKS.values() for path in sorted((homework.solutions / "samples").glob("right*.py"))
]
STYLES = [path for homework in HOMEWORKS.values() for path in right_files(homework.solutions)] + SAMPLES
RIGHT = [path for path in STYLES if path.stem != "answers"]  # folders of them are graded whole, in test_im2col.py
WRONG = [path for homework in HOMEWORKS.values() for path in sorted((homework.solutions / "wrong").glob("*.py"))]
ALL_WRONG = [path for homework in HOMEWORKS.values() for path in known_wrong_files(homework.solutions)]
SEEDS = ("1", "2", "3")
# These make the student's function fail before it has an output to name.
STOPS = ("raised", "returned", "not_raised", "wrong_error", "blocked", "not_whole")


@cache
def draw(submission, name="hw2_conv", public=False):
    """The questions of one submission, drawn with a secret of the tests'."""
    return HOMEWORKS[name].exam(Seed(b"secret of the tests", submission), public_only=public).questions


@cache
def known(name):
    """The questions of an assignment as known mistakes are learned from them."""
    return HOMEWORKS[name].exam(FIXED).questions


def assignment_of(path):
    """Whose answer a file is: right, known-wrong, a sample, or a folder of right ones."""
    return path.relative_to(COURSE.path / "solutions").parts[0]


def style_of(path):
    """What a test of a right answer is called."""
    return f"{assignment_of(path)}-{path.parent.name if path.stem == 'answers' else path.stem}"


def graded(path, submission="1", public=False):
    """A known-wrong answer judged in this process, over the reference of its assignment."""
    name = assignment_of(path)
    return grade_overlaid(HOMEWORKS[name].reference.functions, path, draw(submission, name, public))


@pytest.mark.parametrize("path", RIGHT, ids=style_of)
@pytest.mark.filterwarnings("ignore")
def test_right_answers_get_full_marks(path):
    """However it is written, a right answer loses nothing, whatever its hidden inputs."""
    name = assignment_of(path)
    lost = [alarm for seed in SEEDS for alarm in alarms_of(HOMEWORKS[name], draw(seed, name), [path], {}, str)]

    assert not lost


@pytest.mark.parametrize("path", WRONG, ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore")
def test_known_wrong_answers_lose_on_their_own_question(path):
    """Every listed mistake costs points on its own question, on no other, and its message names the output."""
    name = assignment_of(path)
    wrong = read_known_wrong(path, HOMEWORKS[name].assignment.functions)
    results = grade_overlaid(HOMEWORKS[name].reference.functions, path, known(name))

    assert not list(misjudged(results, wrong.questions))
    assert names_the_output(results, wrong.questions, wrong.output)
    for question, mistake in mistakes_of(wrong, results).items():
        learned = HOMEWORKS[name].mistakes[question]
        assert any(mistake.marks == other.marks for other in learned), "hints.json is of before: run `grader hints`"


@pytest.mark.parametrize("path", ALL_WRONG, ids=lambda p: p.name)
def test_hints_are_of_a_length_to_be_read(path):
    """Every known mistake has a hint of 30 to 160 words, in one line, without shouting."""
    hint = constant(path, "HINT", "")

    assert 30 <= len(hint.split()) <= 160
    assert "\n" not in hint
    assert "!" not in hint.replace("!=", "")


def names_the_output(results, questions, output):
    """Whether some message of a failed case says which output is wrong, or how the function stopped."""
    for result in results:
        if result.name not in questions:
            continue
        for check in (c for g in result.groups for c in g.checks if not c.passed):
            data = check.message.data
            named = {data.get("output", ""), *data.get("also_wrong", ()), *data.get("names", ())}
            spelled = {part for name in named for part in (name, *name.rstrip("]").split("["))}
            if output in spelled or check.message.kind in STOPS:
                return True
    return False


@pytest.mark.parametrize("name", HOMEWORKS)
@pytest.mark.filterwarnings("ignore")
def test_public_cases_alone_catch_most_mistakes(name):
    """A student sees 4 of 5 mistakes before handing in."""
    wrong = [path for path in WRONG if assignment_of(path) == name]
    caught = [path for path in wrong if any(not g.passed for r in graded(path, public=True) for g in r.groups)]

    assert len(caught) >= 0.8 * len(wrong)


@pytest.mark.filterwarnings("ignore")
def test_hidden_cases_show_no_value():
    """What a hidden case says holds no number of its inputs or outputs: no row, no worst entry, no grid, no text."""
    for path in WRONG[::5]:
        for result in graded(path, "2"):
            for check in (c for g in result.groups for c in g.checks if c.message and not c.public):
                assert not set(check.message.data) & {"rows", "worst", "worst_error", "grid", "first", "text", "source"}
                assert "yours" not in render(check.message)


def test_stub_is_missing_everywhere():
    """Functions that only raise NotImplementedError are missing, every one of them, and score 0."""
    functions = {}
    for name in HOMEWORK.assignment.functions:
        exec(f"def {name}(*_):\n    raise NotImplementedError('{name}: part A')", functions)

    for result in grade_here(functions, draw("1")):
        assert result.score == 0
        assert result.verdict in (Verdict.MISSING, Verdict.BLOCKED)
