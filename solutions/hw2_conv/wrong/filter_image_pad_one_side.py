"""All the zeros are put below and to the right of the picture."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "With kernels of 1 by 1 everything is right. With larger ones the picture has moved up and to the left, by one "
    "pixel for 3 by 3 and by two for 5 by 5, and zeros have moved in behind it. Look at where the zeros around the "
    "picture lie. Take a picture of one row whose three pixels are 1, 2 and 3 in every colour, and the kernel [[0, 1, "
    "0]], which should give it back unchanged. Which three numbers do you get, and from where did the last one come?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((0, kh - 1), (0, kw - 1), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
