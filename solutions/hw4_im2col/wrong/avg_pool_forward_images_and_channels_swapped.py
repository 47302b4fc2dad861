"""The means are read as if the images were the faster axis."""

import numpy as np

QUESTIONS = ("avg_pool_forward_im2col",)
OUTPUT = "out"
HINT = (
    "Each map in out is computed well, but with several images and several channels many maps stand in the place of "
    "another one. With one image or one channel all is right. Look at the order in which the means of one window "
    "position come out, and at the order in which you read them: which of image and channel changes faster? Try two "
    "images of 2x2 with three channels, filled with the constants 0 to 5, and a 2x2 window. Which constant stands in "
    "out[0, 1], and to which image and channel of x does it belong?"
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
    out = means.reshape(H_out, W_out, C, N).transpose(3, 2, 0, 1)
    return out, (x, pool_param)
