"""What the attacks on compiled and on timed answers are aimed at: one of each kind, and a plain one that must never be harmed."""

import numpy as np

from grader.declare import Assignment, Case, Group, Question, Speed

# a value that no message about a hidden case may show; exact in float32
MARK = 4711.25


def rows(name, *shape, **more):
    """A case with one array."""
    return Case(name, lambda r: {"x": r.dyadic(*shape)}, **{"seconds": 1.0} | more)


def windows(N, L, K):
    """Rows and weights."""
    return lambda r: {"x": r.dyadic(N, L), "w": r.dyadic(K)}


def marked(r):
    """Rows that begin with a value which shows at once where it comes to light."""
    x = r.dyadic(16, 81)
    x[:, 0] = MARK
    return {"x": x, "w": r.dyadic(5)}


row_sums = Question(
    "row_sums(x) -> out",
    4,
    (
        Group(
            "all",
            4,
            (
                rows("shown", 3, 4, public=True),
                rows("long", 7, 11, read_only=True),
                Case("marked", lambda r: {"x": np.full((7, 13), MARK)}, seconds=1.0),
            ),
        ),
    ),
    compiled=True,
)

# The loops that are timed beside an answer take 4 to 8 ms for each shape. Their like reaches 1, a loop over rows and
# weights 25 to 40, a loop over weights alone over 80, as do windows as a view.
smooth = Question(
    "smooth(x, w) -> out",
    4,
    (
        Group(
            "all",
            2,
            (
                Case("shown", windows(2, 9, 3), public=True, seconds=1.0),
                Case("long", windows(5, 17, 4), seconds=1.0),
                Case("one window", windows(3, 6, 6), seconds=1.0),
            ),
        ),
    ),
    speed=Speed(
        rolling="x",
        shapes=(("sixteen rows", marked), ("eight rows", windows(8, 161, 7))),
        steps=((4, 1), (20, 1)),
    ),
)

relu = Question("relu(x) -> out", 4, (Group("all", 4, (rows("shown", 3, 4, public=True), rows("long", 7, 11))),))

assignment = Assignment(
    "hw0_fast", "What the attacks on compiled and on timed answers are aimed at", (row_sums, smooth, relu)
)
