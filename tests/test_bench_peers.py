"""The comparison with other graders: the tests that they get are the declared cases, and our own side grades them."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from bench.peers import homework, packages
from bench.peers.__main__ import FULL, page, summary
from grader.course import Course
from grader.grade import Options, grade_exam
from grader.reference import Seed
from grader.sandbox import doctor

HW2 = Course(Path(__file__).parents[1]).homework("hw2_conv")
QUESTIONS = homework.exam().questions


def test_questions_and_cases_are_those_of_hw2_conv():
    """Six questions, their groups, points, inputs and answers: nothing is declared twice."""
    declared = {q.name: q for q in HW2.exam(Seed(b"", ""), public_only=True).questions}
    assert len(QUESTIONS) == 6
    for question in QUESTIONS:
        assert question.points == declared[question.name].points
        assert question.groups == declared[question.name].groups
        assert [c.name for c in question.cases] == [c.name for c in declared[question.name].cases]
        for mine, theirs in zip(question.cases, declared[question.name].cases):
            assert mine.public
            for name, value in mine.request.inputs.items():
                np.testing.assert_equal(value, theirs.request.inputs[name])
            for name, value in mine.expected.items():
                np.testing.assert_allclose(value, theirs.expected[name], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_every_case_is_in_the_generated_asserts_once(question):
    """No case is lost on the way to the other graders, and each asserts something."""
    found = []
    for _, _, cases in homework.groups(question):
        text = "\n".join(homework.group_lines(cases))
        found += re.findall(r"^# (.*)$", text, re.MULTILINE)
        assert text.count("assert ") >= len(cases)
    assert found == [case.name for case in question.cases]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_inputs_survive_as_source(question):
    """Numbers in the generated source are the very numbers of the case."""
    for case in question.cases:
        for value in (*case.request.inputs.values(), *case.expected.values()):
            np.testing.assert_equal(eval(homework.literal(value), {"np": np}), value)


@pytest.mark.parametrize(("wrong", "score"), [(False, FULL), (True, FULL - homework.MISTAKE_COSTS)])
def test_generated_asserts_tell_right_from_wrong(wrong, score):
    """The asserts give full marks to the right answers and cost the mistake its group."""
    namespace = {"np": np}
    exec("\n\n".join(homework.answers(wrong=wrong).values()), namespace)
    earned = 0
    for question in QUESTIONS:
        for _, points, cases in homework.groups(question):
            try:
                exec("\n".join(homework.group_lines(cases)), dict(namespace))
            except AssertionError:
                continue
            earned += points
    assert earned == score


@pytest.mark.parametrize("make", [packages.otter_master, packages.nbgrader_source, packages.gradescope_tests])
def test_every_other_grader_gets_every_case(make):
    """Each built assignment holds every case with its calls."""
    text = make()
    if make is not packages.gradescope_tests:
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    for question in QUESTIONS:
        for case in question.cases:
            assert f"# {case.name}\n" in text
            assert all(homework.call_line(call) in text for call in case.request.calls)


def test_marks_for_cutting_leave_the_answer_whole():
    """What a tool cuts an answer out by stands around it and changes none of it."""
    for source in homework.answers().values():
        lines = packages.solution_lines(source, "# BEGIN", "# END").split("\n")
        assert lines[1].strip().startswith('"""')
        assert [line for line in lines if line.strip() not in ("# BEGIN", "# END")] == source.split("\n")


@pytest.mark.parametrize(("wrong", "score"), [(False, FULL), (True, FULL - homework.MISTAKE_COSTS)])
def test_our_own_side(tmp_path, wrong, score):
    """We give the scores that the others must give."""
    path = tmp_path / "hw_bench.ipynb"
    path.write_text(homework.own_submission(wrong=wrong), encoding="utf-8")
    report = grade_exam(homework.exam(), path, Options(public_only=True, trust=doctor.tier().name == doctor.TOO_OPEN))
    assert not report.grader_error
    assert not report.rejected
    assert report.points == FULL
    assert report.score == score


class _Timed:
    name, tier = "ours", "B"


def test_the_page_says_what_was_reached_and_what_not():
    """A goal that was missed is told like one that was met."""
    runs = {
        "ours": [packages.Run((FULL,) * 10, 1.0, 2.0)] * 3,
        "otter run": [packages.Run((FULL,), 30.0, 6.0)] * 3,
        f"nbgrader autograde, batch of {packages.BATCH}": [packages.Run((FULL,) * 20, 40.0, 30.0)] * 3,
    }
    text = page(summary(_Timed(), runs, [0.5]))
    assert "- 200 times otter run: reached; 300 times." in text
    assert "- 50 times nbgrader autograde, batch of 20: not reached; 20 times." in text
