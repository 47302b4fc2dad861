"""The colour axis is padded as well, which shifts the channels."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = "Print the shape of the padded picture. How many channels has it, and which of them do you read?"


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
