"""The image is padded so that the result is as large as the image."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = "Compare the shape of your result with the Returns section. Does the docstring speak of padding?"


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    flipped = kernel[::-1, ::-1]
    padded = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * flipped)
    return out
