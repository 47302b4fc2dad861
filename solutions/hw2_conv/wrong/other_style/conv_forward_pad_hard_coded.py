"""In another style: one broadcast product for each position, all images and filters at once."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    frame = np.zeros((N, C, H + 2, W + 2))
    frame[:, :, 1:-1, 1:-1] = x
    out = np.zeros((N, F, (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = frame[:, None, :, i * s : i * s + HH, j * s : j * s + WW]
            out[:, :, i, j] = (window * w).sum(axis=(2, 3, 4)) + b
    return out, (x, w, b, conv_param)
