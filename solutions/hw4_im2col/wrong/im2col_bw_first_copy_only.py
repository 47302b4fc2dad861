"""Each pixel gets the entry of the first window that holds it, as if the copying were undone."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Where windows overlap, a pixel gets the entry of only one of them, the first one that holds it. That would be "
    "enough to read a picture back out of X_col, where all copies of a pixel are the same number; their gradients are "
    "not. Look at what becomes of the other entries that belong to the same pixel. Take a 1x3 image, 1x2 windows, "
    "stride 1, padding 0 and a matrix whose columns are (1, 2) and (30, 40). Which entries reach the middle pixel?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    seen = np.zeros(grad_pad.shape, dtype=bool)
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                window = grad_X_col[:, column].reshape(C, k_height, k_width)
                place = n, slice(None), slice(top, top + k_height), slice(left, left + k_width)
                grad_pad[place] = np.where(seen[place], grad_pad[place], window)
                seen[place] = True
                column += 1
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
