"""What the sandbox costs: the side without one must make the very calls that the other makes."""

import re
from pathlib import Path

import pytest

from bench import sandbox
from grader import grade
from grader.course import Course
from grader.plain import as_json
from grader.reference import Seed
from grader.sandbox import doctor

ROOT = Path(__file__).parents[1]
OPTIONS = grade.Options(submission_id="1", secret=bytes(32), trust=doctor.tier().name == doctor.TOO_OPEN)


@pytest.mark.parametrize("name", ["good.ipynb", "nan_in_output.ipynb", "returns_wrong_shape.ipynb"])
def test_both_sides_come_to_the_same_report(name):
    """Verdicts, scores and messages are the same with a worker and without."""
    exam = Course(ROOT).homework("hw2_conv").exam(Seed(OPTIONS.secret, OPTIONS.submission_id))
    path = ROOT / "tests" / "data" / "submissions" / name
    with_workers = grade.grade_exam(exam, path, OPTIONS)
    with sandbox.calls_made_by(sandbox.Bare):
        bare = grade.grade_exam(exam, path, OPTIONS)

    assert bare.score > 0
    assert _timeless(bare) == _timeless(with_workers)


def _timeless(report):
    return [re.sub(r"'seconds': [^,}]+", "", str(as_json(question))) for question in report.questions]
