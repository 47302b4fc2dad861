"""In another style: plain loops over single numbers."""

import numpy as np


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        best_p, best_q = 0, 0
        for p in range(k_height):
            for q in range(k_width):
                best = x[n, c, i * stride + best_p, j * stride + best_q]
                if x[n, c, i * stride + p, j * stride + q] > best:
                    best_p, best_q = p, q
        dx[n, c, i * k_height + best_p, j * k_width + best_q] += dout[n, c, i, j]
    return dx
