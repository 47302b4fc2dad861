"""How a random input is written down: as the case that an author copies into questions.py."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.probes import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from grader.records import Call

SHOWN = 12  # values of an array that are written out where nothing shorter makes it
_INDENT = "    "


class Recording(Source):
    """A source that remembers how each array of its was asked for."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.made: list[tuple[NDArray[Any], str]] = []

    def dyadic(self, *shape: int) -> NDArray[np.float64]:
        """As a source does."""
        return self._kept(super().dyadic(*shape), f"r.dyadic({_listed(shape)})")

    def distinct(self, *shape: int) -> NDArray[np.float64]:
        """As a source does."""
        return self._kept(super().distinct(*shape), f"r.distinct({_listed(shape)})")

    def ties(self, *shape: int, values: tuple[float, ...] = (-1.0, 0.0)) -> NDArray[np.float64]:
        """As a source does."""
        return self._kept(super().ties(*shape, values=values), f"r.ties({_listed(shape)}, values={values})")

    def spread(self, *shape: int, mean: float = 0.0, std: float = 1.0) -> NDArray[np.float64]:
        """As a source does."""
        array = super().spread(*shape, mean=mean, std=std)
        return self._kept(array, f"r.spread({_listed(shape)}, mean={mean:g}, std={std:g})")

    def picture(self, height: int, width: int) -> NDArray[np.uint8]:
        """As a source does."""
        return self._kept(super().picture(height, width), f"r.picture({height}, {width})")

    def _kept(self, array: NDArray[Any], text: str) -> NDArray[Any]:
        self.made.append((array, text))
        return array


def _listed(shape: tuple[int, ...]) -> str:
    return ", ".join(map(str, shape))


def spelled(value: Any, made: Sequence[tuple[NDArray[Any], str]]) -> str:
    """The code that makes an input as it was drawn, or else one of its kind and shape.

    Args:
        value: the input, or a part of it.
        made: the arrays that a source drew, and how it was asked for each.
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f'"{key}": {spelled(item, made)}' for key, item in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        parts = ", ".join(spelled(item, made) for item in value)
        return f"[{parts}]" if isinstance(value, list) else f"({parts}{',' if len(value) == 1 else ''})"
    if isinstance(value, np.ndarray):
        known = [text for array, text in made if array is value]
        if known:
            return known[0]
        if value.size and not value.any():
            return f"np.zeros({value.shape})"
        return f"np.array({value.tolist()})" if value.size <= SHOWN else f"r.spread({_listed(value.shape)})"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def case_text(inputs: str, how: str, calls: Sequence[Call], compare: Iterable[str], *, unchanged: bool) -> str:
    """A case in one line.

    Args:
        inputs: the code that draws its inputs.
        how: the code that says how its arrays lie in memory and what type they have, where that is not the usual.
        calls: the calls that it makes.
        compare: what it compares, where that is not all that the last call returns.
        unchanged: whether its inputs must stay as they are.
    """
    more = f", calls={_texts(map(str, calls))}" if len(calls) > 1 else ""
    compared = _texts(compare)
    more += f", compare={compared}" if compared != "()" else ""
    more += ', check="unchanged"' if unchanged else ""
    return f'Case("...", lambda r: {inputs}{how}{more})'


def _texts(texts: Iterable[str]) -> str:
    """A tuple of texts, as the course's files write one."""
    parts = [f'"{text}"' for text in texts]
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def broken(text: str, room: int) -> list[str]:
    """A call or a literal in as many lines as the room asks for, broken as a formatter would.

    Args:
        text: Python in one line.
        room: columns.
    """
    head, parts, tail = _opened(text)
    if len(text) <= room or not parts:
        return [text]
    inner = [line for part in parts for line in broken(f"{part},", room - len(_INDENT))]
    return [head, *(_INDENT + line for line in inner), tail]


def _opened(text: str) -> tuple[str, list[str], str]:
    """What ends with the first bracket, what stands in it between commas, and what begins with its partner."""
    cuts: list[int] = []
    depth = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        opens, closes = token.string in ("(", "[", "{"), token.string in (")", "]", "}")
        depth += opens
        if (opens or closes or token.string == ",") and depth == 1:
            cuts.append(token.start[1])
        depth -= closes
        if closes and not depth:
            break
    parts = [text[begin + 1 : end].strip() for begin, end in pairwise(cuts)]
    return text[: cuts[0] + 1] if cuts else text, [part for part in parts if part], text[cuts[-1] :] if cuts else ""
