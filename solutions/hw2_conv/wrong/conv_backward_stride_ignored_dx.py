"""The stride is used for the filter gradient and forgotten for the image gradient."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "Your dw is right for every stride, so it finds each window where the forward pass saw it. dx does not: above "
    "stride 1 only the share of the first window stands in its place, and the others have moved up and to the left. "
    "Take stride 2 and pad 0. Which pixel is the upper left one of the window that belongs to dout[0, 0, 1, 1]? "
    "Answer for the forward pass, for dw and for dx. Which of the three answers stands out?"
)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = dout.sum(axis=(0, 2, 3))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, i : i + HH, j : j + WW] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
