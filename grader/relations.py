"""Simple exact relations between a wrong value, the right one and the inputs: facts about the numbers, never a cause."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CLOSE = 1e-6  # of the largest value, within which one number stands for all entries
_NOISE = 1e-9  # of the largest value, what rounding in float64 may leave of a difference
_SEEN = 1e-2  # of the largest value, below which a difference may be rounding in float32
_GRID = 2.0**10  # steps to 1 of the grid that exact probes stay on
_LEAST = 4  # different numbers that must agree, so that it is not by chance
_LONG = 3  # entries of a row or channel, none of them 0, for the same reason
# What an array consists of, by its number of axes: a name, and the axes over which it goes.
_PARTS: dict[int, tuple[tuple[str, tuple[int, ...]], ...]] = {
    2: (("row", (1,)), ("column", (0,))),
    4: (("channel", (0, 2, 3)), ("image", (1, 2, 3))),
}


def different(values: np.ndarray) -> int:
    """How many different numbers there are in an array, what differs by rounding counted once."""
    ordered = np.sort(values, axis=None)
    return int((np.diff(ordered) > CLOSE * np.abs(ordered).max(initial=0.0)).sum()) + bool(ordered.size)


def related(output: str, got: np.ndarray, want: np.ndarray, inputs: Mapping[str, Any]) -> str:
    """Say which simple relation a wrong value has to the right one and to the inputs; empty where none is found.

    Args:
        output: what the student calls it.
        got: the student's value, float64.
        want: the right one, of the same shape.
        inputs: the inputs of the case.
    """
    every = [(f"{name} as handed in" if name == output else name, value) for name, value in _spread_out(inputs, want)]
    named = [(name, value) for name, value in every if different(value) >= _LEAST]
    return (
        _is_an_input(output, got, named)
        or _off_by_an_input(output, got, want, named)
        or _times_an_input(output, got, want, named)
        or _is_a_sum(output, got, inputs)
        or _off_in_parts(output, got, want)
        or _scaled_in_parts(output, got, want)
        or _scaled_apart(output, got, want, every)
        or _signs(output, got, want)
        or _adds_up(output, got, want, inputs)
    )


def other_output(output: str, got: Any, expected: Mapping[str, Any]) -> str:
    """The output that a wrong one is when it should not be: dgamma where dbeta is asked for; empty where it is none.

    Args:
        output: the one that is wrong.
        got: the student's value.
        expected: what each output should be.
    """
    if not isinstance(got, np.ndarray) or got.dtype.kind not in "iuf":
        return ""
    value = got.astype(np.float64)
    for name, want in expected.items():
        right = np.asarray(want)
        if name == output or right.dtype.kind not in "iuf" or right.shape != value.shape:
            continue
        if different(right) >= _LEAST and _same(value, right.astype(np.float64)):
            return name
    return ""


def is_another(output: str, other: str) -> str:
    """Say that a wrong output is what another one should be."""
    return f"{output} is what {other} should be. Which of the two is returned here?"


def have_changed_places(one: str, other: str) -> str:
    """Say that two wrong outputs are each what the other should be."""
    return f"{one} and {other} have changed places. In which order are they returned?"


def _arrays(inputs: Mapping[str, Any]) -> Iterator[tuple[str, np.ndarray]]:
    """Every array of numbers among the inputs, in dictionaries too, by the name that it has there."""
    for name, value in inputs.items():
        if isinstance(value, dict):
            yield from ((f'{name}["{key}"]', array) for key, array in _arrays(value))
        elif isinstance(value, np.ndarray) and value.dtype.kind in "iuf":
            yield name, value.astype(np.float64)


def _spread_out(inputs: Mapping[str, Any], want: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """The inputs that go with each entry of an output: those of its shape, and vectors along one of its axes."""
    for name, value in _arrays(inputs):
        along = 1 if want.ndim == 4 else want.ndim - 1
        if value.shape == want.shape:
            yield name, value
        elif value.ndim == 1 and want.ndim in _PARTS and len(value) == want.shape[along]:
            yield name, np.broadcast_to(value[:, None, None] if want.ndim == 4 else value, want.shape)
        elif value.ndim == 1 and want.ndim == 2 and len(value) == want.shape[0]:
            yield name, np.broadcast_to(value[:, None], want.shape)


def _multiple(value: np.ndarray, of: np.ndarray, noise: float = 0.0) -> float:
    """The number that an array is of another one; 0 where it is none."""
    weight = float((of * of).sum())
    factor = float((value * of).sum()) / weight if weight else 0.0
    largest = float(np.abs(value).max(initial=0.0))
    fits = np.isfinite(factor) and np.abs(value - factor * of).max(initial=0.0) <= CLOSE * largest + noise
    return factor if fits and largest else 0.0


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.abs(one - other).max(initial=0.0) <= _NOISE * np.abs(other).max(initial=0.0))


def _only(found: list[tuple[str, float]]) -> tuple[str, float] | None:
    """What was found where it is one thing alone: where two inputs fit, neither is named."""
    return found[0] if len(found) == 1 else None


def _times(factor: float, name: str) -> str:
    """3 times x, x divided by 4; of another factor only that there is one."""
    for number, words in ((factor, "{:.0f} times {}"), (1 / factor, "{1} divided by {0:.0f}")):
        if round(number) and abs(number - round(number)) < CLOSE * abs(number):
            return name if round(number) == 1 else words.format(round(number), name)
    return f"a fixed multiple of {name}"


# ---------------------------------------------------------------------------------------------- the inputs


def _is_an_input(output: str, got: np.ndarray, named: list[tuple[str, np.ndarray]]) -> str:
    found = _only([(name, 1.0) for name, value in named if _same(got, value)])
    return f"{output} is {found[0]}, entry by entry. What else should be in it?" if found else ""


def _off_by_an_input(output: str, got: np.ndarray, want: np.ndarray, named: list[tuple[str, np.ndarray]]) -> str:
    error, largest = got - want, float(np.abs(want).max(initial=0.0))
    if np.abs(error).max(initial=0.0) < _SEEN * largest:
        return ""
    found = _only([(name, factor) for name, value in named if (factor := _multiple(error, value, _NOISE * largest))])
    if not found:
        return ""
    name, factor = found
    return (
        f"{output} is off by {_times(factor, name)}, entry by entry. How often does {name} enter, and with which sign?"
    )


def _times_an_input(output: str, got: np.ndarray, want: np.ndarray, named: list[tuple[str, np.ndarray]]) -> str:
    if different(want) < _LEAST:
        return ""
    found = [(name, 1.0) for name, value in named if _same(got, want * value)]
    found += [(name, -1.0) for name, value in named if value.all() and _same(got, want / value)]
    if not (one := _only(found)):
        return ""
    name, power = one
    how = "times" if power > 0 else "divided by"
    return f"{output} is what it should be {how} {name}, entry by entry. How often should {name} enter?"


def _is_a_sum(output: str, got: np.ndarray, inputs: Mapping[str, Any]) -> str:
    """A vector that adds up an input, or the product of two, along all axes but its own."""
    if got.ndim != 1 or different(got) < _LEAST:
        return ""
    whole = [(name, value) for name, value in _arrays(inputs) if value.ndim in _PARTS and value.shape[1] == len(got)]
    terms = list(whole)
    terms += [
        (f"{one} times {other}", first * second)
        for (one, first), (other, second) in combinations_with_replacement(whole, 2)
        if first.shape == second.shape
    ]
    sums = [(name, np.sum(value, axis=tuple(k for k in range(value.ndim) if k != 1))) for name, value in terms]
    found = _only([(name, 1.0) for name, value in sums if _same(got, value)])
    return f"{output} is the sum of {found[0]}. Is that all that should be added up?" if found else ""


# ---------------------------------------------------------------------------------------------- rows, channels


def _parts(want: np.ndarray) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The parts of which there are several, each with enough entries that are not 0."""
    for part, axes in _PARTS.get(want.ndim, ()):
        entries = (want != 0).sum(axis=axes)
        if entries.size > 1 and entries.min() >= _LONG:
            yield part, axes


