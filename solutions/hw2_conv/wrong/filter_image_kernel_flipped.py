"""The kernel is flipped along both axes, which is true convolution."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "The shape is right, but the values are those of a kernel turned by 180 degrees; a kernel that looks the same "
    "after such a turn comes out right. Look at which entry of the kernel each neighbour of a pixel meets. Take a "
    "picture that is black except for one bright column in the middle, and the kernel [[0, 0, 1]]. Which neighbour "
    "does every pixel take its value from, on paper? To which side must the column move then, and where does yours "
    "go?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[::-1, ::-1, None], axis=(0, 1))
    return out
