"""In another style: each pixel spreads the kernel, then the middle is cut out."""

import numpy as np


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    full = np.zeros((H + kh - 1, W + kw - 1))
    for i in range(H):
        for j in range(W):
            full[i : i + kh, j : j + kw] += image[i, j] * kernel
    top, left = (kh - 1) // 2, (kw - 1) // 2
    return full[top : top + H, left : left + W]
