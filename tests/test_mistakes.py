"""hints.json: what known mistakes teach, as a file that is read back whole, shows its changes and holds nothing else."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.clues import KnownMistake
from grader.course import known_wrong_files
from grader.errors import AssignmentError
from grader.knownwrong import KnownWrong, grade_overlaid, read_known_wrong
from grader.mistakes import FILE, FORMAT, dumps, mistakes_of, read_mistakes, visible
from grader.records import CheckResult, GroupResult, QuestionResult, Verdict
from grader.reference import FIXED
from grader.release.wrong import hints_text
from tests.known_mistakes import taught, wrong_file
from tests.small_course import RIGHT, small_homework

TRIPLE = "def double(x):\n    return 3 * x\n"
HINT = "Put a 1 in: which number comes out?"


def known(*hints):
    """A known mistake for each hint, each with marks of its own."""
    return tuple(
        KnownMistake(hint, {"a case": {"out": f"{k:016x}"}, "b": {"dx": "f" * 16, "": "!" + "0" * 16}})
        for k, hint in enumerate(hints)
    )


def written(tmp_path, text):
    """The file with this text in it."""
    path = tmp_path / FILE
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def result(name, **marks):
    """One question's result with the marks of some cases."""
    checks = [CheckResult(case, Verdict.FAILED, False, marks=found) for case, found in marks.items()]
    return QuestionResult(name, Fraction(1), False, (GroupResult("all", Fraction(1), tuple(checks)),))


# ---------------------------------------------------------------------------------------------- the file


def test_what_is_read_is_what_was_written(tmp_path):
    """Hints, cases, marks, the order of mistakes and the questions they span survive."""
    both = KnownMistake("both", {"a case": {"out": "0" * 16}}, ("layer_backward",))
    mistakes = {"layer": (*known("one", "two"), both), "double": known('say "three"')}

    assert read_mistakes(written(tmp_path, dumps(mistakes))) == mistakes


marks = st.dictionaries(st.text(max_size=5), st.dictionaries(st.text(max_size=5), st.text(max_size=17)), max_size=3)
mistakes = st.dictionaries(
    st.text(max_size=9),
    st.lists(st.builds(KnownMistake, st.text(), marks, st.lists(st.text()).map(tuple)), min_size=1).map(tuple),
)


@given(mistakes)
def test_any_hint_and_any_name_survives(tmp_path_factory, drawn):
    """Quotes, line ends and letters of any alphabet, in hints and in names of cases, are read as they were written."""
    folder = tmp_path_factory.mktemp("hints")

    assert read_mistakes(written(folder, dumps(drawn))) == drawn


def test_each_mistake_has_its_own_line():
    """A new mistake is one line more, a changed hint is one line changed."""
    few, more = (dumps({"layer": known(*hints)}).splitlines() for hints in (["a", "b", "c"], ["a", "b", "new", "c"]))
    other = dumps({"layer": known("a", "other", "c")}).splitlines()

    assert len(more) == len(few) + 1
    assert [line for line, before in zip(other, few) if line != before] == [line for line in other if "other" in line]
    assert len([line for line in other if "other" in line]) == 1


def test_the_same_mistakes_are_the_same_bytes():
    """Neither the order of questions nor that of cases changes the file."""
    first = KnownMistake("a", {"one": {"out": "1"}, "two": {"out": "2"}})
    second = KnownMistake("a", {"two": {"out": "2"}, "one": {"out": "1"}})

    assert dumps({"p": (first,), "q": (first,)}) == dumps({"q": (second,), "p": (second,)})


def test_no_file_is_no_known_mistake(tmp_path):
    """An assignment without known-wrong answers has no hints, and that is no fault."""
    assert read_mistakes(tmp_path / FILE) == {}


GOOD = dumps({"layer": known("a")})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        bytes(range(256)),
        GOOD[:-3],
        GOOD[: len(GOOD) // 2],
        "<<<<<<< HEAD\n" + GOOD,
        b"\xff\xfe",
        "[]",
        "null",
        "7",
        "{}",
        json.dumps({"format": FORMAT}),
        json.dumps({"format": FORMAT, "questions": []}),
        json.dumps({"format": FORMAT, "questions": {"layer": []}}),
        json.dumps({"format": FORMAT, "questions": {"layer": {"cases": []}}}),
        json.dumps({"format": FORMAT, "questions": {"layer": {"cases": [], "mistakes": [{"hint": "a"}]}}}),
        json.dumps({"format": FORMAT + 1, "questions": {}}),
        GOOD.replace('"0":', '"9":'),
        GOOD.replace('"0":', '"x":'),
        GOOD.replace('"marks"', '"mark"'),
        GOOD.replace('"hint":"a"', '"hint":7'),
        GOOD.replace('"ffffffffffffffff"', "7"),
    ],
)
def test_a_broken_file_is_one_error_with_the_way_out(tmp_path, text):
    """Cut short, merged by hand, of another format: the file is named, and the command that makes it anew."""
    path = written(tmp_path, text)

    with pytest.raises(AssignmentError, match="run `grader hints` again") as caught:
        read_mistakes(path)

    assert str(caught.value).startswith(f"{path}: cannot be read (")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["{", b"\x80\x04\x95", json.dumps({"format": FORMAT - 1, "questions": {}})])
def test_an_exam_without_known_mistakes_needs_no_file(tmp_path, text):
    """What learns the hints anew asks for no mistakes, and never sees what is wrong with the old file."""
    homework = small_homework(tmp_path)
    written(homework.solutions, text)
    questions = homework.exam(FIXED, bare=True).questions

    assert [question.name for question in questions] == ["double", "layer", "layer_backward", "root"]
    assert all(question.mistakes == () for question in questions)


