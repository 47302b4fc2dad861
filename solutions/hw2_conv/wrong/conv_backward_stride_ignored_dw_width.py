"""In the filter gradient the stride is used along the rows but not along the columns."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dw"
HINT = (
    "dx and db are right, and so is dw for stride 1. For a larger stride dw takes pixels from the right rows but from "
    "the wrong columns: the columns lie too close together. Take an image of 5 by 5, a filter of 1 by 1, stride 2 and "
    "pad 0. List the rows and the columns of the nine pixels that its one weight met in the forward pass, then those "
    "that enter your dw. Which of the two lists differs, and what is different about the way it is made?"
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
    for p in range(HH):
        for q in range(WW):
            seen = x_pad[:, :, p : p + stride * H_out : stride, q : q + W_out]
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, seen)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
