"""The row slice is built from the column index and the column slice from the row index."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "db is right. dx and dw put each entry of dout at the wrong window: a step to the right in dout becomes a step "
    "down in the image, and the other way round. Set dout to 0 except for a 1 at dout[0, 0, 0, 1], with stride 1 and "
    "a square image. In the forward pass, did that entry see the window to the right of the first one or the window "
    "below it? Where does the block in your dx stand?"
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
                    rows = slice(j * stride, j * stride + HH)
                    columns = slice(i * stride, i * stride + WW)
                    high, wide = x_pad[n, 0, rows, columns].shape
                    dw[f, :, :high, :wide] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f, :, :high, :wide]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
