"""The colour channels come out in the reverse order."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "The numbers are right, but red and blue have changed places; green is where it should be. Follow the order of "
    "the three channels from the picture to the result. Take a picture whose pixels are all (255, 0, 0) and a kernel "
    "of 1 by 1 that holds a 1: the picture should come back unchanged. Which colour comes back, and after which step "
    "is the order no longer that of the picture?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out[:, :, ::-1]
