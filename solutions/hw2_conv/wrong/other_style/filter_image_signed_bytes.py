"""In another style: the bytes viewed as signed, shift and add channel by channel."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, channels = image.shape
    out = np.zeros((H, W, channels))
    for c in range(channels):
        plane = np.ascontiguousarray(image[:, :, c]).view(np.int8)
        plane = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2))).astype(float)
        for p in range(kh):
            for q in range(kw):
                out[:, :, c] += kernel[p, q] * plane[p : p + H, q : q + W]
    return out
