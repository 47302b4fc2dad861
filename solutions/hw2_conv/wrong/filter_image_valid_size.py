"""The picture is not padded, so the result is smaller."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "Your result is smaller than the picture: with a kernel of 3 by 5 it lacks two rows and four columns. The values "
    "in it are right; they are those of the positions where the whole kernel lies on the picture. The docstring wants "
    "the kernel's centre on every pixel. Put the centre of a 3 by 5 kernel on the first pixel. How many of its rows "
    "and columns stick out, and what does the docstring say they meet there?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    out = np.zeros((H - kh + 1, W - kw + 1, 3))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            window = image[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
