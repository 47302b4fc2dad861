"""The kernel is transposed where it should be flipped."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = "Print the kernel [[1, 2], [3, 4]] and what you multiply with. Which entry should meet the top left pixel?"


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    turned = kernel.T
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * turned)
    return out
