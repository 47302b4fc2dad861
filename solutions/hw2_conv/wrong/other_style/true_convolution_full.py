"""In another style: np.convolve for each pair of rows."""

import numpy as np


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros((H + kh - 1, W + kw - 1))
    for i in range(H):
        for p in range(kh):
            out[i + p] += np.convolve(image[i], kernel[p])
    return out
