"""In another style: running maximum over the taps of the window."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H, W = x.shape[2:]
    steps_down, rest_down = divmod(H - ph, s)
    steps_across, rest_across = divmod(W - pw, s)
    if rest_down or rest_across:
        raise ValueError(f"{H} by {W} pixels do not suit a stride of {s}")
    out = x[:, :, : s * steps_down + 1 : s, : s * steps_across + 1 : s].astype(float)
    for p in range(ph):
        for q in range(pw):
            out = np.maximum(out, x[:, :, p : p + s * steps_down + 1 : s, q : q + s * steps_across + 1 : s])
    return out, (x, pool_param)
