"""The kernel is reversed around its first entry, which stays where it is."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "result"
HINT = (
    "Kernels of a single entry come out right, and along an axis of two entries the kernel is not reversed at all. "
    "Along a longer axis all entries are reversed but the first, which keeps its place: 1, 2, 3 is read as 1, 3, 2. "
    "Look at which entry of the kernel each pixel of a window meets, and write the indices down one by one, beginning "
    "with the first pixel. Take the image [[1, 10, 100]] and the kernel [[1, 2, 3]]. By the docstring's formula, "
    "which entry meets the 1, and which one does in your code?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for p in range(kh):
        for q in range(kw):
            out += image[p : p + H - kh + 1, q : q + W - kw + 1] * kernel[-p, -q]
    return out
