"""The kernel's height is used as its width."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = "Try a kernel of 2 by 3 and print the shape of the patch you cut out of the image."


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
