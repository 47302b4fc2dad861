"""In another style: shift and add over the places in the kernel, turned back into a picture at the end."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, channels = image.shape
    padded = np.zeros((H + kh - 1, W + kw - 1, channels))
    padded[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = image
    total = np.zeros(image.shape)
    for p in range(kh):
        for q in range(kw):
            total += padded[p : p + H, q : q + W] * kernel[p, q]
    return total.astype(image.dtype)
