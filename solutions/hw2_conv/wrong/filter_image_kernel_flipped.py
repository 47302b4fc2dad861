"""The kernel is flipped along both axes, which is true convolution."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = "Use a kernel with a single 1 in its right column. To which side should the picture move?"


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[::-1, ::-1, None], axis=(0, 1))
    return out
