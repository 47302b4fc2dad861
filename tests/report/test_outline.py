"""What is said, before it is laid out."""

from dataclasses import replace
from fractions import Fraction

import pytest

from grader.records import Message, Verdict
from grader.report.outline import NO_WORDS, cut, findings, overall, points_text, printed, total_line, words

from .report_samples import (
    RAISED,
    VALUES,
    all_right,
    check,
    every_verdict,
    group,
    missing,
    our_fault,
    question,
    report,
    unreadable,
)


def test_the_same_message_is_told_once():
    """Cases that failed with the same words share one finding that names them."""
    names = ["a", "b", "c", "d", "e"]
    found = findings(check(name, Verdict.FAILED, VALUES) for name in names)

    assert [f.label for f in found] == ['cases "a", "b", "c" and 2 more']


def test_a_hidden_case_that_says_no_more_is_named_beside_the_public_one():
    """An exception of one line in public and hidden cases is one finding, with the public case's text."""
    (found,) = findings([check("h", Verdict.RAISED, RAISED, public=False), check("p", Verdict.RAISED, RAISED)])

    assert found.label == 'case "p" and hidden case "h"'
    assert "could not be broadcast" in found.text


def test_hidden_values_are_taken_out_even_when_they_were_handed_in():
    """A hidden case keeps the count of wrong values and loses every value, index and picture."""
    (found,) = findings([check("h", Verdict.FAILED, VALUES, public=False)])

    assert found.text.split("\n")[0] == "out is wrong: 9 values of 48 differ."
    assert "6.25" not in found.text
    assert not {"rows", "grid", "worst"} & set(found.message.data)


def sized(name, size, *, public=True, wrong=1):
    """A case with so many values in its inputs."""
    message = Message("values", {**VALUES.data, "wrong": wrong})
    return replace(check(name, Verdict.FAILED, message, public=public), size=size)


def test_the_smallest_public_case_comes_first():
    """A student reads the case with the fewest values before larger ones, and hidden ones last, however small."""
    found = findings(
        [
            sized("large", 400, wrong=4),
            sized("hidden", 2, public=False, wrong=5),
            sized("small", 12, wrong=1),
            sized("middle", 40, wrong=3),
        ]
    )

    assert [f.label for f in found] == ['case "small"', 'case "middle"', 'case "large"', 'hidden case "hidden"']


def test_cases_of_one_size_keep_their_order():
    """Where there is nothing to choose between them, the author's order stands."""
    found = findings([sized(name, 12, wrong=k) for k, name in enumerate("dbca", 1)])

    assert [f.label for f in found] == ['case "d"', 'case "b"', 'case "c"', 'case "a"']


def test_what_several_cases_say_is_shown_of_the_smallest():
    """Cases with the same words share one finding, which begins with the smallest of them."""
    (found,) = findings([sized("large", 400), sized("small", 12)])

    assert found.label == 'cases "small", "large"'
    assert found.checks[0].case == "small"


def test_other_counts_are_another_finding():
    """A hidden case with another number of wrong values is told by itself."""
    other = Message("values", {**VALUES.data, "wrong": 3})
    found = findings([check("p", Verdict.FAILED, VALUES), check("h", Verdict.FAILED, other, public=False)])

    assert [f.label for f in found] == ['case "p"', 'hidden case "h"']


def test_what_waits_for_another_question_is_said_once():
    """The same sentence in every group says no more than one, also where some case happens to be right."""
    waits = Message("blocked", {"question": "back", "forward": "there"})
    blocked = question(group(check(), check("b", Verdict.BLOCKED, waits)), group(check("c", Verdict.BLOCKED, waits)))

    assert "back runs on what there returns" in overall(blocked).text
    assert overall(question(*blocked.groups, group(check("d", Verdict.FAILED, VALUES)))) is None


def test_overall_is_for_messages_about_all_cases():
    """A question that is not written yet says so once; one that is wrong in part has nothing overall."""
    assert overall(missing("f")).text == "f is not written yet."
    assert overall(question(group(check(), check("b", Verdict.FAILED, VALUES)))) is None
    assert overall(question()) is None


def test_a_message_without_words_does_not_cost_the_report():
    """Data that a sentence needs and lacks gives a sentence about that, and no exception."""
    assert words(Message("shape", {"output": "out"})) == NO_WORDS


def test_a_failed_case_without_a_message_has_its_verdict():
    """A case with no message at all is told by its verdict."""
    (found,) = findings([check("a", Verdict.MEMORY)])

    assert found.text == "Needed too much memory."


def test_printed_is_for_public_cases_and_bounded():
    """Equal prints are shown once, blank and hidden ones never, long ones with a count of what is left."""
    checks = [
        check("a", stdout="hi\n"),
        check("b", stdout="hi\n"),
        check("c", stdout=" \n"),
        check("d", stdout="no", public=False),
    ]
    (long,) = printed([check("a", stdout="x" * 5000)], 1000)

    assert [(p.label, p.text) for p in printed(checks, 100)] == [('cases "a", "b"', "hi")]
    assert long.text.endswith("... 4,000 more characters")


def test_many_prints_are_counted():
    """Four different texts are shown, the others counted."""
    shown = printed([check(f"c{i}", stdout=f"text {i}") for i in range(9)], 100)

    assert len(shown) == 5
    assert shown[-1].text == "... 5 more texts were printed"


@pytest.mark.parametrize(("points", "text"), [("8", "8"), ("5/2", "2.5"), ("1/3", "0.33"), ("0", "0"), ("20", "20")])
def test_points_text(points, text):
    """Points are written as a person would."""
    assert points_text(Fraction(points)) == text


def test_total_line():
    """One line says the total: extra credit apart, and no score where there is none."""
    assert total_line(every_verdict()) == "13 of 74 points, 0 of 12 extra"
    assert total_line(all_right()) == "8 of 8 points, 4 of 4 extra"
    assert total_line(report(question())) == "4 of 4 points"
    assert total_line(report(question(), public_only=True)) == "4 of 4 points, on the public cases alone"
    assert "No score" in total_line(our_fault())
    assert total_line(unreadable()) == "This submission could not be graded."


def test_cut_keeps_whole_characters():
    """A cut never splits a character, and never exceeds its budget."""
    assert cut("é" * 100, 50) == "é" * 18 + "\n... cut here"
    assert len(cut("é" * 100, 51).encode()) <= 51
    assert cut("abc", 3) == "abc"
