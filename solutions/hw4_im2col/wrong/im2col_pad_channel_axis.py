"""The channels are padded, as if they were the last axis but one."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
RAISES = "ValueError"
HINT = (
    "With padding 0 X_col is right. With any padding the call ends in an error about shapes, because the image got "
    "channels of zeros and no zeros at its left and right. Look at which of the four axes of X you make longer. Take X "
    "of shape (1, 3, 4, 5) and padding 1, and print the shape of the padded array. What should each of its four "
    "numbers be, and which two of them differ?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
