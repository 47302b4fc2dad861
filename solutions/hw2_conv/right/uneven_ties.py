"""Odd: of equal maxima one gets three quarters of the gradient and the others share the rest; no arrays in the cache."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    rows, columns = (x.shape[2] - ph) // stride + 1, (x.shape[3] - pw) // stride + 1
    out = np.empty((*x.shape[:2], rows, columns))
    shares = {}
    for n, c, i, j in np.ndindex(out.shape):
        window = x[n, c, i * stride : i * stride + ph, j * stride : j * stride + pw]
        out[n, c, i, j] = window.max()
        winners = [(i * stride + int(p), j * stride + int(q)) for p, q in np.argwhere(window == window.max())]
        first, *others = winners
        shares[n, c, i, j] = {first: 0.75 if others else 1.0, **{place: 0.25 / len(others) for place in others}}
    return out, {"shares": shares, "shape": x.shape}


def max_pool_backward_naive(dout, cache):
    dx = np.zeros(cache["shape"])
    for (n, c, i, j), share in cache["shares"].items():
        for (row, column), part in share.items():
            dx[n, c, row, column] += part * dout[n, c, i, j]
    return dx
