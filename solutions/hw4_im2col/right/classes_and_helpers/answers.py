"""Classes, a dataclass cache, generators and helpers carry the work; the functions only call them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Windows:
    """Where the windows lie on images of one shape."""

    shape: tuple[int, int, int, int]
    height: int
    width: int
    stride: int
    padding: int = 0

    @property
    def counts(self) -> tuple[int, int]:
        _, _, H, W = self.shape
        return (
            1 + (H + 2 * self.padding - self.height) // self.stride,
            1 + (W + 2 * self.padding - self.width) // self.stride,
        )

    @property
    def matrix_shape(self) -> tuple[int, int]:
        N, C, _, _ = self.shape
        return C * self.height * self.width, N * self.counts[0] * self.counts[1]

    def places(self) -> Iterator[tuple[slice, slice, slice]]:
        """Rows and columns of each window in the padded image, and its columns in the matrix."""
        N = self.shape[0]
        for number in range(self.counts[0] * self.counts[1]):
            i, j = divmod(number, self.counts[1])
            top, left = i * self.stride, j * self.stride
            yield slice(top, top + self.height), slice(left, left + self.width), slice(number * N, (number + 1) * N)

    def padded(self, dtype: np.dtype) -> tuple[np.ndarray, np.ndarray]:
        """An array of zeros with room for the border, and its inside."""
        N, C, H, W = self.shape
        p = self.padding
        wide = np.zeros((N, C, H + 2 * p, W + 2 * p), dtype)
        return wide, wide[:, :, p : p + H, p : p + W]


class Im2Col:
    """The linear map and its adjoint."""

    def __init__(self, windows: Windows):
        self.windows = windows

    def __call__(self, x: np.ndarray) -> np.ndarray:
        wide, inside = self.windows.padded(x.dtype)
        inside[...] = x
        matrix = np.empty(self.windows.matrix_shape, x.dtype)
        for rows, columns, place in self.windows.places():
            matrix[:, place] = wide[:, :, rows, columns].reshape(len(x), -1).T
        return matrix

    def adjoint(self, matrix: np.ndarray) -> np.ndarray:
        wide, inside = self.windows.padded(np.dtype(float))
        C = self.windows.shape[1]
        for rows, columns, place in self.windows.places():
            wide[:, :, rows, columns] += matrix[:, place].T.reshape(-1, C, self.windows.height, self.windows.width)
        return inside


@dataclass
class Saved:
    """What a forward pass leaves for its backward pass."""

    step: Im2Col
    matrix: np.ndarray
    w: np.ndarray | None = None


def to_images(matrix: np.ndarray, windows: Windows) -> np.ndarray:
    return matrix.reshape(len(matrix), *windows.counts, -1).transpose(3, 0, 1, 2)


def to_matrix(images: np.ndarray) -> np.ndarray:
    return images.transpose(1, 2, 3, 0).reshape(images.shape[1], -1)


def im2col(X, k_height, k_width, padding=1, stride=1):
    return Im2Col(Windows(X.shape, k_height, k_width, stride, padding))(X)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    return Im2Col(Windows(tuple(X_shape), k_height, k_width, stride, padding)).adjoint(grad_X_col)


def conv_forward_im2col(x, w, b, conv_param):
    windows = Windows(x.shape, w.shape[2], w.shape[3], conv_param["stride"], conv_param["pad"])
    step = Im2Col(windows)
    saved = Saved(step, step(x), w)
    return to_images(w.reshape(len(w), -1) @ saved.matrix + b[:, None], windows), saved


def conv_backward_im2col(dout, cache):
    matrix = to_matrix(dout)
    w = cache.w.reshape(len(cache.w), -1)
    return cache.step.adjoint(w.T @ matrix), (matrix @ cache.matrix.T).reshape(cache.w.shape), matrix.sum(1)


class Pool:
    """A pool over channels taken apart: every channel is an image of its own."""

    def __init__(self, shape, pool_param):
        self.shape = shape
        N, C, H, W = shape
        size = pool_param["pool_height"], pool_param["pool_width"]
        self.windows = Windows((N * C, 1, H, W), *size, pool_param["stride"])
        self.step = Im2Col(self.windows)

    def columns(self, x):
        return self.step(x.reshape(self.windows.shape))

    def out(self, row):
        return row.reshape(*self.windows.counts, *self.shape[:2]).transpose(2, 3, 0, 1)

    def row(self, dout):
        return dout.transpose(2, 3, 0, 1).reshape(1, -1)

    def back(self, matrix):
        return self.step.adjoint(matrix).reshape(self.shape)


def avg_pool_forward_im2col(x, pool_param):
    pool = Pool(x.shape, pool_param)
    return pool.out(pool.columns(x).mean(axis=0)), pool


def avg_pool_backward_im2col(dout, cache):
    size = cache.windows.height * cache.windows.width
    return cache.back(np.ones((size, 1)) @ (cache.row(dout) / size))


def max_pool_forward_fast(x, pool_param):
    pool = Pool(x.shape, pool_param)
    columns = pool.columns(x)
    return pool.out(columns.max(axis=0)), (pool, np.eye(len(columns))[columns.argmax(axis=0)].T)


def max_pool_backward_fast(dout, cache):
    pool, winners = cache
    return pool.back(winners * pool.row(dout))


class StridedConv:
    def __init__(self, w, b, stride, pad):
        self.w, self.b, self.stride, self.pad = w, b, stride, pad

    def __call__(self, x):
        windows = Windows(x.shape, *self.w.shape[2:], self.stride, self.pad)
        wide, inside = windows.padded(x.dtype)
        inside[:] = x
        n, c, y, z = wide.strides
        view = np.lib.stride_tricks.as_strided(
            wide,
            (*x.shape[:2], *windows.counts, *self.w.shape[2:]),
            (n, c, y * self.stride, z * self.stride, y, z),
        )
        return np.einsum("ncijpq,fcpq->nfij", view, self.w) + self.b.reshape(-1, 1, 1)


def conv_forward_strides(x, w, b, conv_param):
    return StridedConv(w, b, **conv_param)(x)
