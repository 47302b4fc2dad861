"""Every kernel against plain loops, exactly, on shapes that catch what square ones forgive."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from bench.kernels import naive

Array = naive.Array


@dataclass(frozen=True)
class Shape:
    """Sizes of a layer and its input.

    Args:
        name: what is special about it.
        x: (N, C, H, W).
        window: height and width, pixels.
        stride: pixels.
        pad: pixels.
        filters: how many.
    """

    name: str
    x: tuple[int, int, int, int]
    window: tuple[int, int]
    stride: int
    pad: int
    filters: int = 4


SHAPES = (
    Shape("a wide window that steps over its own half", (2, 3, 7, 9), (3, 5), 2, 1),
    Shape("a tall window", (3, 2, 8, 6), (5, 3), 1, 2),
    Shape("one pixel", (2, 3, 5, 4), (1, 1), 1, 0),
    Shape("one pixel of every second", (5, 1, 5, 4), (1, 1), 2, 0),
    Shape("windows side by side", (2, 2, 4, 4), (2, 2), 2, 0),
    Shape("gaps between windows", (2, 3, 9, 7), (2, 3), 4, 0),
    Shape("gaps and padding", (3, 2, 6, 9), (2, 1), 3, 2),
    Shape("padding larger than the window", (2, 2, 4, 5), (2, 2), 1, 3),
    Shape("windows that see padding alone", (1, 2, 3, 2), (2, 3), 2, 5),
    Shape("a window as large as the image", (4, 2, 3, 5), (3, 5), 1, 0),
    Shape("rows that no window reaches", (9, 1, 8, 8), (3, 3), 3, 0),
    Shape("one row, one image", (1, 1, 1, 7), (1, 2), 2, 0),
    Shape("an image of many rows", (2, 8, 40, 42), (3, 3), 1, 1, 2),
    Shape("more pixels than a byte counts in a window", (2, 1, 20, 18), (17, 16), 1, 0, 2),
    Shape("no image at all", (0, 3, 6, 5), (3, 2), 1, 1),
)
SMALL_TILE = 5000  # bytes: a few images or a few output rows of most of the shapes
DTYPES = (np.float32, np.float64)


def dyadic(rng: np.random.Generator, shape: tuple[int, ...], dtype: Any) -> Array:
    """Quarters: their sums and products are exact in either dtype, in any order. Read-only."""
    values = (rng.integers(-12, 13, shape) / 4).astype(dtype)
    values.flags.writeable = False
    return values


def same(name: str, got: Array, expected: Array) -> None:
    """Stop where shape, dtype or any value differs."""
    ok = got.shape == expected.shape and got.dtype == expected.dtype and np.array_equal(got, expected, equal_nan=True)
    if not ok:
        raise AssertionError(f"{name}: {got.shape} {got.dtype} differs from {expected.shape} {expected.dtype}")


def check_cells(im2col: ModuleType, col2im: ModuleType, shape: Shape, dtype: Any) -> None:
    """The two answers in the homework's layout, and that one is the adjoint of the other."""
    rng, more = np.random.default_rng(3), (*shape.window, shape.pad, shape.stride)
    x = dyadic(rng, shape.x, dtype)
    expected = naive.im2col(x, *shape.window, shape.stride, shape.pad)
    rows = (shape.x[1] * shape.window[0] * shape.window[1], expected[0, 0, 0].size)
    cols = im2col.im2col_cython(x, *more)
    same(f"im2col_cython, {shape.name}", cols, expected.reshape(rows))
    grad = dyadic(rng, rows, dtype)
    back = col2im.col2im_cython(grad, *shape.x, *more)
    same(
        f"col2im_cython, {shape.name}",
        back,
        naive.col2im(grad.reshape(expected.shape), shape.x, shape.stride, shape.pad),
    )
    assert np.sum(cols * grad, dtype=float) == np.sum(x * back, dtype=float), f"not the adjoint, {shape.name}"


def check_columns(kernels: ModuleType, shape: Shape, dtype: Any) -> None:
    """The columns of each image by itself, fresh and written into an array given."""
    rng, more = np.random.default_rng(4), (*shape.window, shape.stride, shape.pad)
    x = dyadic(rng, shape.x, dtype)
    apart = naive.im2col(x, *more)
    size = (shape.x[0], shape.x[1] * shape.window[0] * shape.window[1], apart.shape[3] * apart.shape[4])
    expected = np.moveaxis(apart, -1, 0).reshape(size)
    same(f"im2col, {shape.name}", kernels.im2col(x, *more), expected)
    out = np.full(size, np.nan, dtype)
    assert kernels.im2col(x, *more, out=out) is out
    same(f"im2col into an array, {shape.name}", out, expected)
    grad = dyadic(rng, size, dtype)
    wanted = naive.col2im(
        np.moveaxis(grad.reshape(np.moveaxis(apart, -1, 0).shape), 0, -1), shape.x, shape.stride, shape.pad
    )
    same(f"col2im, {shape.name}", kernels.col2im(grad, shape.x, *more), wanted)


def check_conv(kernels: ModuleType, shape: Shape, dtype: Any) -> None:
    """Convolution, forward and backward, in the tiles of columns that it uses and in smaller ones."""
    rng, more = np.random.default_rng(5), (shape.stride, shape.pad)
    x = dyadic(rng, shape.x, dtype)
    w, b = dyadic(rng, (shape.filters, shape.x[1], *shape.window), dtype), dyadic(rng, (shape.filters,), dtype)
    out = naive.conv_forward(x, w, b, *more)
    dout = dyadic(rng, out.shape, dtype)
    gradients = naive.conv_backward(dout, x, w, *more)
    usual = kernels.TILE
    try:
        for tile in (usual, SMALL_TILE):
            kernels.TILE = tile
            same(f"conv_forward, {shape.name}", kernels.conv_forward(x, w, b, *more), out)
            for name, got, expected in zip(("dx", "dw", "db"), kernels.conv_backward(dout, x, w, *more), gradients):
                same(f"{name} of conv_backward, {shape.name}", got, expected)
    finally:
        kernels.TILE = usual


def check_pool(kernels: ModuleType, shape: Shape, dtype: Any) -> None:
    """Max pooling, with the ties that quarters have plenty of, and with NaN, which wins."""
    if min(shape.x[2] - shape.window[0], shape.x[3] - shape.window[1]) < 0:
        return
    rng, more = np.random.default_rng(6), (*shape.window, shape.stride)
    x = dyadic(rng, shape.x, dtype)
    out, places = naive.max_pool_forward(x, *more)
    got, argmax = kernels.max_pool_forward(x, *more)
    same(f"max_pool_forward, {shape.name}", got, out)
    same(f"argmax, {shape.name}", argmax.astype(int), places)
    dout = dyadic(rng, out.shape, dtype)
    dx = kernels.max_pool_backward(dout, argmax, shape.x, *more)
    same(f"max_pool_backward, {shape.name}", dx, naive.max_pool_backward(dout, x, *more))
    spoilt = np.where(rng.random(shape.x) < 0.2, np.nan, x).astype(dtype)
    same(f"NaN, {shape.name}", kernels.max_pool_forward(spoilt, *more)[0], naive.max_pool_forward(spoilt, *more)[0])
