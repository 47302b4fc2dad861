"""For the filter gradient the image is padded below and to the right only."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dw"
HINT = (
    "dx and db are right, and so is dw when pad is 0. With padding, dw is computed from pixels that lie too far down "
    "and to the right, by pad rows and pad columns. Look at the image that dw reads from. Take an image of 2 by 2 "
    "with pad 1: draw the padded image that the forward pass works on, then print the one that your dw uses. Where do "
    "the zeros lie in each of them?"
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
    x_pad = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    db = dout.sum(axis=(0, 2, 3))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
