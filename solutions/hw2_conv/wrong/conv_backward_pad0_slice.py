"""The padding is cut off with a slice that is empty when pad is 0."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "With pad 1 or more everything is right. With pad 0 dw and db are right as well, but dx is empty: it has no rows "
    "and no columns. Look at the step that takes the padding off again. For an image of 5 rows, write down the first "
    "row that is kept and where the kept rows end, just as your code computes them, for pad 2, pad 1 and pad 0. For pad "
    "0, which row does Python take that end to be?"
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
    return dx_pad[:, :, pad:-pad, pad:-pad], dw, db
