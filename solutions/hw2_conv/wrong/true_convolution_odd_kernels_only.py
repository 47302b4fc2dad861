"""The border that is lost is taken as half the kernel on each side, which is wrong for even kernels."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Kernels with odd sides come out right. Where a side is even, your result is one row or column too short at its "
    "end, although the values in it are right. Look at how the size of the result follows from the sizes of the image "
    "and of the kernel. Draw a line of 5 pixels and slide a kernel of 2 along it. In how many places does the whole "
    "kernel lie inside the line, and how many entries do you return?"
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
