"""Every output map gets the bias of filter 0."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "The map of filter 0, that is channel 0 of out, is right. Each of the other maps is off by one constant, the same "
    "at all positions and for all images. Look at which bias goes into which map. Feed an image of zeros to three "
    "filters with b = [1, 2, 3], so that all maps are flat. Which three numbers should they show, which three do yours "
    "show, and what decides in your code which entry of b a map gets?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
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
                    out[n, f, i, j] = np.sum(window * w[f]) + b[0]
    return out, (x, w, b, conv_param)
