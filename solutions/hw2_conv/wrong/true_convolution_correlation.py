"""The kernel is not flipped, which is cross-correlation."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Your result has the right shape, but it is right only for kernels that look the same after a turn by 180 degrees: "
    "the kernel meets the image just as it is printed. Look at the indices in the docstring's formula for entry [0, "
    "0]: which entry of the kernel belongs to which pixel? Take the image [[10, 100]] and the kernel [[1, 2]], and "
    "work out entry [0, 0] from that formula by hand. Which pixel is multiplied by 2, and which one is in yours?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel)
    return out
