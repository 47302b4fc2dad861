"""What an assignment promises beyond what every one must hold."""

from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import AssignmentError
from grader.quality.promised import FILE, promised
from grader.quality.said import AIM

COURSE = Course(Path(__file__).parents[2])


@pytest.mark.parametrize("name", COURSE.names())
def test_the_assignments_here_promise_what_others_aim_at(name):
    """Of their silent mutants, 70 % and more are told more than a table, or make quality fails."""
    assert promised(COURSE.homework(name).solutions) == AIM == 0.7


def test_nothing_need_be_promised(tmp_path):
    """Without the file, the figure is an aim."""
    assert promised(tmp_path) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MORE_THAN_TABLE = 0.7\n", "has no MORE_THAN_A_TABLE = 0.7, or another part"),
        ("MORE_THAN_A_TABLE = 70\n", "has MORE_THAN_A_TABLE = 70; write MORE_THAN_A_TABLE = 0.7, or another part"),
        ("MORE_THAN_A_TABLE = True\n", "has MORE_THAN_A_TABLE = True; write"),
        ('MORE_THAN_A_TABLE = "most"\n', "has MORE_THAN_A_TABLE = 'most'; write"),
    ],
)
def test_a_promise_that_cannot_be_read_is_told(tmp_path, text, said):
    """A slip in the file must not turn the promise off."""
    (tmp_path / FILE).write_text(text)

    with pytest.raises(AssignmentError, match=said):
        promised(tmp_path)
