"""The caller's kernel is flipped in place."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "kernel"
HINT = "Call the function twice with the same kernel and compare. Print the kernel before and after."


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    kernel[:] = kernel[::-1, ::-1].copy()
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel)
    return out
