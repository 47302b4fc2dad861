"""The sum is divided by //."""

import numpy as np

QUESTIONS = ("avg_pool_forward_im2col",)
OUTPUT = "out"
HINT = (
    "Every value of out is a whole number: the right mean, rounded down. The windows and their sums are right, so look "
    "at the step that makes a mean out of a sum, and at what it does when the result is no whole number. Average the "
    "window [[1, 2], [3, 4]] by hand, then with your function, and do the same with all signs turned around, where you "
    "get -3. What does your division do with the part after the decimal point?"
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


def avg_pool_forward_im2col(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = 1 + (H - pool_height) // stride
    W_out = 1 + (W - pool_width) // stride
    x_col = _im2col(x.reshape(N * C, 1, H, W), pool_height, pool_width, 0, stride)
    means = x_col.sum(axis=0) // (pool_height * pool_width)
    out = means.reshape(H_out, W_out, N, C).transpose(2, 3, 0, 1)
    return out, (x, pool_param)