def _off_in_parts(output: str, got: np.ndarray, want: np.ndarray) -> str:
    error, largest = got - want, float(np.abs(want).max(initial=0.0))
    if np.abs(error).max(initial=0.0) < _SEEN * largest:
        return ""
    for part, axes in _parts(want):
        if np.ptp(error, axis=axes).max() <= CLOSE * np.abs(error).max() + _NOISE * largest:
            return f"Each {part} of {output} is off by one constant. What does each {part} add once?"
    return ""


def _factors(got: np.ndarray, want: np.ndarray, axes: tuple[int, ...] | None) -> np.ndarray | None:
    """The factor of each part, where it is right but for that; None where this is not so."""
    factor = (got * want).sum(axis=axes, keepdims=True) / (want * want).sum(axis=axes, keepdims=True)
    if not np.isfinite(factor).all() or np.abs(factor).min() < _SEEN or np.abs(factor - 1).max() < _SEEN:
        return None
    largest = np.minimum(np.abs(got).max(axis=axes, keepdims=True), np.abs(want).max(axis=axes, keepdims=True))
    return (
        factor if (np.abs(got - factor * want) <= CLOSE * np.abs(factor) * largest + _NOISE * largest).all() else None
    )


def _scaled_in_parts(output: str, got: np.ndarray, want: np.ndarray) -> str:
    for part, axes in _parts(want):
        if _factors(got, want, axes) is not None:
            return (
                f"Each {part} of {output} is right but for one factor. "
                f"What is each {part} multiplied or divided by once?"
            )
    return ""


