"""The window is cut as wide as the filter is high."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
RAISES = "ValueError"
HINT = (
    "With square filters everything is right. With other filters the call stops because a window and its filter "
    "differ in shape, or it gives wrong values when the filter is a single row or column. Look at the width of the "
    "windows. For a filter with 2 rows and 3 columns, mark the pixels of the first window on paper. Then count the "
    "rows and the columns of the window that your code takes. Which count is off, and what is it made from?"
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
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + HH]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
