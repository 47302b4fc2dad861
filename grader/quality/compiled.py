"""Compiled known-wrong answers: each is built and graded as a submission, in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.course import known_wrong_files
from grader.knownwrong import read_known_wrong
from grader.quality.findings import Tried
from grader.quality.subjects import Style, Subject
from grader.quality.trial import Loss, Trial
from grader.records import Exam, Verdict
from grader.release.gates import grade_compiled
from grader.release.source import build_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.course import Homework
    from grader.records import DrawnQuestion, QuestionResult
