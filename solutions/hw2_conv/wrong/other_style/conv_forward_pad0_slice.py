"""In another style: image by image, one tensordot for each position."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    oh, ow = (H + 2 * pad - HH) // s + 1, (W + 2 * pad - WW) // s + 1
    out = np.zeros((N, F, oh, ow))
    for n, image in enumerate(x):
        frame = np.zeros((C, H + 2 * pad, W + 2 * pad))
        frame[:, pad:-pad, pad:-pad] = image
        for i in range(oh):
            for j in range(ow):
                window = frame[:, i * s : i * s + HH, j * s : j * s + WW]
                out[n, :, i, j] = np.tensordot(w, window, axes=3) + b
    return out, (x, w, b, conv_param)
