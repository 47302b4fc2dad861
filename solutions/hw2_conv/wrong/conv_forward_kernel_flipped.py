"""The filters are rotated by 180 degrees, which is true convolution."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "The shape is right, but the values are those of filters turned by 180 degrees; a filter that looks the same after "
    "such a turn comes out right. Look at which weight of the filter each pixel of a window meets. Feed an image of one "
    "row, [[1, 10, 100]], to the filter [[1, 2, 3]] with bias 0 and pad 0: out is a single number. Which number does "
    "the operation in the docstring give on paper, which one do you get, and which weight did the 100 meet?"
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
                    out[n, f, i, j] = np.sum(window * w[f, :, ::-1, ::-1]) + b[f]
    return out, (x, w, b, conv_param)
