"""The filter gradient is computed once, when the loop reaches the second image."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dw"
HINT = (
    "For two or more images everything is right. For a batch of one image dx and db are still right, but dw is all "
    "zeros. So the work on dw waits for something that only a larger batch brings along. Send a batch of a single "
    "image and follow, step by step, what your code does for dw. What has to happen before anything is added to it, "
    "and does that happen here?"
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
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
                    if n == 1:
                        dw[f] += np.einsum("n,nchw->chw", dout[:, f, i, j], x_pad[:, :, rows, columns])
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
