"""The border repeats the outermost pixels where it should hold zeros."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "Wherever a window lies wholly on the image, your value is right; with pad 0 that is everywhere. Wrong are only "
    "the values whose window reaches beyond the image. So look at what stands in the padding. Feed an image of 3 by 3 "
    "ones with pad 1 to one filter of 3 by 3 ones with bias 0. How many pixels of the image does the first window "
    "hold? What should the corner of out be then, and what is yours?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="edge")
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