def test_a_broken_file_stops_the_grading_of_its_assignment(tmp_path):
    """The instructor's fault is told when an exam is drawn, and not as a fault of a submission."""
    homework = small_homework(tmp_path)
    written(homework.solutions, "{")

    with pytest.raises(AssignmentError, match=FILE):
        homework.exam(FIXED)


# ---------------------------------------------------------------------------------------------- learning


def test_a_mistake_is_learned_for_the_questions_it_is_about(tmp_path):
    """What is wrong elsewhere is not taught, nor what is right, nor a file without a hint."""
    wrong = KnownWrong(tmp_path / "a.py", ("layer", "layer_backward"), "out", HINT)
    results = [
        result("layer", shown={"out": "1"}, one={}),
        result("layer_backward"),
        result("double", shown={"x": "2"}),
    ]

    assert mistakes_of(wrong, results) == {"layer": KnownMistake(HINT, {"shown": {"out": "1"}}, ("layer_backward",))}
    assert mistakes_of(KnownWrong(tmp_path / "a.py", ("layer",), "out", ""), results) == {}
    assert mistakes_of(KnownWrong(tmp_path / "a.pyx", ("layer",), "out", HINT, chance=True), results) == {}


def test_a_known_wrong_file_is_learned_with_all_its_cases(tmp_path):
    """Public and hidden cases, and only those that the mistake shows in."""
    homework = small_homework(tmp_path)
    raises = "RAISES = 'TypeError'\ndef root(n):\n    if n < 0: raise TypeError(n)\n    return int(n ** 0.5)\n"
    wrong_file(homework, HINT, root=raises)
    wrong_file(homework, HINT, double=TRIPLE)
    found = taught(homework).mistakes

    assert {name: list(mistake.marks) for name, (mistake,) in found.items()} == {
        "double": ["drawn", "kept", "shown"],
        "root": ["below zero"],
    }
    assert all(mistake.hint == HINT for (mistake,) in found.values())


def test_hints_are_the_same_whenever_they_are_learned(tmp_path):
    """Another secret, another submission, another folder: the file is the same, byte for byte."""
    texts = []
    for name in "ab":
        homework = small_homework(tmp_path / name)
        homework.course.secret()
        wrong_file(homework, HINT, double=TRIPLE)
        wrong_file(homework, "Another.", double="def double(x):\n    return x\n")
        texts.append((taught(homework).solutions / FILE).read_bytes())

    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("head", "learned"),
    [("", []), ("RAISES = 'KeyError'\n", []), ("RAISES = 'NameError'\n", ["double"])],
    ids=["not said", "another said", "said"],
)
def test_nothing_is_learned_from_a_slip_in_a_file(tmp_path, head, learned):
    """Whoever makes the same slip would read a hint on something else; only an exception that is declared is learned."""
    homework = small_homework(tmp_path)
    wrong_file(homework, HINT, double=f"{head}def double(x):\n    return nump.sum(x)\n")

    assert [*taught(homework).mistakes] == learned


def test_two_files_that_nothing_tells_apart_teach_one_hint(tmp_path):
    """The same mistake in two files is known once, by the hint of the first."""
    homework = small_homework(tmp_path)
    wrong_file(homework, HINT, double=TRIPLE)
    wrong_file(homework, "Another.", double="def double(x):\n    return x + x + x\n")

    assert [mistake.hint for mistake in taught(homework).mistakes["double"]] == [HINT]


def test_no_code_and_no_value_is_in_the_file(tmp_path):
    """The file ships to graders: hints, names and marks, and not one line of an answer."""
    homework = small_homework(tmp_path)
    wrong_file(homework, HINT, double=TRIPLE.replace("3 * x", "3 * x + 1234.5"))
    text = (taught(homework).solutions / FILE).read_text()

    assert HINT in text
    assert not any(piece in text for piece in ("def ", "return", "1234.5", "1237.5", *RIGHT["root"].splitlines()))


def test_a_file_that_costs_nothing_teaches_nothing(tmp_path):
    """A known-wrong file that turns out right is left out: a mistake without marks would fit everything."""
    homework = small_homework(tmp_path)
    wrong_file(homework, HINT, double=RIGHT["double"])
    (path,) = known_wrong_files(homework.solutions)
    wrong = read_known_wrong(path, homework.assignment.functions)
    judged = [(wrong, grade_overlaid(homework.reference.functions, path, homework.exam(FIXED).questions))]

    assert json.loads(hints_text(judged))["questions"] == {}


# ---------------------------------------------------------------------------------------------- what shows


def test_only_what_some_cases_show_is_visible():
    """Marks of other cases are left out, and mistakes that only those show."""
    mistakes = [
        KnownMistake("both", {"shown": {"out": "1"}, "hidden": {"out": "2"}}, ("other",)),
        KnownMistake("hidden", {"hidden": {"out": "3"}}),
    ]

    assert visible(mistakes, {"shown"}) == (KnownMistake("both", {"shown": {"out": "1"}}, ("other",)),)
    assert visible(mistakes, {"shown", "hidden"}) == tuple(mistakes)
    assert visible(mistakes, set()) == ()


def test_marks_of_cases_that_are_gone_do_no_harm(tmp_path):
    """A case that was renamed since the hints were learned is left out until they are learned anew."""
    homework = small_homework(tmp_path)
    old = KnownMistake(HINT, {"shown": {"out": "1"}, "renamed": {"out": "2"}})
    written(homework.solutions, dumps({"double": (old,), "gone": (old,)}))
    questions = {question.name: question for question in homework.exam(FIXED).questions}

    assert questions["double"].mistakes == (KnownMistake(HINT, {"shown": {"out": "1"}}),)
    assert questions["layer"].mistakes == ()
