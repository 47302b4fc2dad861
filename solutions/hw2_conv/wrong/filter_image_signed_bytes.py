"""The picture is converted to signed bytes, which end at 127."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "Pixels up to 127 count as they should. Every brighter pixel enters your sums with a wrong, negative value: 200 "
    "counts as -56. So the sums run over the right places, and the pixels have changed before that. Filter a picture "
    "that holds a 200 with a kernel of 1 by 1 that holds a 1, and print this pixel after each step. After which step "
    "is it no longer 200, and which numbers can the type it has there hold?"
)


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
