"""The border on the left and right is taken from the kernel's height."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "Try a kernel of 3 by 5 and print the shape of the padded picture. How far does the kernel reach to the left of "
    "its centre?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kh // 2, kh // 2), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            taps = kernel[:, : window.shape[1], None]
            out[i, j] = np.sum(window[:, :kw] * taps, axis=(0, 1))
    return out
