"""The border is always one pixel wide, as for a 3 by 3 kernel."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "With 3 by 3 kernels everything is right. With larger kernels the picture has moved up and to the left, with a 1 "
    "by 1 kernel down and to the right. Look at the zeros around the picture. Take a 5 by 5 kernel that is 0 except "
    "for a 1 at its centre: the picture should come back unchanged. With the centre on the first pixel, how many rows "
    "of the kernel stick out above? How many rows of zeros are there in your code, and what do they depend on?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((1, 1), (1, 1), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            taps = kernel[: window.shape[0], : window.shape[1], None]
            out[i, j] = np.sum(window * taps, axis=(0, 1))
    return out
