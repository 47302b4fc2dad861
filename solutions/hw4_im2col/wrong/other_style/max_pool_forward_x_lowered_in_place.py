"""In another style: the largest so far over the places in the window."""

import numpy as np


def max_pool_forward_fast(x, pool_param):
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H, W = x.shape[2:]
    peak = np.max(x)
    x[...] = x - peak
    out = -np.inf
    for p in range(k_height):
        for q in range(k_width):
            part = x[:, :, p : H - k_height + p + 1 : stride, q : W - k_width + q + 1 : stride]
            out = np.maximum(out, part)
    return out + peak, (x, pool_param)
