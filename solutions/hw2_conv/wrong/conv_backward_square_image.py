"""The image gradient is allocated with the height as its width."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "dw and db are right, but your dx always has as many columns as rows, so it fits square images only. For wide "
    "images the columns at the right are missing, for tall images there are extra ones. Look at the sizes that dx is "
    "made from. Run an image of 5 by 8 pixels and print the shapes of x and dx. Which of the numbers in x.shape decides "
    "the width of your dx, and which one should?"
)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, _ = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dout.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    dx_pad = np.zeros((N, x.shape[1], H + 2 * pad, H + 2 * pad))
    db = dout.sum(axis=(0, 2, 3))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    part = dx_pad[n, :, rows, columns]
                    part += dout[n, f, i, j] * w[f, :, :, : part.shape[2]]
    return dx_pad[:, :, pad : pad + H, pad : pad + H], dw, db
