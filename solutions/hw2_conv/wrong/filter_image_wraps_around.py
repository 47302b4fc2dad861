"""Pixels beyond one side are taken from the opposite side."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "In the middle your values are right. Near the border the kernel meets pixels from the opposite side of the "
    "picture, as if the picture were bent into a ring. Look at what your code takes for the pixels beyond an edge. "
    "Take a picture that is black except for a white last column, and the kernel [[1, 1, 1]]. Which columns of the "
    "result should be bright on paper, and which one is bright in yours that should not be?"
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
