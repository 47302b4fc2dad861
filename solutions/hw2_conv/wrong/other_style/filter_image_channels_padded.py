"""In another style: shift and add over the taps of the kernel."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.zeros((H + kh - 1, W + kw - 1, 3 + 2))
    padded[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W, 1:4] = image
    out = np.zeros(image.shape)
    for p in range(kh):
        for q in range(kw):
            out += kernel[p, q] * padded[p : p + H, q : q + W, :3]
    return out