def _scaled_apart(output: str, got: np.ndarray, want: np.ndarray, every: list[tuple[str, np.ndarray]]) -> str:
    """Right but for a factor, once an input is taken off that both have added."""
    for whole in (True, False):
        fit = {
            (name, part) for name, value in every for part in _scaled(got - value, want - value) if bool(part) != whole
        }
        if len({name for name, _ in fit}) == 1:
            name, part = min(fit)
            each, of = (f"each {part} of {output}", f"each {part}") if part else (output, "all of it")
            return f"Apart from {name}, {each} is right but for one factor. What is {of} multiplied or divided by?"
    return ""


def _scaled(got: np.ndarray, want: np.ndarray) -> Iterator[str]:
    """The parts of which each is right but for one factor; "" stands for the whole."""
    if different(want) >= _LEAST and _factors(got, want, None) is not None:
        yield ""
    yield from (part for part, axes in _parts(want) if _factors(got, want, axes) is not None)


def _signs(output: str, got: np.ndarray, want: np.ndarray) -> str:
    wrong = np.abs(got - want) > CLOSE * np.abs(want).max(initial=0.0)
    if not _same(np.abs(got), np.abs(want)) or min(different(want[wrong]), different(want[~wrong])) < _LEAST:
        return ""
    return f"{output} has the right sizes everywhere and the wrong sign in some places. Which ones are they?"


def _adds_up(output: str, got: np.ndarray, want: np.ndarray, inputs: Mapping[str, Any]) -> str:
    """A gradient that should add up to 0, as where a mean is taken off; times its input too, as where a deviation is divided by."""
    x = dict(_arrays(inputs)).get(output[1:]) if output.startswith("d") else None
    if x is None or x.shape != want.shape or not np.mod(want * _GRID, 1).any():
        return ""  # numbers on a grid may well add up to 0 by chance
    for part, axes in _parts(want):
        if _balance(want, axes) > _NOISE:
            continue
        mine = _balance(got, axes)
        if mine > _SEEN:
            return (
                f"Over each {part}, {output} should add up to 0, and yours does not. "
                f"What becomes of the result where one number is added to all of one {part} of {output[1:]}?"
            )
        centred = x - x.mean(axis=axes, keepdims=True)
        if mine > CLOSE or _tilt(want, centred, axes) > _SEEN / 10 or _tilt(got, centred, axes) < _SEEN:
            return ""
        return (
            f"Over each {part}, {output} adds up to 0, as it should. So should {output} times {output[1:]}, nearly, and yours "
            f"does not. What becomes of the result where all of one {part} of {output[1:]} is multiplied by one number?"
        )
    return ""


def _balance(value: np.ndarray, axes: tuple[int, ...]) -> float:
    """What is left of the sum of a part, as a share of its sizes: the largest of all parts."""
    sizes = np.abs(value).sum(axis=axes)
    return float(np.max(np.abs(value.sum(axis=axes)) / np.where(sizes > 0, sizes, 1.0)))


def _tilt(value: np.ndarray, x: np.ndarray, axes: tuple[int, ...]) -> float:
    """How far a part goes along with x, from 0 to 1: the largest of all parts."""
    sizes = np.sqrt((value * value).sum(axis=axes) * (x * x).sum(axis=axes))
    return float(np.max(np.abs((value * x).sum(axis=axes)) / np.where(sizes > 0, sizes, 1.0)))
