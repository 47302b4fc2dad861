"""How far one entry of an input reaches: the picture that explains a wrong index better than a table of numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.clues import Trace
from grader.compare import is_photo
from grader.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.clues import Reach
    from grader.records import Outcome, Request

GRADIENTS = ("dout", "grad_X_col")  # inputs in which every backward pass is linear
FIRST = (*GRADIENTS, "x", "X", "image")  # inputs whose entries are followed, by the name they have everywhere
STEP = 64.0  # added to an entry, or taken off: more than any other value, so that it wins its pooling windows
_SEEN = 1e-6  # of the step, below which an output has not changed
_AXES = {4: ("images", "channels", "rows", "columns"), 3: ("rows", "columns", "channels"), 2: ("rows", "columns")}
_FILTERS = {"dw": ("filters", "channels", "rows", "columns")}


def chosen(request: Request) -> tuple[str, tuple[int, ...]] | None:
    """The input and the entry to follow: well inside, in another row than column; None where there is nothing to follow."""
    for name in FIRST:
        value = request.inputs.get(name)
        if isinstance(value, np.ndarray) and value.dtype.kind in "fu" and value.ndim >= 2 and value.size > 1:
            if is_photo(value.shape):
                return name, tuple(min(size - 1, wish) for size, wish in zip(value.shape, (1, 2, 0)))
            inner = [min(size - 1, wish) for size, wish in zip(value.shape[-2:], (1, 2))]
            return name, (*(size - 1 for size in value.shape[:-2]), *inner)
    return None


def changed(request: Request, name: str, index: tuple[int, ...], *, down: bool = False) -> Request:
    """The same request with one entry of one input changed: made larger, or smaller."""
    value = np.array(request.inputs[name])
    at, step = tuple(slice(k, k + 1) for k in index), value.dtype.type(STEP)
    value[at] = value[at] - step if down else value[at] + step  # of a picture, it may wrap around
    return replace(request, inputs={**request.inputs, name: value})


def reach(before: Any, after: Any) -> Reach | None:
    """The indices at which something changed, axis by axis; empty where nothing did, None where this cannot be said."""
    if not (isinstance(before, np.ndarray) and isinstance(after, np.ndarray)) or before.shape != after.shape:
        return None
    if before.dtype.kind not in "iuf" or after.dtype.kind not in "iuf":
        return None
    with np.errstate(all="ignore"):
        moved = np.abs(after.astype(np.float64) - before.astype(np.float64))
        places = np.argwhere(~(moved <= _SEEN * STEP))
    if not len(places):
        return ()
    return tuple(tuple(int(k) for k in np.unique(along)) for along in places.T)


def follow(request: Request, before: Outcome, ask: Callable[[Request], Outcome]) -> Trace | None:
    """Change one entry, up and down, and see where the reference's outputs follow it.

    Args:
        request: what was asked.
        before: what the reference answered.
        ask: has it answer another request.

    Returns:
        None where there is nothing to follow, or no answer with the entry made larger.
    """
    entry = chosen(request)
    if entry is None:
        return None
    up, down = (ask(changed(request, *entry, down=down)) for down in (False, True))
    return traced(*entry, before, up, down) if up.verdict is Verdict.PASSED else None


def traced(name: str, index: tuple[int, ...], before: Outcome, after: Outcome, down: Outcome | None = None) -> Trace:
    """What the reference's outputs do when one entry is changed.

    What a larger entry leaves as it is may depend on it all the same, as a minimum does. An output of which this is so is
    left out, and where it was not asked, one that does not change at all; a gradient tells all by one change.

    Args:
        name: the input.
        index: the entry.
        before: what the reference returns.
        after: what it returns with the entry made larger.
        down: what it returns with the entry made smaller; None where this was not asked.
    """
    kept = {}
    for output, value in before.values.items():
        where, lower = (reach(value, then.values.get(output)) if then else None for then in (after, down))
        whole = name in GRADIENTS or (lower is not None and _within(lower, where)) or (lower is None and where)
        if where is not None and len(where) != 1 and whole:
            kept[output] = where
    return Trace(name, index, kept)


def _within(inner: Reach, outer: Reach | None) -> bool:
    """Whether one reach goes nowhere that another one does not."""
    return not inner or (bool(outer) and all({*a} <= {*b} for a, b in zip(inner, outer or ())))


def told(trace: Trace, wrong: tuple[str, ...], before: Outcome, after: Outcome) -> Mapping[str, Any] | None:
    """Where a changed entry reaches other places than it should: the first wrong output of which this is so.

    Args:
        trace: what should change.
        wrong: the outputs that are wrong, the first one to be told first.
        before: what the student's functions returned for the case.
        after: what they returned with the entry changed.

    Returns:
        The data of a message; None where every entry reaches its place, or nothing can be said.
    """
    for output in wrong:
        should, does = trace.reach.get(output), reach(before.values.get(output), after.values.get(output))
        if should is None or does is None or should == does or (should and does and len(should) != len(does)):
            continue
        names = _FILTERS.get(output) or _AXES.get(len(should or does), ())
        if len(names) != len(should or does):
            continue
        differing = [
            [axis, list(want), list(have)] for axis, want, have in zip(names, should, does or should) if want != have
        ]
        wanted = [[axis, list(want)] for axis, want in zip(names, should)]
        return {
            "input": trace.input,
            "index": list(trace.index),
            "output": output,
            "should": wanted[-2:],
            "differing": differing,
        }
    return None
