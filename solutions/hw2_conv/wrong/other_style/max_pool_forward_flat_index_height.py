"""In another style: the larger of two, over the taps of the window, with np.take."""

import numpy as np


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    i = np.arange((H - ph) // s + 1)[:, None]
    j = np.arange((W - pw) // s + 1)
    pixels = np.reshape(x, (N, C, -1))
    out = np.full((N, C, i.size, j.size), -np.inf)
    for p in range(ph):
        for q in range(pw):
            places = (s * i + p) * H + s * j + q
            out = np.maximum(out, np.take(pixels, places, axis=2))
    return out, (x, pool_param)
