"""The size uses the pad that was asked for, the image is always padded by one."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "Only calls with pad 1 are right. With pad 0 each value comes from the window one row above and one column to the "
    "left of the right one, and with a larger pad the windows run past the edge. Look at the padded image. For an "
    "image of 4 by 4 make a table for pad 0, 1 and 2: the height of the padded image on paper, and the height of "
    "yours. Where do they agree, and what does yours depend on?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
