"""In another style: plain loops with a test for the far border only."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, channels = image.shape
    out = np.zeros((H, W, channels))
    for c in range(channels):
        for i in range(H):
            for j in range(W):
                total = 0.0
                for p in range(kh):
                    for q in range(kw):
                        if i + p < H and j + q < W:
                            total += kernel[p, q] * float(image[i + p, j + q, c])
                out[i, j, c] = total
    return out
