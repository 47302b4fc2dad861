"""In another style: shift and add on the padded picture, the border blanked afterwards."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    a, b = kh // 2, kw // 2
    padded = np.zeros((H + 2 * a, W + 2 * b, 3))
    padded[a : a + H, b : b + W] = image
    out = np.zeros((H, W, 3))
    for p in range(kh):
        for q in range(kw):
            out += kernel[p, q] * padded[p : p + H, q : q + W]
    for i in range(H):
        for j in range(W):
            if i < a or i >= H - a or j < b or j >= W - b:
                out[i, j] = 0
    return out
