"""The worker's end of timing: arguments held, calls made one after the other, what they returned handed over."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.sandbox import execute

if TYPE_CHECKING:
    from collections.abc import Callable

_held: list[list[Any]] = []  # arguments of the calls of a round that are still to be made
_returned: list[Any] = []  # by those that were made


def hold(request: dict[str, Any]) -> dict[str, Any]:
    """Keep the arguments of some calls, and forget the calls before them."""
    _returned.clear()
    _held[:] = [_arguments(request)]
    return {"held": request["count"]}


def made(function: Callable[..., Any]) -> int:
    """Make the calls whose arguments are held, keep what they return, and say how many there were."""
    count = 0
    # what is still to come has no name here, so that no function finds it in the frame that calls it
    for result in map(function, *(_held.pop() if _held else ((),))):
        _returned.append(result)
        count += 1
    return count


def fetch(request: dict[str, Any]) -> dict[str, Any]:
    """What one of the calls returned: the first of it, where there is more."""
    value = _returned[request["index"]]
    many = request["returns"] > 1 and isinstance(value, (tuple, list)) and len(value) == request["returns"]
    return {"value": value[0] if many else value}


def _arguments(request: dict[str, Any]) -> list[Any]:
    """The arguments of the calls, each as an iterator over the calls; each call has a part that no other gets."""
    rolling, width, count = request["rolling"], request["width"], request["count"]
    found: list[Any] = []
    for name in request["arguments"]:
        value = request["inputs"].pop(name)
        if name == rolling:
            parts = [np.array(value[first : first + width]) for first in range(0, len(value) - width + 1, width)]
            found.append(iter(parts[:count]))
        else:
            found.append(itertools.repeat(execute.prepare(value, "C", False), count))
    return found
