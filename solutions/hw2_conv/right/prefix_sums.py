"""Odd: running sums and running maxima: summed-area tables, blocks of prefix maxima, ties to whoever came first."""

import numpy as np


def summed(a):
    """The summed-area table over the last two axes, with a row and a column of zeros before it."""
    table = np.zeros((*a.shape[:-2], a.shape[-2] + 1, a.shape[-1] + 1), dtype=a.dtype)
    table[..., 1:, 1:] = a.cumsum(axis=-1).cumsum(axis=-2)
    return table


def box_sums(a, height, width):
    t = summed(a)
    return t[..., height:, width:] - t[..., :-height, width:] - t[..., height:, :-width] + t[..., :-height, :-width]


def running_best(a, length, choose):
    """The best of `length` neighbours along the last axis: a suffix of one block and a prefix of the next."""
    size = a.shape[-1]
    worst = -choose(-np.inf, np.inf)
    blocks = -(-size // length)
    full = np.full((*a.shape[:-1], blocks * length), worst, dtype=a.dtype)
    full[..., :size] = a
    cut = full.reshape(*a.shape[:-1], blocks, length)
    prefix = choose.accumulate(cut, axis=-1).reshape(full.shape)
    suffix = choose.accumulate(cut[..., ::-1], axis=-1)[..., ::-1].reshape(full.shape)
    return choose(suffix[..., : size - length + 1], prefix[..., length - 1 : size])


def best_in_windows(x, pool_param, choose):
    stride = pool_param["stride"]
    along_rows = running_best(x, pool_param["pool_width"], choose)
    both = running_best(along_rows.swapaxes(2, 3), pool_param["pool_height"], choose).swapaxes(2, 3)
    return both[:, :, ::stride, ::stride]


def max_pool_forward_naive(x, pool_param):
    out = best_in_windows(x, pool_param, np.maximum)
    return out, (x, out, pool_param)


def min_pool_forward_naive(x, pool_param):
    return best_in_windows(x, pool_param, np.minimum), pool_param


def avg_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    return box_sums(x, ph, pw)[:, :, ::stride, ::stride] / (ph * pw), pool_param


def max_pool_backward_naive(dout, cache):
    x, out, pool_param = cache
    stride, pw = pool_param["stride"], pool_param["pool_width"]
    dx = np.zeros(x.shape)
    waiting = np.ones(out.shape, dtype=bool)
    rows, columns = (stride * (count - 1) + 1 for count in out.shape[2:])
    for tap in range(pool_param["pool_height"] * pw):
        p, q = divmod(tap, pw)
        here = slice(None), slice(None), slice(p, p + rows, stride), slice(q, q + columns, stride)
        hit = waiting & (x[here] == out)
        dx[here] += np.where(hit, dout, 0)
        waiting &= ~hit
    return dx


def true_convolution(image, kernel):
    # A kernel is a sum of boxes that reach from (0, 0) to (p, q): its differences are their weights.
    weights = kernel.astype(float)
    weights[:-1] -= kernel[1:]
    weights[:, :-1] -= weights[:, 1:].copy()
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, columns))
    for p in range(kh):
        for q in range(kw):
            boxes = box_sums(image, p + 1, q + 1)
            out += weights[p, q] * boxes[kh - 1 - p : kh - 1 - p + rows, kw - 1 - q : kw - 1 - q + columns]
    return out


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    M = N * H * W
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", np.zeros(C))
    old_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        lines = np.moveaxis(x, 1, 0).reshape(C, M)
        mean = lines.cumsum(axis=1)[:, -1] / M
        var = ((lines - mean[:, None]) ** 2).cumsum(axis=1)[:, -1] / M
        bn_param["running_mean"] = old_mean + (1 - momentum) * (mean - old_mean)
        bn_param["running_var"] = old_var + (1 - momentum) * (var - old_var)
    else:
        mean, var = old_mean, old_var
    root = np.sqrt(var + eps).reshape(C, 1, 1)
    x_hat = (x - mean.reshape(C, 1, 1)) / root
    return gamma.reshape(C, 1, 1) * x_hat + beta.reshape(C, 1, 1), (x_hat, root, gamma)
