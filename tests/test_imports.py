"""What answers may import: NumPy, the standard library, and what their question lists."""

import pytest

from grader.errors import AssignmentError
from grader.grade import grade
from grader.messages import render
from tests.small_course import QUESTIONS, hand_in, small_homework
from tests.test_grade import OPTIONS, all_right, graded, outcome

END = 'check="unchanged"),)),\n            ),\n'  # of the first question's groups
IMPORTS = '            imports=("jinja2", "markupsafe"),\n'
CALLERS = '            needs=("double",),\n'  # their workers run double too
LISTED = QUESTIONS.replace(END, END + IMPORTS).replace(CALLERS, CALLERS + IMPORTS)
USES = "import jinja2\ndef double(x):\n    return x * int(jinja2.Template('{{ 1 + 1 }}').render())\n"
# removes the finder that says no in words, and looks on the disk itself
DIGS = """
import sys
def double(x):
    sys.meta_path[:] = [finder for finder in sys.meta_path if not type(finder).__name__.startswith("_")]
    import jinja2
    return x * int(jinja2.Template('{{ 1 + 1 }}').render())
"""


def test_a_listed_package_can_be_used(tmp_path):
    """`imports` opens a package to the answers of its question."""
    homework = small_homework(tmp_path, questions=LISTED)

    assert outcome(grade(homework, hand_in(tmp_path, double=USES), OPTIONS)) == all_right()


def test_a_package_listed_elsewhere_cannot_be_used(tmp_path):
    """What one question lists is as closed to another as it was."""
    homework = small_homework(tmp_path, questions=LISTED)
    root = "import jinja2\ndef root(n):\n    if n < 0:\n        raise ValueError(jinja2)\n    return int(n ** 0.5)\n"
    found = outcome(grade(homework, hand_in(tmp_path, root=root), OPTIONS))

    assert found == all_right(root=(0, "failed"))


def test_a_question_lists_what_those_it_calls_list(tmp_path):
    """A worker runs what its question calls; a declaration that forgets this is refused."""
    with pytest.raises(AssignmentError, match="layer calls double and must list its imports too"):
        small_homework(tmp_path, questions=QUESTIONS.replace(END, END + IMPORTS))


@pytest.mark.parametrize("double", [USES, DIGS], ids=["imported", "dug for"])
def test_an_unlisted_package_cannot_be_used(tmp_path, double):
    """However it is asked for, it is not there."""
    assert outcome(graded(tmp_path, double=double)) == all_right(double=(0, "raised"))


def test_the_message_names_package_and_question(tmp_path):
    """The student reads which import it was, and what is allowed where."""
    report = graded(tmp_path, double=USES)
    told = [render(message) for message in report.notices]

    assert any(
        "No module named 'jinja2'" in text and "Grading double allows the standard library and numpy only" in text
        for text in told
    )


@pytest.mark.parametrize("imports", ['"scipy"', '("a b",)'])
def test_imports_must_be_a_tuple_of_names(tmp_path, imports):
    """A comma forgotten is told where it was forgotten."""
    with pytest.raises(AssignmentError, match="imports="):
        small_homework(tmp_path, questions=LISTED.replace('("jinja2", "markupsafe")', imports, 1))
