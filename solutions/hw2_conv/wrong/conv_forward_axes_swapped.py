"""Height and width are read from the shapes in the wrong order."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "For square images with square filters everything is right. For others the height and the width of out are "
    "exchanged, or the call stops because a window runs past the edge. Look at which number your code takes for the "
    "height and which one for the width. Feed an x of shape (1, 1, 5, 8) and print both. Which axis of x counts the "
    "rows of the picture, and which one its columns? Ask the same about w."
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, W, H = x.shape
    F, _, WW, HH = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
