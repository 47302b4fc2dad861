"""The result is stored as bytes, so it cannot be negative or above 255."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "Your result holds only whole numbers from 0 to 255: what comes after the point is cut off, and values outside "
    "this range come in again at the other end, so that 300 becomes 44. The sums themselves are right; they change "
    "when they are stored. Print the dtype of your result, and one sum just before and just after it is put there. "
    "Where does this dtype come from, and can it hold -1 or 0.5?"
)


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
