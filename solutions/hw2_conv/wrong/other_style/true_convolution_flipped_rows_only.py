"""In another style: shift and add, with the row of the kernel counted backwards."""

import numpy as np


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    rows, cols = image.shape[0] + 1 - kh, image.shape[1] + 1 - kw
    out = np.zeros((rows, cols))
    for p in range(kh):
        for q in range(kw):
            out = out + kernel[kh - 1 - p, q] * image[p : p + rows, q : q + cols]
    return out
