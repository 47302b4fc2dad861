"""In another style: the largest so far over the taps of the window."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    oh, ow = (H - ph) // s + 1, (W - pw) // s + 1
    wide = np.full((N, C, H, W + ph), -np.inf)
    wide[:, :, :, :W] = x
    out = np.full((N, C, oh, ow), -np.inf)
    for p in range(ph):
        for q in range(ph):
            out = np.maximum(out, wide[:, :, p : p + s * oh : s, q : q + s * ow : s])
    return out, (x, pool_param)
