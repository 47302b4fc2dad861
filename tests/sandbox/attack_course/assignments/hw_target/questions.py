"""What the attacks are aimed at: a layer, its backward, and a function beside them; one group each, so that all or nothing is earned."""

import numpy as np

from grader.declare import Assignment, Case, Group, Question

# a value that no message about a hidden case may show; exact in float32
MARK = 4711.25

BACK = ("relu_forward(x) -> out, cache", "relu_backward(dout, cache) -> dx")
TWO_BATCHES = (
    "relu_forward(x) -> out, cache",
    "relu_forward(x2) -> out2, cache2",
    "relu_backward(dout, cache) -> dx",
    "relu_backward(dout, cache2) -> dx2",
)


def layer_case(name, *shape, **more):
    """A forward case; the public ones alone have fewer than seven rows."""
    return Case(name, lambda r: {"x": r.dyadic(*shape)}, **{"seconds": 1.0} | more)


def back_case(name, *shape, **more):
    """A backward case on what the student's own forward returned."""
    arrays = {"calls": BACK, "seconds": 1.0} | more
    return Case(name, lambda r: {"x": r.dyadic(*shape), "dout": r.dyadic(*shape)}, **arrays)


def two_batches(r):
    """Two inputs that go through the layer before the first gradient comes back."""
    return {"x": r.dyadic(7, 11), "x2": r.dyadic(7, 11), "dout": r.dyadic(7, 11)}


def row_case(name, height, width, field, stride, **more):
    """A case of im2row."""
    inputs = {"field": field, "stride": stride}
    return Case(name, lambda r: {"x": r.dyadic(height, width), **inputs}, **{"seconds": 1.0} | more)


def marked(r):
    """An input that shows at once where it comes to light."""
    return {"x": np.full((7, 13), MARK), "field": 2, "stride": 2}


relu_forward = Question(
    "relu_forward(x) -> out, cache",
    4,
    (
        Group(
            "all",
            4,
            (
                layer_case("shown", 3, 4, public=True),
                layer_case("shown, left as it was", 2, 5, public=True, check="unchanged"),
                layer_case("long", 7, 11),
                layer_case("Fortran order", 8, 11, layout="F"),
                Case("marked", lambda r: {"x": np.full((7, 13), MARK)}, seconds=1.0),
            ),
        ),
    ),
)

relu_backward = Question(
    "relu_backward(dout, cache) -> dx",
    4,
    (
        Group(
            "all",
            4,
            (
                back_case("shown", 3, 4, public=True),
                back_case("long", 7, 11),
                back_case("read-only", 9, 11, read_only=True),
                Case("two batches", two_batches, calls=TWO_BATCHES, compare=("dx", "dx2"), seconds=1.0),
            ),
        ),
    ),
    forward="relu_forward",
    documented_cache=("x",),
)

im2row = Question(
    "im2row(x, field, stride) -> rows",
    4,
    (
        Group(
            "all",
            4,
            (
                row_case("shown", 4, 5, 2, 1, public=True),
                row_case("shown, left as it was", 5, 4, 2, 2, public=True, check="unchanged"),
                row_case("long", 7, 11, 3, 2),
                row_case("gaps", 8, 11, 2, 3),
                Case("marked", marked, seconds=1.0),
            ),
        ),
    ),
)

assignment = Assignment("hw_target", "What the attacks are aimed at", (relu_forward, relu_backward, im2row))
