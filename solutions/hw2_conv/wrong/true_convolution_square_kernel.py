"""The kernel's height is used as its width."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Square kernels come out right. With a kernel that is wider than high, your result has too many columns and a part "
    "of the kernel is never used; with one that is higher than wide, your function stops, or returns too few columns. "
    "Look at the two numbers that stand for the height and the width of the kernel, and at each place where they are "
    "used. Take an image of 4 by 6 and a kernel of 2 by 3. Which shape does the Returns section give, and which one "
    "has your result?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    kw = kh
    flipped = kernel[::-1, ::-1]
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * flipped[:, :kw])
    return out
