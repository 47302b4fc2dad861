"""A size that the stride does not divide is refused."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
RAISES = "AssertionError"
HINT = (
    "Where the windows fit exactly, out is right. Where the stride leaves rows or columns over, your function stops "
    "with an error. The docstring allows such sizes: read what it says after the formulas for H_out and W_out. Then "
    "take 7 pixels in a row, a filter of 1 by 2, stride 2 and pad 0, and draw the windows. How many whole windows are "
    "there, and what part does the last pixel play?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    assert (H + 2 * pad - HH) % stride == 0, "the height does not fit"
    assert (W + 2 * pad - WW) % stride == 0, "the width does not fit"
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
