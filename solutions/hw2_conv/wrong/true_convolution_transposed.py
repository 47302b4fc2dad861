"""The kernel is transposed where it should be flipped."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Rows and columns of the kernel have changed places: a square kernel meets the image mirrored along its diagonal, "
    "and one that is not square no longer fits the pixels it should cover. Look at what is done to the kernel before "
    "it is multiplied with the image. Write down the kernel [[1, 2], [3, 4]] and next to it what yours becomes. Which "
    "entry does the docstring's formula multiply with image[0, 0], and which one do you?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    turned = kernel.T
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * turned)
    return out
