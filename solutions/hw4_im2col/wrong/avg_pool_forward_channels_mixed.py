"""The mean runs over the channels too."""

import numpy as np

QUESTIONS = ("avg_pool_forward_im2col",)
OUTPUT = "out"
HINT = (
    "All channels of out are alike: each value is the mean over a window and over all channels together, which is "
    "right only if there is one channel. Look at which numbers go into one mean: how many are there, and how many "
    "pixels does one window of one channel have? Try a 2x2 image with three channels filled with 0, 3 and 6, and a 2x2 "
    "window. Which three numbers should out hold, and which does yours hold?"
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
    x_col = _im2col(x, pool_height, pool_width, 0, stride)
    means = x_col.mean(axis=0)
    means = means.reshape(H_out, W_out, N, 1).transpose(2, 3, 0, 1)
    out = np.repeat(means, C, axis=1)
    return out, (x, pool_param)
