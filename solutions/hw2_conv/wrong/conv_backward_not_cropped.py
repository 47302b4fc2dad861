"""The gradient is returned with the padding still around it."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right, and so is dx for pad 0. With padding your dx is larger than x: with pad 1 it has two rows "
    "and two columns more, and the right numbers sit in the middle of it. Look at what the outer rows and columns "
    "stand for. Compare dx.shape with x.shape for pad 1. Which entry of your dx is the gradient of the first pixel of "
    "the image, and whose gradient stands at dx[0, 0, 0, 0]?"
)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N = len(x)
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
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad, dw, db
