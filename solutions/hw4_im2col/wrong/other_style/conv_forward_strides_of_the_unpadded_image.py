"""In another style: each tap of each window is looked up in flat memory, in plain loops."""

import numpy as np


def conv_forward_strides(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    padded = np.zeros((N, C, H + 2 * p, W + 2 * p), dtype=x.dtype)
    padded[:, :, p : p + H, p : p + W] = x
    memory = padded.ravel()
    out = np.zeros((N, F, H_out, W_out), dtype=x.dtype) + b[:, None, None]
    for n, i, j in np.ndindex(N, H_out, W_out):
        for c, k, m in np.ndindex(C, HH, WW):
            place = n * (C * H * W) + c * (H * W) + (i * s + k) * W + (j * s + m)
            out[n, :, i, j] += memory[place] * w[:, c, k, m]
    return out
