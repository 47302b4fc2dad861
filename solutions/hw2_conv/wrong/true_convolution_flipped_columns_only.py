"""The kernel is flipped left to right but not upside down."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = "Use a kernel of one column and three rows. Work out entry [0, 0] from the docstring."


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    flipped = kernel[:, ::-1]
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * flipped)
    return out
