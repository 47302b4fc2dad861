"""In another style: plain loops over single numbers."""

import numpy as np


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for i, j in np.ndindex(*out.shape):
        for p in range(kh):
            for q in range(kw):
                out[i, j] += image[i + p, j + q] * kernel[p, kw - 1 - q]
    return out
