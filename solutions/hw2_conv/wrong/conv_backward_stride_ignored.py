"""The windows step by one pixel in the backward pass, whatever the stride."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "db is right, and for stride 1 so are dx and dw. For a larger stride both are wrong in the same way: except for "
    "the first one, every window is taken too near to the upper left corner. Look at how the start of a window "
    "follows from its index. For stride 2 and pad 0, which pixel is the upper left one of the window behind out[0, 0, "
    "1, 1]? Work it out for your forward pass and for your backward pass: do they agree?"
)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    pad = conv_param["pad"]
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
                    rows = slice(i, i + HH)
                    columns = slice(j, j + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
