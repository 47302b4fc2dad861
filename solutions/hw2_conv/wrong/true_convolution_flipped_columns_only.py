"""The kernel is flipped left to right but not upside down."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Kernels with a single row come out right. With several rows, the result is wrong unless the kernel looks the same "
    "when its rows are read from bottom to top. So left and right are treated well; look at what happens along the "
    "other axis of the kernel. Write down the kernel [[1, 2], [3, 4]] and next to it the numbers that lie on the image "
    "in your code. By the docstring's formula, which entry should lie on image[0, 0], and which one does in yours?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    flipped = kernel[:, ::-1]
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * flipped)
    return out
