"""The filter gradient is cleared for every image, so only the last one counts."""

import numpy as np

QUESTIONS = ("conv_backward_naive",)
OUTPUT = "dw"
HINT = (
    "dx and db are right, and dw is right for a batch of one image. With more images dw is exactly what the last "
    "image alone would give: the others leave no trace. Run your code on a batch of 2 images and then on each of the "
    "two alone, and print all three dw. How should the first follow from the other two, and at which moment does the "
    "share of image 0 get lost?"
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
        dw = np.zeros(w.shape)
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, rows, columns]
                    dx_pad[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db
