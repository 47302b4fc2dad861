"""The maximum is taken over the channels too."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "With one channel out is right. With several, all channels of out are equal: each holds the maximum over all "
    "channels of the window. Look at which numbers stand together at the moment when you take the maximum. Take one "
    "2x2 image with two channels, the first all ones and the second all twos, and a 2x2 window. What should out hold "
    "for each of the channels, and how many numbers go into each of your maxima?"
)


def _im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = 1 + (H - pool_height) // stride
    W_out = 1 + (W - pool_width) // stride
    x_col = _im2col(x, pool_height, pool_width, 0, stride)
    out = x_col.max(axis=0).reshape(H_out, W_out, N, 1).transpose(2, 3, 0, 1)
    out = np.repeat(out, C, axis=1)
    return out, (x, pool_param)
