"""In another style: all images and all filters at once, broadcast for each window."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, width, height = x.shape
    F, _, k_width, k_height = w.shape
    rows = range(0, height + 2 * pad - k_height + 1, s)
    cols = range(0, width + 2 * pad - k_width + 1, s)
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.empty((N, F, len(rows), len(cols)))
    for i, top in enumerate(rows):
        for j, left in enumerate(cols):
            window = x_pad[:, None, :, top : top + k_height, left : left + k_width]
            out[:, :, i, j] = (window * w[None]).sum(axis=(2, 3, 4)) + b
    return out, (x, w, b, conv_param)
