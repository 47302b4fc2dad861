"""The same layers in plain loops over windows: what every kernel must agree with, and what the last row is timed against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def windows(padded: Array, kh: int, kw: int, stride: int) -> Iterator[tuple[int, int, tuple[slice, slice]]]:
    """Output row, output column, and what the window covers of the padded images."""
    for i in range(1 + (padded.shape[2] - kh) // stride):
        for j in range(1 + (padded.shape[3] - kw) // stride):
            yield i, j, (slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw))


def padded(x: Array, pad: int) -> Array:
    """Zeros around each image."""
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))


def sizes(shape: tuple[int, ...], kh: int, kw: int, stride: int, pad: int) -> tuple[int, int]:
    """Output rows and columns."""
    return 1 + (shape[2] + 2 * pad - kh) // stride, 1 + (shape[3] + 2 * pad - kw) // stride


def im2col(x: Array, kh: int, kw: int, stride: int, pad: int) -> Array:
    """Every window as it stands: (C, kh, kw, H_out, W_out, N)."""
    large = padded(x, pad)
    cols = np.zeros((x.shape[1], kh, kw, *sizes(x.shape, kh, kw, stride, pad), len(x)), x.dtype)
    for i, j, (rows, columns) in windows(large, kh, kw, stride):
        cols[:, :, :, i, j] = large[:, :, rows, columns].transpose(1, 2, 3, 0)
    return cols


def col2im(cols: Array, shape: tuple[int, ...], stride: int, pad: int) -> Array:
    """Every window, (C, kh, kw, H_out, W_out, N), added back to where it stood."""
    large = padded(np.zeros(shape, cols.dtype), pad)
    for i, j, (rows, columns) in windows(large, *cols.shape[1:3], stride):
        large[:, :, rows, columns] += cols[:, :, :, i, j].transpose(3, 0, 1, 2)
    return large[:, :, pad : pad + shape[2], pad : pad + shape[3]]


def conv_forward(x: Array, w: Array, b: Array, stride: int, pad: int) -> Array:
    """One image, one filter, one window at a time."""
    large = padded(x, pad)
    out = np.zeros((len(x), len(w), *sizes(x.shape, *w.shape[2:], stride, pad)), x.dtype)
    for n in range(len(x)):
        for f in range(len(w)):
            for i, j, (rows, columns) in windows(large, *w.shape[2:], stride):
                out[n, f, i, j] = np.sum(large[n, :, rows, columns] * w[f]) + b[f]
    return out


def conv_backward(dout: Array, x: Array, w: Array, stride: int, pad: int) -> tuple[Array, Array, Array]:
    """Gradients of x, w and b."""
    large = padded(x, pad)
    dlarge, dw = np.zeros_like(large), np.zeros_like(w)
    for n in range(len(x)):
        for f in range(len(w)):
            for i, j, (rows, columns) in windows(large, *w.shape[2:], stride):
                dlarge[n, :, rows, columns] += dout[n, f, i, j] * w[f]
                dw[f] += dout[n, f, i, j] * large[n, :, rows, columns]
    return dlarge[:, :, pad : pad + x.shape[2], pad : pad + x.shape[3]], dw, dout.sum(axis=(0, 2, 3))


def max_pool_forward(x: Array, ph: int, pw: int, stride: int) -> tuple[Array, Array]:
    """The maximum of each window, and its place in it."""
    out = np.zeros((*x.shape[:2], *sizes(x.shape, ph, pw, stride, 0)), x.dtype)
    places = np.zeros(out.shape, int)
    for i, j, (rows, columns) in windows(x, ph, pw, stride):
        flat = x[:, :, rows, columns].reshape(*x.shape[:2], ph * pw)
        out[:, :, i, j], places[:, :, i, j] = flat.max(axis=2), flat.argmax(axis=2)
    return out, places


def max_pool_backward(dout: Array, x: Array, ph: int, pw: int, stride: int) -> Array:
    """Each entry of dout to the first maximum of its window."""
    dx = np.zeros_like(x)
    for n, c in np.ndindex(x.shape[:2]):
        for i, j, (rows, columns) in windows(x, ph, pw, stride):
            window = x[n, c, rows, columns]
            place = np.unravel_index(window.argmax(), window.shape)
            dx[n, c, rows, columns][place] += dout[n, c, i, j]
    return dx
