"""In another style: one index array each for channel, row and column."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = (H + 2 * padding - k_height) // stride
    W_out = (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    channel = np.repeat(np.arange(C), k_height * k_width)[:, None]
    p = np.tile(np.repeat(np.arange(k_height), k_width), C)[:, None]
    q = np.tile(np.arange(k_width), k_height * C)[:, None]
    top = stride * np.repeat(np.arange(H_out), W_out)
    left = stride * np.tile(np.arange(W_out), H_out)
    columns = X_pad[:, channel, p + top, q + left]
    return columns.transpose(1, 2, 0).reshape(C * k_height * k_width, H_out * W_out * N)
