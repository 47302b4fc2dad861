"""Zeros are put around the image before the maximum is taken."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "The first windows begin one pixel above and to the left of the image, on zeros that nobody asked for; in most "
    "cases out is too large as well. Pooling here has no padding. Look at which sizes your windows are taken with, "
    "those that you give yourself and those that you leave to a default. Take a 2x2 image of -1 and a 2x2 window with "
    "stride 1. Which shape should out have, and where would a 0 in it come from?"
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
    H_out = 1 + (H + 2 - pool_height) // stride
    W_out = 1 + (W + 2 - pool_width) // stride
    x_col = _im2col(x.reshape(N * C, 1, H, W), pool_height, pool_width, stride=stride)
    out = x_col.max(axis=0).reshape(H_out, W_out, N, C).transpose(2, 3, 0, 1)
    return out, (x, pool_param)
