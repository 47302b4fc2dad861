"""The kernel is flipped upside down but not left to right."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Kernels with a single column come out right. With several columns, the result is wrong unless the kernel looks "
    "the same when its columns are read from right to left. So top and bottom are treated well; look at what happens "
    "along the other axis of the kernel. Take the image [[1, 10, 100]] and the kernel [[1, 2, 3]]: the digits of the "
    "result show which entry met which pixel. Which number does the docstring's formula give, and which one do you "
    "get?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    flipped = kernel[::-1]
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * flipped)
    return out
