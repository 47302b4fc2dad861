"""The height of dout is used as its width too."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dx"
HINT = (
    "Where out is square everything is right, and db always is. Where out is wider than high, the columns on the "
    "right of dout leave no trace in dx and dw; where it is higher than wide, the call stops because it asks for a "
    "column that dout does not have. An image of 5 by 8 with filters of 3 by 3, stride 1 and pad 0 has maps of 3 by "
    "6. Which columns of dout does your code visit, and where does it get their number?"
)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = W_out = dout.shape[2]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
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
