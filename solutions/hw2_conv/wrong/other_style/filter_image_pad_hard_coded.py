"""In another style: shift-and-add over the taps, the picture laid on a sheet of zeros."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, channels = image.shape
    sheet = np.zeros((H + kh, W + kw, channels))
    sheet[1 : H + 1, 1 : W + 1] = image
    out = np.zeros((H, W, channels))
    for p in range(kh):
        for q in range(kw):
            out += kernel[p, q] * sheet[p : p + H, q : q + W]
    return out
