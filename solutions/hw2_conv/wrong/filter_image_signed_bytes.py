"""The picture is converted to signed bytes, which end at 127."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = "Print the brightest pixel of the picture before and after your conversion."


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.int8), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
