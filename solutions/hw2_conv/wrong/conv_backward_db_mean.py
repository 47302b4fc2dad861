"""The bias gradient is the mean of dout over a map, not the sum."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "db"
HINT = (
    "dx and dw are right. Each value of db is too near to 0, always by the same factor: for 2 images with maps of 3 "
    "by 3 the factor is 18. Take a dout of ones, so that the loss is the sum of out, and raise one bias by 0.1. How "
    "many entries of out rise with it, and by how much does the loss rise in total? Compare that with what your db "
    "predicts."
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
    db = dout.mean(axis=(0, 2, 3))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
