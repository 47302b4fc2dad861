"""The output width is set to the output height."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "Where out is square everything is right. Otherwise your out has as many columns as rows: for wide images the right "
    "part of each map is missing, for tall ones the windows run past the right edge. Look at how the width of out is "
    "found. Take an image of 5 by 8, filters of 3 by 3, stride 1 and pad 0, and work out both sizes of out on paper. "
    "Which sizes of x and w does the width depend on, and which ones enter it in your code?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, _ = x.shape
    F, _, HH, WW = w.shape
    H_out = W_out = (H + 2 * pad - HH) // stride + 1
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
