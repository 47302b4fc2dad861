"""The records: what counts as passed, what adds up to a score, and how they become JSON."""

import dataclasses
import json
from fractions import Fraction
from types import MappingProxyType

import numpy as np
import pytest

from grader import records
from grader.plain import as_json, number
from grader.records import (
    Call,
    CheckResult,
    DrawnCase,
    GroupResult,
    Message,
    Opaque,
    QuestionResult,
    Report,
    Request,
    SourceFile,
    Tolerance,
    Verdict,
)


def result(verdict=Verdict.PASSED, name="case"):
    """The verdict on one case."""
    return CheckResult(name, verdict, True)


def group(points, *verdicts):
    """A group whose cases have these verdicts."""
    return GroupResult("group", Fraction(points), tuple(result(v, f"case {k}") for k, v in enumerate(verdicts)))


def question(*groups, extra_credit=False):
    """A question worth what its groups are."""
    points = sum((g.points for g in groups), Fraction(0))
    return QuestionResult("conv", points, extra_credit, groups)


def report(*questions):
    """A report on these questions."""
    return Report("hw2_conv", "Convolution", "hw2_conv.ipynb", questions)


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.PASSED])
def test_only_one_verdict_earns_points(verdict):
    """A case with any verdict but passed costs its group all its points."""
    assert not result(verdict).passed
    assert group(3, Verdict.PASSED, verdict, Verdict.PASSED).score == 0


def test_a_group_whose_cases_all_pass_earns_its_points():
    """Points are given whole, as exact fractions."""
    assert group(Fraction(5, 2), Verdict.PASSED, Verdict.PASSED).score == Fraction(5, 2)


def test_a_group_without_a_verdict_earns_nothing():
    """No evidence means no points."""
    assert group(3).score == 0


def test_a_question_adds_up_its_groups():
    """Partial credit: the groups that passed count, the others do not."""
    assert question(group(3, Verdict.PASSED), group(2, Verdict.FAILED), group(1, Verdict.PASSED)).score == 4


def test_thirds_add_up_exactly():
    """Three groups of a third are one point, not 0.9999."""
    assert question(*[group(Fraction(1, 3), Verdict.PASSED)] * 3).score == 1


def test_a_question_has_the_worst_verdict_of_its_cases():
    """A fault of ours outweighs every other verdict; passed outweighs none."""
    mixed = question(group(1, Verdict.PASSED, Verdict.TIMEOUT), group(1, Verdict.FAILED))
    ours = question(group(1, Verdict.REJECTED, Verdict.GRADER_ERROR), group(1, Verdict.PASSED))

    assert mixed.verdict is Verdict.TIMEOUT
    assert ours.verdict is Verdict.GRADER_ERROR


def test_a_question_without_a_case_is_our_fault():
    """A question that nothing was asked about was not graded."""
    assert question().verdict is Verdict.GRADER_ERROR


def test_one_fault_of_ours_withholds_the_score():
    """A report says so when any case of any question could not be graded."""
    good = question(group(1, Verdict.PASSED))

    assert report(good, question(group(1, Verdict.GRADER_ERROR))).grader_error
    assert not report(good, question(group(1, Verdict.CRASHED))).grader_error


def test_extra_credit_counts_in_the_score_and_not_in_the_points():
    """A total may exceed 100 %."""
    graded = report(question(group(8, Verdict.PASSED)), question(group(2, Verdict.PASSED), extra_credit=True))

    assert (graded.score, graded.points) == (10, 8)


def test_an_empty_report_scores_nothing():
    """A submission that could not be read has score 0, as an exact number."""
    assert report().score == Fraction(0)


@pytest.mark.parametrize(
    ("points", "written"),
    [(Fraction(8), "8"), (Fraction(5, 2), "2.5"), (Fraction(0), "0"), (Fraction(1, 3), str(1 / 3))],
)
def test_points_are_written_as_a_person_would(points, written):
    """8, not 8.0; 2.5 where there are halves."""
    assert json.dumps(number(points)) == written


@pytest.mark.parametrize(
    ("tolerance", "expected", "allowed"),
    [
        (Tolerance(absolute=0.5), [100.0, -1.0], 0.5),
        (Tolerance(relative=0.01), [100.0, -200.0], 2.0),
        (Tolerance(absolute=5.0, relative=0.01), [100.0], 5.0),
        (Tolerance(), [100.0], 0.0),
        (Tolerance(relative=0.01), [], 0.0),
        (Tolerance(relative=0.01), -300.0, 3.0),
    ],
)
def test_allowed_difference(tolerance, expected, allowed):
    """The larger of the absolute tolerance and the share of the largest expected value, negative ones too."""
    assert tolerance.allowed(np.asarray(expected)) == pytest.approx(allowed)


@pytest.mark.parametrize(
    ("declared", "reference", "limit"), [(5.0, 0.001, 5.0), (5.0, 0.05, 5.0), (5.0, 0.2, 20.0), (0.5, 0.0, 0.5)]
)
def test_a_slow_machine_costs_no_answer_its_time(declared, reference, limit):
    """A case gets the seconds that were declared, or a hundred times what the reference took here, where that is more."""
    case = DrawnCase(
        "conv",
        "basics",
        "a case",
        True,
        "values",
        Request({}, (), ()),
        (),
        {},
        Tolerance(),
        seconds=declared,
        reference_seconds=reference,
    )

    assert case.limit == pytest.approx(limit)


def every_record():
    """The names of all record types."""
    return sorted(
        n for n, c in vars(records).items() if dataclasses.is_dataclass(c) and c.__module__ == records.__name__
    )


@pytest.mark.parametrize("name", every_record())
def test_records_are_frozen(name):
    """No stage can write into what an earlier one said."""
    assert getattr(records, name).__dataclass_params__.frozen


def test_a_call_reads_as_it_is_declared():
    """A call prints as the signature in questions.py."""
    assert str(Call("conv", ("x", "w"), ("out", "cache"))) == "conv(x, w) -> out, cache"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Verdict.TIMEOUT, "timeout"),
        (Fraction(5, 2), 2.5),
        (np.array([[1.0, np.nan], [np.inf, 2.0]]), [[1.0, "nan"], ["inf", 2.0]]),
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (b"abc", "3 bytes"),
        (float("-inf"), "-inf"),
        ({1: (2, None)}, {"1": [2, None]}),
        (Opaque("Tensor"), {"type_name": "Tensor"}),
        (SourceFile("a.py", b"x = 1"), {"name": "a.py", "content": "5 bytes"}),
        (Message("shape", {"got_shape": (2, 3)}), {"kind": "shape", "data": {"got_shape": [2, 3]}}),
        (Message("shape", MappingProxyType({"got_shape": (2,)})), {"kind": "shape", "data": {"got_shape": [2]}}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_records_become_plain_json(value, plain):
    """What as_json returns is what json.dumps writes, with no number that JSON lacks."""
    assert as_json(value) == plain
    json.dumps(as_json(value), allow_nan=False)


def test_a_whole_report_becomes_json():
    """Every record of a report has a place in its JSON."""
    wrong = CheckResult("a", Verdict.FAILED, False, Message("values", {"worst_error": np.float64("nan")}))
    graded = report(question(GroupResult("g", Fraction(3, 2), (result(), wrong))))
    plain = json.loads(json.dumps(as_json(graded), allow_nan=False))

    assert plain["questions"][0]["groups"][0]["points"] == 1.5
    assert plain["questions"][0]["groups"][0]["checks"][1]["verdict"] == "failed"
    assert plain["questions"][0]["groups"][0]["checks"][1]["message"]["data"] == {"worst_error": "nan"}
