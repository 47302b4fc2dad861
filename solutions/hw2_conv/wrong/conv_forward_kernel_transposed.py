"""Rows and columns of each filter are exchanged."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "With square filters the values are those of filters whose rows and columns are exchanged; with other filters the "
    "call stops because the shapes do not fit. Look at which weight of the filter each pixel of a window meets. Feed "
    "the image [[1, 10], [100, 1000]] to the filter [[1, 2], [3, 4]] with bias 0 and pad 0. Which number should come "
    "out on paper, which one do you get, and which two weights have changed places?"
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
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f].transpose(0, 2, 1)) + b[f]
    return out, (x, w, b, conv_param)
