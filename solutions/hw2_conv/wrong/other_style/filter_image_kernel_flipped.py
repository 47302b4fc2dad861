"""In another style: each pixel is spread over its neighbours."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W = image.shape[:2]
    top, left = (kh - 1) // 2, (kw - 1) // 2
    spread = np.zeros((H + kh - 1, W + kw - 1, 3))
    for y in range(H):
        for x in range(W):
            for colour in range(3):
                spread[y : y + kh, x : x + kw, colour] += float(image[y, x, colour]) * kernel
    return spread[top : top + H, left : left + W]
