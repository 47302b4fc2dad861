"""Positions where the kernel only partly overlaps the image are returned too."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = "Compare the shape of your result with the Returns section for an image of 5 by 7 and a kernel of 2 by 3."


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
