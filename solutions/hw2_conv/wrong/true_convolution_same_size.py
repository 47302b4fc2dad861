"""The image is padded so that the result is as large as the image."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Your result always has the shape of the image. Its inner part is right; the entries around it were made with "
    "numbers beyond the border, where the image has no pixels. Look at what happens to the image before the kernel is "
    "moved over it, and compare the shape of your result with the Returns section. Take an image of 3 by 3 and a "
    "kernel of 3 by 3. In how many places does the whole kernel lie inside the image, and how many entries do you "
    "return?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    flipped = kernel[::-1, ::-1]
    padded = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = np.sum(padded[i : i + kh, j : j + kw] * flipped)
    return out
