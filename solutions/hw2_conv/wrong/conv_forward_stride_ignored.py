"""The windows always step by one pixel, whatever the stride."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "The shape is right and so is the first value of each map. For a stride above 1 the other values come from "
    "windows too near to the upper left corner. Look at how the start of a window follows from its place in out. Take "
    "one row of 7 pixels that hold 0 to 6, a filter of a single 1, bias 0, pad 0 and stride 2: out is then a list of "
    "the pixels that were visited. Which four should it show, and which four do you get?"
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
                    window = x_pad[n, :, i : i + HH, j : j + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
