"""The three colour channels are added into one."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "The three channels of your result are all the same: each holds the sum of what red, green and blue should hold. "
    "Look at which numbers are added up for one entry of the result. Take a picture of a single pixel (1, 10, 100) "
    "and a kernel of 1 by 1 that holds a 1. Which three numbers should come out, and which three do you get? Along "
    "which axes of the picture may numbers be added, and along which ones do you add?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None])
    return out
