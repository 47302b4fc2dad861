"""The file of public cases: all that the notebook's check() needs, and nothing hidden."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.casefile import FORMAT, dump, load, public_cases
from grader.clues import KnownMistake, Trace
from grader.course import Course
from grader.local import grade_here
from grader.mistakes import FILE, dumps
from grader.records import Verdict
from grader.reference import Seed
from grader.sandbox import wire
from grader.sandbox.execute import same
from tests.compiled_course import plain_homework
from tests.small_course import namespace, small_homework

ROOT = Path(__file__).parents[1]


def plain(record):
    """A record as containers that `same` compares."""
    if hasattr(record, "__dataclass_fields__"):
        return {
            name: plain(getattr(record, name)) for name in record.__dataclass_fields__ if name != "reference_seconds"
        }
    if isinstance(record, dict):
        return {key: plain(value) for key, value in record.items()}
    if isinstance(record, (tuple, list)):
        return type(record)(map(plain, record))
    return record


def homeworks(tmp_path):
    """The small homework, and those of the course at hand."""
    course = Course(ROOT)
    return [small_homework(tmp_path), *map(course.homework, course.names())]


def test_round_trip(tmp_path):
    """What is read is what was written, arrays bit by bit."""
    for homework in homeworks(tmp_path):
        cases = public_cases(homework)

        assert same(plain(load(dump(cases))), plain(replace(cases, secrets=())))


def test_two_files_are_the_same_bytes(tmp_path):
    """Building twice gives the same file."""
    homework = small_homework(tmp_path)

    assert dump(public_cases(homework)) == dump(public_cases(homework))


def test_nothing_hidden_is_in_it(tmp_path):
    """No hidden case is there, by name or by value, whatever the submission."""
    for homework in homeworks(tmp_path):
        cases = public_cases(homework)
        content = dump(cases)
        hidden = [
            case
            for q in homework.assignment.questions
            for case in homework.reference.draw(q, Seed(b"", "")).cases
            if not case.public
        ]
        arrays = [v for c in hidden for v in c.expected.values() if isinstance(v, np.ndarray) and len(np.unique(v)) > 3]

        assert hidden
        assert all(case.public for q in cases.questions for case in q.cases)
        assert not any(array.tobytes() in content for array in arrays)


def test_every_question_is_in_it(tmp_path):
    """All questions are there, in order."""
    homework = small_homework(tmp_path)
    cases = load(dump(public_cases(homework)))

    assert [q.name for q in cases.questions] == list(homework.assignment.functions)
    assert (cases.assignment, cases.title) == ("hw0_small", "Small homework")
    assert [q.name for q in cases.questions if q.extra_credit] == ["root"]
    assert [p.source for p in cases.setup] == ["import numpy as np"]


def test_speed_is_not_in_it_but_for_its_points(tmp_path):
    """A student's own check knows how many points are for speed; neither baseline nor steps nor shapes are there."""
    cases = public_cases(plain_homework(tmp_path))
    content = dump(cases)
    energy, halve = load(content).questions

    assert (energy.speed_points, energy.points, energy.speed) == (2, 6, None)
    assert (halve.speed_points, halve.speed, halve.compiled) == (0, None, False)
    assert not any(text in content for text in (b"collected", b"long rows", b"100000"))


def test_what_is_compiled_is_said(tmp_path):
    """check() in the notebook must know which questions ask for a compiled cell."""
    cases = public_cases(plain_homework(tmp_path))
    marked = replace(cases, questions=tuple(replace(q, compiled=q.name == "halve") for q in cases.questions))

    assert [(q.name, q.compiled) for q in load(dump(marked)).questions] == [("energy", False), ("halve", True)]


def test_a_file_that_was_read_grades(tmp_path):
    """Right answers pass on the cases that were read, and wrong ones fail."""
    cases = load(dump(public_cases(small_homework(tmp_path))))
    right = grade_here(namespace(), cases.questions)
    wrong = grade_here(namespace(layer="def layer(x, w):\n    return x, None\n"), cases.questions)

    assert {r.verdict for r in right} == {Verdict.PASSED}
    assert [r.name for r in wrong if r.verdict is not Verdict.PASSED] == ["layer"]


# ---------------------------------------------------------------------------------------------- what hints are made of

SHOWN, HIDDEN = "5" * 16, "6" * 16
IN_BOTH = KnownMistake("Look at the double.", {"shown": {"out": SHOWN}, "one": {"out": HIDDEN}}, ("double",))
IN_HIDDEN = KnownMistake("Look at the hidden part.", {"two": {"out": HIDDEN, "": "!" + HIDDEN}})


