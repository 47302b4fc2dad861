"""In another style: the largest so far over the places in the window, and a mask for each place."""

import numpy as np


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    oh, ow = dout.shape[2:]
    parts = [np.s_[:, :, p : p + s * oh : s, q : q + s * ow : s] for p in range(ph) for q in range(pw)]
    best = x[parts[0]]
    winner = np.zeros(dout.shape, dtype=int)
    for k, part in enumerate(parts):
        winner[x[part] > best] = k
        best = np.maximum(best, x[part])
    dx = np.zeros(x.shape)
    for k, part in enumerate(parts):
        dx[part] += (winner == k) * best * dout
    return dx
