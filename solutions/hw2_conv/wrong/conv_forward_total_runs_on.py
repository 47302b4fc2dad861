"""The sum of one window starts from the sum of the window to its left."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "The first column of out is right. Further to the right each value is too much: it holds its own sum of products "
    "and those of all windows to its left in the same row, and only a single bias. So every window is read in the "
    "right place. Look at where the sum of one window begins. Take an image of ones, 1 by 4, a filter of 1 by 2 ones, "
    "b = [0], stride 1 and pad 0. Each window of ones sums to the same number. Which three numbers stand in your out, "
    "and what was the sum before the second window was read?"
)


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    ho, wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, ho, wo))
    for n in range(N):
        for f in range(F):
            for i in range(ho):
                total = 0.0
                for j in range(wo):
                    total += np.sum(xp[n, :, i * s : i * s + HH, j * s : j * s + WW] * w[f])
                    out[n, f, i, j] = total + b[f]
    return out, (x, w, b, conv_param)
