"""In another style: window by window on one image, which is then repeated."""

import numpy as np


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    image = np.zeros((C, H + 2 * padding, W + 2 * padding))
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            start = (i * W_out + j) * N
            for column in range(start, start + N):
                window = grad_X_col[:, column].reshape(C, k_height, k_width)
                image[:, top : top + k_height, left : left + k_width] += window
    image = image[:, padding : padding + H, padding : padding + W]
    return np.repeat(image[None], N, axis=0)
