"""The terminal's report."""

import pytest

from grader.records import Verdict
from grader.report.text import summary_line, table
from grader.wording import clean

from .report_samples import (
    SAMPLES,
    all_right,
    check,
    crowded,
    every_verdict,
    group,
    hostile,
    our_fault,
    question,
    report,
    unreadable,
)


def test_a_report_as_text(golden):
    """The text of a report in which each verdict appears is the one that was looked at."""
    golden("report.txt", table(every_verdict()))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_is_wider_than_the_terminal(name):
    """Lines keep to 100 characters, and no code of a student's reaches the terminal."""
    text = table(SAMPLES[name]())

    assert max(map(len, text.split("\n"))) <= 100
    assert text == clean(text)
    text.encode("utf-8")


def test_colour_only_when_asked_for():
    """Colour adds codes around verdicts and changes nothing else."""
    plain, coloured = table(every_verdict()), table(every_verdict(), colour=True)

    assert "\x1b[31m" in coloured
    assert clean(coloured) == plain


def test_nothing_below_the_total_when_all_is_right():
    """A report with every point ends with its total."""
    assert table(all_right()).endswith("8 of 8 points, 4 of 4 extra\n")


def test_our_fault_shows_no_score():
    """Where a fault of ours withholds the score, no question shows one."""
    text = table(our_fault())

    assert "No score was given" in text
    assert all(row.split()[2] == "-" for row in text.split("\n") if row.startswith("conv_") and "right" in row)


def test_a_crowded_report_stays_readable():
    """Of many messages in one group two are shown and the others counted."""
    text = table(crowded(questions=2))

    assert text.count("... and 38 more cases") == 2
    assert len(text.split("\n")) < 300


def test_long_prints_are_counted():
    """Ten lines of what was printed are shown."""
    printing = report(question(group(check(stdout="\n".join(map(str, range(50)))))))

    assert "... 40 more lines" in table(printing)


@pytest.mark.parametrize(
    ("build", "line"),
    [
        (all_right, "hw2_conv.ipynb: 8 of 8 points, 4 of 4 extra (2 of 2 questions right)"),
        (our_fault, "hw2_conv.ipynb: no score, a fault of the grader in conv_forward_naive"),
        (
            unreadable,
            "hw2_conv.ipynb: could not be graded. There is no notebook (.ipynb) or Python file (.py) in this s...",
        ),
    ],
)
def test_summary_line(build, line):
    """One submission is one line."""
    assert summary_line(build()) == line


def test_summary_line_of_a_hostile_name_is_one_line():
    """A file's name can neither break the line nor colour it."""
    text = summary_line(hostile())

    assert "\n" not in text
    assert text == clean(text)
    assert len(text) <= 100


def test_every_verdict_has_its_words():
    """Each verdict shows up in the table in its own words."""
    text = table(report(*(question(group(check(verdict=v)), name=f"q_{v}") for v in Verdict)))

    assert "not graded, a fault of ours" in text
    assert "waits for another question" in text
