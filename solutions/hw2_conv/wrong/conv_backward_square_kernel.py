"""The window is cut as wide as the filter is high."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
RAISES = "ValueError"
HINT = (
    "With square filters all gradients are right. With other filters the call stops, because a window and a filter do "
    "not have the same shape. Look at how much of the image your backward pass takes for one window. For filters with "
    "2 rows and 3 columns, mark on paper the pixels of the first window, then list the rows and columns that your "
    "code takes. How wide is your window, and which size does that number come from?"
)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, _ = w.shape
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
                    columns = slice(j * stride, j * stride + HH)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
