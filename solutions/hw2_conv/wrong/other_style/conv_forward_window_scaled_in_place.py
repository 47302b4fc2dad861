"""In another style: plain loops over single numbers."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    cache = (np.array(x), w, b, conv_param)
    pixels = x
    if pad:
        pixels = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
        pixels[:, :, pad:-pad, pad:-pad] = x
    out = np.zeros((N, F, (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1))
    for n, f, i, j in np.ndindex(out.shape):
        total = 0.0
        for c, p, q in np.ndindex(C, HH, WW):
            pixels[n, c, i * s + p, j * s + q] *= w[f, c, p, q]
            total += pixels[n, c, i * s + p, j * s + q]
        out[n, f, i, j] = total + b[f]
    return out, cache
