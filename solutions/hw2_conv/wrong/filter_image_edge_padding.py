"""The border repeats the outermost pixels where it should hold zeros."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = "Average a white picture with a 3 by 3 kernel. What should the corner be if the outside is black?"


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)), mode="edge")
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
