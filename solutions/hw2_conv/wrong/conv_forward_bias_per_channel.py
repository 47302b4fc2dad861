"""The bias is added once for every input channel."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "For images with one channel everything is right. With more channels each map, that is each channel of out, is off "
    "by a constant, and the constant grows with the number of channels. Feed an image of zeros with 3 channels to one "
    "filter with b = [1]: the map is flat. Which number should it show, and which one does yours show? Look at how the "
    "channels are brought together. How many times does the bias enter one entry of out?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for c in range(C):
                for i in range(H_out):
                    for j in range(W_out):
                        top, left = i * stride, j * stride
                        window = x_pad[n, c, top : top + HH, left : left + WW]
                        out[n, f, i, j] += np.sum(window * w[f, c]) + b[f]
    return out, (x, w, b, conv_param)
