"""The last row of windows is never visited, where it ends exactly at the end of the image."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "All of out is right but its last row, which is 0 throughout, without even the bias, whenever the last windows "
    "end exactly at the lower end of the padded image. Where rows are left over, nothing is missing. Look at which "
    "row numbers the windows may start at, and at the largest of them. Take an image of 3 by 3, a filter of 2 by 2, "
    "stride 1 and pad 0. Write down every row at which a window may start, on paper, then print those that your code "
    "visits. Which one is not in your list?"
)


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    xp = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
    out = np.zeros((N, F, (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1))
    for i, r in enumerate(range(0, H + 2 * p - HH, s)):
        for j, c in enumerate(range(0, W + 2 * p - WW + 1, s)):
            for f in range(F):
                out[:, f, i, j] = (xp[:, :, r : r + HH, c : c + WW] * w[f]).sum(axis=(1, 2, 3)) + b[f]
    return out, (x, w, b, conv_param)
