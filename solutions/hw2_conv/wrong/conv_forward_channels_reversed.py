"""The channels of the filter are met in reverse order."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "With one channel everything is right. With more, the right windows are read and no row or column of the filter "
    "is out of place, but the channels do not meet their own: the first channel of the image is multiplied by the "
    "last one of the filter, and so on; a middle channel is right. Look at how the channels of image and filter are "
    "brought together. Take one image of 1 by 1 pixels with the channels 1 and 10, and one filter of 1 by 1 with the "
    "channels 2 and 3. Which sum does the docstring ask for, and which one do you get?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    window = xp[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
                    out[n, f, i, j] = np.sum(window * w[f, ::-1]) + b[f]
    return out, (x, w, b, conv_param)
