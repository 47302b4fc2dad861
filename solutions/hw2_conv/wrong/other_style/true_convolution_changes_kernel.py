"""In another style: the kernel rewritten from back to front, then shift and add."""

import numpy as np


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    values = kernel.ravel().tolist()
    for k in range(kh * kw):
        kernel[k // kw, k % kw] = values[-1 - k]
    out = np.zeros((rows, cols))
    for p in range(kh):
        for q in range(kw):
            out += kernel[p, q] * image[p : p + rows, q : q + cols]
    return out
