"""The border that is lost is taken as half the kernel on each side, which is wrong for even kernels."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Take a line of 5 pixels and a kernel of 2. At how many places does the whole kernel lie inside, and how many do "
    "you return?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    flipped = kernel[::-1, ::-1]
    rows, columns = H - 2 * (kh // 2), W - 2 * (kw // 2)
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * flipped)
    return out
