"""The caller's kernel is flipped in place."""

import numpy as np

QUESTIONS = ("true_convolution",)
OUTPUT = "kernel"
HINT = (
    "The result is right, but the array kernel that was passed in is not the same after the call: it has been turned "
    "by 180 degrees. It belongs to the caller and is read-only. So a second call with the same array gives another "
    "result than the first, unless the kernel looks the same when turned. Look at where the flipped kernel is written. "
    "Print the kernel [[1, 2], [3, 4]] before and after one call. Which step changes it, and whose array does that "
    "step write to?"
)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    kernel[:] = kernel[::-1, ::-1].copy()
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel)
    return out
