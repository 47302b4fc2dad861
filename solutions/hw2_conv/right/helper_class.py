"""Odd: each function hands over to a class; the caches are frozen dataclasses, and generators walk the windows."""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Axis:
    """One image axis seen through a sliding window."""

    size: int
    kernel: int
    stride: int = 1
    pad: int = 0
    dilation: int = 1

    @property
    def reach(self):
        return self.dilation * (self.kernel - 1) + 1

    @property
    def slack(self):
        return self.size + 2 * self.pad - self.reach

    @property
    def fits(self):
        return self.slack >= 0 and self.slack % self.stride == 0

    def __len__(self):
        return self.slack // self.stride + 1 if self.slack >= 0 else 0

    def __iter__(self):
        for position in range(len(self)):
            yield position, slice(position * self.stride, position * self.stride + self.kernel)


class Grid:
    """All windows of an image: two axes walked together."""

    def __init__(self, rows, columns):
        self.rows, self.columns = rows, columns

    @property
    def shape(self):
        return len(self.rows), len(self.columns)

    def __iter__(self):
        for i, rows in self.rows:
            for j, columns in self.columns:
                yield (..., i, j), (..., rows, columns)


@dataclass(frozen=True, eq=False)
class Convolution:
    """A layer that remembers what its backward pass needs."""

    x: np.ndarray
    w: np.ndarray
    b: np.ndarray
    stride: int
    pad: int
    x_pad: np.ndarray = field(init=False, repr=False)
    grid: Grid = field(init=False, repr=False)

    def __post_init__(self):
        margin = (self.pad, self.pad)
        object.__setattr__(self, "x_pad", np.pad(self.x, ((0, 0), (0, 0), margin, margin)))
        (H, W), (HH, WW) = self.x.shape[2:], self.w.shape[2:]
        grid = Grid(Axis(H, HH, self.stride, self.pad), Axis(W, WW, self.stride, self.pad))
        object.__setattr__(self, "grid", grid)

    def forward(self):
        out = np.empty((len(self.x), len(self.w), *self.grid.shape))
        for at, window in self.grid:
            out[at] = np.einsum("ncpq,fcpq->nf", self.x_pad[window], self.w) + self.b
        return out

    def backward(self, dout):
        dx_pad, dw = np.zeros(self.x_pad.shape), np.zeros(self.w.shape)
        for at, window in self.grid:
            dx_pad[window] += np.einsum("nf,fcpq->ncpq", dout[at], self.w)
            dw += np.einsum("nf,ncpq->fcpq", dout[at], self.x_pad[window])
        H, W = self.x.shape[2:]
        return dx_pad[:, :, self.pad :, self.pad :][:, :, :H, :W], dw, np.einsum("nfij->f", dout)


class Pool:
    """A pooling layer whose reduction is chosen by the subclass."""

    reduce = None

    def __init__(self, pool_height, pool_width, stride):
        self.kernel, self.stride = (pool_height, pool_width), stride

    def windows(self, x):
        (H, W), (ph, pw) = x.shape[2:], self.kernel
        return Grid(Axis(H, ph, self.stride), Axis(W, pw, self.stride))

    def __call__(self, x):
        grid = self.windows(x)
        out = np.empty(x.shape[:2] + grid.shape, dtype=x.dtype)
        for at, window in grid:
            out[at] = type(self).reduce(x[window], axis=(2, 3))
        return out, (self, x)


class MaxPool(Pool):
    reduce = staticmethod(np.max)

    def backward(self, dout, x):
        dx = np.zeros(x.shape)
        for at, window in self.windows(x):
            is_max = x[window] == x[window].max(axis=(2, 3), keepdims=True)
            # Counting up row by row marks the first of several equal maxima with a one.
            count = is_max.reshape(*x.shape[:2], -1).cumsum(axis=2).reshape(is_max.shape)
            dx[window] += (is_max & (count == 1)) * dout[at][:, :, None, None]
        return dx


