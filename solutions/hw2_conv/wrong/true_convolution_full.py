"""Positions where the kernel only partly overlaps the image are returned too."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Your result is too large, by the same number of rows at the top and at the bottom and of columns on both sides. "
    "The block in its middle is right. The entries around it belong to places where the kernel hangs over the border "
    "of the image. Look at which places of the kernel count according to the Returns section. Take a line of 3 pixels "
    "and a kernel of 2. In how many places does the whole kernel lie inside the line, and how many entries does your "
    "result have?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    flipped = kernel[::-1, ::-1]
    padded = np.pad(image, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
    out = np.zeros((H + kh - 1, W + kw - 1))
    for i in range(H + kh - 1):
        for j in range(W + kw - 1):
            out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * flipped)
    return out