def hinted(tmp_path):
    """The small homework with two known mistakes of its layer, one of which no public case shows."""
    homework = small_homework(tmp_path)
    (homework.solutions / FILE).write_text(dumps({"layer": (IN_BOTH, IN_HIDDEN), "layer_backward": (IN_HIDDEN,)}))
    return homework


def test_known_mistakes_survive_as_far_as_public_cases_show_them(tmp_path):
    """Hint, marks of public cases and the other questions of a mistake are read as they were written."""
    cases = load(dump(public_cases(hinted(tmp_path))))

    assert {q.name: q.mistakes for q in cases.questions} == {
        "double": (),
        "layer": (KnownMistake("Look at the double.", {"shown": {"out": SHOWN}}, ("double",)),),
        "layer_backward": (),
        "root": (),
    }


def test_nothing_of_a_hidden_case_is_in_the_hints(tmp_path):
    """Neither its name nor its marks, nor the hint for what it alone can show."""
    homework = hinted(tmp_path)
    content = dump(public_cases(homework))

    assert SHOWN.encode() in content
    assert HIDDEN.encode() not in content
    assert b"hidden part" not in content
    for case in (c.name for q in homework.exam(Seed(b"", "")).questions for c in q.cases if not c.public):
        assert f'"{case}"'.encode() not in content


def test_the_course_ships_no_mark_of_a_hidden_case():
    """Of the hints of the course at hand, only what public cases show is in the file, and there is some of it."""
    course = Course(ROOT)
    for homework in map(course.homework, course.names()):
        content = dump(public_cases(homework))
        public = {(q.name, c.name) for q in load(content).questions for c in q.cases}
        known = [
            ((question, case) in public, mark.encode())
            for question, mistakes in homework.mistakes.items()
            for mistake in mistakes
            for case, marks in mistake.marks.items()
            for mark in marks.values()
        ]
        shown = {mark for is_public, mark in known if is_public}

        assert shown
        assert all(mark in content for mark in shown)
        assert not [mark for is_public, mark in known if not is_public and mark not in shown and mark in content]


def test_traces_survive(tmp_path):
    """How far an entry reaches, an output that it does not reach among them, is read as it was written."""
    cases = public_cases(small_homework(tmp_path))
    traces = [case.trace for q in cases.questions for case in q.cases]
    unreached = Trace("x", (0, 1), {"out": (), "dx": ((0,), (1, 3, 4))})
    question = cases.questions[1]
    marked = replace(question, cases=tuple(replace(case, trace=unreached) for case in question.cases))
    (read,) = load(dump(replace(cases, questions=(marked,)))).questions

    assert traces[1] == Trace("x", (1, 2), {"out": ((1,), (2,))})
    assert traces[2] == Trace("dout", (1, 2), {"dx": ((1,), (2,)), "dw": ((1,), (2,)), "out": ()})
    assert traces[0] is traces[3] is None
    assert [case.trace for q in load(dump(cases)).questions for case in q.cases] == traces
    assert [case.trace for case in read.cases] == [unreached]


def test_the_notebook_has_nothing_to_draw_hidden_cases_with(tmp_path):
    """What grading uses to recognise a mistake in hidden cases is not there for a student's own check."""
    cases = public_cases(hinted(tmp_path))

    assert all(q.fixed is None for q in (*cases.questions, *load(dump(cases)).questions))


GOOD = wire.dump({"format": FORMAT, "assignment": "a", "title": "b", "setup": []})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"x" * 100,
        GOOD[:-1],
        GOOD + b"x",
        GOOD + GOOD[:10],
        GOOD + GOOD,
        GOOD + wire.dump(3),
        GOOD + wire.dump({"name": "double"}),
        wire.dump([1, 2]),
        wire.dump(None),
        wire.dump({}),
        wire.dump({"format": FORMAT}),
        wire.dump({"format": FORMAT + 1, "assignment": "a", "title": "b"}),
        wire.dump({"format": 1, "assignment": "a", "title": "b", "setup": []}),
    ],
)
def test_anything_else_is_a_wire_error(content):
    """A file that is something else, cut short or of another version is refused with one kind of error."""
    with pytest.raises(wire.WireError):
        load(content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.data())
def test_a_damaged_file_is_read_or_a_wire_error(tmp_path_factory, data):
    """Whichever byte is damaged, nothing but WireError is ever raised."""
    content = bytearray(damageable(tmp_path_factory))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        cases = load(bytes(content))
    except wire.WireError:
        return

    assert cases.questions


_CONTENT = []


def damageable(tmp_path_factory):
    """The file of the small homework, made once."""
    if not _CONTENT:
        _CONTENT.append(dump(public_cases(small_homework(tmp_path_factory.mktemp("cases")))))
    return _CONTENT[0]
