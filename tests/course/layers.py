"""The references' layers on awkward shapes: inputs, forward, and the backward that is to be its gradient."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from grader.course import Course
from grader.probes import Source

COURSE = Course(Path(__file__).parents[2])
HW2 = COURSE.homework("hw2_conv").reference.functions
HW4 = COURSE.homework("hw4_im2col").reference.functions
APART = 32  # distinct values, multiples of 1/4, times this are 8 apart


class Conv(NamedTuple):
    """Sizes of a convolution."""

    N: int
    C: int
    H: int
    W: int
    F: int
    HH: int
    WW: int
    stride: int
    pad: int

    def inputs(self, source):
        """Images, filters and biases."""
        filters = self.F, self.C, self.HH, self.WW
        return source.dyadic(*self[:4]), source.dyadic(*filters), source.dyadic(self.F)

    @property
    def param(self):
        """As the questions call it."""
        return {"stride": self.stride, "pad": self.pad}


class Pool(NamedTuple):
    """Sizes of a pooling layer."""

    N: int
    C: int
    H: int
    W: int
    height: int
    width: int
    stride: int

    @property
    def param(self):
        """As the questions call it."""
        return {"pool_height": self.height, "pool_width": self.width, "stride": self.stride}


class Norm(NamedTuple):
    """Sizes of a spatial batch norm, and its eps."""

    N: int
    C: int
    H: int
    W: int
    eps: float


CONVS = (
    Conv(2, 3, 6, 7, 4, 3, 2, stride=1, pad=0),
    Conv(2, 3, 7, 6, 4, 2, 3, stride=2, pad=1),  # a row and a column are left over
    Conv(2, 3, 7, 8, 4, 3, 3, stride=2, pad=0),  # windows overlap
    Conv(2, 2, 8, 7, 3, 2, 1, stride=3, pad=2),  # windows leave gaps, and some lie in the padding
    Conv(3, 1, 5, 6, 2, 1, 1, stride=2, pad=0),
    Conv(2, 3, 2, 3, 4, 5, 6, stride=1, pad=2),  # filters larger than images
    Conv(1, 1, 5, 4, 1, 3, 2, stride=1, pad=1),
    Conv(1, 1, 1, 1, 1, 1, 1, stride=1, pad=0),
)
POOLS = (
    Pool(2, 3, 6, 8, 2, 2, stride=2),
    Pool(2, 3, 7, 8, 3, 2, stride=1),  # windows overlap
    Pool(2, 2, 8, 7, 3, 3, stride=2),  # they overlap, and a row is left over
    Pool(3, 2, 8, 9, 2, 3, stride=4),  # they leave gaps
    Pool(1, 1, 4, 5, 4, 2, stride=3),
    Pool(1, 1, 1, 1, 1, 1, stride=1),
)
NORMS = (
    Norm(3, 2, 3, 4, eps=1e-5),
    Norm(2, 3, 4, 3, eps=0.5),
    Norm(2, 2, 3, 2, eps=10.0),
    Norm(4, 3, 1, 1, eps=0.1),
    Norm(1, 1, 3, 2, eps=0.1),
)


class Layer(NamedTuple):
    """A layer at one point.

    Args:
        inputs: arrays, where the gradients are taken.
        forward: takes arrays like inputs, gives one array.
        backward: takes the gradient of what forward gives at inputs, gives one gradient for each of them.
    """

    inputs: tuple[np.ndarray, ...]
    forward: Callable[..., np.ndarray]
    backward: Callable[[np.ndarray], tuple[np.ndarray, ...]]


def conv(functions: Any, forward: str, backward: str, size: Conv, source: Source) -> Layer:
    """A convolution."""
    inputs = size.inputs(source)
    return Layer(
        inputs,
        lambda x, w, b: functions[forward](x, w, b, size.param)[0],
        lambda dout: functions[backward](dout, functions[forward](*inputs, size.param)[1]),
    )


def pool(functions: Any, forward: str, backward: str, size: Pool, source: Source) -> Layer:
    """A pooling layer; where it selects, far from ties."""
    inputs = (source.dyadic(*size[:4]) if forward.startswith("avg") else APART * source.distinct(*size[:4]),)
    return Layer(
        inputs,
        lambda x: functions[forward](x, size.param)[0],
        lambda dout: (functions[backward](dout, functions[forward](*inputs, size.param)[1]),),
    )


def norm(functions: Any, forward: str, backward: str, size: Norm, source: Source) -> Layer:
    """A batch norm in mode 'train'; channels differ in mean and spread."""
    channels = np.arange(1, size.C + 1)
    x = channels[:, None, None] * source.spread(*size[:4], mean=-1)
    inputs = x, source.dyadic(size.C), source.dyadic(size.C)

    def run(*arrays):
        return functions[forward](*arrays, {"mode": "train", "eps": size.eps})

    return Layer(inputs, lambda *arrays: run(*arrays)[0], lambda dout: functions[backward](dout, run(*inputs)[1]))


def columns(functions: Any, forward: str, backward: str, size: Conv, source: Source) -> Layer:
    """Im2col, and what carries its gradient back."""
    inputs = (source.dyadic(*size[:4]),)
    window = size.HH, size.WW, size.pad, size.stride
    shape = size[:4] if backward.endswith("_cython") else (size[:4],)
    return Layer(
        inputs,
        lambda x: functions[forward](x, *window),
        lambda dout: (functions[backward](dout, *shape, *window),),
    )


LAYERS = {
    "conv_backward_naive": (conv, HW2, "conv_forward_naive", CONVS),
    "max_pool_backward_naive": (pool, HW2, "max_pool_forward_naive", POOLS),
    "spatial_batchnorm_backward": (norm, HW2, "spatial_batchnorm_forward", NORMS),
    "im2col_bw": (columns, HW4, "im2col", CONVS),
    "col2im_cython": (columns, HW4, "im2col_cython", CONVS),
    "conv_backward_im2col": (conv, HW4, "conv_forward_im2col", CONVS),
    "avg_pool_backward_im2col": (pool, HW4, "avg_pool_forward_im2col", POOLS),
    "max_pool_backward_fast": (pool, HW4, "max_pool_forward_fast", POOLS),
}


def layer(backward: str, size: Any, functions: Any = None) -> Layer:
    """The layer of one backward function at a random point of the given sizes.

    Args:
        backward: a name of LAYERS.
        size: one of its sizes.
        functions: where its functions are looked up; the references' by default.
    """
    make, reference, forward, _ = LAYERS[backward]
    return make(functions or reference, forward, backward, size, Source(1))
