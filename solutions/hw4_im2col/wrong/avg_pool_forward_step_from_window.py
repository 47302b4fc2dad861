"""The windows always lie side by side, whatever the stride."""

import numpy as np

QUESTIONS = ("avg_pool_forward_im2col",)
OUTPUT = "out"
HINT = (
    "When the stride equals the window, all is right. For other strides the windows still lie side by side, so out has "
    "too few values where they should overlap and too many where there should be gaps; if the window is not square, "
    "the call may even fail. Look at the distance from one window to the next. Try an image of 7x7, a 3x3 window and "
    "stride 2, and write down the first column of every window in a row. Where does your second window begin?"
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
    pool_height, pool_width = pool_param["pool_height"], pool_param["pool_width"]
    N, C, H, W = x.shape
    H_out = H // pool_height
    W_out = W // pool_width
    x_col = _im2col(x.reshape(N * C, 1, H, W), pool_height, pool_width, 0, pool_width)
    means = x_col.mean(axis=0)
    out = means.reshape(H_out, W_out, N, C).transpose(2, 3, 0, 1)
    return out, (x, pool_param)
