"""The stride is used for the image gradient and forgotten for the filter gradient."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dw"
HINT = (
    "dx and db are right, and so is dw for stride 1. For a larger stride dw multiplies dout with the wrong pixels: they "
    "lie side by side, both down and across. Take 6 pixels in a row, a filter of 1 by 2, stride 2 and pad 0. List on "
    "paper the three pixels that the first weight of the filter met in the forward pass. Then list the three pixels "
    "that enter dw[0, 0, 0, 0] in your code. How far apart are they in each list?"
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
            seen = x_pad[:, :, p : p + H_out, q : q + W_out]
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, seen)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