class AveragePool(Pool):
    reduce = staticmethod(np.mean)


class MinPool(Pool):
    reduce = staticmethod(np.min)


@dataclass(frozen=True, eq=False)
class Normalised:
    x_hat: np.ndarray
    inverse_std: np.ndarray
    gamma: np.ndarray

    def backward(self, dout):
        dx_hat = dout * self.gamma
        centre = self.average(dx_hat) + self.x_hat * self.average(dx_hat * self.x_hat)
        return self.inverse_std * (dx_hat - centre), (dout * self.x_hat).sum((0, 2, 3)), dout.sum((0, 2, 3))

    @staticmethod
    def average(a):
        return a.mean(axis=(0, 2, 3), keepdims=True)


class BatchNorm:
    def __init__(self, bn_param, channels):
        self.bn_param = bn_param
        self.eps = bn_param.get("eps", 1e-5)
        self.momentum = bn_param.get("momentum", 0.9)
        self.channels = channels

    def blend(self, key, new):
        old = self.bn_param.get(key, np.zeros(self.channels))
        self.bn_param[key] = self.momentum * old + (1 - self.momentum) * new

    def statistics(self, x):
        if self.bn_param["mode"] == "train":
            mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
            self.blend("running_mean", mean)
            self.blend("running_var", var)
            return mean, var
        zeros = np.zeros(self.channels)
        return self.bn_param.get("running_mean", zeros), self.bn_param.get("running_var", zeros)

    def __call__(self, x, gamma, beta):
        mean, var, gamma, beta = (a.reshape(1, -1, 1, 1) for a in (*self.statistics(x), gamma, beta))
        inverse_std = 1 / np.sqrt(var + self.eps)
        cache = Normalised((x - mean) * inverse_std, inverse_std, gamma)
        return gamma * cache.x_hat + beta, cache


class ThreeLayerNet:
    def __init__(self, params):
        self.__dict__.update(params)

    def __call__(self, x):
        maps = Convolution(x, self.W1, self.b1, 1, self.W1.shape[2] // 2).forward()
        pooled, _ = MaxPool(2, 2, 2)(np.maximum(maps, 0))
        hidden = np.maximum(pooled.reshape(len(x), -1) @ self.W2 + self.b2, 0)
        return hidden @ self.W3 + self.b3


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    axis = Axis(size, kernel, stride, pad, dilation)
    if strict and not axis.fits:
        raise ValueError(f"{axis} does not fit")
    return len(axis)


def conv_forward_naive(x, w, b, conv_param):
    layer = Convolution(x, w, b, conv_param["stride"], conv_param["pad"])
    return layer.forward(), layer


def true_convolution(image, kernel):
    layer = Convolution(image[None, None], kernel[None, None, ::-1, ::-1], np.zeros(1), 1, 0)
    return layer.forward()[0, 0]


def filter_image(image, kernel):
    H, W, channels = image.shape
    (above, left) = (length // 2 for length in kernel.shape)
    planes = np.pad(image.astype(float), ((above, above), (left, left), (0, 0))).transpose(2, 0, 1)[:, None]
    layer = Convolution(planes, kernel[None, None], np.zeros(1), 1, 0)
    return layer.forward().reshape(channels, H, W).transpose(1, 2, 0)


def max_pool_forward_naive(x, pool_param):
    return MaxPool(**pool_param)(x)


def avg_pool_forward_naive(x, pool_param):
    return AveragePool(**pool_param)(x)


def min_pool_forward_naive(x, pool_param):
    return MinPool(**pool_param)(x)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    return BatchNorm(bn_param, x.shape[1])(x, gamma, beta)


def three_layer_forward(x, params):
    return ThreeLayerNet(params)(x)


def conv_backward_naive(dout, cache):
    return cache.backward(dout)


def max_pool_backward_naive(dout, cache):
    layer, x = cache
    return layer.backward(dout, x)


def spatial_batchnorm_backward(dout, cache):
    return cache.backward(dout)
