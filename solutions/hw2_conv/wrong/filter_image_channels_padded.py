"""The colour axis is padded as well, which shifts the channels."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "Channel 0 of your result is all 0, channel 1 holds what belongs to red, channel 2 holds what belongs to green, "
    "and blue is lost: the colours have moved on by one. Look at the picture after the zeros have been added around "
    "it. For a picture of 4 by 4 pixels and a kernel of 3 by 3, write down on paper how long each of its three axes "
    "should be then. Which axis differs in your code?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (1, 1)))[:, :, :3]
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
