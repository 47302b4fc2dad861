"""Pixels near the border are left at zero."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "In the middle your values are right. Along the border, where the kernel reaches beyond the picture, the result "
    "is 0 throughout. The docstring says what lies beyond the picture, and that the kernel's centre visits every "
    "pixel. Filter a small picture with a 3 by 3 kernel that is 0 except for a 1 at its centre: the picture should "
    "come back unchanged. Which pixels are lost, and which positions of the centre does your code leave out?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    out = np.zeros((H, W, 3))
    for i in range(kh // 2, H - kh // 2):
        for j in range(kw // 2, W - kw // 2):
            window = image[i - kh // 2 : i + kh // 2 + 1, j - kw // 2 : j + kw // 2 + 1]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
