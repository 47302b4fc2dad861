"""The smallest input that tells a wrong answer from the right one, among many that an assignment's author lets draw."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from grader.compare import Mismatch, compare
from grader.messages import VERDICTS
from grader.quality.drawn import drawn_again
from grader.quality.spelling import case_text
from grader.quality.trial import bounded
from grader.records import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.quality.drawn import Draw, Drawn, Functions

LEAST_DIFFERENT = 10  # inputs, for a mutant to be confirmed as equal to its source
CASES = 20  # that are tried for one wrong answer, until one tells it apart and costs no right answer anything
ASKED = "the right answer"  # as it is told that one is asked, should it end its process
AGAIN = 5  # submissions that such a case is drawn for


@dataclass(frozen=True)
class Difference:
    """Where a wrong answer shows.

    Args:
        what: what is not as the reference's.
        size: how many values the input has.
        case: one that draws such inputs, tells the answer apart on each of them and passes for every right answer;
            empty where none was found.
    """

    what: str
    size: int
    case: str = ""


@dataclass
class Rights:
    """The reference and the right answers in other styles, which decide what may be held against an answer.

    Args:
        reference: the right functions.
        styles: makes the functions of each other style, by name; none is made before it is asked for.
    """

    reference: Functions
    styles: Mapping[str, Callable[[], Functions]] = field(default_factory=dict)
    _made: dict[str, Functions] = field(default_factory=dict)
    _failing: dict[int, tuple[Draw, str]] = field(default_factory=dict)
    _again: dict[tuple[str, str], list[Draw]] = field(default_factory=dict)

    def failing(self, draw: Draw, tell: Callable[[str], None]) -> str:
        """A style that gives something else than the reference on an input; empty where none does."""
        if id(draw) not in self._failing:
            # kept with the draw, whose id would else become another's
            self._failing[id(draw)] = draw, self._first_failing(draw, tell)
        return self._failing[id(draw)][1]

    def _first_failing(self, draw: Draw, tell: Callable[[str], None]) -> str:
        failing = ""
        for name, make in self.styles.items():
            tell(f"{ASKED} {name}")
            if name not in self._made:
                self._made[name] = make()
            if _tried(draw, self._made[name], unchanged=draw.unchanged):
                failing = name
                break
        tell("")
        return failing

    def again(self, draw: Draw, case: str, tell: Callable[[str], None]) -> list[Draw]:
        """What a case draws for some submissions; nothing where it cannot be one, or a right answer fails it."""
        key = draw.request.calls[-1].function, case
        if key not in self._again:
            made = [drawn_again(draw, str(k), self.reference) for k in range(AGAIN)]
            fair = [each for each in made if each and not self.failing(each, tell)]
            self._again[key] = fair if len(fair) == AGAIN else []
        return self._again[key]


def difference(
    drawn: Drawn, functions: Functions, rights: Rights, tell: Callable[[str], None] = lambda _: None
) -> tuple[Difference | None, str]:
    """Where a namespace of functions first gives something else than the reference, and no right answer does.

    Args:
        drawn: inputs, the smallest first.
        functions: the namespace.
        rights: the right answers; on what one of them fails, say for rounding, it is held against nobody.
        tell: told now and then how far it is.

    Returns:
        The difference, and a right answer that gave something else on inputs where the functions did, too.
    """
    first, astray = None, ""
    looked_at: set[str] = set()
    for draw in drawn.draws:
        what = _tried(draw, functions)
        if what and draw.plain and (simpler := _tried(draw.plain, functions)):
            draw, what = draw.plain, simpler
        if not what:
            continue
        if failing := rights.failing(draw, tell):
            astray = astray or failing
            continue
        first = first or Difference(what, draw.size)
        asked, case = _as_case(draw, what)
        if case in looked_at:
            continue
        if len(looked_at) == CASES:
            break
        looked_at.add(case)
        again = rights.again(asked, case, tell)
        if again and all(_tried(each, functions, unchanged=each.unchanged) for each in again):
            return Difference(what, draw.size, case), astray
    return first, astray


def _tried(draw: Draw, functions: Functions, *, unchanged: bool = True) -> str:
    """What differs on one input; empty where nothing does."""
    with np.errstate(all="ignore"):
        outcome = bounded(functions, draw.request)
    try:
        return _what_differs(draw, outcome, unchanged=unchanged)
    except MemoryError:
        return "is too large to be compared"


def _what_differs(draw: Draw, outcome: Outcome, *, unchanged: bool) -> str:
    if outcome.verdict is not Verdict.PASSED:
        fault = outcome.fault
        return f"raises {fault.type_name or fault.text}" if fault else VERDICTS[outcome.verdict]
    for name, expected in draw.outcome.values.items():
        if name not in outcome.values:
            return f"{name} is absent"
        if found := compare(name, outcome.values[name], expected, draw.tolerance):
            return f"{name} {_differing(found)}"
    changed = sorted(set(outcome.changed) - set(draw.outcome.changed)) if unchanged else []
    return f"{changed[0]} is written to" if changed else ""


def _differing(found: Mismatch) -> str:
    """What is wrong with one value, in a few words."""
    return {
        "type": f"is {found.got}, not {found.expected}",
        "shape": "differs in its shape",
        "dtype": f"is of dtype {found.got}",
        "not_finite": "is NaN or infinite",
    }.get(found.kind, "differs in values")


def _as_case(draw: Draw, what: str) -> tuple[Draw, str]:
    """A case that shows a difference: what it asks, and how it is written."""
    outputs = [name for name in draw.request.want if "[" not in name]
    looked_up = [name for name in draw.request.want if name not in outputs and what.startswith(f"{name} ")]
    unchanged = what.endswith("is written to")
    asked = replace(
        draw, request=replace(draw.request, want=tuple(looked_up or outputs)), plain=None, unchanged=unchanged
    )
    return asked, case_text(draw.spelled, draw.how, draw.request.calls, looked_up, unchanged=unchanged)
