"""The windows step by the stride down the rows but by one pixel along the columns."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "The first column of every map is right. Further to the right, for a stride above 1, each value comes from a "
    "window in the right rows but too far to the left. Take an image of 5 by 5 in which every pixel holds the number "
    "of its column, a filter of a single 1, bias 0, pad 0 and stride 2. Which columns should out show, and which ones "
    "does yours show? Then let every pixel hold its row number: why is that one right?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
