"""Pixels beyond one side are taken from the opposite side."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "Make a picture that is black but for its last column and average it. Should the first column of the result be "
    "bright?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    pixels = image.astype(np.float64)
    out = np.zeros((H, W, 3))
    for p in range(kh):
        for q in range(kw):
            out += kernel[p, q] * np.roll(pixels, (kh // 2 - p, kw // 2 - q), axis=(0, 1))
    return out
