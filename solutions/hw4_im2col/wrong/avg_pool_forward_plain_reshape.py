"""The means are reshaped to (N, C, H_out, W_out) as they lie in memory."""

import numpy as np

QUESTIONS = ("avg_pool_forward_im2col",)
OUTPUT = "out"
HINT = (
    "The right means are all there and out has the right shape, but they stand in wrong places: one map mixes the "
    "means of many images, channels and windows. Look at the order in which the means come, which axis slowest and "
    "which fastest, and at the order of the axes of out; a new shape alone moves no number. Try two images of 4x4 with "
    "two channels, filled with the constants 0, 1, 2 and 3, a 2x2 window and stride 2. out[0, 0] should be constant. "
    "What is in it?"
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
    means = x_col.mean(axis=0)
    out = means.reshape(N, C, H_out, W_out)
    return out, (x, pool_param)
