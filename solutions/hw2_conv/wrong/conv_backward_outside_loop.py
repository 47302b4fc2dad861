"""The line that adds to the filter gradient stands outside the innermost loop."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dw"
HINT = (
    "dx and db are right. dw counts only the windows in the last column of positions: what dout holds in the other "
    "columns has no effect on it. Let out have at least two columns, and set dout to 0 except for a 1 at dout[0, 0, "
    "0, 0]. On paper dw[0] is then a copy of the first window. What is yours? Count for how many entries of one row "
    "of dout your code adds something to dw."
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
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
                dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
