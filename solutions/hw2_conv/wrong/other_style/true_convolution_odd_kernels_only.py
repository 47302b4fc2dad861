"""In another style: shift and add over the taps, around the middle of the kernel."""

import numpy as np


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    border_rows, border_cols = kh // 2, kw // 2
    inside = image[border_rows : image.shape[0] - border_rows, border_cols : image.shape[1] - border_cols]
    out = np.zeros(inside.shape)
    rows, cols = out.shape
    for p in range(kh):
        for q in range(kw):
            out += image[p : p + rows, q : q + cols] * kernel[kh - 1 - p, kw - 1 - q]
    return out
