"""hw_bench: six questions of hw2_conv with their public cases, the same words and the same numbers.

Each question's points are those of hw2_conv; no question leans on another's helper, so that every grader sees six
functions and nothing else.
"""

from dataclasses import replace
from pathlib import Path

from grader.declare import Assignment
from grader.loading import load_assignment

NAMES = (
    "conv_forward_naive",
    "conv_backward_naive",
    "max_pool_forward_naive",
    "max_pool_backward_naive",
    "spatial_batchnorm_forward",
    "spatial_batchnorm_backward",
)


def public(group):
    """A group with its public cases alone."""
    return replace(group, cases=tuple(case for case in group.cases if case.public))


def asked(question):
    """A question without extra credit and without helpers, its groups' public cases alone."""
    groups = tuple(public(group) for group in question.groups)
    return replace(question, groups=groups, needs=(), extra_credit=False)


hw2_conv = load_assignment(Path(__file__).resolve().parents[5], "hw2_conv")

assignment = Assignment(
    name="hw_bench",
    title="Six layers, by hand",
    questions=tuple(asked(hw2_conv.question(name)) for name in NAMES),
)
