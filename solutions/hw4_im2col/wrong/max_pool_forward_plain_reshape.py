"""The maxima are reshaped to (N, C, H_out, W_out) as they lie in memory."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "All maxima are right, but with several images or channels many of them stand in the wrong place. The numbers come "
    "out of your maximum in one order and are read into out in another. Look at the order of the axes image, channel, "
    "output row and output column on both sides of that step. Take x of shape (2, 1, 2, 4), with one image of ones and "
    "one of twos, 2x2 windows and stride 2. In which order do your four maxima come, and which does out need first?"
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
    x_col = _im2col(x.reshape(N * C, 1, H, W), pool_height, pool_width, 0, stride)
    out = x_col.max(axis=0).reshape(N, C, H_out, W_out)
    return out, (x, pool_param)
