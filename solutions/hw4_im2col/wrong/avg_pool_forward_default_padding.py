"""The matrix is made with a border of zeros around the image."""

import numpy as np

QUESTIONS = ("avg_pool_forward_im2col",)
OUTPUT = "out"
HINT = (
    "out is that of an image with a border of zeros around it, one pixel wide: it mostly has too many rows and "
    "columns, and windows at the edge are averaged with zeros that x does not have. Average pooling has no border. "
    "Look at which border is assumed when the windows are taken from the image, also where you say nothing about it. "
    "Average a 4x4 image of ones with a 2x2 window and stride 2. Why does a corner of your out say 0.25?"
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
    H_out = 1 + (H + 2 - pool_height) // stride
    W_out = 1 + (W + 2 - pool_width) // stride
    x_col = _im2col(x.reshape(N * C, 1, H, W), pool_height, pool_width, stride=stride)
    means = x_col.mean(axis=0)
    out = means.reshape(H_out, W_out, N, C).transpose(2, 3, 0, 1)
    return out, (x, pool_param)
