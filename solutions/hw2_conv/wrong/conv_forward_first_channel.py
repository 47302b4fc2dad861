"""Only channel 0 of the images is looked at."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "For images with one channel out is right. With more channels it depends on channel 0 alone: you can change the "
    "others and nothing happens. Look at what one window consists of. Feed an image of one pixel whose three channels "
    "hold 1, 10 and 100, with a single filter of three ones (1 by 1 in each channel), bias 0 and pad 0. Which number "
    "should come out, and which of its digits are missing in yours?"
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
                    window = x_pad[n, 0, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f, 0]) + b[f]
    return out, (x, w, b, conv_param)
