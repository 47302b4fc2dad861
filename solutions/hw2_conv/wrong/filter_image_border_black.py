"""Pixels near the border are left at zero."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = "Filter with a 3 by 3 kernel whose only entry is 1 at its centre and look at the outermost pixels."


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    out = np.zeros((H, W, 3))
    for i in range(kh // 2, H - kh // 2):
        for j in range(kw // 2, W - kw // 2):
            window = image[i - kh // 2 : i + kh // 2 + 1, j - kw // 2 : j + kw // 2 + 1]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
