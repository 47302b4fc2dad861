"""The result is stored as bytes, so it cannot be negative or above 255."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = "Print out.dtype. What becomes of 300 and of -1 when you store them there?"


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    out = np.zeros_like(image)
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
