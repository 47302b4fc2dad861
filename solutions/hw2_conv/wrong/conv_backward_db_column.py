"""The bias gradient is a column with two axes."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "db"
HINT = (
    "The numbers in db are right, but they stand in a column: your db has shape (F, 1), while b has shape (F,). This "
    "does harm at the next update. With 3 filters, print the shape of b - 0.1 * db: is that still a vector of 3 "
    "biases? Look at the last steps that db goes through before you return it. How many axes should be left, and "
    "where does the second one come from?"
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
    db = dout.sum(axis=(0, 2, 3)).reshape(F, 1)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
