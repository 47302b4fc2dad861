"""Both functions put all windows of one image side by side."""

import numpy as np

QUESTIONS = ("im2col", "im2col_bw")
OUTPUT = "X_col"
HINT = (
    "Your two functions agree with each other, so the adjoint test passes. With two images, whose window should "
    "column 1 hold?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    X_col = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col.transpose(1, 0, 2).reshape(C * k_height * k_width, -1)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    grad = grad_X_col.reshape(C * k_height * k_width, N, H_out * W_out).transpose(1, 0, 2)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    np.add.at(grad_pad, (slice(None), c, i * stride + p, j * stride + q), grad)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
