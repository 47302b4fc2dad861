"""The size uses the stride that was asked for, the windows always step by two."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "The shape is right, but the values are right for stride 2 only. With stride 1 the windows lie too far apart and "
    "run past the edge, with stride 3 they lie too close together; the first window is right each time. Take 7 pixels "
    "in a row and a filter of 1 by 3. List where the windows begin for stride 1, 2 and 3, on paper and in your code. "
    "What does your list depend on?"
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
                    window = x_pad[n, :, 2 * i : 2 * i + HH, 2 * j : 2 * j + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
