"""In another style: plain loops over the windows, the entries of dout taken one after the other."""

import numpy as np


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    entries = iter(dout.ravel())
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for top in range(0, H - ph + 1, s):
        for left in range(0, W - pw + 1, s):
            for n in range(N):
                for c in range(C):
                    window = x[n, c, top : top + ph, left : left + pw]
                    p, q = np.unravel_index(window.argmax(), window.shape)
                    dx[n, c, top + p, left + q] += next(entries)
    return dx
