"""Odd: backward never derives a formula: unit inputs go through forward, and batch norm takes a complex step."""

import numpy as np


def basis(shape):
    """Every input that is 1 in one place and 0 elsewhere, with that place."""
    for place in np.ndindex(*shape):
        unit = np.zeros(shape)
        unit[place] = 1
        yield place, unit


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    seen = np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.tensordot(seen, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return np.moveaxis(out, -1, 1), (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    none = np.zeros(b.shape)
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    # The layer is linear in x and in w, so its answer to one unit of input is the derivative.
    for (c, i, j), unit in basis(x.shape[1:]):
        answer, _ = conv_forward_naive(unit[None], w, none, conv_param)
        dx[:, c, i, j] = np.tensordot(dout, answer[0], axes=3)
    for (c, p, q), unit in basis(w.shape[1:]):
        answer, _ = conv_forward_naive(x, unit[None], none[:1], conv_param)
        dw[:, c, p, q] = np.tensordot(dout, answer[:, 0], axes=((0, 2, 3), (0, 1, 2)))
    db = np.array([dout[:, f].sum() for f in range(len(b))])
    return dx, dw, db


def max_pool_forward_naive(x, pool_param):
    window, stride = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    seen = np.lib.stride_tricks.sliding_window_view(x, window, axis=(2, 3))[:, :, ::stride, ::stride]
    return seen.max(axis=(4, 5)), (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    N, C, H, W = x.shape
    # Ranks have no ties, and the largest rank of a window belongs to one of its largest values.
    ranks = np.empty(x.size)
    ranks[np.argsort(x, axis=None, kind="stable")] = np.arange(x.size)
    winners, _ = max_pool_forward_naive(ranks.reshape(x.shape), pool_param)
    dx = np.zeros(x.size)
    for rank, gradient in zip(winners.ravel(), dout.ravel(), strict=True):
        dx[np.flatnonzero(ranks == rank)[0]] += gradient
    return dx.reshape(N, C, H, W)


def normalised(x, gamma, beta, eps):
    M = x.size // x.shape[1]
    mean = x.sum(axis=(0, 2, 3), keepdims=True) / M
    var = ((x - mean) ** 2).sum(axis=(0, 2, 3), keepdims=True) / M
    return gamma[:, None, None] * (x - mean) / np.sqrt(var + eps) + beta[:, None, None]


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    eps = bn_param.get("eps", 1e-5)
    cache = np.array(x), np.array(gamma), np.array(beta), eps
    zeros = np.zeros(len(gamma))
    old_mean, old_var = bn_param.get("running_mean", zeros), bn_param.get("running_var", zeros)
    if bn_param["mode"] == "test":
        slope = gamma / np.sqrt(old_var + eps)
        return (x - old_mean[:, None, None]) * slope[:, None, None] + beta[:, None, None], cache
    momentum = bn_param.get("momentum", 0.9)
    bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * x.mean(axis=(0, 2, 3))
    bn_param["running_var"] = momentum * old_var + (1 - momentum) * x.var(axis=(0, 2, 3))
    return normalised(x, gamma, beta, eps), cache


def complex_step(f, at, dout, h=1e-30):
    """The derivative of sum(f * dout) in every entry: the imaginary part, which nothing cancels in."""
    gradient = np.zeros(at.shape)
    for place, unit in basis(at.shape):
        gradient[place] = (f(at + 1j * h * unit).imag * dout).sum() / h
    return gradient


def spatial_batchnorm_backward(dout, cache):
    x, gamma, beta, eps = cache
    return (
        complex_step(lambda v: normalised(v, gamma, beta, eps), x, dout),
        complex_step(lambda v: normalised(x, v, beta, eps), gamma, dout),
        complex_step(lambda v: normalised(x, gamma, v, eps), beta, dout),
    )
