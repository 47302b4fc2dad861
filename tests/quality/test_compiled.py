"""What a compiled known-wrong answer lost, as its graded submission says it."""

from fractions import Fraction

from grader.quality.compiled import _trial
from grader.quality.trial import Loss
from grader.records import CheckResult, GroupResult, QuestionResult, Verdict


def graded(name, *checks):
    """A question of one group, each case by whether it is public and its verdict."""
    results = tuple(CheckResult(f"case {k}", verdict, public) for k, (public, verdict) in enumerate(checks))
    return QuestionResult(name, Fraction(1), False, (GroupResult("all", Fraction(1), results),))


def test_what_is_lost_elsewhere_is_not_its_own():
    """Only points of its own question count for a mistake; those of another are a fault."""
    trial = _trial([graded("mine", (True, Verdict.FAILED)), graded("other", (True, Verdict.RAISED))], ("mine",))

    assert trial.own == (Loss("mine", "case 0", True, "failed"),)
    assert trial.elsewhere == (Loss("other", "case 0", True, "raised"),)


def test_only_another_question_is_no_catch():
    """A mistake that costs nothing on its own question has not been caught."""
    assert not _trial(
        [graded("mine", (True, Verdict.PASSED)), graded("other", (True, Verdict.FAILED))], ("mine",)
    ).killed


def test_what_waits_for_another_question_has_lost_nothing():
    """A backward that is blocked is not blamed."""
    assert not _trial([graded("other", (True, Verdict.BLOCKED))], ("mine",)).elsewhere


def test_public_cases_come_first():
    """Where both kinds fail, the mistake shows in what students have."""
    checks = ((False, Verdict.FAILED), (True, Verdict.FAILED))

    assert _trial([graded("mine", *checks)], ("mine",)).public
    assert not _trial([graded("mine", *checks[:1])], ("mine",)).public
