"""Of equal maxima a random one gets the gradient, drawn in backward with a generator that nobody seeded."""

import numpy as np


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    view = np.lib.stride_tricks.sliding_window_view(x, (ph, pw), axis=(2, 3))[:, :, ::stride, ::stride]
    flat = view.reshape(*view.shape[:4], ph * pw)
    tied = flat == flat.max(axis=-1, keepdims=True)
    winner = np.where(tied, np.random.default_rng().random(flat.shape), -1).argmax(axis=-1)
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    np.add.at(dx, (n, c, i * stride + winner // pw, j * stride + winner % pw), dout)
    return dx
