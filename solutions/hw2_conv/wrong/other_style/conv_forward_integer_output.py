"""In another style: im2col and a matrix product for each image."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    rows, cols = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.empty((N, F, rows * cols), dtype=int)
    for n in range(N):
        patches = []
        for i in range(0, rows * s, s):
            for j in range(0, cols * s, s):
                patches.append(x_pad[n, :, i : i + HH, j : j + WW].flatten())
        out[n] = w.reshape(F, -1) @ np.array(patches).T + b[:, None]
    return out.reshape(N, F, rows, cols), (x, w, b, conv_param)
