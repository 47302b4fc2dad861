"""In another style: plain loops with a test for the border."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    picture = image.astype(float)
    half = kh // 2
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            for p in range(kh):
                for q in range(kw):
                    row, col = i + p - half, j + q - half
                    if 0 <= row < H and 0 <= col < W:
                        out[i, j] += kernel[p, q] * picture[row, col]
    return out
