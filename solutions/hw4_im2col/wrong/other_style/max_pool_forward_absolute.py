"""In another style: running maximum over the taps of the window."""

import numpy as np


def max_pool_forward_fast(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = 1 + (H - ph) // s, 1 + (W - pw) // s
    out = np.zeros((N, C, H_out, W_out), dtype=x.dtype)
    for p in range(ph):
        for q in range(pw):
            part = x[:, :, p : p + s * H_out : s, q : q + s * W_out : s]
            out = np.maximum(out, np.maximum(part, -part))
    return out, (x, pool_param)
