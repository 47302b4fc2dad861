"""Records of speed: what is timed, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

MOST_NOISE = 0.2  # that is rounded in the student's favour, as a share of the ratio


@dataclass(frozen=True)
class TimedShape:
    """One setting in which an answer is timed.

    Args:
        name: what messages call it.
        width: length of the first axis of the argument that rolls, in one call.
        draw: makes the inputs of one round, other values in each, from the round's number and how many calls are made.
        answer: the reference's answer to the inputs of one call.
    """

    name: str
    width: int
    draw: Callable[[int, int], Mapping[str, Any]]
    answer: Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True)
class DrawnSpeed:
    """The speed part of a question: its steps as (ratio, points), and what is timed, beside the source of the baseline."""

    rolling: str
    steps: tuple[tuple[float, Fraction], ...]
    shapes: tuple[TimedShape, ...]
    baseline: str

    @property
    def groups(self) -> tuple[tuple[str, Fraction], ...]:
        """The steps as groups of points."""
        return tuple((step_name(ratio), points) for ratio, points in self.steps)


def step_name(ratio: float) -> str:
    """How reports call the points for reaching a ratio."""
    return f"speed: {ratio:g} times plain loops"


@dataclass(frozen=True)
class Ratio:
    """How many times as fast as the baseline an answer is.

    Args:
        value: geometric mean over the shapes, median over the rounds; no unit.
        noise: half the distance between the quartiles of the rounds, as a share of the value.
        rounds: how often everything was timed.
        shapes: (name, ratio, milliseconds of one call) for each shape, medians.
    """

    value: float
    noise: float
    rounds: int
    shapes: tuple[tuple[str, float, float], ...]

    def reaches(self, step: float) -> bool:
        """Whether it counts as a step; what noise leaves open is rounded in the student's favour, up to a bound."""
        return self.value * (1 + min(self.noise, MOST_NOISE)) >= step
