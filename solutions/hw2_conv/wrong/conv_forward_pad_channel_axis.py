"""The zeros are added along channels and height, as if channels came last."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "With pad 0 everything is right. With padding the shape of out is right, but the filters meet the wrong channels, "
    "and images with a single channel give nothing but the bias. So look at where the zeros are added. Take an x of "
    "shape (1, 3, 4, 4) with pad 1 and print the shape of the padded image. Which of the four numbers should have "
    "grown, and which of them did?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :C, top : top + HH, left : left + WW]
                    taps = w[f, :, :, : window.shape[2]]
                    out[n, f, i, j] = np.sum(window * taps) + b[f]
    return out, (x, w, b, conv_param)
