"""In another style: shift and add over the taps of the kernel, the result limited by hand."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W = image.shape[:2]
    padded = np.zeros((H + kh - 1, W + kw - 1, 3))
    padded[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = image
    out = np.zeros((H, W, 3))
    for p in range(kh):
        for q in range(kw):
            out += kernel[p, q] * padded[p : p + H, q : q + W]
    out[out < 0] = 0
    out[out > 255] = 255
    return out
