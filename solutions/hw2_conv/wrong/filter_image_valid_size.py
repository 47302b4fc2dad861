"""The picture is not padded, so the result is smaller."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = "Compare the shape of your result with that of the picture for a kernel of 3 by 5."


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    out = np.zeros((H - kh + 1, W - kw + 1, 3))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            window = image[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
