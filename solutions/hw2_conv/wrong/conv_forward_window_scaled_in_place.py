"""Each window is multiplied in place, which spoils the pixels for the next window."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "The first value is right. After it the pixels are no longer what they were: each window leaves changed pixels "
    "behind for the windows and filters that follow, and with pad 0 this happens to x itself. Take the image [[1, 1, "
    "1]], the filter [[2, 2]], bias 0, stride 1 and pad 0: both values of out should be 4. What is your second one? "
    "Print the pixels before and after the first window. Which step wrote into them?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))) if pad > 0 else x
    cache = (x.copy(), w, b, conv_param)
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    window *= w[f]
                    out[n, f, i, j] = np.sum(window) + b[f]
    return out, cache
