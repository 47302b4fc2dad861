"""The bias gradient sums over the positions of image 0 only."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "db"
HINT = (
    "For a batch of one image db is right. With more images it is exactly what image 0 alone would give: whatever "
    "dout holds for the others has no effect. Look at which entries of dout enter one value of db. Take 2 images, one "
    "filter and a dout of ones with maps of 3 by 3. To how many entries of out was that one bias added, and what "
    "number does your db show?"
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
    db = dout.sum(axis=(2, 3))[0]
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
