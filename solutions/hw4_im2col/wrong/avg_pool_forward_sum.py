"""The windows are added up and not divided."""

import numpy as np

QUESTIONS = ("avg_pool_forward_im2col",)
OUTPUT = "out"
HINT = (
    "Every value is too large: by 4 for a 2x2 window, by 6 for a 2x3 window, not at all for 1x1. So the windows are "
    "the right ones and their numbers have been put together; look at what remains to be done after that to get what "
    "the docstring asks for. Average a 2x3 image of ones with a 2x3 window by hand. Then look at your number for it: "
    "what does 6 say about the window?"
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
    means = x_col.sum(axis=0)
    out = means.reshape(H_out, W_out, N, C).transpose(2, 3, 0, 1)
    return out, (x, pool_param)
