"""The picture is reshaped to three planes, which scatters each channel over all of them."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = "Show the first of your three planes. Does it look like the red channel of the picture?"


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    planes = image.astype(np.float64).reshape(3, H, W)
    padded = np.pad(planes, ((0, 0), (kh // 2, kh // 2), (kw // 2, kw // 2)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[:, i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel, axis=(1, 2))
    return out
