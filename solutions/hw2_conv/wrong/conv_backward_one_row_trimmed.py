"""Exactly one row and column are cut off at each side, whatever the pad."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right, but dx has the shape of x only when pad is 1. With pad 0 its outermost rows and columns are "
    "missing, with pad 2 one is left over on each side. The numbers themselves are right. Take an image of 5 by 5 and "
    "make a table for pad 0, 1 and 2: the height of the padded image, and the height of your dx. How many rows "
    "disappear at each end, and how many should?"
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
    dx = np.delete(np.delete(dx_pad, [0, -1], axis=2), [0, -1], axis=3)
    return dx, dw, db
