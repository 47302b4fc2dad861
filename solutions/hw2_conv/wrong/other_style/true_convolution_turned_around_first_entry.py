"""In another style: window by window, with a kernel that is flipped and then rolled by one."""

import numpy as np


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    turned = np.roll(np.flip(kernel), (1, 1), axis=(0, 1))
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            result[i, j] = np.sum(image[i : i + kh, j : j + kw] * turned)
    return result
